//! The metadata's part of the report.

use super::build::Places;
use super::model;
use super::words::hexadecimal;
use crate::facts::{DeclaredCertificate, EntityChoice, MetadataFacts};
use crate::saml::{EntityDescriptor, KeyUsage};
use crate::time::Instant;
use crate::xml::NodeId;

/// Entities beyond this many are counted, not listed: more than the largest federations have.
const MAX_ENTITIES: usize = 20_000;

pub(super) fn to_metadata(
    facts: &MetadataFacts,
    verdict: model::Verdict,
    places: &Places<'_>,
) -> model::Metadata {
    let entity = facts.entity.as_ref();
    let roles = || entity.iter().flat_map(|entity| &entity.idp_roles);
    let endpoints = roles().flat_map(|role| &role.endpoints).map(|endpoint| {
        let text = |value: &Option<crate::text::Located<String>>| {
            value.as_ref().map_or("", |value| value.trimmed()).to_owned()
        };
        model::Endpoint {
            kind: endpoint.kind.element().to_owned(),
            binding: text(&endpoint.binding),
            location: text(&endpoint.location),
            span: places.place(endpoint.span),
        }
    });
    let formats = roles().flat_map(|role| &role.name_id_formats);
    let vendor = facts.recognition.vendor;
    model::Metadata {
        verdict,
        entity_id: facts.entity_id().map(str::to_owned),
        vendor: vendor.name().to_owned(),
        vendor_label: vendor.label().to_owned(),
        vendor_evidence: facts.recognition.evidence.iter().map(ToString::to_string).collect(),
        endpoints: endpoints.collect(),
        certificates: facts.certificates.iter().filter_map(|of| to_certificate(of, places)).collect(),
        name_id_formats: formats.map(|format| format.trimmed().to_owned()).collect(),
        valid_until: entity.and_then(valid_until).map(|instant| instant.to_string()),
        wants_signed_requests: roles().any(|role| role.wants_signed_requests.is_some()),
        signed: facts.signature.is_some(),
        entities: to_entities(facts),
        entity_count: facts
            .metadata
            .as_ref()
            .map_or(0, |metadata| u32::try_from(metadata.entities.len()).unwrap_or(u32::MAX)),
    }
}

/// The earliest validUntil that applies.
pub(super) fn valid_until(entity: &EntityDescriptor) -> Option<Instant> {
    entity.valid_until.iter().filter_map(|until| until.value.instant).min()
}

fn to_entities(facts: &MetadataFacts) -> Vec<model::Entity> {
    let Some(metadata) = &facts.metadata else {
        return Vec::new();
    };
    let chosen: Option<NodeId> = match facts.choice {
        EntityChoice::Chosen(index) => metadata.entities.get(index).map(|entity| entity.node),
        _ => None,
    };
    let entities = metadata.entities.iter().take(MAX_ENTITIES).map(|entity| model::Entity {
        entity_id: entity.entity_id.as_ref().map_or("", |id| id.trimmed()).to_owned(),
        is_identity_provider: entity.has_saml2_idp_role,
        chosen: chosen == Some(entity.node),
    });
    entities.collect()
}

fn to_certificate(declared: &DeclaredCertificate, places: &Places<'_>) -> Option<model::Certificate> {
    let certificate = declared.certificate.as_ref().ok()?;
    Some(model::Certificate {
        sha256: hexadecimal(&certificate.sha256),
        subject: certificate.subject.clone(),
        usage: match declared.usage {
            KeyUsage::Signing => model::KeyUse::Signing,
            KeyUsage::Encryption => model::KeyUse::Encryption,
            KeyUsage::Unspecified => model::KeyUse::Unspecified,
            KeyUsage::Unknown(_) => model::KeyUse::Unknown,
        },
        key: model::Key {
            kind: certificate.key.kind.name().to_owned(),
            bits: certificate.key.bits.unwrap_or(0),
        },
        not_before: certificate.not_before.to_string(),
        not_after: certificate.not_after.to_string(),
        span: places.place(declared.span),
    })
}
