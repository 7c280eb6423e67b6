//! The order of findings, and consequences under their causes.

#[cfg(feature = "cli")]
use super::Rule;
use super::fix::{COPYING_STEPS, OPEN_TOOLS};
use super::{Actor, Finding, Fix, Group, Severity};
use crate::facts::Facts;
use crate::text::SourceId;

/// Sorts findings: by severity, then by part of the catalogue, then as the rules stand there, then by
/// place. Where the metadata is what is judged, its findings come first.
pub(super) fn order(findings: &mut [Finding], facts: &Facts<'_>) {
    let metadata_first = !facts.has_capture();
    let rank = |finding: &Finding| {
        let group = finding.rule.group;
        let is_metadata = matches!(group, Group::Metadata | Group::Certificate);
        let about_metadata = facts.sources.is_metadata(finding.span.source);
        // A broken XML text in the metadata box speaks of the metadata, not of the capture.
        let late = !metadata_first && (is_metadata || (about_metadata && group == Group::Xml));
        (finding.severity, late, !metadata_first && is_metadata, group)
    };
    // Stable: within one group the rules ran in the order of the catalogue.
    findings.sort_by(|a, b| {
        let same_rule = a.rule.name == b.rule.name;
        rank(a).cmp(&rank(b)).then_with(|| match same_rule {
            true => a.span.cmp(&b.span),
            false => std::cmp::Ordering::Equal,
        })
    });
}

/// Causes and what follows from them. A consequence is told under its cause, not apart.
const CONSEQUENCES: &[(Cause, &[&str])] = &[
    (
        Cause::Rules(&["response-status-failed"]),
        &["response-no-assertion", "signature-missing", "signature-policy-unmet", "assertion-unsigned"],
    ),
    (
        Cause::Rules(&["assertion-encrypted", "assertion-decryption-failed"]),
        &["signature-missing", "signature-policy-unmet", "assertion-unsigned", "response-no-assertion"],
    ),
    (Cause::ErrorsOf(Group::Signature), &["assertion-unsigned"]),
    (
        Cause::ExplainingKeys(&["response-issuer-mismatch", "assertion-issuer-mismatch"]),
        &["signature-key-unknown"],
    ),
    (Cause::Rules(&["response-issuer-mismatch"]), &["assertion-issuer-mismatch"]),
    (Cause::Rules(&["assertion-expired"]), &["assertion-confirmation-expired", "assertion-session-expired"]),
    (
        Cause::Rules(&["response-destination-mismatch", "assertion-recipient-mismatch"]),
        &["capture-posted-elsewhere"],
    ),
    (Cause::Rules(&["assertion-not-yet-valid"]), &["assertion-issue-instant-in-future"]),
    (
        Cause::Rules(&["assertion-recipient-placeholder"]),
        &["response-destination-mismatch", "assertion-recipient-mismatch"],
    ),
    (Cause::Rules(&["assertion-audience-placeholder"]), &["assertion-audience-mismatch"]),
    (Cause::Rules(&["name-id-transient"]), &["name-id-not-email", "name-id-format-mismatch"]),
    (Cause::Rules(&["name-id-not-email"]), &["name-id-format-mismatch"]),
    (Cause::Rules(&["name-id-guest-upn"]), &["name-id-mixed-case"]),
    (Cause::Rules(&["claims-absent"]), &["claim-missing"]),
    (
        Cause::Rules(&["metadata-is-sp", "metadata-is-ws-federation", "metadata-unrecognised"]),
        &[
            "metadata-entity-id-missing",
            "metadata-entity-id-malformed",
            "metadata-entity-id-placeholder",
            "metadata-expired",
            "metadata-expires-soon",
            "metadata-valid-until-malformed",
            "metadata-cache-duration-malformed",
            "metadata-signature-invalid",
            "metadata-signature-missing",
            "metadata-signature-untrusted",
            "metadata-entity-changed",
        ],
    ),
    (Cause::Rules(&["metadata-entity-id-placeholder"]), &["metadata-entity-id-malformed"]),
    (Cause::Rules(&["certificate-unreadable", "metadata-key-use-unknown"]), &["metadata-no-signing-key"]),
    (Cause::Rules(&["certificate-key-unsupported", "certificate-key-weak"]), &["metadata-no-signing-key"]),
    (
        Cause::Rules(&[
            "metadata-signature-missing",
            "metadata-signature-untrusted",
            "metadata-signature-invalid",
        ]),
        &["metadata-no-signing-key"],
    ),
    (Cause::Rules(&["metadata-several-idp-roles"]), &["certificate-duplicate"]),
    (Cause::Rules(&["capture-reformatted"]), &["xml-not-well-formed"]),
    (Cause::Rules(&["metadata-endpoint-unsafe"]), &["metadata-endpoint-not-https"]),
    (
        Cause::Rules(&["metadata-entity-changed"]),
        &[
            "metadata-key-added",
            "metadata-key-removed",
            "metadata-keys-replaced",
            "metadata-endpoint-changed",
        ],
    ),
    (Cause::Rules(&["metadata-older-than-saved"]), &["metadata-key-removed", "metadata-keys-replaced"]),
    (
        Cause::Rules(&["settings-entity-id-of-idp"]),
        &["assertion-audience-mismatch", "name-id-sp-name-qualifier-mismatch"],
    ),
    (Cause::Rules(&["assertion-audience-mismatch"]), &["name-id-sp-name-qualifier-mismatch"]),
];

