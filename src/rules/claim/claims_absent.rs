use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::together::{faulty, filled, names};
use crate::rules::words::quoted;

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
    let is_encrypted =
        assertion.assertion.attribute_statements.iter().any(|statement| !statement.encrypted.is_empty());
    if !assertion.claims.attributes.is_empty() || is_encrypted {
        return;
    }
    // Where nothing is sent, what is required is missing.
    let required = faulty(facts, &|_, fault| *fault == ClaimFault::Missing);
    if required.is_empty() {
        return;
    }
    let names = names(&required, &|one| quoted(&one.claim.name));
    let message = format!("The response sends no attributes (details of the user) at all; {names} are needed.");
    report.add(assertion.assertion.span, message).fix(filled(facts, &required, Change::Attr));
}
