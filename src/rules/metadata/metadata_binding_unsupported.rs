use crate::facts::Facts;
use crate::idp::Vendor;
use crate::rules::declare::declare_rule;
use crate::rules::naming::binding;
use crate::rules::words::list;
use crate::rules::{Reporter, fix};
use crate::saml::EndpointKind;

declare_rule! {
    /// ## What it means
    /// The identity provider offers logins, but by no way that leads through the browser: neither
    /// HTTP-Redirect nor HTTP-POST is among its bindings.
    ///
    /// ## How to fix it
    /// Switch HTTP-Redirect or HTTP-POST on at the identity provider, and download the metadata again.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.3.5, SAML Bindings §3.4, §3.5
    Metadata, "metadata-binding-unsupported", Error
}

/// Bindings that are listed by name: SAML has six.
const MAX_LISTED: usize = 6;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(role) = facts.metadata.as_ref().and_then(|metadata| metadata.role()) else {
        return;
    };
    let mut logins =
        role.endpoints.iter().filter(|endpoint| endpoint.kind == EndpointKind::SingleSignOn).peekable();
    let Some(first) = logins.peek().copied() else {
        return;
    };
    let mut found = Vec::new();
    for endpoint in logins {
        if endpoint.is_for_browsers() {
            return;
        }
        found.extend(endpoint.binding.as_ref().map(|urn| binding(&urn.value)));
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(MAX_LISTED);
    let offered = match found.is_empty() {
        true => "names no binding".to_owned(),
        false => format!("offers {}", list(found)),
    };
    let fix = match facts.vendor() {
        Vendor::JumpCloud => fix::metadata_again(facts, "JumpCloud: SSO Applications → the application → SSO: tick “Declare Redirect Endpoint”."),
        _ => fix::fresh_metadata(facts)
            .then(fix::ask_support("for metadata with a login address for HTTP-Redirect or HTTP-POST")),
    };
    report
        .add(
            first.binding.as_ref().map_or(first.span, |binding| binding.span),
            format!("The metadata has no login address that a browser can use: that takes HTTP-Redirect or HTTP-POST, but the identity provider {offered}."),
        )
        .fix(fix);
}
