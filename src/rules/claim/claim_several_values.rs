use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The attribute has several values, but this service provider reads exactly one. A user who is in
    /// two groups that each give a role sends two roles.
    ///
    /// ## How to fix it
    /// Let the identity provider send one value: one role for each user.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-several-values", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let attribute = outcome.attributes.first().and_then(|at| assertion.claims.attributes.get(*at));
        let (Some(ClaimFault::SeveralValues), Some(attribute)) = (&outcome.fault, attribute) else {
            continue;
        };
        let shown = list(attribute.values.iter().take(5).map(|value| &*value.value.value));
        let count = attribute.values.len();
        let is_accepted = |sent: &str| claim.accepted.iter().flatten().any(|accepted| accepted.value == sent);
        let is_foreign = claim.accepted.is_some()
            && !attribute.values.iter().any(|value| is_accepted(&value.value.value));
        let none = if is_foreign { ", and none of these is one that is accepted" } else { "" };
        let message =
            format!("The attribute {} has {count} values, {shown}; exactly one is needed{none}.", quoted(&claim.name));
        let values = fix::one_of_sent(facts, claim, attribute.values.iter().map(|value| &*value.value.value));
        let span = attribute.values.get(1).map_or(attribute.span, |value| value.value.span);
        report.add(span, message).fix(fix::of_claim(facts, claim, fix::at_idp(facts, Change::OneValue, values)));
    }
}
