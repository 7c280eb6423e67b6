use crate::facts::Facts;
use crate::idp::{Change, Values};
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
            let message = "This user is in too many groups: Entra ID sends a link in place of the groups.";
            let mut fix = fix::at_idp(facts, Change::Attr, Values::default());
            fix.steps = vec![
                "In Entra ID: Enterprise application → Single sign-on → Attributes & Claims → the group claim → choose “Groups assigned to the application”.".to_owned(),
                "Or give each user an app role, and send user.assignedroles as the role.".to_owned(),
            ];
            report.add(attribute.span, message).fix(fix);
        }
    }
}
