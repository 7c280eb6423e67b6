use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// The identity provider wants requests for a login to be signed (`WantAuthnRequestsSigned`), and this
    /// service provider does not sign them. Logins that start at the service provider's page may then be
    /// refused; those that start at the identity provider work.
    ///
    /// ## How to fix it
    /// Switch the demand off in the identity provider's console, such as “Client signature required” in
    /// Keycloak.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.3
    Metadata, "metadata-wants-signed-requests", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let role = facts.metadata.as_ref().and_then(|metadata| metadata.role());
    let Some(span) = role.and_then(|role| role.wants_signed_requests) else {
        return;
    };
    let message = format!(
        "The identity provider asks for signed requests (WantAuthnRequestsSigned is “true”), which {} does \
         not send: logins that start at {} may be refused.{}",
        facts.profile.name,
        facts.profile.name,
        saved_did_not(facts)
    );
    let finding = report.add(span, message);
    finding.fix(fix::at_idp(facts, Change::Requests, Values::default()));
    // Where a login is looked at, what happened to it says more.
    if facts.has_capture() {
        finding.severity(Severity::Info);
    }
}

/// What is new is the likelier reason for what fails now.
fn saved_did_not(facts: &Facts<'_>) -> &'static str {
    let saved = facts.saved_metadata.as_ref().and_then(|metadata| metadata.role());
    match saved.is_some_and(|role| role.wants_signed_requests.is_none()) {
        true => " The saved metadata does not ask for it, so this is a change.",
        false => "",
    }
}
