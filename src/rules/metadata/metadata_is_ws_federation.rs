use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};
use crate::saml::OtherRole;

declare_rule! {
    /// ## What it means
    /// This metadata is for WS-Federation only. It has no part for SAML 2.0 (`IDPSSODescriptor`), so no
    /// login by SAML can be set up with it.
    ///
    /// ## How to fix it
    /// Create the application for SAML at the identity provider and download the metadata of that
    /// application.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.3
    Metadata, "metadata-is-ws-federation", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let roles = &metadata.other_roles;
    let is_ws_federation =
        roles.contains(&OtherRole::WsFederation) && !roles.contains(&OtherRole::ServiceProvider);
    if !metadata.lacks_identity_provider() || !is_ws_federation {
        return;
    }
    let entity = metadata.metadata.as_ref().and_then(|metadata| metadata.entities.first());
    report
        .add(
            entity.map_or(metadata.start(), |entity| entity.span),
            "This metadata is for WS-Federation only; it has no part for SAML 2.0.",
        )
        .fix(fix::metadata_again(facts, "Set up the application for SAML, not for WS-Federation."));
}
