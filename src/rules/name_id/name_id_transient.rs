use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::naming::format_name;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::uri::{NAME_ID_EMAIL, NAME_ID_TRANSIENT};

declare_rule! {
    /// ## What it means
    /// The NameID is transient: the identity provider makes up a new one at each login, so every login
    /// would create another user.
    ///
    /// ## How to fix it
    /// Choose the e-mail address as NameID at the identity provider, with the format emailAddress.
    ///
    /// ## Standard
    /// SAML Core §8.3.8
    NameId, "name-id-transient", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let name_id = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref());
    let Some((name_id, format)) = name_id.and_then(|name_id| Some((name_id, name_id.format.as_ref()?))) else {
        return;
    };
    if format.trimmed() == NAME_ID_TRANSIENT && facts.profile.name_id.format != NAME_ID_TRANSIENT {
        let message = format!(
            "The identity provider sends a random user name (NameID {}, “transient”) that changes at each login, so every login would create another user. {} needs {}.",
            quoted(&name_id.value.value),
            facts.profile.name,
            wanted(&facts.profile.name_id.format)
        );
        report.add(format.span, message).fix(fix::at_idp(facts, Change::NameId, Values::default()));
    }
}

fn wanted(format: &str) -> String {
    match format == NAME_ID_EMAIL {
        true => "the e-mail address".to_owned(),
        false => format!("the format {}", quoted(format_name(format))),
    }
}
