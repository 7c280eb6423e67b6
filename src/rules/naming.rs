//! How things of the metadata are called in messages, so that one thing has one name.

use super::words::quoted;
use crate::profile::ClaimExpectation;
use crate::saml::EndpointKind;
use crate::text::trim_xml;
use crate::time::Instant;
use crate::x509::Certificate;

/// The day of `instant` in UTC: “2026-01-31”.
pub(super) fn day(instant: Instant) -> String {
    let whole = instant.to_string();
    whole.split('T').next().unwrap_or("").to_owned()
}

/// A certificate by its subject, which consoles show, and its dates.
pub(super) fn certificate(certificate: &Certificate) -> String {
    let dates = format!("valid {} to {}", day(certificate.not_before), day(certificate.not_after));
    match certificate.subject.is_empty() {
        true => format!("the certificate with serial number {} ({dates})", certificate.serial),
        false => format!("the certificate {} ({dates})", quoted(&certificate.subject)),
    }
}

/// The short name of a binding: “HTTP-Redirect”.
pub(super) fn binding(urn: &str) -> &str {
    let urn = trim_xml(urn);
    urn.rsplit_once(":bindings:").map_or(urn, |(_, name)| name)
}

/// What an address of the metadata is for, with the name of its element.
pub(super) fn address_of(kind: EndpointKind) -> &'static str {
    match kind {
        EndpointKind::SingleSignOn => "login address (SingleSignOnService)",
        EndpointKind::SingleLogout => "logout address (SingleLogoutService)",
        EndpointKind::ArtifactResolution => "address for fetching messages (ArtifactResolutionService)",
    }
}

/// The short name of a NameID format: “emailAddress”.
pub(super) fn format_name(urn: &str) -> &str {
    urn.rsplit_once(":nameid-format:").map_or(urn, |(_, name)| name)
}

/// A namespace that is not the one it should be: “the namespace “x””, or “no namespace”.
pub(super) fn namespace(uri: &str) -> String {
    match uri {
        "" => "no namespace".to_owned(),
        uri => format!("the namespace {}", quoted(uri)),
    }
}

/// Whether an entityID is only what consoles call its field, or what stands in examples. It names nobody,
/// but the Issuer of every response is the same text.
pub(super) fn is_name_of_field(entity_id: &str) -> bool {
    const WORDS: [&str; 6] =
        ["entityid", "entity id", "entity-id", "idp-entity-id", "idp entity id", "changeme"];
    WORDS.iter().any(|word| entity_id.eq_ignore_ascii_case(word))
}

/// An attribute by its name, with what people call it where that is known: “imagekit_role” (Role).
pub(super) fn claim(claim: &ClaimExpectation) -> String {
    let name = quoted(&claim.name);
    if claim.label.is_empty() { name } else { format!("{name} ({})", claim.label) }
}

/// `text` with its first letter in upper case, to begin a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut text = text.to_owned();
    // Our own words, which are ASCII: the table of all letters is not worth its size.
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_bindings_are_short() {
        assert_eq!(day(Instant::from_unix_seconds(86_399)), "1970-01-01");
        assert_eq!(binding("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"), "HTTP-POST");
        assert_eq!(binding("x"), "x");
        assert_eq!(sentence("the key"), "The key");
        assert_eq!(sentence("élan"), "élan");
        assert_eq!(sentence(""), "");
    }
}
