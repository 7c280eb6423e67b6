use crate::claims::{ClaimFault, ValueFault};
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The value is nearly one of those that this service provider accepts. Values are compared whole,
    /// with letter case, so it is refused.
    ///
    /// ## How to fix it
    /// Send the accepted value exactly as it is written there.
    Claim, "claim-value-near-miss", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::Value { fault: ValueFault::NearMiss { nearest }, span }) = &outcome.fault else {
            continue;
        };
        let found = quoted(outcome.first_value(&assertion.claims));
        let message =
            format!("The attribute {} is {found}; {} is probably meant.", quoted(&claim.name), quoted(nearest));
        let values = fix::claim_value(claim, nearest);
        report.add(*span, message).fix(fix::of_claim(facts, claim, fix::at_idp(facts, fix::change_of(claim, Change::Value), values)));
    }
}
