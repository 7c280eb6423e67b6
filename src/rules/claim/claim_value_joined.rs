use crate::claims::{ClaimFault, ValueFault};
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// Several values were sent as one text, such as “developer,finance”. The text as a whole is no
    /// accepted value.
    ///
    /// ## How to fix it
    /// Let the identity provider send one value.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-value-joined", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::Value { fault: ValueFault::Joined { parts }, span }) = &outcome.fault else {
            continue;
        };
        let found = quoted(outcome.first_value(&assertion.claims));
        let values = fix::one_of_sent(facts, claim, parts.iter().map(String::as_str));
        let is_one = parts.len() == 1 && !found.contains([',', ';', '|']);
        let parts: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
        let parts = parts.join(" or ");
        let name = quoted(&claim.name);
        let message = match is_one {
            true => format!("The attribute {name} is {found}: a list in one text. Send the value alone: {parts}."),
            false => {
                format!("The attribute {name} is {found}: several values in one text. Send one of them alone: {parts}.")
            }
        };
        report.add(*span, message).fix(fix::at_idp(facts, Change::OneValue, values));
    }
}
