//! Attributes with one and the same fault, which are told at once.

use crate::claims::{ClaimFault, MappedAttribute};
use crate::facts::Facts;
use crate::idp::{Change, Values, in_the_same_way, told_as};
use crate::profile::ClaimExpectation;
use crate::rules::words::{joined, quoted};
use crate::rules::{Finding, Fix, fix, naming};

/// One of them.
pub(super) struct Faulty<'f> {
    /// What is expected.
    pub(super) claim: &'f ClaimExpectation,
    /// What was sent for it, or is probably meant.
    pub(super) attribute: Option<&'f MappedAttribute>,
}

/// Attributes that one finding tells of; a service provider that needs more learns of the others later.
const MOST: usize = 25;

/// The claims with such a fault, in the order of the profile.
pub(super) fn faulty<'f>(
    facts: &'f Facts<'_>,
    is_it: &dyn Fn(&ClaimExpectation, &ClaimFault) -> bool,
) -> Vec<Faulty<'f>> {
    let Some(assertion) = facts.assertion() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(fault) = outcome.fault.as_ref().filter(|fault| is_it(claim, fault)) else {
            continue;
        };
        let at = match fault {
            ClaimFault::NameIsUri { attribute } => Some(attribute),
            _ => outcome.attributes.first(),
        };
        if found.len() < MOST {
            found.push(Faulty { claim, attribute: at.and_then(|at| assertion.claims.attributes.get(*at)) });
        }
    }
    found
}

/// What `name` calls them: a, b and c.
pub(super) fn names(faulty: &[Faulty<'_>], name: &dyn Fn(&Faulty<'_>) -> String) -> String {
    joined(&faulty.iter().map(name).collect::<Vec<_>>())
}

/// Their names with what people call them.
pub(super) fn labels(faulty: &[Faulty<'_>]) -> String {
    names(faulty, &|one| naming::claim(one.claim))
}

/// Changes of attributes at one console: where only names and values differ, the steps are told once.
pub(super) fn steps(
    facts: &Facts<'_>,
    faulty: &[Faulty<'_>],
    change: &dyn Fn(&Faulty<'_>) -> (Change, Values),
) -> Fix {
    let (mut steps, mut told) = (Vec::new(), Vec::new());
    for (change, values) in faulty.iter().map(change) {
        let change = told_as(facts.vendor(), change);
        if !told.contains(&change) {
            told.push(change);
            steps.append(&mut fix::at_idp(facts, change, values).steps);
            continue;
        }
        steps.push(in_the_same_way(&values));
    }
    Fix { steps, ..Fix::at_idp(Vec::new()) }
}

/// The same, to add them or to have them filled from elsewhere.
pub(super) fn filled(facts: &Facts<'_>, faulty: &[Faulty<'_>], change: Change) -> Fix {
    steps(facts, faulty, &|one| (fix::change_of(one.claim, change), fix::claim_values(facts, one.claim)))
}

/// Adds the places of all but the first.
pub(super) fn others(finding: &mut Finding, faulty: &[Faulty<'_>]) {
    for (one, attribute) in faulty.iter().skip(1).filter_map(|one| Some((one, one.attribute?))) {
        finding.related(format!("{} stands here.", quoted(&one.claim.name)), attribute.span);
    }
}
