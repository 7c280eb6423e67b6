use crate::facts::{Facts, Judged};
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

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
    let judged = facts.capture.as_ref().and_then(|capture| capture.judged.as_ref());
    let Some(Judged::Assertion(assertion)) = judged else {
        return;
    };
    report
        .add(
            assertion.assertion.span,
            "This is an assertion alone. Its claims are checked, but without the Response around it nobody \
             can say whether a login would work.",
        )
        .fix(Fix::copy_again("Paste the SAMLResponse of a real login to have the signature checked as well."));
}
