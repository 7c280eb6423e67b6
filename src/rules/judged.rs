//! What several rules need to say about the signatures of the judged Response.

use crate::diagnose::{Diagnosis, DigestCause, KeyIdentity, KeyOrigin, ValueCause};
use crate::facts::{Facts, MetadataFacts};
use crate::rules::words::quoted;
use crate::rules::{Finding, Fix, Reporter, Severity, fix};
use crate::text::{SourceId, Span};
use crate::trust::{SignatureCheck, SignatureProblem};
use crate::xml::Document;

/// Stands in where a signature has no diagnosis: nothing is known about it.
static UNKNOWN: Diagnosis =
    Diagnosis { value: ValueCause::Unknown, digest: DigestCause::Unknown, embedded: None };

/// The common name of the certificates that Entra ID signs for a whole tenant with.
pub(super) const TENANT: &str = "accounts.accesscontrol.windows.net";

/// Whether metadata is that of a whole Entra tenant: none of its certificates is an application's.
pub(super) fn is_tenant_level(metadata: &MetadataFacts) -> bool {
    let mut certificates = metadata.signing_certificates().peekable();
    certificates.peek().is_some()
        && certificates.all(|declared| {
            let certificate = declared.certificate.as_ref().ok();
            certificate.and_then(|certificate| certificate.common_name.as_deref()) == Some(TENANT)
        })
}

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

/// The Signatures that no key of the metadata made. Where the metadata has no usable key, its own rules say
/// so, and nothing can be accepted.
pub(super) fn by_unknown_keys<'f>(facts: &'f Facts<'_>) -> Vec<(&'f SignatureCheck, &'f Diagnosis)> {
    let is_about_keys = |problem: &SignatureProblem| match problem {
        SignatureProblem::NoKeyVerifies => true,
        SignatureProblem::NoTrustedKey => facts.has_usable_metadata(),
        _ => false,
    };
    // The other causes have rules of their own.
    let is_unknown = |cause: &ValueCause| match cause {
        ValueCause::Unknown => true,
        ValueCause::OtherKey(identity) => identity.origin != KeyOrigin::MetadataEncryption,
        ValueCause::OtherSignedInfo(_) | ValueCause::ClaimedKeyFails(_) | ValueCause::Altered(_) => false,
    };
    let all = signatures(facts);
    all.filter(|(check, diagnosis)| check.problems.iter().any(is_about_keys) && is_unknown(&diagnosis.value))
        .collect()
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

/// Signatures that fail for one and the same reason: told once, at all their places.
pub(super) struct Alike {
    carriers: Vec<String>,
    spans: Vec<Span>,
    /// The reason.
    pub(super) reason: String,
}

/// Puts those together whose reasons are the same; each is a carrier, a place and a reason.
pub(super) fn alike(found: &mut dyn Iterator<Item = (String, Span, String)>) -> Vec<Alike> {
    let mut groups: Vec<Alike> = Vec::new();
    // At most as many as Signatures are looked at.
    for (carrier, span, reason) in found {
        match groups.iter_mut().find(|group| group.reason == reason) {
            Some(group) => {
                group.carriers.push(carrier);
                group.spans.push(span);
            }
            None => groups.push(Alike { carriers: vec![carrier], spans: vec![span], reason }),
        }
    }
    groups
}

impl Alike {
    /// “The response is” or “The response and the assertion are”, with the verb as it is given.
    pub(super) fn subject(&self, singular: &str, plural: &str) -> String {
        let verb = if self.carriers.len() == 1 { singular } else { plural };
        match self.carriers.as_slice() {
            [only] if only == "assertion" => format!("The assertion (the part that says who logs in) {verb}"),
            carriers => format!("The {} {verb}", carriers.join(" and the ")),
        }
    }

    /// Reports `message` at the first place, with the others beside it.
    pub(super) fn report<'r>(&self, report: &'r mut Reporter<'_>, message: String) -> &'r mut Finding {
        let (first, others) = self.spans.split_first().unwrap_or((&NOWHERE, &[]));
        let finding = report.add(*first, message);
        for other in others {
            finding.related("this signature too", *other);
        }
        finding
    }
}

/// A group has at least one place; this stands in where it had none.
const NOWHERE: Span = Span { source: SourceId::CAPTURE, from: 0, to: 0 };

/// A key by its certificate: its subject, the beginning of its fingerprint, and its dates.
pub(super) fn key(identity: &KeyIdentity) -> String {
    let (from, to) = (identity.not_before.to_string(), identity.not_after.to_string());
    let day = |instant: &str| instant.split_once('T').map_or(instant, |(day, _)| day).to_owned();
    let (subject, sha256) = (quoted(&identity.subject), identity.short_fingerprint());
    format!("{subject} (SHA-256 {sha256}, valid from {} to {})", day(&from), day(&to))
}

/// How much a flaw of a request matters: beside the response it may be why a login fails; a request that is
/// judged itself is only described.
pub(super) fn of_request(facts: &Facts<'_>) -> Severity {
    if facts.response().is_some() { Severity::Warning } else { Severity::Info }
}

/// What to do where a message cannot have come from an identity provider as it stands.
pub(super) fn distrust(facts: &Facts<'_>) -> Fix {
    fix::copy_response(facts).then(
        "If this error appears again, somebody between the identity provider and the browser changes the \
         message: do not switch single sign-on on, and tell your security team.",
    )
}
