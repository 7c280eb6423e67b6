use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{address_of, binding};
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::EndpointKind;
use crate::text::FirstPlaces;

declare_rule! {
    /// ## What it means
    /// The same address stands twice in the metadata, for the same service and the same binding. It does no
    /// harm, but some products refuse to store it.
    ///
    /// ## How to fix it
    /// Download the metadata again. If it was put together by hand, remove one of the two.
    ///
    /// ## Standard
    /// SAML Metadata §2.2.2
    Metadata, "metadata-endpoint-duplicate", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(role) = facts.metadata.as_ref().and_then(|metadata| metadata.role()) else {
        return;
    };
    // Artifact endpoints may repeat: their index tells them apart.
    let endpoints = role.endpoints.iter().filter(|endpoint| endpoint.kind != EndpointKind::ArtifactResolution);
    let mut seen = FirstPlaces::default();
    for endpoint in endpoints {
        let (Some(urn), Some(location)) = (&endpoint.binding, &endpoint.location) else {
            continue;
        };
        // No text of an XML document holds U+0000.
        let key = [endpoint.kind.element(), urn.trimmed(), location.trimmed()].join("\0");
        if let Some(first) = seen.before(key.as_bytes(), endpoint.span) {
            let message = format!(
                "The {} {} stands twice with the binding {}. It does no harm here.",
                address_of(endpoint.kind),
                quoted(location.trimmed()),
                binding(&urn.value)
            );
            report
                .add(endpoint.span, message)
                .related("the first one", first)
                .fix(Fix::at_idp(vec![
                    "Nothing has to be done here. If the file was written by hand, remove one of the two.".to_owned(),
                ]));
        }
    }
}
