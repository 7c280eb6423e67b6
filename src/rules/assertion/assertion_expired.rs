use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Fix, Reporter};
use crate::saml::Assertion;

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
    let message = format!("The assertion expired {past} ago, at {instant}.{}", when_issued(assertion));
    report.add(end.span, message).fix(Fix::copy_again(
        "Log in again and paste the new response within a few minutes. If a fresh response is expired too, \
         correct the clock of the identity provider or of this computer.",
    ));
}

/// Whether it was all right when it was made: then only the capture is old.
fn when_issued(assertion: &Assertion) -> String {
    let conditions = assertion.conditions.as_ref();
    let end = conditions.and_then(|conditions| conditions.not_on_or_after.as_ref()?.value.instant);
    let issued = assertion.issue_instant.as_ref().and_then(|issued| issued.value.instant);
    match (issued, end) {
        (Some(issued), Some(end)) if issued < end => format!(
            " It was valid when it was issued, for {}, so the capture is old rather than the set-up wrong.",
            duration(end.seconds_since(issued))
        ),
        (Some(_), Some(_)) => " It was expired already when it was issued.".to_owned(),
        _ => String::new(),
    }
}
