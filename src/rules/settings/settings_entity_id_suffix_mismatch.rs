use crate::facts::Facts;
use crate::idp::Values;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The Entity ID field ends in an account's suffix, and it is not the suffix of this account. The
    /// responses for this account would name another audience.
    ///
    /// ## How to fix it
    /// Put this account's identifier after the separator in the Entity ID field, and the same into the
    /// identity provider's fields for the audience and the reply address. Without several accounts at one
    /// identity provider, empty the field.
    Settings, "settings-entity-id-suffix-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let expected = &facts.expected;
    let Some(suffix) = expected.suffix.as_deref().filter(|suffix| *suffix != expected.account) else {
        return;
    };
    if expected.account.is_empty() {
        return;
    }
    let separator = facts.profile.instance_suffix.as_deref().unwrap_or("#");
    let span = if facts.has_capture() { facts.capture_start() } else { facts.metadata_start() };
    let message = format!(
        "The Entity ID {} ends in {}, but this account is {}.",
        quoted(&expected.audience),
        quoted(&format!("{separator}{suffix}")),
        quoted(&expected.account)
    );
    let own = format!("{}{separator}{}", facts.profile.entity_id, expected.account);
    let values = Values { audience: Some(own), ..Values::default() };
    let fix = fix::at_sp(facts, "Type `{audience}` into the Entity ID field.", values);
    report.add(span, message).fix(Fix { setting: Some("entityId"), ..fix });
}
