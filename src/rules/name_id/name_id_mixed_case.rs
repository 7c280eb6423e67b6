use crate::facts::Facts;
use crate::profile::NameIdKind;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The e-mail address in the NameID has capital letters. Service providers that compare the text as
    /// it is take Ann@example.com and ann@example.com for two users.
    ///
    /// ## How to fix it
    /// If the user exists with another spelling, use the same letter case in both places; most
    /// directories can send the address in lower case.
    NameId, "name-id-mixed-case", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let name_id = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref());
    let Some(name_id) = name_id.filter(|name_id| name_id.email_fault.is_none()) else {
        return;
    };
    let value = &name_id.value.value;
    if facts.profile.name_id.is != NameIdKind::Email || !value.chars().any(char::is_uppercase) {
        return;
    }
    let lower = quoted(&value.to_lowercase());
    let message = format!("The user's name (NameID) {} has capital letters: it may not be taken for the same user as {lower}.", quoted(value));
    let mut fix = fix::at_idp(facts, Change::LowerCase, Values::default());
    fix.steps.insert(0, format!("If a user {lower} exists already at {}, do this before the first login.", facts.profile.name).into());
    report.add(name_id.value.span, message).fix(fix);
}
