use crate::capture::Binding;
use crate::facts::{CaptureFacts, Facts};
use crate::rules::address::{ours, parts};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The paste shows that the response was posted to an address at which this service provider receives
    /// none. It may be a proxy, a test system, or another service provider's login.
    ///
    /// ## How to fix it
    /// Make sure that it is the login you mean. If it is, correct the address at the identity provider:
    /// Assertion Consumer Service URL, Reply URL or Single sign-on URL.
    Capture, "capture-posted-elsewhere", Hint
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let message = facts.capture().and_then(CaptureFacts::judged_message);
    let Some(message) = message.filter(|_| facts.response().is_some()) else {
        return;
    };
    let is_known = facts.expected.acs_urls.iter().any(|acs| !acs.is_empty());
    let Some(address) = message.address().filter(|address| address.contains("://")) else {
        return;
    };
    if !is_known || message.binding != Some(Binding::Post) || message.is_sent_to(&facts.expected.acs_urls) {
        return;
    }
    let expected = facts.expected.acs_urls.first().map_or("", String::as_str);
    let difference = parts(address, expected).map_or_else(String::new, |parts| format!(" The difference: {parts}."));
    let text = format!(
        "The response was posted to {}, but {} receives responses at {}.{difference}",
        quoted(address),
        facts.profile.name,
        ours(facts),
    );
    report.add(message.place.unwrap_or(facts.capture_start()), text).fix(Fix::copy_again(
        "Make sure that this is the login that you mean, and that no proxy or test system stands in the recording.",
    ));
}
