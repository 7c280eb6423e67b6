use crate::facts::{EntityChoice, Facts};
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The settings choose an entityID that the metadata does not have, or has twice.
    ///
    /// ## How to fix it
    /// Choose one of the entityIDs that are in the metadata, letter for letter.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-entity-not-found", Error
}

/// Entities that are listed by name.
const MAX_LISTED: usize = 5;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = facts.metadata.as_ref().filter(|metadata| metadata.choice == EntityChoice::NotFound)
    else {
        return;
    };
    let wanted = facts.settings().entity.as_deref().map_or("", str::trim);
    let entities = metadata.metadata.iter().flat_map(|metadata| &metadata.entities);
    let ids: Vec<&str> =
        entities.filter_map(|entity| entity.entity_id.as_ref()).map(|id| id.trimmed()).collect();
    let times = ids.iter().filter(|id| **id == wanted).count();
    let message = match times {
        0 => format!(
            "The settings choose {}, which is not in the metadata. It has {}.",
            quoted(wanted),
            list(ids.iter().copied().take(MAX_LISTED))
        ),
        _ => format!("The settings choose {}, which is in the metadata {times} times.", quoted(wanted)),
    };
    let fix = match times {
        0 => Fix::at_sp("Choose an entityID that is in the metadata, or none if it has only one.", Some("entity")),
        _ => Fix::copy_again("Paste the metadata of your identity provider alone."),
    };
    report.add(metadata.root_span(), message).fix(fix);
}
