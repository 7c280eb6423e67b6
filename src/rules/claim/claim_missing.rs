use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// An attribute that this service provider needs was not sent, and none of those that were sent
    /// comes near it in name.
    ///
    /// ## How to fix it
    /// Add an attribute with exactly this name at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-missing", Error
}

/// Attributes that are listed by name.
const MAX_LISTED: usize = 8;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let statement = assertion.assertion.attribute_statements.first();
    let span = statement.map_or(assertion.assertion.span, |statement| statement.span);
    let sent: Vec<&str> =
        assertion.claims.attributes.iter().map(|attribute| attribute.name.value.as_str()).collect();
    let sent = match sent.len() {
        0 => String::new(),
        1..=MAX_LISTED => format!(" Only {} came.", list(sent)),
        all => {
            let more = all.saturating_sub(MAX_LISTED);
            format!(" Only {} and {more} more came.", list(sent.into_iter().take(MAX_LISTED)))
        }
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        if outcome.fault == Some(ClaimFault::Missing) {
            let message = format!("The attribute {} ({}) was not sent.{sent}", quoted(&claim.name), claim.label);
            let values = fix::claim_values(facts, claim);
            report.add(span, message).fix(fix::of_claim(facts, claim, fix::at_idp(facts, fix::change_of(claim, Change::Attr), values)));
        }
    }
}
