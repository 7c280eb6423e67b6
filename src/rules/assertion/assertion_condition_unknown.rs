use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The assertion is bound to a condition that is not known here. Whoever does not understand a
    /// condition must not take the assertion for valid.
    ///
    /// ## How to fix it
    /// Turn off the feature of the identity provider that adds the condition.
    ///
    /// ## Standard
    /// SAML Core §2.5.1, §2.5.1.3
    Assertion, "assertion-condition-unknown", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let conditions = facts.assertion().and_then(|facts| facts.assertion.conditions.as_ref());
    for unknown in conditions.iter().flat_map(|conditions| &conditions.unknown) {
        let message = match unknown.trimmed() {
            "" => "The login is bound to a condition that does not say what it means, so it cannot be met.".to_owned(),
            name => format!(
                "The login is bound to a condition, {}, which is not part of the standard and not known here, so it cannot be met.",
                quoted(name)
            ),
        };
        let step = "At the identity provider, turn off the feature that adds this condition (its name in the message above tells which), or ask its vendor how.";
        report.add(unknown.span, message).fix(Fix::at_idp(vec![step.to_owned()]));
    }
}
