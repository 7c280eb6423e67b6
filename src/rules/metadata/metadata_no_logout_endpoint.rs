use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::EndpointKind;

declare_rule! {
    /// ## What it means
    /// The identity provider offers no address for logging out (`SingleLogoutService`). Users who log out
    /// here stay logged in there. Google Workspace never offers one; Okta does where it is switched on.
    ///
    /// ## How to fix it
    /// Nothing has to be done for logins to work. Where the identity provider can do it, switch single logout
    /// on.
    ///
    /// ## Standard
    /// SAML Profiles §4.4
    Metadata, "metadata-no-logout-endpoint", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(role), Some(logout)) =
        (facts.metadata.as_ref().and_then(|metadata| metadata.role()), &facts.profile.logout_url)
    else {
        return;
    };
    if role.endpoints.iter().any(|endpoint| endpoint.kind == EndpointKind::SingleLogout) {
        return;
    }
    report
        .add(
            role.span,
            format!("Optional: logging out of {} does not log people out of the identity provider.", facts.profile.name),
        )
        .fix(Fix::at_idp(vec![format!(
            "Nothing to do, unless you want that. Then look for single logout in the identity provider's application of \
             {}; the logout address is {}.",
            facts.profile.name,
            quoted(logout)
        )]));
}
