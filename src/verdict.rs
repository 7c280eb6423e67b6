//! The verdict: one function over the facts and the findings.

use crate::facts::{EntityChoice, Facts};
use crate::rules::{Finding, Severity};

/// Whether a login, or saving the metadata, would work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It would work.
    Accept,
    /// It would fail: there is at least one error.
    Reject,
    /// Nothing was judged that could be accepted.
    Undecided,
}

/// The verdict on what is judged, and on the metadata alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// On what is judged.
    pub overall: Verdict,
    /// On the metadata alone.
    pub metadata: Verdict,
}

/// Both verdicts, from facts and findings that are not folded yet.
pub fn verdicts(facts: &Facts<'_>, findings: &[Finding]) -> Verdicts {
    Verdicts { overall: overall(facts, findings), metadata: of_metadata(facts, findings) }
}

/// Whether what was given would work.
///
/// An error about what is judged refuses it. Where a response is judged, errors about the metadata
/// count only if they leave no entityID or no key to verify with. Nothing is accepted by default.
fn overall(facts: &Facts<'_>, findings: &[Finding]) -> Verdict {
    if facts.is_left_open() {
        return Verdict::Undecided;
    }
    let judges_capture = facts.has_capture();
    let metadata_counts = !judges_capture || !facts.has_usable_metadata();
    let counts = |finding: &&Finding| {
        finding.severity == Severity::Error && (metadata_counts || !finding.is_about_metadata(facts))
    };
    if findings.iter().any(|finding| counts(&finding)) {
        return Verdict::Reject;
    }
    let accepted = match judges_capture {
        // Errors tell why; that each signature counts is asked again, lest a rule overlook one.
        true => facts.response().is_some_and(|response| {
            facts.has_usable_metadata() && response.is_sound() && response.user.is_some()
        }),
        false => facts.has_usable_metadata(),
    };
    if accepted { Verdict::Accept } else { Verdict::Undecided }
}

/// The verdict on the metadata alone, whatever else was given.
fn of_metadata(facts: &Facts<'_>, findings: &[Finding]) -> Verdict {
    let Some(metadata) = &facts.metadata else {
        return Verdict::Undecided;
    };
    if metadata.is_left_open() {
        return Verdict::Undecided;
    }
    let is_error =
        |finding: &Finding| finding.severity == Severity::Error && finding.is_about_metadata(facts);
    if findings.iter().any(is_error) {
        return Verdict::Reject;
    }
    match metadata.is_usable() && matches!(metadata.choice, EntityChoice::Chosen(_)) {
        true => Verdict::Accept,
        false => Verdict::Undecided,
    }
}
