use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::naming::format_name;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::uri::NAME_ID_UNSPECIFIED;

declare_rule! {
    /// ## What it means
    /// The NameID says that it is of another format than the one this service provider asks for. The
    /// value is used all the same, but a format such as persistent usually means that it is no e-mail
    /// address.
    ///
    /// ## How to fix it
    /// Choose the expected NameID format at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §8.3
    NameId, "name-id-format-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let name_id = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref());
    let Some(format) = name_id.and_then(|name_id| name_id.format.as_ref()) else {
        return;
    };
    let expected = facts.profile.name_id.format.as_str();
    if format.trimmed() == expected || format.trimmed() == NAME_ID_UNSPECIFIED {
        return;
    }
    let found = format.trimmed();
    // One name occurs in two versions of SAML: then only the whole URIs tell them apart.
    let is_alike = format_name(found) == format_name(expected);
    let shown = |urn| quoted(if is_alike { urn } else { format_name(urn) });
    let message =
        format!("The user's name (NameID) is sent in the format {}; {} asks for {}.", shown(found), facts.profile.name, shown(expected));
    report.add(format.span, message).fix(fix::at_idp(facts, Change::NameId, Values::default()));
}
