use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::{is_placeholder, why_unfilled};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The audience is a template such as `{audience}`: the identity provider's field for it was left
    /// empty, so nothing was put in its place. Or it holds a name in brackets, as a guide shows it, that nobody
    /// replaced.
    ///
    /// ## How to fix it
    /// Fill in the identity provider's field for the audience.
    ///
    /// ## Standard
    /// SAML Core §2.5.1.4
    Assertion, "assertion-audience-placeholder", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let conditions = facts.assertion().and_then(|facts| facts.assertion.conditions.as_ref());
    let expected = facts.expected.audience.as_str();
    for restriction in conditions.iter().flat_map(|conditions| &conditions.audience_restrictions) {
        // One Audience that is ours is enough, whatever stands beside it.
        if restriction.audiences.iter().any(|audience| audience.trimmed() == expected) {
            continue;
        }
        for audience in restriction.audiences.iter().filter(|audience| is_placeholder(audience.trimmed())) {
            let message = format!(
                "The audience, the name of the service that the login is for, is {}: {}. Type {} there.",
                quoted(audience.trimmed()),
                why_unfilled(audience.trimmed()),
                quoted(expected)
            );
            report.add(audience.span, message).fix(fix::at_idp(facts, Change::Aud, Values::default()));
        }
    }
}
