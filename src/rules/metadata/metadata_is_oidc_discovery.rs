use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata box holds the JSON configuration of OpenID Connect. SAML needs its own metadata, which
    /// is XML.
    ///
    /// ## How to fix it
    /// Create the application for SAML at the identity provider, and download its SAML metadata.
    Metadata, "metadata-is-oidc-discovery", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(MetadataPaste::OidcDiscovery { issuer, at }) =
        facts.metadata.as_ref().map(|metadata| &metadata.paste)
    else {
        return;
    };
    let what = match issuer {
        Some(issuer) => format!("This is the configuration of {} for", quoted(issuer)),
        None => "This is JSON with the “keys” of".to_owned(),
    };
    report
        .add(*at, format!("{what} OpenID Connect, another way of logging in. Needed is SAML metadata, which is XML."))
        .fix(fix::metadata_again(facts, "Create the application as a SAML application, not as OpenID Connect."));
}
