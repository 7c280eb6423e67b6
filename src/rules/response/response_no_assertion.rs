use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// There is no assertion in the response, so it says about nobody who they are.
    ///
    /// ## How to fix it
    /// Look up this login in the identity provider's log. A response to a logout or an error has no
    /// assertion: capture the response to a login.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2
    Response, "response-no-assertion", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response() else {
        return;
    };
    let response = &judged.response;
    if !response.assertions.is_empty() || !response.encrypted_assertions.is_empty() {
        return;
    }
    let step = "Capture the response of a login that succeeds, or look up this login in the identity provider's log.";
    report
        .add(response.span, "There is no assertion in the response, so it does not say who logs in.")
        .fix(Fix::copy_again(step));
}
