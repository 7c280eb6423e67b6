use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

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
    report
        .add(
            response.span,
            "The response has no assertion, the part that says who logs in: it answers a logout, or the login \
             failed at the identity provider.",
        )
        .fix(fix::copy_response(facts).then(
            "If a fresh login has none either, look it up in the identity provider's sign-in log, which says why.",
        ));
}
