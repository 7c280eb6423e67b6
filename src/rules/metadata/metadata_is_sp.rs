use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::OtherRole;

declare_rule! {
    /// ## What it means
    /// This is the metadata of a service provider, the side that users log in to. The metadata of the
    /// identity provider is needed, the side where they type their password.
    ///
    /// ## How to fix it
    /// Download the metadata at the identity provider. It has an element `IDPSSODescriptor`.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.3
    Metadata, "metadata-is-sp", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    if !metadata.lacks_identity_provider() || !metadata.other_roles.contains(&OtherRole::ServiceProvider) {
        return;
    }
    let entity = metadata.metadata.as_ref().and_then(|metadata| metadata.entities.first());
    let id = entity.and_then(|entity| entity.entity_id.as_ref()).map_or("", |id| id.trimmed());
    let whose = match id {
        "" => String::new(),
        own if own == facts.expected.audience => format!(", of {} itself ({})", facts.profile.name, quoted(own)),
        other => format!(", {}", quoted(other)),
    };
    let span = entity.map_or(metadata.start(), |entity| entity.span);
    report
        .add(span, format!("This is the metadata of a service provider (an application that people log in to){whose}. Needed is that \
                     of the identity provider, where people log in."))
        .fix(fix::at_idp(facts, Change::Cert, Values::default()));
}
