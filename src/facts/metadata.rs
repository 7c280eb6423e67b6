//! What is known about a metadata box.

use std::borrow::Cow;
use std::sync::Arc;

use crate::capture::{MetadataPaste, recognise_metadata_paste};
use crate::facts::{MetadataSignature, Sources};
use crate::idp::{Recognition, Signs, recognise};
use crate::input::Settings;
use crate::saml::{
    Endpoint, EndpointKind, EntityDescriptor, IdpSsoDescriptor, KeyDescriptor, KeyUsage, MessageKind,
    Metadata, OtherRole,
};
use crate::text::{FirstPlaces, Located, SourceId, Span};
use crate::trust::TrustedCertificate;
use crate::x509::{Certificate, Writing, X509Error, read_base64_text, read_pem};
use crate::xml::{Document, Encoding, XmlError};

/// What is known about a metadata box.
#[derive(Debug)]
pub struct MetadataFacts {
    /// The box.
    pub source: SourceId,
    /// What the paste is.
    pub paste: MetadataPaste,
    /// The text to use in place of an escaped paste.
    pub repaired: Option<Span>,
    /// The document; `None` where the paste is no XML.
    pub document: Option<Result<Document, XmlError>>,
    /// What the document's root says it is.
    pub kind: Option<MessageKind>,
    /// The list of entities; `None` where the document is no metadata.
    pub metadata: Option<Metadata>,
    /// Which entity is used.
    pub choice: EntityChoice,
    /// That entity.
    pub entity: Option<EntityDescriptor>,
    /// Which other roles there are, where no entity is an identity provider.
    pub other_roles: Vec<OtherRole>,
    /// The certificates of its SAML 2.0 identity provider roles, in order.
    pub certificates: Vec<DeclaredCertificate>,
    /// The texts of those that are beyond [`MAX_CERTIFICATES`], and so are not read.
    pub unread_certificates: Vec<Span>,
    /// Those whose keys verify signatures.
    pub trusted: Vec<TrustedCertificate>,
    /// The product behind it.
    pub recognition: Recognition,
    /// The metadata's own signature; `None` where it has none.
    pub signature: Option<MetadataSignature>,
    /// The certificate that must have signed the metadata, as given in the settings.
    pub signer: Option<Result<Certificate, X509Error>>,
}

/// Which entity of the metadata is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityChoice {
    /// This one, by its index in the list.
    Chosen(usize),
    /// There is none with an identity provider role, and no entity that could be meant.
    NoIdentityProvider,
    /// There are several, and the settings name none.
    Several,
    /// The settings name one that is not there, or is there twice.
    NotFound,
}

/// A certificate that an identity provider role declares.
#[derive(Debug)]
pub struct DeclaredCertificate {
    /// What it is for.
    pub usage: KeyUsage,
    /// Where its text stands.
    pub span: Span,
    /// The certificate, or why it cannot be read.
    pub certificate: Result<Certificate, X509Error>,
    /// How its text is written.
    pub writing: Writing,
}

/// Entities whose roles are looked at where none is an identity provider: one tells enough.
const MAX_FOREIGN_ENTITIES: usize = 20;

/// Certificates of one entity that are read: real metadata has at most about ten.
pub const MAX_CERTIFICATES: usize = 200;

impl MetadataFacts {
    pub(super) fn gather(
        source: SourceId,
        text: &str,
        settings: &Settings,
        sources: &mut Sources<'_>,
    ) -> MetadataFacts {
        let paste = recognise_metadata_paste(source, text);
        let mut facts = MetadataFacts {
            source,
            document: None,
            kind: None,
            metadata: None,
            choice: EntityChoice::NoIdentityProvider,
            entity: None,
            other_roles: Vec::new(),
            certificates: Vec::new(),
            unread_certificates: Vec::new(),
            trusted: Vec::new(),
            recognition: recognise(&Signs::default()),
            signature: None,
            signer: settings.metadata_signer.as_deref().map(read_pem),
            repaired: None,
            paste,
        };
        match &facts.paste {
            MetadataPaste::Xml { at, .. } => {
                let (shared, from) = (sources.shared(source), at.start());
                facts.read_document(source, shared, from, settings);
            }
            MetadataPaste::Escaped { repaired, .. } => {
                let id =
                    sources.add(Cow::Borrowed("Metadata, repaired"), Arc::from(repaired.as_str()), source);
                facts.repaired = id.map(|id| Span::new(id, 0, repaired.len()));
                // Only to know whose console to name: nothing else is taken from it.
                let document = id.map(|id| Document::read(id, Arc::from(repaired.as_str()), Encoding::Utf8));
                if let Some(Ok(document)) = document
                    && let Some(metadata) = Metadata::read(&document)
                {
                    facts.recognition = recognise_all(&document, &metadata);
                }
            }
            _ => {}
        }
        facts
    }

