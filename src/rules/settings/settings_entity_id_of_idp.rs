use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The Entity ID field holds the name of the identity provider. It is for the service provider's own
    /// name, which responses give as their audience, so every login would fail.
    ///
    /// ## How to fix it
    /// Empty the Entity ID field, or type the service provider's Entity ID there. The identity provider's is
    /// read from the metadata.
    ///
    /// ## Standard
    /// SAML Core §2.5.1.4
    Settings, "settings-entity-id-of-idp", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let own = facts.settings().entity_id.trim();
    let Some(metadata) = facts.metadata.as_ref().filter(|metadata| metadata.entity_id() == Some(own)) else {
        return;
    };
    if own == facts.profile.entity_id {
        return;
    }
    let id = metadata.entity.as_ref().and_then(|entity| entity.entity_id.as_ref());
    let span = match facts.has_capture() {
        true => facts.capture_start(),
        false => id.map_or(metadata.start(), |id| id.span),
    };
    let message = format!(
        "The Entity ID field holds {}, which is the identity provider's name. {}'s own is {}.",
        quoted(own),
        facts.profile.name,
        quoted(&facts.profile.entity_id)
    );
    report.add(span, message).fix(Fix::at_sp(
        format!("Empty the Entity ID field, so that {} is used.", facts.profile.entity_id),
        Some("entityId"),
    ));
}
