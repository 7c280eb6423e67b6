use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::uri::CLAIM_GROUPS;

declare_rule! {
    /// ## What it means
    /// Groups are sent as internal identifiers (GUIDs), not as names. A rule that expects a group's or
    /// a role's name matches none of them.
    ///
    /// ## How to fix it
    /// In Microsoft Entra ID, choose another source attribute for the group claim, or use app roles.
    Claim, "claim-groups-are-ids", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let attributes = facts.assertion().map(|assertion| assertion.claims.attributes.as_slice());
    for attribute in attributes.unwrap_or_default() {
        let is_role = attribute.claim.and_then(|claim| facts.profile.claims.get(claim)).is_some_and(|claim| claim.accepted.is_some());
        if attribute.name.value != CLAIM_GROUPS && !is_role {
            continue;
        }
        let Some(value) = attribute.values.iter().find(|value| is_guid(&value.value.value)) else {
            continue;
        };
        let message = format!(
            "The attribute {} holds internal identifiers such as {}, not names.",
            quoted(&attribute.name.value),
            quoted(&value.value.value)
        );
        let fix = fix::at_idp(facts, Change::Groups, Values::default());
        report.add(value.value.span, message).fix(fix);
    }
}

/// 8-4-4-4-12 hexadecimal digits.
fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut parts = text.split('-');
    lengths.iter().all(|length| {
        parts.next().is_some_and(|part| part.len() == *length && part.bytes().all(|b| b.is_ascii_hexdigit()))
    }) && parts.next().is_none()
}
