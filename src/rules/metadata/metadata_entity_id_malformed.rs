use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::is_name_of_field;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::text::is_xml_white_space;

declare_rule! {
    /// ## What it means
    /// The name of the identity provider (`entityID`) is longer than SAML allows, or has blanks inside. It
    /// is compared letter for letter with the sender of each response.
    ///
    /// ## How to fix it
    /// Download the metadata again and paste it unedited; or correct the Entity ID in the identity
    /// provider's console and download it then.
    ///
    /// ## Standard
    /// SAML Metadata §2.2.1
    Metadata, "metadata-entity-id-malformed", Error
}

/// What SAML allows (SAML Metadata §2.2.1).
const MAX_CHARACTERS: usize = 1024;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let id = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref()?.entity_id.as_ref());
    let Some(id) = id else {
        return;
    };
    let characters = id.trimmed().chars().count();
    if is_name_of_field(id.trimmed()) {
        // That it is a placeholder says more than that it has a blank.
        return;
    }
    let message = if id.trimmed().contains(is_xml_white_space) {
        format!("The identity provider's name (entityID) {} has a blank inside.", quoted(id.trimmed()))
    } else if characters > MAX_CHARACTERS {
        format!("The identity provider's name (entityID) has {characters} characters; {MAX_CHARACTERS} are allowed.")
    } else {
        return;
    };
    report.add(id.span, message).fix(fix::fresh_metadata(facts).then(
        "If the error stays, correct the identity provider's own name in its console: the field is usually called IdP \
         Entity ID or Issuer.",
    ));
}
