use crate::diagnose::DigestCause;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::signatures;
use crate::rules::{Reporter, Severity, fix};
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

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    check_written_out_line_ends(facts, report);
    let Some(document) = facts.judged_document().filter(|_| facts.response().is_some()) else {
        return;
    };
    // Where it is proved that the layout is all, that is told as an error.
    let changed = signatures(facts)
        .filter(|(check, _)| check.source == document.source())
        .filter(|(check, diagnosis)| {
            check.digest_matches == Some(false) && !matches!(diagnosis.digest, DigestCause::Altered(_))
        });
    for (check, _) in changed {
        if let Some(span) = first_indentation(document, check.parent) {
            let name = document.name(check.parent).local;
            report
                .add(
                    span,
                    format!(
                        "The signed {name} has line breaks between its elements, as a viewer puts them there, and \
                         its signature does not fit. Such a copy cannot tell whether the login works."
                    ),
                )
                .fix(fix::copy_response(facts));
            return;
        }
    }
}

/// A viewer that writes carriage returns as references writes one after the last tag, too, where XML
/// allows none.
fn check_written_out_line_ends(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let capture = facts.capture();
    let message = capture.and_then(|capture| capture.messages.get(capture.judged_index?));
    let Some(Err(XmlError::NotWellFormed { problem: Problem::TextOutsideRoot, at })) =
        message.and_then(|message| message.document.as_ref())
    else {
        return;
    };
    let outside = at.of(facts.sources.text(at.source)).trim().to_ascii_lowercase();
    if outside.starts_with("&#13;") || outside.starts_with("&#xd;") {
        report
            .add(*at, "A viewer wrote the line ends out as &#13;: this copy is not the message that was sent.")
            .severity(Severity::Error)
            .fix(fix::copy_response(facts));
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
