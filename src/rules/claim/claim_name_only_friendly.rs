use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// An attribute has the expected name as its FriendlyName, which is only a caption. Its real Name
    /// is another one, and the Name alone counts.
    ///
    /// ## How to fix it
    /// Set the attribute's Name, not only its friendly name, at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-name-only-friendly", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::OnlyFriendlyName { attribute }) = &outcome.fault else {
            continue;
        };
        let Some(attribute) = assertion.claims.attributes.get(*attribute) else {
            continue;
        };
        let (found, expected) = (quoted(&attribute.name.value), quoted(&claim.name));
        let message =
            format!("{expected} is only the friendly name of an attribute; its real name is {found}.");
        let values = fix::renamed(claim, &attribute.name.value);
        report.add(attribute.name.span, message).fix(fix::at_idp(facts, Change::Rename, values));
    }
}
