use crate::capture::{CaptureProblem, Limit, LooksLike};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::namespace;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};
use crate::saml::{MessageKind, uri};
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// Nothing in the test box is a SAML message. The message that is needed is the Response, which the
    /// identity provider sends through the browser as the form field `SAMLResponse`.
    ///
    /// ## How to fix it
    /// Open the browser's developer tools, keep the network log, log in, and copy the value of
    /// `SAMLResponse` from the POST request to the service provider. A HAR file, a SAML-tracer export or
    /// the request copied as cURL do as well.
    Capture, "capture-unrecognised", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    if let Some(wanted) = facts.settings().message
        && capture.judged_index.is_none()
        && !capture.messages.is_empty()
    {
        let count = capture.messages.len();
        let message =
            format!("Message {wanted} (counted from 0) is to be judged, but the paste has {count}.");
        report
            .add(facts.capture_start(), message)
            .fix(Fix::at_sp("Choose one of the messages that were found.", Some("message")));
        return;
    }
    if let Some(problem) = &capture.capture.problem {
        if let Some((message, fix)) = explain(facts, problem) {
            report.add(problem.span().unwrap_or(facts.capture_start()), message).fix(fix);
        }
        return;
    }
    if let Some((message, span)) = foreign_root(facts) {
        report.add(span, message).fix(fix::copy_response(facts));
    }
}

/// The root of a judged document that is none of the messages known by name.
fn foreign_root(facts: &Facts<'_>) -> Option<(String, Span)> {
    let capture = facts.capture()?;
    let message = capture.messages.get(capture.judged_index?)?;
    let document = facts.judged_document()?;
    if message.kind != Some(MessageKind::Other) {
        return None;
    }
    let name = document.name(document.root());
    let message = match name.local {
        "Response" | "Assertion" | "AuthnRequest" => format!(
            "This looks like a SAML {}, but it has {}, not {}: it was written by hand, or something on its \
             way took the prefixes off.",
            name.local,
            namespace(name.namespace),
            quoted(if name.local == "Assertion" { uri::ASSERTION } else { uri::PROTOCOL })
        ),
        local => format!("This is XML, but no SAML message: it begins with the element {}.", quoted(local)),
    };
    Some((message, document.start_tag_span(document.root())))
}

fn explain(facts: &Facts<'_>, problem: &CaptureProblem) -> Option<(String, Fix)> {
    Some(match problem {
        CaptureProblem::Empty => ("The test box is empty.".to_owned(), fix::copy_response(facts)),
        CaptureProblem::Unrecognised { looks_like, .. } => unrecognised(facts, *looks_like),
        CaptureProblem::Url { .. } => (
            "This is an address, and there is no login message in it. Nothing is fetched from addresses.".to_owned(),
            fix::copy_response(facts),
        ),
        CaptureProblem::RepeatedParameter { name, .. } => (
            format!("The parameter {name} occurs twice in one request, so nobody can say which one counts."),
            fix::copy_response(facts),
        ),
        CaptureProblem::LimitExceeded { limit, .. } => {
            (format!("The paste is larger than what is read: {}.", of_limit(*limit)), fix::copy_response(facts))
        }
        // Each of these has a rule of its own.
        CaptureProblem::Redacted { .. }
        | CaptureProblem::Truncated { .. }
        | CaptureProblem::HtmlPage { .. }
        | CaptureProblem::ErrorText { .. }
        | CaptureProblem::Certificate { .. }
        | CaptureProblem::PrivateKey { .. }
        | CaptureProblem::Jwt { .. }
        | CaptureProblem::OidcDiscovery { .. }
        | CaptureProblem::Artifact { .. } => return None,
    })
}

fn unrecognised(facts: &Facts<'_>, looks_like: LooksLike) -> (String, Fix) {
    let mut message = format!("There is no SAML message here: this looks like {}.", looks_like.noun());
    if let LooksLike::Base64WithForeignCharacter(character) = looks_like {
        message.push_str(&format!(" The character is {}.", quoted(&character.to_string())));
    }
    let step = match looks_like {
        LooksLike::Base64Twice => "The value was encoded twice (base64). Decode it once, and paste what comes out.",
        LooksLike::TextBeforeXml => "Paste the XML alone, from its first < to its last >.",
        LooksLike::NumberedLines => "Copy the XML without the line numbers, best as “raw” or as base64.",
        LooksLike::XmlWithoutFirstBracket => "Copy again and include the very first <.",
        LooksLike::HarWithoutMessage | LooksLike::TracerWithoutMessage => {
            "Record again: start recording before the login, log in, and stop when the service provider's page shows."
        }
        LooksLike::BodyInFile => "Paste the contents of the file that the command names after the @.",
        _ => return (message, fix::copy_response(facts)),
    };
    (message, Fix::copy_again(step))
}

fn of_limit(limit: Limit) -> &'static str {
    match limit {
        Limit::PasteSize => "it is too long",
        Limit::Messages => "it holds too many messages",
        Limit::InflatedSize => "the compressed message grows too large",
        Limit::JsonSize => "the JSON has too many values, or is nested too deeply",
    }
}

