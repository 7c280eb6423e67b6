use crate::claims::{ClaimFault, ValueFault};
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The value is none of those that this service provider accepts for the attribute.
    ///
    /// ## How to fix it
    /// Send one of the accepted values. If the identity provider sends a group or a department, map it
    /// to a role there.
    Claim, "claim-value-not-accepted", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::Value { fault, span }) = &outcome.fault else {
            continue;
        };
        let name = quoted(&claim.name);
        let found = quoted(outcome.first_value(&assertion.claims));
        let accepted = claim.accepted.iter().flatten().map(|accepted| accepted.value.as_str());
        let message = match fault {
            ValueFault::NotAccepted => {
                let kind = kind_of(outcome.first_value(&assertion.claims));
                format!("The attribute {name} is {found}{kind}; accepted are {}.", list(accepted))
            }
            ValueFault::HasElements => format!("The attribute {name} holds XML elements where a plain text is needed."),
            _ => continue,
        };
        let values = fix::claim_values(facts, claim);
        report.add(*span, message).fix(fix::of_claim(facts, claim, fix::at_idp(facts, fix::change_of(claim, Change::Value), values)));
    }
}

/// What a value is, where its form tells.
fn kind_of(found: &str) -> &'static str {
    let begins = |with: &str| found.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins("CN=") && found.contains(',') {
        return ", the place of a group in the directory";
    }
    let parts = found.split_once('\\').filter(|(domain, name)| !domain.is_empty() && !name.is_empty());
    parts.map_or("", |_| ", a group of Windows with its domain")
}
