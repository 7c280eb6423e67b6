use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The person's session at the identity provider has ended (SessionNotOnOrAfter), so the login must
    /// not outlive it.
    ///
    /// ## How to fix it
    /// Log in again and paste the new response at once.
    ///
    /// ## Standard
    /// SAML Core §2.7.2
    Assertion, "assertion-session-expired", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let statements = facts.assertion().map_or([].as_slice(), |facts| &facts.assertion.authn_statements);
    for end in statements.iter().filter_map(|statement| statement.session_not_on_or_after.as_ref()) {
        let Some(instant) = end.value.instant else {
            continue;
        };
        if facts.now() < instant.plus_seconds(facts.skew()) {
            continue;
        }
        let message = format!(
            "The person's session at the identity provider ended {} ago, at {instant}.",
            duration(facts.now().seconds_since(instant))
        );
        report.add(end.span, message).fix(fix::copy_response(facts).then("Paste it within a few minutes."));
    }
}
