use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The assertion does not say that, when and how the person signed in (AuthnStatement). A login needs
    /// that statement.
    ///
    /// ## How to fix it
    /// Set up the application at the identity provider for single sign-on; an assertion with attributes
    /// alone is the answer to another kind of request.
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
        let step = "At the identity provider, make sure that the application is set up for SAML 2.0 single sign-on; if it is of another kind, make a new one.";
        report
            .add(assertion.span, "The message does not say that the person signed in (it has no AuthnStatement): it is about a user, but no login.")
            .fix(Fix::at_idp(vec![step.to_owned()]));
    }
}
