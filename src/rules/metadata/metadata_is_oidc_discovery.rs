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
    let of = issuer.as_deref().map_or(String::new(), |issuer| format!(" of {}", quoted(issuer)));
    report
        .add(*at, format!("This is the configuration{of} for OpenID Connect, another way of logging in. Needed is SAML metadata, which is XML."))
        .fix(fix::metadata_again(facts, "Create the application as a SAML application, not as OpenID Connect."));
}
