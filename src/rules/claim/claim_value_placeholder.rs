use crate::claims::{ClaimFault, ValueFault, is_placeholder};
use crate::facts::Facts;
use crate::idp::Change;
use crate::profile::ClaimExpectation;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// In place of a value, the attribute holds what should have been replaced by one: an expression such as
    /// `user.department`, which the identity provider's console took for plain text, or an example in
    /// brackets from a guide. It is the same for every user. In a free text, such as a name, this is a warning.
    ///
    /// ## How to fix it
    /// Correct the mapping of the attribute at the identity provider. An expression has to stand in a field for
    /// expressions, without quotation marks around it.
    Claim, "claim-value-placeholder", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let found = outcome.first_value(&assertion.claims);
        if let Some(ClaimFault::Value { fault: ValueFault::Placeholder, span }) = &outcome.fault {
            report.add(*span, message(claim, found)).fix(remedy(facts, claim, found));
        }
        // What nothing is compared with is taken as it is, and every user is then called so.
        let attribute = outcome.attributes.first().and_then(|at| assertion.claims.attributes.get(*at));
        let value = attribute.and_then(|attribute| attribute.values.first());
        let is_free = claim.accepted.is_none() && !claim.equals_account && outcome.fault.is_none();
        if let Some(value) = value.filter(|_| is_free && is_placeholder(found, &claim.name)) {
            let finding = report.add(value.value.span, message(claim, found)).severity(Severity::Warning);
            finding.fix(remedy(facts, claim, found));
        }
    }
}

fn message(claim: &ClaimExpectation, found: &str) -> String {
    format!(
        "The attribute {} is {}: a placeholder or an expression that was sent as it stands, in place of a value.",
        quoted(&claim.name),
        quoted(found)
    )
}

/// The mapping is at fault, not what the directory holds of a user.
fn remedy(facts: &Facts<'_>, claim: &ClaimExpectation, found: &str) -> Fix {
    let console = fix::at_idp(facts, fix::change_of(claim, Change::Attr), fix::claim_values(facts, claim));
    let first = format!(
        "Find {} in the mapping of {} at the identity provider. If it is meant as an expression, take the quotation marks \
         around it away and choose the type for expressions, or pick the field of the directory from the list. If it was \
         copied from a guide, put the value in its place. Where it is:",
        quoted(found),
        quoted(&claim.name)
    );
    fix::of_claim(facts, claim, fix::after(first, console))
}
