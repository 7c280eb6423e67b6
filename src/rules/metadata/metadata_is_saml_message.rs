use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Actor, Fix, Reporter, fix};
use crate::saml::MessageKind;

declare_rule! {
    /// ## What it means
    /// The metadata box holds a SAML message, such as the Response of a login. Metadata is another document:
    /// it describes the identity provider and begins with `<EntityDescriptor`.
    ///
    /// ## How to fix it
    /// Paste the message into the test box, and the identity provider's metadata into this one.
    ///
    /// ## Standard
    /// SAML Metadata §2.3
    Metadata, "metadata-is-saml-message", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let (span, what) = match &metadata.paste {
        MetadataPaste::SamlMessage { root, at, .. } => (*at, named(root.as_deref())),
        _ => match metadata.kind {
            Some(kind) if is_message(kind) => (metadata.root_span(), named(Some(kind.name()))),
            _ => return,
        },
    };
    report
        .add(span, format!("This is a SAML message{what}, such as a login sends, not metadata."))
        .fix(Fix { who: Actor::Capture, ..fix::metadata_again(facts, "Cut it out of the metadata box and paste it into the test box.") });
}

fn named(root: Option<&str>) -> String {
    let local = root.map(|name| name.rsplit(':').next().unwrap_or(name));
    local.map_or(String::new(), |local| format!(" ({})", quoted(local)))
}

fn is_message(kind: MessageKind) -> bool {
    match kind {
        MessageKind::Response
        | MessageKind::Assertion
        | MessageKind::EncryptedAssertion
        | MessageKind::AuthnRequest
        | MessageKind::LogoutRequest
        | MessageKind::LogoutResponse
        | MessageKind::Artifact
        | MessageKind::OtherProtocol
        | MessageKind::Soap
        | MessageKind::WsFederation
        | MessageKind::Saml1 => true,
        MessageKind::Metadata | MessageKind::Html | MessageKind::Other => false,
    }
}
