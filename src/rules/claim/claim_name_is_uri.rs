use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The attribute was sent under a name that is a web address ending with the name this service
    /// provider reads, or the other way round. Names are compared whole, so it is another attribute.
    ///
    /// ## How to fix it
    /// At Microsoft Entra ID, open the claim and empty its Namespace field. Elsewhere, type the bare
    /// name.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-name-is-uri", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::NameIsUri { attribute }) = &outcome.fault else {
            continue;
        };
        let Some(attribute) = assertion.claims.attributes.get(*attribute) else {
            continue;
        };
        let (found, expected) = (quoted(&attribute.name.value), quoted(&claim.name));
        let message = format!("An attribute is named {found}; it has to be named {expected} alone.");
        let values = fix::renamed(claim, &attribute.name.value);
        // The profile may want a URI as well, and then the bare name is wrong.
        let change = if claim.name.contains(':') { Change::Rename } else { Change::Namespace };
        report.add(attribute.name.span, message).fix(fix::at_idp(facts, change, values));
    }
}
