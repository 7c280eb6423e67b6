//! What several rules need to say about the signatures of the judged Response.

use crate::diagnose::{Diagnosis, DigestCause, KeyIdentity, ValueCause};
use crate::facts::Facts;
use crate::rules::Fix;
use crate::rules::words::quoted;
use crate::text::Span;
use crate::trust::{SignatureCheck, SignatureProblem};
use crate::xml::Document;

/// Stands in where a signature has no diagnosis: nothing is known about it.
static UNKNOWN: Diagnosis =
    Diagnosis { value: ValueCause::Unknown, digest: DigestCause::Unknown, embedded: None };

/// Every Signature of the judged Response, and of the assertion that was decrypted, with the reasons for
/// its failure.
pub(super) fn signatures<'f>(
    facts: &'f Facts<'_>,
) -> impl Iterator<Item = (&'f SignatureCheck, &'f Diagnosis)> {
    facts.verified().flat_map(|verified| {
        let diagnoses = verified.diagnoses.iter().chain(std::iter::repeat(&UNKNOWN));
        verified.verification.checks.iter().zip(diagnoses)
    })
}

/// Every problem of every Signature of the judged Response.
pub(super) fn problems<'f>(
    facts: &'f Facts<'_>,
) -> impl Iterator<Item = (&'f SignatureCheck, &'f SignatureProblem)> {
    signatures(facts).flat_map(|(check, _)| check.problems.iter().map(move |problem| (check, problem)))
}

/// The document that a Signature stands in.
fn document<'f>(facts: &'f Facts<'_>, check: &SignatureCheck) -> Option<&'f Document> {
    facts.verified().map(|verified| verified.document).find(|document| document.source() == check.source)
}

/// The start tag of a Signature.
pub(super) fn place(facts: &Facts<'_>, check: &SignatureCheck) -> Span {
    document(facts, check).map_or(facts.capture_start(), |document| document.start_tag_span(check.node))
}

/// What carries a Signature: “response”, “assertion”, or another element by its name.
pub(super) fn carrier(facts: &Facts<'_>, check: &SignatureCheck) -> String {
    let name = document(facts, check).map_or("", |document| document.name(check.parent).local);
    match name {
        "Response" => "response".to_owned(),
        "Assertion" => "assertion".to_owned(),
        "" => "message".to_owned(),
        other => format!("{other} element"),
    }
}

/// A key by its certificate: its subject, the beginning of its fingerprint, and its dates.
pub(super) fn key(identity: &KeyIdentity) -> String {
    let (from, to) = (identity.not_before.to_string(), identity.not_after.to_string());
    let day = |instant: &str| instant.split_once('T').map_or(instant, |(day, _)| day).to_owned();
    let (subject, sha256) = (quoted(&identity.subject), identity.short_fingerprint());
    format!("{subject} (SHA-256 {sha256}, valid from {} to {})", day(&from), day(&to))
}

/// What to do where a message cannot have come from an identity provider as it stands.
pub(super) fn distrust() -> Fix {
    Fix::copy_again(
        "Capture a fresh response from the browser, without editing it. If the same comes again, somebody \
         between the identity provider and the browser changes it: do not accept it, and tell your \
         security team.",
    )
}
