use crate::claims::{ClaimFault, ValueFault};
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The value is not this account's identifier: the login would belong to another account.
    ///
    /// ## How to fix it
    /// Send this account's identifier, or correct the identifier on this page.
    Claim, "claim-account-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::Value { fault: ValueFault::OtherAccount, span }) = &outcome.fault else {
            continue;
        };
        let found = quoted(outcome.first_value(&assertion.claims));
        let message = format!(
            "The attribute {} is {found}, but the account in these settings is {}: the login is for another account.",
            quoted(&claim.name),
            quoted(&facts.expected.account)
        );
        let values = fix::claim_values(facts, claim);
        let first = format!(
            "Check in {} which of the two is your account. If it is {found}: type it into these settings, and that is \
             all. If it is {}: go on, and replace {found} by it.",
            facts.profile.name,
            quoted(&facts.expected.account)
        );
        report.add(*span, message).fix(fix::after(first, fix::at_idp(facts, Change::Fixed, values)));
    }
}
