//! What changes against the saved metadata.

use super::model::Change;
use super::words::hexadecimal;
use crate::facts::{Facts, MetadataFacts};

/// Named values of one side, in order; a name may occur several times.
type Values = Vec<(&'static str, String)>;

/// How the metadata differs from the saved one; nothing where either cannot be read.
pub(super) fn to_changes(facts: &Facts<'_>) -> Vec<Change> {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return Vec::new();
    };
    if new.entity.is_none() || saved.entity.is_none() {
        return Vec::new();
    }
    let (before, after) = (metadata_values(saved), metadata_values(new));
    // One value in place of another is one change; of several, each that came or went.
    let is_single = |what: &str| {
        let count = |values: &Values| values.iter().filter(|(name, _)| *name == what).count();
        count(&before) == 1 && count(&after) == 1
    };
    let mut changes = Vec::new();
    for (what, value) in &before {
        if after.contains(&(*what, value.clone())) {
            continue;
        }
        let replacement = after.iter().find(|(name, _)| name == what && is_single(what));
        changes.push(Change {
            what: (*what).to_owned(),
            before: Some(value.clone()),
            after: replacement.map(|(_, value)| value.clone()),
        });
    }
    for (what, value) in &after {
        if !before.contains(&(*what, value.clone())) && !is_single(what) {
            changes.push(Change { what: (*what).to_owned(), before: None, after: Some(value.clone()) });
        }
    }
    changes
}

fn metadata_values(metadata: &MetadataFacts) -> Values {
    let mut values: Values = Vec::new();
    values.extend(metadata.entity_id().map(|id| ("entityID", id.to_owned())));
    for endpoint in
        metadata.entity.iter().flat_map(|entity| &entity.idp_roles).flat_map(|role| &role.endpoints)
    {
        let text = |value: &Option<crate::text::Located<String>>| {
            value.as_ref().map_or("", |value| value.trimmed()).to_owned()
        };
        let binding = text(&endpoint.binding);
        let binding = binding.rsplit(':').next().unwrap_or("");
        values.push((endpoint.kind.element(), format!("{} ({binding})", text(&endpoint.location))));
    }
    for declared in &metadata.certificates {
        if let Ok(certificate) = &declared.certificate {
            let what =
                if declared.usage.may_sign() { "signing certificate" } else { "encryption certificate" };
            let sha256 = hexadecimal(&certificate.sha256);
            values.push((
                what,
                format!("{} until {}, SHA-256 {sha256}", certificate.subject, certificate.not_after),
            ));
        }
    }
    for format in
        metadata.entity.iter().flat_map(|entity| &entity.idp_roles).flat_map(|role| &role.name_id_formats)
    {
        values.push(("NameIDFormat", format.trimmed().to_owned()));
    }
    let wants = metadata.role().is_some_and(|role| role.wants_signed_requests.is_some());
    values.push(("WantAuthnRequestsSigned", wants.to_string()));
    values
}
