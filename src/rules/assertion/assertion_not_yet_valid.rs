use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The assertion's period of validity has not begun: its NotBefore lies in the future, by more than
    /// clocks may differ. The clock of the identity provider is ahead, or that of this computer is behind.
    ///
    /// ## How to fix it
    /// Correct the clocks. Some products can begin the period a little earlier.
    ///
    /// ## Standard
    /// SAML Core §2.5.1.2
    Assertion, "assertion-not-yet-valid", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let conditions = facts.assertion().and_then(|facts| facts.assertion.conditions.as_ref());
    let Some(start) = conditions.and_then(|conditions| conditions.not_before.as_ref()) else {
        return;
    };
    let Some(instant) = start.value.instant else {
        return;
    };
    // NotBefore itself is early enough.
    if facts.now() >= instant.plus_seconds(facts.skew().saturating_neg()) {
        return;
    }
    let (ahead, allowed) = (duration(instant.seconds_since(facts.now())), duration(facts.skew()));
    let ahead = if ahead == allowed { format!("a little more than {ahead}") } else { ahead };
    let issued = facts.assertion().and_then(|facts| facts.assertion.issue_instant.as_ref()?.value.instant);
    // AD FS writes the two some milliseconds apart.
    let leaves_no_room = issued.is_some_and(|issued| issued.seconds_since(instant).abs() <= 1);
    let cause = match leaves_no_room {
        true => " It begins at the moment of issue, as is usual with AD FS, so that even a small difference counts.",
        false => "",
    };
    let message = format!(
        "The login becomes valid only in {ahead}, at {instant}; now it is {}. Up to {allowed} are allowed, so the clock of \
         the identity provider or of this computer is wrong.{cause}",
        facts.now(),
    );
    report.add(start.span, message).fix(fix::at_idp(facts, Change::Clock, Values::default()));
}
