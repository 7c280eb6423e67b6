use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};
use crate::saml::Assertion;
use crate::time::Instant;

declare_rule! {
    /// ## What it means
    /// The assertion's period of validity is over. Assertions live for a few minutes; one that was
    /// captured some time ago has always expired, and that alone is no sign of a wrong set-up. If fresh
    /// ones are expired too, the clocks of the two sides differ.
    ///
    /// ## How to fix it
    /// Log in again and paste the new response at once, or set the clock of this check to the time of the
    /// capture.
    ///
    /// ## Standard
    /// SAML Core §2.5.1.2
    Assertion, "assertion-expired", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    let Some(end) = assertion.conditions.as_ref().and_then(|conditions| conditions.not_on_or_after.as_ref()) else {
        return;
    };
    let Some(instant) = end.value.instant else {
        return;
    };
    // NotOnOrAfter itself is already too late.
    if facts.now() < instant.plus_seconds(facts.skew()) {
        return;
    }
    let past = duration(facts.now().seconds_since(instant));
    let message = format!("This copy of the login expired {past} ago: its assertion (the part that says who logs in) was valid until {instant}.{}", when_valid(facts, assertion, instant));
    report.add(end.span, message).fix(fix::copy_response(facts).then(
        "Paste it within a few minutes. If that fresh copy is expired too, set the clocks of the identity provider's \
         server and of this computer by network time (NTP).",
    ));
}

/// An assertion that ended so lately may be fresh: then the clocks differ.
const LATELY: i64 = 15 * 60;

/// Whether it was all right when it was made, or recorded: then only the capture is old.
fn when_valid(facts: &Facts<'_>, assertion: &Assertion, end: Instant) -> String {
    let issued = assertion.issue_instant.as_ref().and_then(|issued| issued.value.instant);
    if issued.is_some_and(|issued| issued >= end) {
        return " It was expired already when it was issued.".to_owned();
    }
    let recorded = facts.capture().and_then(|capture| capture.judged_message()?.time.as_deref());
    match (recorded.and_then(|time| Instant::read(time).ok()), issued) {
        (Some(recorded), _) if recorded < end => format!(
            " When it was recorded, at {recorded}, it was still valid: only this copy is old, which says nothing of \
             the set-up."
        ),
        (Some(recorded), _) => format!(
            " It was expired already when it was recorded, at {recorded}: the clocks of the identity provider and of \
             the recording computer differ, or the page was loaded again."
        ),
        (None, Some(issued)) if facts.now().seconds_since(end) < LATELY => format!(
            " It was valid when it was issued, for {}. If you logged in just now, the clocks differ; otherwise the \
             capture is only old.",
            duration(end.seconds_since(issued))
        ),
        (None, Some(issued)) => format!(
            " It was valid when it was issued, for {}: only this copy is old, which says nothing of the set-up.",
            duration(end.seconds_since(issued))
        ),
        (None, None) => String::new(),
    }
}
