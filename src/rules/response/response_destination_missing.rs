use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::ours;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// `Destination`, the address that the response is sent to, is empty, or it is missing from a response
    /// that is signed. A signed response without it could be sent on to another service provider.
    ///
    /// ## How to fix it
    /// Enter this service provider's ACS URL at the identity provider.
    ///
    /// ## Standard
    /// SAML Bindings §3.5.5.2
    Response, "response-destination-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response() else {
        return;
    };
    let response = &judged.response;
    let (span, what) = match &response.destination {
        Some(destination) if destination.trimmed().is_empty() => (destination.span, "is empty"),
        None if judged.carries_signature() => (response.span, "is missing, although the response is signed"),
        _ => return,
    };
    let message = format!("The address that the response is sent to (its Destination) {what}. It has to be {}.", ours(facts));
    report.add(span, message).fix(fix::at_idp(facts, Change::Acs, Values::default()));
}
