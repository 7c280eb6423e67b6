use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// The same attribute was sent several times. This service provider reads one value, and nobody can
    /// say which of them counts. Where a profile allows several values, they are merged with a warning.
    ///
    /// ## How to fix it
    /// Send the attribute once. Keycloak repeats a role attribute for each role unless its mapper is
    /// set to Single Role Attribute.
    ///
    /// ## Standard
    /// SAML Core §2.7.3
    Claim, "claim-repeated", Error
}

/// Values that a message lists.
const MAX_LISTED: usize = 5;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let is_repeated = outcome.attributes.len() > 1;
        if !is_repeated || !(claim.multiple || outcome.fault == Some(ClaimFault::Repeated)) {
            continue;
        }
        let mut all = outcome.attributes.iter().filter_map(|at| assertion.claims.attributes.get(*at));
        let (Some(first), Some(second)) = (all.next(), all.next()) else {
            continue;
        };
        let count = outcome.attributes.len();
        let name = quoted(&claim.name);
        let sent = outcome.attributes.iter().filter_map(|at| assertion.claims.attributes.get(*at));
        let sent: Vec<&str> =
            sent.flat_map(|of| &of.values).take(MAX_LISTED).map(|value| &*value.value.value).collect();
        let values = fix::one_of_sent(facts, claim, sent.iter().copied());
        let sent = list(sent);
        let message = match claim.multiple {
            true => format!("The attribute {name} was sent {count} times; the values {sent} are merged."),
            false => format!("The attribute {name} was sent {count} times, as {sent}, but only one value can count."),
        };
        let finding = report.add(second.span, message);
        finding.related("It stands here first.", first.span).fix(fix::at_idp(facts, Change::OneValue, values));
        if claim.multiple {
            finding.severity(Severity::Warning);
        }
    }
}
