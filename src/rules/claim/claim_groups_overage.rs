use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};
use crate::saml::uri::CLAIM_GROUPS_LINK;

declare_rule! {
    /// ## What it means
    /// The user is in more than 150 groups, so Microsoft Entra ID sends a link in place of the groups.
    /// What depends on groups, such as a role, is then missing.
    ///
    /// ## How to fix it
    /// Send only the groups that are assigned to the application, or use app roles in place of groups.
    Claim, "claim-groups-overage", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let attributes = facts.assertion().map(|assertion| assertion.claims.attributes.as_slice());
    for attribute in attributes.unwrap_or_default() {
        if attribute.name.value == CLAIM_GROUPS_LINK {
            let message = "This user is in more than 150 groups, so Entra ID sends a link in place of the \
                           groups: a role or an access that depends on them is missing.";
            // No other product does this.
            let fix = fix::at_vendor(facts, Vendor::Entra, Change::Groups, Values::default());
            report.add(attribute.span, message).fix(fix);
        }
    }
}
