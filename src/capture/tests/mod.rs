//! Pastes of every shape, made for these tests.

mod archives;
mod commands;
mod hostile;
mod metadata;
mod plain;
mod queries;

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A response whose base64 holds `+`, `/` and `=`, and that is longer than a line.
const RESPONSE: &str = concat!(
    r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" "#,
    r#"xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0">"#,
    r#"<saml:Issuer>https://idp.test/metadata?a=1&amp;b=2</saml:Issuer>"#,
    r#"<saml:Assertion ID="_a1"><saml:Subject><saml:NameID>zo\u0301é???~~~>>></saml:NameID></saml:Subject>"#,
    "\n  <saml:AttributeStatement/></saml:Assertion></samlp:Response>"
);

/// A request.
const REQUEST: &str = concat!(
    r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q1" Version="2.0" "#,
    r#"AssertionConsumerServiceURL="https://sp.test/acs"/>"#
);

const ACS: &str = "https://sp.test/acs";

fn base64(text: &str) -> String {
    STANDARD.encode(text)
}

/// Everything but letters and digits as `%XX`.
fn escape_all(text: &str) -> String {
    let each = text.bytes().map(|b| match b.is_ascii_alphanumeric() {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    });
    each.collect()
}

fn form() -> String {
    format!("SAMLResponse={}&RelayState=https%3A%2F%2Fsp.test%2Fa+b", escape_all(&base64(RESPONSE)))
}

fn deflated(text: &str) -> String {
    STANDARD.encode(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6))
}

fn capture(text: &str) -> Capture {
    read(SourceId::CAPTURE, text)
}

/// The octets of a message.
fn octets(message: &CapturedMessage, paste: &str) -> Vec<u8> {
    match &message.payload {
        Payload::Text(span) => span.of(paste).as_bytes().to_vec(),
        Payload::DecodedText(text) | Payload::Artifact(text) => text.as_bytes().to_vec(),
        Payload::Decoded(octets) => octets.clone(),
    }
}

/// The one message of a paste, which must be `xml`; what else was found.
#[track_caller]
fn only(paste: &str, format: Format, xml: &str) -> (Capture, CapturedMessage) {
    let found = capture(paste);
    assert_eq!(found.problem, None, "{paste}");
    assert_eq!(found.left_out, [], "{paste}");
    assert_eq!(found.format, format, "{paste}");
    assert_eq!(found.messages.len(), 1, "{found:?}");
    let message = found.messages[0].clone();
    assert_eq!(String::from_utf8(octets(&message, paste)).unwrap(), xml);
    (found, message)
}

/// The problem of a paste in which there is no message.
#[track_caller]
fn problem(paste: &str) -> CaptureProblem {
    let found = capture(paste);
    assert!(found.messages.is_empty(), "{found:?}");
    found.problem.unwrap()
}

#[track_caller]
fn looks_like(paste: &str) -> LooksLike {
    match problem(paste) {
        CaptureProblem::Unrecognised { looks_like, .. } => looks_like,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_sample_has_every_awkward_character() {
    let code = base64(RESPONSE);
    assert!(code.contains('+') && code.contains('/') && code.ends_with('='), "{code}");
}
