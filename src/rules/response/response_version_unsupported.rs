use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The response is not of SAML 2.0: its `Version` is another one.
    ///
    /// ## How to fix it
    /// Make a new application of the kind SAML 2.0 at the identity provider; one that is there can usually not
    /// be switched.
    ///
    /// ## Standard
    /// SAML Core §3.2.2, §4.1
    Response, "response-version-unsupported", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let version = facts.response().and_then(|response| response.response.version.as_ref());
    let Some(version) = version.filter(|version| version.value != "2.0") else {
        return;
    };
    let message = format!("The response says that it is SAML version {}; only 2.0 is read.", quoted(&version.value));
    let step = format!(
        "{} Log in again with it.",
        fix::new_application(facts, "An application of another version can usually not be switched to SAML 2.0: make")
    );
    report.add(version.span, message).fix(Fix::at_idp(vec![step]));
}
