use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter, Severity};
use crate::text::{Span, is_xml_white_space};
use crate::xml::{Document, NodeId, NodeKind, Problem, XmlError};

declare_rule! {
    /// ## What it means
    /// The signed part has line breaks and indentation between its elements, and its signature does not
    /// fit. White space is signed too: a message that an editor or a viewer has laid out can no longer be
    /// verified, even though the message that was sent may have been good.
    ///
    /// ## How to fix it
    /// Paste the original base64 value of `SAMLResponse` in place of the formatted XML.
    ///
    /// ## Standard
    /// XML-C14N 1.1 §2.4
    Capture, "capture-reformatted", Warning
}

const AGAIN: &str =
    "Paste the base64 value of SAMLResponse as the browser sent it, not XML that a viewer laid out.";

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    check_written_out_line_ends(facts, report);
    let (Some(response), Some(document)) = (facts.response(), facts.judged_document()) else {
        return;
    };
    let changed = response.verification.checks.iter().filter(|check| check.digest_matches == Some(false));
    for check in changed {
        if let Some(span) = first_indentation(document, check.parent) {
            let name = document.name(check.parent).local;
            report
                .add(
                    span,
                    format!(
                        "The signed {name} is laid out with line breaks between its elements, and its \
                         signature does not fit. A formatted copy cannot be verified."
                    ),
                )
                .fix(Fix::copy_again(AGAIN));
            return;
        }
    }
}

/// A viewer that writes carriage returns as references writes one after the last tag, too, where XML
/// allows none.
fn check_written_out_line_ends(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let capture = facts.capture.as_ref();
    let message = capture.and_then(|capture| capture.messages.get(capture.judged_index?));
    let Some(Err(XmlError::NotWellFormed { problem: Problem::TextOutsideRoot, at })) =
        message.and_then(|message| message.document.as_ref())
    else {
        return;
    };
    let outside = at.of(facts.sources.text(at.source)).trim().to_ascii_lowercase();
    if outside.starts_with("&#13;") || outside.starts_with("&#xd;") {
        report
            .add(*at, "The line ends were written out as &#13;: this is not the message that was sent.")
            .severity(Severity::Error)
            .fix(Fix::copy_again(AGAIN));
    }
}

/// The first line break that stands between two elements inside `element`.
fn first_indentation(document: &Document, element: NodeId) -> Option<Span> {
    let is_indentation = |node: &NodeId| {
        if document.kind(*node) != NodeKind::Text {
            return false;
        }
        let text = document.value(*node);
        let has_break = text.contains(['\n', '\r']) && text.chars().all(is_xml_white_space);
        let parent = document.parent(*node).unwrap_or(element);
        has_break && document.elements(parent).next().is_some()
    };
    document.descendants(element).find(is_indentation).map(|node| document.span(node))
}
