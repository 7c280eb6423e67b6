use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::{hint, of_instance, ours};
use crate::rules::confirmation::{Flaw, incomplete};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// `Recipient` is the address at which the assertion may be used. It is not the address at which this
    /// service provider receives responses (its ACS URL). The texts are compared as they are; nothing is
    /// taken for the same address.
    ///
    /// ## How to fix it
    /// Enter this service provider's ACS URL at the identity provider, also as Recipient where there is a
    /// field of that name.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2–3
    Assertion, "assertion-recipient-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    let Some(incomplete) = incomplete(facts, assertion).filter(|it| it.has(Flaw::RecipientOther)) else {
        return;
    };
    let data = incomplete.confirmation.and_then(|confirmation| confirmation.data.as_ref());
    let Some(recipient) = data.and_then(|data| data.recipient.as_ref()) else {
        return;
    };
    let found = recipient.trimmed();
    let message = format!(
        "The login may be used at {} (the assertion's Recipient), but {} receives logins at {}.{}",
        quoted(found),
        facts.profile.name,
        ours(facts),
        hint(facts, found)
    );
    report.add(recipient.span, message).fix(
        of_instance(facts, found).unwrap_or_else(|| fix::at_idp(facts, Change::Acs, Values::default())),
    );
}
