use crate::capture::MetadataPaste;
use crate::facts::{Facts, MetadataFacts};
use crate::rules::declare::declare_rule;
use crate::rules::naming::namespace;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::{MessageKind, OtherRole, uri};
use crate::text::Span;
use crate::xml::Document;

declare_rule! {
    /// ## What it means
    /// The metadata box holds no metadata of an identity provider, and nothing else that is known by name.
    ///
    /// ## How to fix it
    /// Download the identity provider's metadata and paste the whole file. It begins with
    /// `<EntityDescriptor` or `<md:EntityDescriptor` and has an element `IDPSSODescriptor`.
    ///
    /// ## Standard
    /// SAML Metadata §2.3
    Metadata, "metadata-unrecognised", Error
}

const PASTE: &str = "Download the metadata file in the identity provider's console, and paste the whole file.";

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let found = of_paste(metadata).or_else(|| of_root(metadata)).or_else(|| of_roles(metadata));
    if let Some((span, message, step)) = found {
        report.add(span, message).fix(Fix::copy_again(step));
    }
}

fn of_paste(metadata: &MetadataFacts) -> Option<(Span, String, &'static str)> {
    match &metadata.paste {
        MetadataPaste::Empty => Some((metadata.start(), "The metadata box is empty.".to_owned(), PASTE)),
        MetadataPaste::Unrecognised { at } => {
            Some((*at, "This is not metadata: there is no XML in it.".to_owned(), PASTE))
        }
        MetadataPaste::Php { at } => Some((
            *at,
            "This is metadata as settings in PHP, which SimpleSAMLphp alone reads. Needed is the same as XML.".to_owned(),
            "In SimpleSAMLphp, take the metadata as XML: it stands above the settings in PHP on the same page, and at its \
             address (…/saml2/idp/metadata.php). Paste all of it.",
        )),
        MetadataPaste::PrivateKey { at } => Some((
            *at,
            "This is a private key. It is not needed here, and it should not be pasted anywhere.".to_owned(),
            "Remove it. If it left your computer on the way here, replace the key. Then paste the identity \
             provider's metadata.",
        )),
        // The document tells, or another rule does.
        MetadataPaste::Xml { .. }
        | MetadataPaste::Truncated { .. }
        | MetadataPaste::Url { .. }
        | MetadataPaste::HtmlPage { .. }
        | MetadataPaste::Certificate { .. }
        | MetadataPaste::OidcDiscovery { .. }
        | MetadataPaste::SamlMessage { .. }
        | MetadataPaste::Escaped { .. }
        | MetadataPaste::NotInThisBuild { .. } => None,
    }
}

/// XML of another kind.
fn of_root(metadata: &MetadataFacts) -> Option<(Span, String, &'static str)> {
    let document = metadata.document.as_ref()?.as_ref().ok()?;
    (metadata.kind == Some(MessageKind::Other)).then(|| {
        let root = document.name(document.root());
        let (message, step) = match root.local {
            "EntityDescriptor" | "EntitiesDescriptor" => foreign_root(document),
            local => {
                (format!("This is XML, but no metadata: it begins with the element {}.", quoted(local)), PASTE)
            }
        };
        (metadata.root_span(), message, step)
    })
}

/// Metadata by its name, in another namespace or in none.
fn foreign_root(document: &Document) -> (String, &'static str) {
    let root = document.root();
    let (prefix, name) = (document.prefix(root), document.name(root));
    let mut declarations = document.namespace_declarations(root);
    let unused = declarations.find(|of| of.uri == uri::METADATA && of.prefix != prefix);
    match unused.filter(|_| name.namespace.is_empty()) {
        Some(unused) => (
            format!(
                "This looks like metadata, but its elements are in no namespace: the prefix {} stands for the \
                 right one, and no element begins with it.",
                quoted(unused.prefix)
            ),
            "Download the metadata again and paste it unedited. If it was written by hand, declare the \
             namespace without a prefix: xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" in place of xmlns:….",
        ),
        None => (
            format!(
                "This looks like metadata, but its first element has {}, not {}.",
                namespace(name.namespace),
                quoted(uri::METADATA)
            ),
            "Download the metadata again and paste it unedited. If it was written by hand, correct the \
             namespace in its first line.",
        ),
    }
}

/// Metadata in which there is no identity provider, nor anything that has a rule of its own.
fn of_roles(metadata: &MetadataFacts) -> Option<(Span, String, &'static str)> {
    let list = metadata.metadata.as_ref()?;
    let is_told = |role: &OtherRole| matches!(role, OtherRole::ServiceProvider | OtherRole::WsFederation);
    if !metadata.lacks_identity_provider() || metadata.other_roles.iter().any(is_told) {
        return None;
    }
    let message = match list.entities.first() {
        None => "This metadata is empty: it describes nobody (there is no EntityDescriptor in it).",
        Some(_) => "This metadata describes no identity provider, the system where people log in: it has no IDPSSODescriptor.",
    };
    Some((metadata.root_span(), message.to_owned(), PASTE))
}
