use crate::capture::{CaptureProblem, Payload};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};
use crate::saml::MessageKind;
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// What was pasted is known by name, but it is not the Response of a login, which alone can be judged
    /// here.
    ///
    /// ## How to fix it
    /// Copy the value of the form field `SAMLResponse` that the identity provider posts to the service
    /// provider at the end of a login.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4
    Capture, "capture-wrong-message", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    let of_problem = capture.capture.problem.as_ref().and_then(|problem| {
        let (message, fix) = explain_problem(facts, problem)?;
        Some((problem.span().unwrap_or(facts.capture_start()), message, fix))
    });
    let found = of_problem.or_else(|| of_artifact(facts)).or_else(|| of_document(facts));
    if let Some((span, message, fix)) = found {
        report.add(span, message).fix(fix);
    }
}

fn explain_problem(facts: &Facts<'_>, problem: &CaptureProblem) -> Option<(String, Fix)> {
    let (message, step) = match problem {
        CaptureProblem::Certificate { .. } => (
            "This is a certificate, not a login response.".to_owned(),
            "A certificate belongs in the identity provider's metadata. Here, a login is checked:",
        ),
        CaptureProblem::PrivateKey { .. } => (
            "This is a private key. It is not needed here, and it should not be pasted anywhere.".to_owned(),
            "Remove it. If it left your computer on the way here, replace the key. Then copy a login:",
        ),
        CaptureProblem::Jwt { .. } => (
            "This is a JSON Web Token: it belongs to OpenID Connect or OAuth, not to SAML.".to_owned(),
            "At the identity provider, set up the application for SAML. Then copy a login:",
        ),
        CaptureProblem::OidcDiscovery { issuer, .. } => {
            let of = issuer.as_deref().map_or(String::new(), |issuer| format!(" of {}", quoted(issuer)));
            (
                format!("This is the OpenID Connect configuration{of}, not a SAML message."),
                "At the identity provider, set up the application for SAML. Then copy a login:",
            )
        }
        CaptureProblem::Artifact { .. } => (ARTIFACT.to_owned(), ARTIFACT_FIX),
        _ => return None,
    };
    Some((message, fix::after(step, fix::copy_response(facts))))
}

const ARTIFACT: &str = "This is a SAML artifact: a reference to a message that never passes through the \
                        browser.";
const ARTIFACT_FIX: &str = "At the identity provider, choose HTTP-POST in place of HTTP-Artifact for its answers. \
                            Then copy a login:";

fn of_artifact(facts: &Facts<'_>) -> Option<(Span, String, Fix)> {
    let message = facts.capture()?.judged_message()?;
    matches!(message.payload, Payload::Artifact(_)).then(|| {
        let span = message.place.unwrap_or(facts.capture_start());
        (span, ARTIFACT.to_owned(), fix::after(ARTIFACT_FIX, fix::copy_response(facts)))
    })
}

fn of_document(facts: &Facts<'_>) -> Option<(Span, String, Fix)> {
    let capture = facts.capture()?;
    let (what, step) = explain_kind(capture.messages.get(capture.judged_index?)?.kind?)?;
    let document = facts.judged_document()?;
    let message = format!("This is {what}, not the Response of a login.");
    let copying = fix::copy_response(facts);
    let fix = if step.is_empty() { copying } else { fix::after(step, copying) };
    Some((document.start_tag_span(document.root()), message, fix))
}

/// What the message is, and what to do first; `None` where another rule speaks of it.
fn explain_kind(kind: MessageKind) -> Option<(&'static str, &'static str)> {
    // There is nothing to say but how a login is copied.
    const LOGIN: &str = "";
    Some(match kind {
        MessageKind::LogoutRequest => ("a LogoutRequest, which ends a session", LOGIN),
        MessageKind::LogoutResponse => ("a LogoutResponse, the answer to a logout", LOGIN),
        MessageKind::Artifact => ("an exchange of artifacts between servers", LOGIN),
        MessageKind::OtherProtocol => ("another message of the SAML protocol", LOGIN),
        MessageKind::Soap => (
            "a SOAP envelope, as servers exchange it among themselves",
            LOGIN,
        ),
        MessageKind::EncryptedAssertion => (
            "an encrypted assertion without the Response around it",
            LOGIN,
        ),
        MessageKind::Metadata => ("metadata", "Paste it into the metadata box. For the test box, copy a login:"),
        MessageKind::WsFederation => (
            "a WS-Federation response",
            "At the identity provider, set up the application for SAML 2.0 in place of WS-Federation. Then copy a login:",
        ),
        MessageKind::Saml1 => (
            "a message of SAML 1.1",
            "At the identity provider, set up the application for SAML 2.0. Then copy a login:",
        ),
        // An AuthnRequest and a bare assertion are described; a page and foreign XML have their own rules.
        MessageKind::Response
        | MessageKind::Assertion
        | MessageKind::AuthnRequest
        | MessageKind::Html
        | MessageKind::Other => return None,
    })
}