    /// Reads the XML from its first character on: blank lines before it are no part of it, though an
    /// XML declaration after them would be misplaced (XML 1.0 §2.8).
    fn read_document(&mut self, source: SourceId, text: Arc<str>, from: usize, settings: &Settings) {
        let document = Document::read_from(source, text, from, Encoding::Utf8);
        if let Ok(document) = &document {
            self.read(document, settings);
        }
        self.document = Some(document);
    }

    fn read(&mut self, document: &Document, settings: &Settings) {
        self.kind = Some(MessageKind::of(document));
        let Some(metadata) = Metadata::read(document) else {
            return;
        };
        self.choice = choose(&metadata, settings.entity.as_deref());
        if let EntityChoice::Chosen(index) = self.choice {
            let entity =
                metadata.entities.get(index).map(|entity| EntityDescriptor::read(document, entity.node));
            if let Some(entity) = &entity {
                self.certificates = declared_certificates(entity);
                let unread = certificate_texts(entity).skip(MAX_CERTIFICATES);
                self.unread_certificates = unread.map(|(_, text)| text.span).collect();
                self.trusted = trusted_certificates(entity, &self.certificates);
                self.recognition = recognise(&signs_of(entity, &self.certificates));
            }
            self.entity = entity;
        } else {
            self.recognition = recognise_all(document, &metadata);
        }
        self.other_roles = self.find_other_roles(document, &metadata);
        self.signature = MetadataSignature::verify(document, &metadata, self);
        if self.signer.is_some() && !self.is_signed_by_signer() {
            // Metadata that has to be signed and is not proves nobody's keys.
            self.trusted.clear();
        }
        self.metadata = Some(metadata);
    }

