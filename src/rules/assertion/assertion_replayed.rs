use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// This very assertion was used before. An assertion is good for one login; who brings it again may
    /// have stolen it.
    ///
    /// ## How to fix it
    /// Log in again to get a new assertion.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.5
    Assertion, "assertion-replayed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(id) = facts.assertion().and_then(|facts| facts.assertion.id.as_ref()) else {
        return;
    };
    if facts.settings().seen_assertion_ids.contains(&id.value) {
        let message = format!("This login message (its assertion {}) was used before; each is good for one login only.", quoted(&id.value));
        report.add(id.span, message).fix(fix::copy_response(facts).then(format!(
            "If this error alone comes back with a fresh login, {} used it up when you logged in: then the login works, and \
             nothing has to be done. Pasting does not use it up.",
            facts.profile.name
        )));
    }
}
