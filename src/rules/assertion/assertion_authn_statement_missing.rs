use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The assertion does not say that, when and how the person signed in (AuthnStatement). A login needs
    /// that statement.
    ///
    /// ## How to fix it
    /// Capture a new login. If it is the same again, make the application anew, as one for SAML 2.0 single
    /// sign-on; an assertion with attributes alone is the answer to another kind of request.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2
    Assertion, "assertion-authn-statement-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    if assertion.authn_statements.is_empty() {
        let fix = fix::copy_response(facts)
            .then(fix::new_application(facts, "If this error appears again, make"))
            .then(fix::STILL_THERE);
        report
            .add(assertion.span, "The message does not say that the person signed in (it has no AuthnStatement): it is about a user, but no login.")
            .fix(fix);
    }
}