enum Cause {
    Rules(&'static [&'static str]),
    ErrorsOf(Group),
    /// Those of these rules that explain unknown keys ([`Finding::explains_keys`]).
    ExplainingKeys(&'static [&'static str]),
}

/// Whether findings of `rule` may be told under those of `cause`.
#[cfg(feature = "cli")]
pub(super) fn may_cause(cause: &Rule, rule: &Rule) -> bool {
    let is_cause = |of: &Cause| match of {
        Cause::Rules(names) | Cause::ExplainingKeys(names) => names.contains(&cause.name),
        Cause::ErrorsOf(group) => cause.group == *group && cause.severity == Severity::Error,
    };
    CONSEQUENCES.iter().any(|(of, names)| is_cause(of) && names.contains(&rule.name))
}

impl Cause {
    fn is(&self, finding: &Finding) -> bool {
        match self {
            Cause::Rules(names) => names.contains(&finding.rule.name),
            Cause::ExplainingKeys(names) => finding.explains_keys && names.contains(&finding.rule.name),
            Cause::ErrorsOf(group) => finding.rule.group == *group && finding.severity == Severity::Error,
        }
    }
}

/// Moves every consequence under the first finding that causes it.
pub fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    let causes: Vec<Option<usize>> = findings.iter().map(|finding| cause_of(finding, &findings)).collect();
    let mut kept: Vec<(usize, Finding)> = Vec::with_capacity(findings.len());
    let mut folded: Vec<(usize, Finding)> = Vec::new();
    for ((at, finding), cause) in findings.into_iter().enumerate().zip(&causes) {
        match cause {
            Some(cause) => folded.push((*cause, finding)),
            None => kept.push((at, finding)),
        }
    }
    for (cause, finding) in folded {
        let root = root_of(cause, &causes);
        match kept.iter_mut().find(|(at, _)| *at == root) {
            Some((_, cause)) => cause.consequences.push(under(cause.rule.name, finding)),
            None => kept.push((root, finding)),
        }
    }
    let mut kept: Vec<Finding> = kept.into_iter().map(|(_, finding)| finding).collect();
    tell_copying_once(&mut kept);
    tell_trying_once(&mut kept);
    kept
}

