use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::list;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The assertion carries no attributes at all, although this service provider needs some. Usually
    /// no attribute mapping has been set up at the identity provider yet.
    ///
    /// ## How to fix it
    /// Add the required attributes at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §2.7.3
    Claim, "claims-absent", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let required: Vec<_> = facts.profile.claims.iter().filter(|claim| claim.required).collect();
    let is_encrypted =
        assertion.assertion.attribute_statements.iter().any(|statement| !statement.encrypted.is_empty());
    if !assertion.claims.attributes.is_empty() || is_encrypted {
        return;
    }
    let names = list(required.iter().map(|claim| claim.name.as_str()));
    let message = format!("The response sends no attributes (details of the user) at all; {names} are needed.");
    if required.is_empty() {
        return;
    }
    report.add(assertion.assertion.span, message).fix(fix::together(
        facts,
        &mut required.iter().map(|claim| (fix::change_of(claim, Change::Attr), fix::claim_values(facts, claim))),
    ));
}
