use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// Clocks may differ by more than ten minutes in these settings. For that long after its end, and before
    /// its beginning, an assertion is taken for valid: a stolen or an old one too.
    ///
    /// ## How to fix it
    /// Allow two or three minutes, and let the servers set their clocks by NTP.
    ///
    /// ## Standard
    /// SAML Core §2.5.1.2
    Settings, "settings-clock-skew-large", Warning
}

/// Three to five minutes are usual; servers that are further apart have no working clock.
const LARGEST: i64 = 600;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    if facts.skew() <= LARGEST || !facts.has_capture() {
        return;
    }
    let message = format!(
        "Clocks may differ by {} in these settings: for that long an assertion is accepted after its end.",
        duration(facts.skew())
    );
    let step = "Set the allowed difference of clocks to two or three minutes.";
    report.add(facts.capture_start(), message).fix(Fix::at_sp(step, Some("clockSkewSeconds")));
}
