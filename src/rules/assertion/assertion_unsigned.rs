use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// No signature that verifies with a key of the metadata covers the assertion, so nothing that it says
    /// about the person can be believed.
    ///
    /// ## How to fix it
    /// Turn on signing of the assertion or of the whole response at the identity provider. Where there is
    /// a signature that fails, mend that first.
    ///
    /// ## Standard
    /// SAML Core §5.3, SAML Profiles §4.1.4.5
    Assertion, "assertion-unsigned", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response().filter(|response| response.had_keys) else {
        return;
    };
    if let Some(assertion) = judged.assertion.as_ref().filter(|assertion| !assertion.covered) {
        report
            .add(
                assertion.assertion.span,
                "Nothing proves who wrote the assertion, the part that says who logs in: no valid signature covers it.",
            )
            .fix(fix::at_idp(facts, Change::Sign, Values::default()));
    }
}
