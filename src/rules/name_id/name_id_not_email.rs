use crate::claims::EmailFault;
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
    let why = match fault {
        EmailFault::TooLong => "it is longer than 254 characters",
        EmailFault::NoAt => "it has no @",
        EmailFault::SeveralAt => "it has more than one @",
        EmailFault::LocalPart => "the part before the @ is not plain",
        EmailFault::Domain => "the part after the @ is no host name",
        EmailFault::NotAscii => "it has characters that do not belong in an address",
        _ => "it is no plain address",
    };
    let message = format!("The user's name (NameID) is {}, which is not an e-mail address: {why}.", quoted(&name_id.value.value));
    report.add(name_id.value.span, message).fix(fix::of_name_id(facts, fix::at_idp(facts, Change::NameId, Values::default())));
}
