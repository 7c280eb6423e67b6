use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::{is_ours, is_placeholder, ours, why_unfilled};
use crate::rules::confirmation::{Flaw, incomplete};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The address that the response or the assertion is meant for (Destination, Recipient) is a template
    /// such as `{recipient}`: the identity provider's field for it was left empty.
    ///
    /// ## How to fix it
    /// Fill in the identity provider's fields for the ACS URL and for the Recipient.
    ///
    /// ## Standard
    /// SAML Core §2.4.1.2
    Assertion, "assertion-recipient-placeholder", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let incomplete = facts.assertion().and_then(|of| incomplete(facts, &of.assertion));
    let incomplete = incomplete.filter(|incomplete| incomplete.has(Flaw::RecipientPlaceholder));
    let data = incomplete.and_then(|incomplete| incomplete.confirmation?.data.as_ref());
    let recipient = data.and_then(|data| data.recipient.as_ref());
    let destination = facts.response().and_then(|response| response.response.destination.as_ref());
    let destination = destination
        .filter(|found| is_placeholder(found.trimmed()) && !is_ours(facts, found.trimmed()));
    let named = [(recipient, "assertion's Recipient"), (destination, "response's Destination")];
    let mut unfilled = named.into_iter().filter_map(|(found, name)| Some((found?, name)));
    let Some((found, name)) = unfilled.next() else {
        return;
    };
    let message = format!(
        "The {name}, the address that the login is meant for, is {}: {}. Type {} there.",
        quoted(found.trimmed()),
        why_unfilled(found.trimmed()),
        ours(facts)
    );
    let finding = report.add(found.span, message);
    finding.fix(fix::at_idp(facts, Change::Acs, Values::default()));
    for (other, name) in unfilled {
        finding.related(format!("The {name} is {}, too.", quoted(other.trimmed())), other.span);
    }
}
