use crate::claims::{EmailFault, check_email, is_placeholder};
use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The NameID identifies the user, and this service provider needs a plain e-mail address there. It
    /// is something else: a user name, an opaque identifier, or an address in a form that mail does not
    /// use.
    ///
    /// ## How to fix it
    /// Let the identity provider fill the NameID with the user's e-mail address.
    ///
    /// ## Standard
    /// SAML Core §8.3.2
    NameId, "name-id-not-email", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let name_id = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref());
    let Some(name_id) = name_id.filter(|name_id| !name_id.value.value.is_empty()) else {
        return;
    };
    let Some(fault) = name_id.email_fault else {
        return;
    };
    let text = name_id.value.value.as_str();
    let why = match fault {
        _ if is_placeholder(text, "NameID") => "it is a placeholder or an expression that nobody replaced by a value",
        EmailFault::TooLong => "it is longer than 254 characters",
        EmailFault::NoAt if is_windows_account(text) => "it is a Windows account, with its domain before the \\",
        EmailFault::NoAt => "it has no @",
        EmailFault::LocalPart if text.starts_with("mailto:") => "the mailto: before it does not belong there",
        EmailFault::LocalPart | EmailFault::NotAscii if is_with_name(text) => {
            "a name stands beside the address, and only the address belongs there"
        }
        EmailFault::SeveralAt => "it has more than one @",
        EmailFault::LocalPart => "the part before the @ is not plain",
        EmailFault::Domain => "the part after the @ is no host name",
        EmailFault::NotAscii => "it has characters that do not belong in an address",
        _ => "it is no plain address",
    };
    let message = format!("The user's name (NameID) is {}, which is not an e-mail address: {why}.", quoted(&name_id.value.value));
    report.add(name_id.value.span, message).fix(fix::of_name_id(facts, fix::at_idp(facts, Change::NameId, Values::default())));
}

/// `DOMAIN\user`.
fn is_windows_account(text: &str) -> bool {
    text.split_once('\\').is_some_and(|(domain, user)| !domain.is_empty() && !user.is_empty())
}

/// `Ann <ann@example.com>`, as mail programs show it.
fn is_with_name(text: &str) -> bool {
    let address = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    address.is_some_and(|(_, address)| check_email(address).is_ok())
}
