use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::ours;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The response does not say to which address it is sent (`Destination`). Where only the assertion is
    /// signed that is allowed, as the assertion names the address itself (Recipient); some service
    /// providers ask for it all the same.
    ///
    /// ## How to fix it
    /// Nothing has to be done. To be on the safe side, have the identity provider write the ACS URL as
    /// Destination.
    ///
    /// ## Standard
    /// SAML Bindings §3.5.5.2
    Response, "response-destination-absent", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response() else {
        return;
    };
    if judged.response.destination.is_some() || judged.carries_signature() {
        return;
    }
    let message = format!(
        "The response does not name the address that it is sent to (Destination). That is allowed, as the response itself is not signed. It would be {}.",
        ours(facts)
    );
    report.add(judged.response.span, message).fix(fix::at_idp(facts, Change::Acs, Values::default()));
}
