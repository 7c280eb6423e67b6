use crate::capture::Binding;
use crate::facts::{CaptureFacts, Facts};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::list;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The response came in the query of an address (HTTP-Redirect). SAML forbids that: a response is
    /// posted as a form (HTTP-POST) to the Assertion Consumer Service. Most service providers do not even
    /// look for it in an address.
    ///
    /// ## How to fix it
    /// At the identity provider, choose HTTP-POST as the binding of the Assertion Consumer Service. If the
    /// address is from a log that writes forms that way, copy the request itself.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.2; SAML Profiles §4.1.4.5
    Response, "response-binding-redirect", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let message = facts.capture().and_then(CaptureFacts::judged_message);
    let Some((message, response)) = message.zip(facts.response()) else {
        return;
    };
    if message.binding != Some(Binding::Redirect) {
        return;
    }
    let ours = facts.expected.acs_urls.iter().map(String::as_str).filter(|acs| !acs.is_empty());
    let ours = list(ours);
    let at = if ours.is_empty() { String::new() } else { format!(" at {ours}") };
    let text = format!(
        "The response came in an address (HTTP-Redirect), but the Assertion Consumer Service{at} takes a posted form (HTTP-POST): \
         sent like this, the login fails at most service providers."
    );
    let steps = fix::at_idp(facts, Change::Acs, Values::default());
    report.add(message.place.unwrap_or(response.response.span), text).fix(fix::after(CHOOSE, steps));
}

const CHOOSE: &str = "Where the identity provider lets you choose the binding for responses, choose HTTP-POST (Keycloak: the \
                      switch “Force POST binding” of the client). Where it asks for the type of the Assertion Consumer \
                      Service address, that has to be POST, too.";
