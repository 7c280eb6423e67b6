use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The NameID is the user principal name that Microsoft Entra ID gives to a guest: it holds #EXT#
    /// and is no address that the guest can be reached at. The user would be created under that name.
    ///
    /// ## How to fix it
    /// Fill the NameID from user.mail in place of user.userprincipalname.
    NameId, "name-id-guest-upn", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let name_id = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref());
    let Some(name_id) = name_id.filter(|name_id| is_guest(&name_id.value.value)) else {
        return;
    };
    let value = quoted(&name_id.value.value);
    let message = format!("The user's name (NameID) is {value}, a guest's internal name in Entra ID, not an e-mail address.");
    report.add(name_id.value.span, message).fix(fix::at_idp(facts, Change::NameId, Values::default()));
}

fn is_guest(name: &str) -> bool {
    name.to_ascii_uppercase().contains("#EXT#@")
}