    /// What there is in place of an identity provider.
    fn find_other_roles(&self, document: &Document, metadata: &Metadata) -> Vec<OtherRole> {
        let values = |entity: EntityDescriptor| entity.other_roles.into_iter().map(|role| role.value);
        match (&self.entity, self.choice) {
            (Some(entity), _) if self.is_without_idp_role() => values(entity.clone()).collect(),
            (None, EntityChoice::NoIdentityProvider) => {
                let entities = metadata.entities.iter().take(MAX_FOREIGN_ENTITIES);
                entities.flat_map(|entity| values(EntityDescriptor::read(document, entity.node))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The start of the box's text.
    pub fn start(&self) -> Span {
        Span::new(self.source, 0, 0)
    }

    /// The start tag of the document's root; the start of the box where there is no document.
    pub fn root_span(&self) -> Span {
        match &self.document {
            Some(Ok(document)) => document.start_tag_span(document.root()),
            _ => self.start(),
        }
    }

    /// The entityID that is used.
    pub fn entity_id(&self) -> Option<&str> {
        self.entity.as_ref()?.entity_id.as_ref().map(Located::trimmed).filter(|id| !id.is_empty())
    }

    /// The SAML 2.0 identity provider role, where there is exactly one.
    pub fn role(&self) -> Option<&IdpSsoDescriptor> {
        match self.entity.as_ref()?.idp_roles.as_slice() {
            [role] => Some(role),
            _ => None,
        }
    }

    /// Whether the entity that is used has no identity provider role of any protocol.
    pub fn is_without_idp_role(&self) -> bool {
        self.entity
            .as_ref()
            .is_some_and(|entity| entity.idp_roles.is_empty() && entity.other_idp_roles.is_empty())
    }

    /// Whether there is metadata, and no identity provider of any protocol in it that could be used.
    pub fn lacks_identity_provider(&self) -> bool {
        let is_read = self.metadata.is_some();
        is_read && (self.choice == EntityChoice::NoIdentityProvider || self.is_without_idp_role())
    }

    /// The certificates that are there for signatures, readable or not.
    pub fn signing_certificates(&self) -> impl Iterator<Item = &DeclaredCertificate> {
        self.certificates.iter().filter(|declared| declared.usage.may_sign())
    }

    /// Those of them that can be read, each once however often it stands there.
    pub fn distinct_signing_certificates(&self) -> impl Iterator<Item = (&Certificate, Span)> {
        let mut seen = FirstPlaces::default();
        self.signing_certificates().filter_map(move |declared| {
            let certificate = declared.certificate.as_ref().ok()?;
            let before = seen.before(&certificate.sha256, declared.span);
            before.is_none().then_some((certificate, declared.span))
        })
    }

    /// The single sign-on and logout endpoints that a browser is sent to (SAML Bindings §3.4, §3.5).
    pub fn browser_endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        let endpoints = self.role().into_iter().flat_map(|role| &role.endpoints);
        endpoints.filter(|endpoint| {
            endpoint.kind != EndpointKind::ArtifactResolution && endpoint.is_for_browsers()
        })
    }

    /// Every address of those endpoints. `None` stands for a Location that is missing.
    pub fn browser_addresses(&self) -> impl Iterator<Item = (&Endpoint, Option<&Located<String>>)> {
        self.browser_endpoints().flat_map(|endpoint| {
            let responses = endpoint.response_location.as_ref().map(|location| (endpoint, Some(location)));
            std::iter::once((endpoint, endpoint.location.as_ref())).chain(responses)
        })
    }

    /// Whether it yields an entityID and at least one key that may verify.
    pub fn is_usable(&self) -> bool {
        self.entity_id().is_some()
            && self.role().is_some()
            && self.trusted.iter().any(|trusted| trusted.certificate().public_key.is_ok())
    }
}

fn choose(metadata: &Metadata, wanted: Option<&str>) -> EntityChoice {
    let entities = &metadata.entities;
    if let Some(wanted) = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()) {
        let is_it = |index: &usize| {
            let entity = entities.get(*index).and_then(|entity| entity.entity_id.as_ref());
            entity.is_some_and(|id| id.trimmed() == wanted)
        };
        let mut found = (0..entities.len()).filter(is_it);
        return match (found.next(), found.next()) {
            (Some(index), None) => EntityChoice::Chosen(index),
            _ => EntityChoice::NotFound,
        };
    }
    if let [_] = entities.as_slice() {
        return EntityChoice::Chosen(0);
    }
    // Entities that are service providers alone are no choice.
    let mut saml2 =
        (0..entities.len()).filter(|at| entities.get(*at).is_some_and(|entity| entity.has_saml2_idp_role));
    match (saml2.next(), saml2.next()) {
        (Some(index), None) => EntityChoice::Chosen(index),
        (Some(_), Some(_)) => EntityChoice::Several,
        (None, _) => match entities.iter().position(|entity| entity.has_idp_role) {
            Some(index) => EntityChoice::Chosen(index),
            None => EntityChoice::NoIdentityProvider,
        },
    }
}

fn certificate_texts(entity: &EntityDescriptor) -> impl Iterator<Item = (&KeyDescriptor, &Located<String>)> {
    let keys = entity.idp_roles.iter().flat_map(|role| &role.keys);
    keys.flat_map(|key| key.certificates.iter().map(move |text| (key, text)))
}

fn declared_certificates(entity: &EntityDescriptor) -> Vec<DeclaredCertificate> {
    certificate_texts(entity)
        .take(MAX_CERTIFICATES)
        .map(|(key, text)| {
            let read = read_base64_text(&text.value);
            let (certificate, writing) = match read {
                Ok(read) => (Ok(read.certificate), read.writing),
                Err(error) => (Err(error), Writing::Base64),
            };
            DeclaredCertificate { usage: key.usage.clone(), span: text.span, certificate, writing }
        })
        .collect()
}

/// With two identity provider roles nobody can say whose keys count, so none do.
fn trusted_certificates(
    entity: &EntityDescriptor,
    certificates: &[DeclaredCertificate],
) -> Vec<TrustedCertificate> {
    if entity.idp_roles.len() != 1 {
        return Vec::new();
    }
    let may_sign = certificates.iter().filter(|declared| declared.usage.may_sign());
    may_sign
        .filter_map(|declared| {
            let certificate = declared.certificate.as_ref().ok()?;
            Some(TrustedCertificate::from_metadata(certificate.clone(), declared.span))
        })
        .collect()
}

/// The product behind every identity provider of the document, or else behind everything in it, where it
/// is one and the same.
fn recognise_all(document: &Document, metadata: &Metadata) -> Recognition {
    let of_roles = |is_idp: bool| {
        let entities = metadata.entities.iter().filter(move |entity| entity.has_idp_role == is_idp);
        let read = entities.take(MAX_FOREIGN_ENTITIES).map(|entity| {
            let entity = EntityDescriptor::read(document, entity.node);
            recognise(&signs_of(&entity, &declared_certificates(&entity)))
        });
        let mut all = read.collect::<Vec<_>>().into_iter();
        let first = all.next()?;
        all.all(|other| other.vendor == first.vendor).then_some(first)
    };
    let has_idp = metadata.entities.iter().any(|entity| entity.has_idp_role);
    of_roles(has_idp).unwrap_or_else(|| recognise(&Signs::default()))
}

fn signs_of(entity: &EntityDescriptor, certificates: &[DeclaredCertificate]) -> Signs {
    let endpoints = entity.idp_roles.iter().flat_map(|role| &role.endpoints);
    let locations = endpoints.filter_map(|endpoint| endpoint.location.as_ref());
    let readable = certificates.iter().filter_map(|declared| declared.certificate.as_ref().ok());
    Signs {
        entity_id: entity.entity_id.as_ref().map_or("", |id| id.trimmed()).to_owned(),
        locations: locations.map(|location| location.trimmed().to_owned()).collect(),
        certificate_subjects: readable.map(|certificate| certificate.subject.clone()).collect(),
        root_prefix: Some(entity.marks.prefix.clone()),
        role_descriptor_types: entity.marks.role_descriptor_types.clone(),
        has_shibmd_scope: entity.marks.has_scope_extension,
        key_names: entity.marks.key_names.clone(),
        ..Signs::default()
    }
}
