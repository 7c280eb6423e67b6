//! Whole checks: of metadata, and of a message with its metadata.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sso_preflight::input::Input;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding};

use super::report::sound;
use super::rewrite;

/// Between the parts of an input that has several: a character that no XML holds.
pub(crate) const SEPARATOR: char = '\0';

/// The clock and the account of the templates.
fn input(metadata: Option<&str>, capture: Option<&str>) -> Input {
    let settings = serde_json::json!({ "profile": "imagekit", "accountId": "acme42" });
    let object = serde_json::json!({
        "metadata": metadata, "capture": capture, "now": "2026-01-15T12:00:00Z", "settings": settings
    });
    serde_json::from_value(object).expect("an input")
}

/// Metadata, alone or with what was saved before it.
pub(crate) fn metadata(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (metadata, saved) = match text.split_once(SEPARATOR) {
        Some((metadata, saved)) => (metadata, Some(saved)),
        None => (text.as_ref(), None),
    };
    let mut input = input(Some(metadata), None);
    input.saved_metadata = saved.map(Into::into);
    let report = sound(&input);
    if let Some(document) = read(metadata) {
        input.metadata = Some(rewrite::reverse_attributes(&document).into());
        assert_eq!(sound(&input).verdict, report.verdict, "the order of attributes matters");
    }
}

/// A capture, or metadata and a capture.
pub(crate) fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (metadata, capture) = match text.split_once(SEPARATOR) {
        Some((metadata, capture)) => (Some(metadata), capture),
        None => (None, text.as_ref()),
    };
    let original = sound(&input(metadata, Some(capture)));
    let Some(document) = read(capture) else {
        return;
    };
    let again = |capture: &str| sound(&input(metadata, Some(capture)));
    // One other writing an input: all of them would make the fuzzer five times as slow.
    match data.iter().map(|byte| usize::from(*byte)).sum::<usize>() % 5 {
        0 => same(&original, &again(&rewrite::reverse_attributes(&document)), "attributes in another order"),
        1 => same(&original, &again(&rewrite::rename_prefixes(&document)), "other prefixes"),
        2 => same(&original, &again(&format!("{capture}<!-- unsigned -->")), "a comment at the end"),
        3 => same(&original, &again(&STANDARD.encode(capture)), "in base64"),
        _ => unsigned_sibling(&original, &document, again),
    }
}

fn read(text: &str) -> Option<Document> {
    Document::read(SourceId::CAPTURE, Arc::from(text), Encoding::Utf8).ok()
}

fn same(original: &Report, other: &Report, what: &str) {
    let rules = |report: &Report| -> Vec<String> {
        report.findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
    };
    let differs = || format!("{what}: {:#?} became {:#?}", rules(original), rules(other));
    assert_eq!(original.verdict, other.verdict, "{}", differs());
    assert_eq!(user(original), user(other), "{}", differs());
}

fn user(report: &Report) -> Option<String> {
    report.user.as_ref().map(|user| serde_json::to_string(user).expect("a user is JSON"))
}

/// An attacker's addition refuses a message or changes nothing; it never helps.
fn unsigned_sibling(original: &Report, document: &Document, again: impl Fn(&str) -> Report) {
    const SIBLINGS: [&str; 3] = [
        "<unsigned/>",
        "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_unsigned\" \
         Version=\"2.0\" IssueInstant=\"2026-01-15T11:59:30Z\"><saml:Issuer>mallory</saml:Issuer>\
         </saml:Assertion>",
        "<saml:AttributeStatement xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>",
    ];
    for sibling in SIBLINGS {
        let Some(text) = rewrite::append(document, sibling) else {
            return;
        };
        let report = again(&text);
        if report.verdict == Verdict::Accept {
            assert_eq!(user(original), user(&report), "accepted with {sibling}");
        }
        let covered = report.claims.iter().filter(|claim| claim.covered);
        for claim in covered {
            let is_old = original.claims.iter().any(|old| old.covered && old.values == claim.values);
            assert!(is_old, "{} is covered with {sibling}", claim.name);
        }
    }
}
