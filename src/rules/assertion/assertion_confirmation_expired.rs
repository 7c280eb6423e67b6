use crate::facts::Facts;
use crate::rules::confirmation::{Flaw, incomplete};
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The time in which the assertion may be brought to the service provider (NotOnOrAfter of the bearer
    /// confirmation) is over.
    ///
    /// ## How to fix it
    /// Log in again and paste the new response at once.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2–3
    Assertion, "assertion-confirmation-expired", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    let Some(incomplete) = incomplete(facts, assertion).filter(|it| it.has(Flaw::Expired)) else {
        return;
    };
    let data = incomplete.confirmation.and_then(|confirmation| confirmation.data.as_ref());
    let Some(end) = data.and_then(|data| data.not_on_or_after.as_ref()) else {
        return;
    };
    let past = end.value.instant.map_or(0, |instant| facts.now().seconds_since(instant));
    let message = format!(
        "This copy of the login could be used until {}, which was {} ago.",
        end.value.text,
        duration(past)
    );
    report.add(end.span, message).fix(fix::copy_response(facts).then(
        "Paste it within a few minutes. If that fresh copy is expired too, set the clocks of the identity provider's \
         server and of this computer by network time (NTP).",
    ));
}
