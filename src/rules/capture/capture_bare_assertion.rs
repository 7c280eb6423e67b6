use crate::facts::{Facts, Judged};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// This is an assertion without the Response around it, as Okta's “Preview the SAML assertion” shows
    /// it. Its NameID, attributes and conditions are checked; nothing can be said about its signature.
    ///
    /// ## How to fix it
    /// To learn whether a login would work, paste the whole Response of a real login.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2
    Capture, "capture-bare-assertion", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let judged = facts.capture().and_then(|capture| capture.judged.as_ref());
    let Some(Judged::Assertion(assertion)) = judged else {
        return;
    };
    report
        .add(
            assertion.assertion.span,
            "This is only the inner part of a login message (the assertion), as a preview shows it. The user's \
             details in it are checked; whether a login would work, only the whole message of a real login tells.",
        )
        .fix(fix::copy_response(facts));
}
