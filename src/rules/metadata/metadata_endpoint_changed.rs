use crate::facts::{Facts, MetadataFacts};
use crate::rules::declare::declare_rule;
use crate::rules::naming::{address_of, binding};
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::{Endpoint, EndpointKind};
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// An address that users are sent to for logging in or out is another one than in the saved metadata, or
    /// is gone.
    ///
    /// ## How to fix it
    /// Check that the new address is the identity provider's own before you save it.
    ///
    /// ## Standard
    /// SAML Metadata §2.2.2
    Metadata, "metadata-endpoint-changed", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return;
    };
    let Some(role) = new.role() else {
        return;
    };
    for old in endpoints(saved) {
        if endpoints(new).any(|endpoint| place(endpoint) == place(old)) {
            continue;
        }
        let (_, urn, location) = place(old);
        let what = format!("{} for {}", address_of(old.kind), binding(urn));
        let (span, message) = match replacement(new, saved, old) {
            Some(other) => (
                other.location.as_ref().map_or(other.span, |location| location.span),
                format!(
                    "The {what} changes from {} to {}.{}",
                    quoted(location),
                    quoted(place(other).2),
                    effect(facts, old, "go to the new address")
                ),
            ),
            None => (
                role.span,
                format!(
                    "The {what} {} is gone.{}",
                    quoted(location),
                    effect(facts, old, "can no longer go there")
                ),
            ),
        };
        report.add(span, message).fix(Fix::at_idp(vec![
            "Compare with the address in the identity provider's console. Save this only if it is the same there.".to_owned(),
        ]));
    }
}

/// What saving does to whoever is sent to that address.
fn effect(facts: &Facts<'_>, old: &Endpoint, what: &str) -> String {
    let who = match old.kind {
        EndpointKind::SingleSignOn => format!("logins that start at {}", facts.profile.name),
        _ => format!("logouts that start at {}", facts.profile.name),
    };
    format!(" From the moment this is saved, {who} {what}.")
}

/// Endpoints that are compared, each with each: real metadata has about four.
const MAX_ENDPOINTS: usize = 25;

fn endpoints(metadata: &MetadataFacts) -> impl Iterator<Item = &Endpoint> {
    metadata.browser_endpoints().take(MAX_ENDPOINTS)
}

/// What makes an endpoint: its kind, its binding and its address.
fn place(endpoint: &Endpoint) -> (&'static str, &str, &str) {
    (
        endpoint.kind.element(),
        endpoint.binding.as_ref().map_or("", Located::trimmed),
        endpoint.location.as_ref().map_or("", Located::trimmed),
    )
}

/// The new endpoint of the same kind and binding that the saved metadata does not have.
fn replacement<'f>(new: &'f MetadataFacts, saved: &MetadataFacts, old: &Endpoint) -> Option<&'f Endpoint> {
    let is_same_service = |endpoint: &&Endpoint| {
        let (kind, urn, _) = place(endpoint);
        let (old_kind, old_urn, _) = place(old);
        (kind, urn) == (old_kind, old_urn)
    };
    let is_new = |endpoint: &&Endpoint| !endpoints(saved).any(|other| place(other) == place(endpoint));
    endpoints(new).filter(is_same_service).find(is_new)
}
