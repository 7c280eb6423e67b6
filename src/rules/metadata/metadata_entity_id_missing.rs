use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata does not say what the identity provider is called (`entityID`). Every response names
    /// its sender by that name, so none could be recognised.
    ///
    /// ## How to fix it
    /// Download the metadata again. If the entityID is a field of the identity provider's console, fill it
    /// in first.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-entity-id-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let Some(entity) = metadata.entity.as_ref().filter(|_| metadata.entity_id().is_none()) else {
        return;
    };
    let (span, message) = match &entity.entity_id {
        Some(id) => (id.span, "The metadata does not say whom it describes: the identity provider's name (entityID) is empty."),
        None => (entity.span, "The metadata does not say whom it describes: the identity provider's name (entityID) is missing."),
    };
    report.add(span, message).fix(fix::fresh_metadata(facts).then(format!(
        "{} It is the identity provider's own name, not the Entity ID of {}.",
        fix::ask_support("why entityID is missing in its metadata"),
        facts.profile.name
    )));
}
