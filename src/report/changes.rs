//! What changes against the saved metadata.

use std::collections::BTreeMap;

use super::metadata::valid_until;
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
    // Looked up, as either side may have thousands of values.
    let (old, now) = (by_name(&before), by_name(&after));
    let has = |side: &ByName<'_>, what: &str, value: &str| {
        side.get(what).is_some_and(|values| values.binary_search(&value).is_ok())
    };
    // One value in place of another is one change; of several, each that came or went.
    let single = |what: &str| match (old.get(what)?.as_slice(), now.get(what)?.as_slice()) {
        ([_], [value]) => Some((*value).to_owned()),
        _ => None,
    };
    let mut changes = Vec::new();
    for (what, value) in before.iter().filter(|(what, value)| !has(&now, what, value)) {
        changes.push(Change { what: (*what).to_owned(), before: Some(value.clone()), after: single(what) });
    }
    for (what, value) in after.iter().filter(|(what, value)| !has(&old, what, value)) {
        if single(what).is_none() {
            changes.push(Change { what: (*what).to_owned(), before: None, after: Some(value.clone()) });
        }
    }
    changes
}

/// The values of each name, sorted.
type ByName<'a> = BTreeMap<&'a str, Vec<&'a str>>;

fn by_name(values: &Values) -> ByName<'_> {
    let mut names = ByName::new();
    for (name, value) in values {
        names.entry(name).or_default().push(value);
    }
    names.values_mut().for_each(|values| values.sort_unstable());
    names
}

fn metadata_values(metadata: &MetadataFacts) -> Values {
    let mut values: Values = Vec::new();
    values.extend(metadata.entity_id().map(|id| ("entityID", id.to_owned())));
    let until = metadata.entity.as_ref().and_then(valid_until);
    values.extend(until.map(|until| ("validUntil", until.to_string())));
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
