use crate::claims::{ClaimFault, MappedAttribute, Suspicion, SuspicionKind, ValueFault, find_suspicious};
use crate::facts::{AssertionFacts, Facts};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// A name or a value holds a character that does not show itself, that changes the direction of the
    /// text around it, or that only looks like another one. Two texts that look the same are then not
    /// the same, which is how one user or role is passed off as another. In a free text, such as a
    /// name, this is a warning.
    ///
    /// ## How to fix it
    /// Type the value anew where it comes from, by hand: copying carries the hidden character along.
    ///
    /// ## Standard
    /// Unicode Technical Standard 39; Unicode Annex 9
    Claim, "claim-value-suspicious", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    if let Some(name_id) = &assertion.claims.name_id
        && let Some(hidden) = name_id.suspicion {
            let message = describe("The NameID is", &name_id.value.value, hidden);
            let fix = fix::at_idp(facts, Change::NameId, Values::default());
            report.add(name_id.value.span, message).fix(fix::after(TYPE_ANEW, fix));
        }
    for attribute in &assertion.claims.attributes {
        check_names_and_free_text(facts, attribute, report);
    }
    check_compared_values(facts, assertion, report);
}

/// Values that are compared: here a hidden character is an attempt, or breaks the login.
fn check_compared_values(facts: &Facts<'_>, assertion: &AssertionFacts, report: &mut Reporter<'_>) {
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::Value { fault, span }) = &outcome.fault else {
            continue;
        };
        let found = outcome.first_value(&assertion.claims);
        let name = format!("The attribute {}", quoted(&claim.name));
        let message = match fault {
            ValueFault::Hidden(hidden) => describe(&format!("{name} has the value"), found, *hidden),
            ValueFault::LookAlike { of } => format!(
                "{name} looks like {} and is not: at least one character of {} is a look-alike from another alphabet.",
                quoted(of),
                quoted(found)
            ),
            _ => continue,
        };
        let values = match fault {
            ValueFault::LookAlike { of } => fix::claim_value(claim, of),
            _ => fix::claim_values(facts, claim),
        };
        report.add(*span, message).fix(fix::after(TYPE_ANEW, fix::at_idp(facts, fix::change_of(claim, Change::Value), values)));
    }
}

fn check_names_and_free_text(facts: &Facts<'_>, attribute: &MappedAttribute, report: &mut Reporter<'_>) {
    if let Some(hidden) = find_suspicious(&attribute.name.value) {
        let message = describe("The name of an attribute is", &attribute.name.value, hidden);
        report.add(attribute.name.span, message).fix(Fix::at_idp(vec![
            "In the identity provider's attribute mapping, delete the name and type it anew by hand: copying \
             carries the hidden character along."
                .to_owned(),
        ]));
    }
    let claim = attribute.claim.and_then(|claim| facts.profile.claims.get(claim));
    if claim.is_some_and(|claim| claim.accepted.is_some() || claim.equals_account) {
        return;
    }
    for value in &attribute.values {
        if let Some(hidden) = find_suspicious(&value.value.value) {
            let name = format!("The attribute {} has the value", quoted(&attribute.name.value));
            let message = describe(&name, &value.value.value, hidden);
            report.add(value.value.span, message).severity(Severity::Warning).fix(Fix::at_idp(vec![
                TYPE_ANEW.to_owned(),
            ]));
        }
    }
}

/// Copying is how hidden characters come in.
const TYPE_ANEW: &str = "Delete the value where it comes from, such as the user's profile in the directory, and type \
                         it anew by hand: copying carries the hidden character along.";

fn describe(what: &str, value: &str, hidden: Suspicion) -> String {
    let kind = match hidden.kind {
        SuspicionKind::Invisible => "that does not show",
        SuspicionKind::Direction => "that turns the direction of the text",
        SuspicionKind::Control => "that controls a terminal",
    };
    format!("{what} {}, in which character {} is one {kind}.", quoted(value), hidden.position)
}
