use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::{hint, is_ours, is_placeholder, of_instance, ours};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// `Destination` is the address that the identity provider sent the response to. It is not the
    /// address at which this service provider receives responses (its ACS URL). The texts are compared
    /// as they are; nothing is taken for the same address.
    ///
    /// ## How to fix it
    /// Enter this service provider's ACS URL at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §3.2.2, SAML Bindings §3.5.5.2
    Response, "response-destination-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(destination) = facts.response().and_then(|response| response.response.destination.as_ref()) else {
        return;
    };
    let found = destination.trimmed();
    // An empty one and a template that nobody filled in have rules of their own.
    if found.is_empty() || is_ours(facts, found) || is_placeholder(found) {
        return;
    }
    let message = format!(
        "The response was sent to {} (its Destination), but {} receives logins at {}.{}",
        quoted(found),
        facts.profile.name,
        ours(facts),
        hint(facts, found)
    );
    report.add(destination.span, message).fix(
        of_instance(facts, found).unwrap_or_else(|| fix::at_idp(facts, Change::Acs, Values::default())),
    );
}