/// Under its cause, a consequence is told in few words. What is encrypted was not seen, and may be signed.
fn under(cause: &str, mut finding: Finding) -> Finding {
    let short = match (cause, finding.rule.name) {
        (
            "assertion-encrypted" | "assertion-decryption-failed",
            "signature-missing" | "assertion-unsigned",
        ) => "No signature is visible; there may be one inside what is encrypted.",
        ("signature-missing", "assertion-unsigned") => "So what it says of the user is not signed either.",
        ("signature-content-reformatted", "assertion-unsigned") => {
            "Until the original is pasted, nothing shows who wrote this login."
        }
        ("response-issuer-mismatch" | "assertion-issuer-mismatch", "signature-key-unknown") => {
            "So its key (certificate) is not in this metadata either."
        }
        (_, "assertion-unsigned") => "So there is no proof who wrote this login.",
        ("assertion-expired", "assertion-confirmation-expired") => "So it can no longer be used for a login.",
        ("name-id-transient", "name-id-not-email") => "It is no e-mail address.",
        ("name-id-transient", "name-id-format-mismatch") => "It is sent in another format than is asked for.",
        ("metadata-several-idp-roles", "certificate-duplicate") => {
            "So a certificate stands there twice, which does no harm."
        }
        _ => finding.brief.unwrap_or(""),
    };
    if !short.is_empty() {
        finding.message = short.to_owned();
    }
    finding
}

/// How a message is copied, and what to do if the copy is no better, is told where it is asked for first.
fn tell_copying_once(findings: &mut [Finding]) {
    let mut told: Vec<String> = Vec::new();
    for fix in findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
        let Some(at) = fix.steps.iter().position(|step| step.text == OPEN_TOOLS) else {
            continue;
        };
        if told.is_empty() {
            told = fix.steps.iter().map(|step| step.text.clone()).collect();
            continue;
        }
        let end = at.saturating_add(COPYING_STEPS).min(fix.steps.len());
        let mut places = 0..;
        fix.steps.retain_mut(|step| match places.next() {
            Some(place) if place == at => {
                *step = "Copy the response again, by the steps told above.".into();
                true
            }
            Some(place) if place > at && place < end => false,
            _ => !told.contains(&step.text),
        });
    }
}

/// What is changed in a console has to be saved and tried: told where the last such change is.
fn tell_trying_once(findings: &mut [Finding]) {
    use Group::{Assertion, Claim, NameId, Signature};
    let is_console = |fix: &Fix| fix.who == Actor::Idp && !fix.brings_metadata;
    let is_change = |finding: &&mut Finding| {
        finding.severity == Severity::Error
            && matches!(finding.rule.group, Signature | Assertion | NameId | Claim)
            && finding.fix.as_ref().is_some_and(is_console)
    };
    if let Some(fix) = findings.iter_mut().rfind(is_change).and_then(|finding| finding.fix.as_mut()) {
        fix.steps.push("When all is saved, log in again, and paste the new login into the test box.".into());
    }
}

fn cause_of(finding: &Finding, findings: &[Finding]) -> Option<usize> {
    let causes = CONSEQUENCES.iter().filter(|(_, names)| names.contains(&finding.rule.name));
    let same_box = |other: &Finding| box_of(other.span.source) == box_of(finding.span.source);
    // A warning never hides an error.
    let may_cause = |other: &Finding| {
        other.rule.name != finding.rule.name && other.severity <= finding.severity && same_box(other)
    };
    causes
        .filter_map(|(cause, _)| findings.iter().position(|other| cause.is(other) && may_cause(other)))
        .next()
}

/// The metadata boxes are apart from the capture and from what was decoded from it.
fn box_of(source: SourceId) -> SourceId {
    match source {
        SourceId::METADATA | SourceId::SAVED_METADATA => SourceId::METADATA,
        _ => SourceId::CAPTURE,
    }
}

/// A cause may itself be a consequence; a chain has at most as many links as there are entries.
fn root_of(cause: usize, causes: &[Option<usize>]) -> usize {
    let mut at = cause;
    for _ in 0..CONSEQUENCES.len() {
        match causes.get(at).copied().flatten() {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
