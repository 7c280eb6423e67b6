//! `md:EntityDescriptor` and `md:EntitiesDescriptor` (SAML Metadata §2.3).

use super::shape::{Reader, WrittenTime};
use super::uri::{BINDING_POST, BINDING_REDIRECT, DSIG, FEDERATION, METADATA, PROTOCOL, SHIBMD, XSI};
use crate::text::{Located, Span, is_xml_white_space, trim_xml};
use crate::xml::{Document, NodeId};

/// A metadata document: its entities, each still unread.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// The root element.
    pub root: NodeId,
    /// Whether the root is an EntitiesDescriptor.
    pub is_aggregate: bool,
    /// Every entity, in document order.
    pub entities: Vec<EntitySummary>,
    /// ds:Signature children of the root.
    pub signatures: Vec<NodeId>,
}

/// An entity of a metadata document, before it is read.
#[derive(Clone, Debug)]
pub struct EntitySummary {
    /// The EntityDescriptor.
    pub node: NodeId,
    /// Its start tag.
    pub span: Span,
    /// `entityID`.
    pub entity_id: Option<Located<String>>,
    /// Whether it has an IDPSSODescriptor.
    pub has_idp_role: bool,
    /// Whether one of these supports SAML 2.0.
    pub has_saml2_idp_role: bool,
}

/// An entity, read.
#[derive(Clone, Debug)]
pub struct EntityDescriptor {
    /// The element.
    pub node: NodeId,
    /// Its start tag.
    pub span: Span,
    /// `entityID`.
    pub entity_id: Option<Located<String>>,
    /// `validUntil` of the entity, of its role and of every EntitiesDescriptor around it.
    pub valid_until: Vec<Located<WrittenTime>>,
    /// `cacheDuration` of the same elements.
    pub cache_durations: Vec<Located<String>>,
    /// IDPSSODescriptors that support SAML 2.0.
    pub idp_roles: Vec<IdpSsoDescriptor>,
    /// IDPSSODescriptors that do not.
    pub other_idp_roles: Vec<IdpSsoDescriptor>,
    /// The other roles.
    pub other_roles: Vec<Located<OtherRole>>,
    /// What a product can be told by.
    pub marks: Marks,
}

/// A role that is not an IDPSSODescriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherRole {
    /// SPSSODescriptor.
    ServiceProvider,
    /// A WS-Federation RoleDescriptor.
    WsFederation,
    /// Anything else.
    Other,
}

/// Quirks of a metadata document by which its product can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The prefix of the EntityDescriptor element; empty for the default namespace.
    pub prefix: String,
    /// Local names of the `xsi:type`s of RoleDescriptors.
    pub role_descriptor_types: Vec<String>,
    /// Whether there is a `shibmd:Scope`.
    pub has_scope_extension: bool,
    /// `ds:KeyName`s.
    pub key_names: Vec<String>,
}

/// An identity provider role (SAML Metadata §2.4.3).
#[derive(Clone, Debug)]
pub struct IdpSsoDescriptor {
    /// The element.
    pub node: NodeId,
    /// Its start tag.
    pub span: Span,
    /// `protocolSupportEnumeration`.
    pub protocols: Option<Located<String>>,
    /// `WantAuthnRequestsSigned`, where it is true.
    pub wants_signed_requests: Option<Span>,
    /// KeyDescriptors, in order.
    pub keys: Vec<KeyDescriptor>,
    /// Single sign-on, logout and artifact endpoints, in order.
    pub endpoints: Vec<Endpoint>,
    /// NameIDFormats, in order.
    pub name_id_formats: Vec<Located<String>>,
}

/// A KeyDescriptor (SAML Metadata §2.4.1.1).
#[derive(Clone, Debug)]
pub struct KeyDescriptor {
    /// Its start tag.
    pub span: Span,
    /// `use`.
    pub usage: KeyUsage,
    /// The text of each X509Certificate, in order.
    pub certificates: Vec<Located<String>>,
    /// Whether it holds a key that is not in a certificate.
    pub has_bare_key: bool,
    /// The first KeyInfo, X509Data or X509Certificate in it that is not XML Signature's: a key that only
    /// its element's name promises.
    pub foreign: Option<Span>,
}

/// What a KeyDescriptor's key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyUsage {
    /// `use="signing"`.
    Signing,
    /// `use="encryption"`.
    Encryption,
    /// No `use`: both.
    Unspecified,
    /// Another value.
    Unknown(Located<String>),
}

impl KeyUsage {
    /// Whether a key of this use may verify signatures.
    pub fn may_sign(&self) -> bool {
        matches!(self, KeyUsage::Signing | KeyUsage::Unspecified)
    }
}

/// An endpoint (SAML Metadata §2.2.2).
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Which service it is.
    pub kind: EndpointKind,
    /// Its start tag.
    pub span: Span,
    /// `Binding`.
    pub binding: Option<Located<String>>,
    /// `Location`.
    pub location: Option<Located<String>>,
    /// `ResponseLocation`, where answers go elsewhere than requests.
    pub response_location: Option<Located<String>>,
}

impl Endpoint {
    /// Whether its binding carries messages through the browser: HTTP-Redirect or HTTP-POST.
    pub fn is_for_browsers(&self) -> bool {
        let binding = self.binding.as_ref().map(Located::trimmed);
        matches!(binding, Some(BINDING_REDIRECT | BINDING_POST))
    }
}

/// Which service an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    /// SingleSignOnService.
    SingleSignOn,
    /// SingleLogoutService.
    SingleLogout,
    /// ArtifactResolutionService.
    ArtifactResolution,
}

impl EndpointKind {
    /// The element's local name.
    pub fn element(self) -> &'static str {
        match self {
            EndpointKind::SingleSignOn => "SingleSignOnService",
            EndpointKind::SingleLogout => "SingleLogoutService",
            EndpointKind::ArtifactResolution => "ArtifactResolutionService",
        }
    }

    fn of(local: &str) -> Option<EndpointKind> {
        [EndpointKind::SingleSignOn, EndpointKind::SingleLogout, EndpointKind::ArtifactResolution]
            .into_iter()
            .find(|kind| kind.element() == local)
    }
}

/// Names of one kind beyond this many are not kept as marks of a product.
const MAX_MARKS: usize = 20;

impl Metadata {
    /// Reads the list of entities; `None` where the root is no metadata.
    pub fn read(document: &Document) -> Option<Metadata> {
        let root = document.root();
        let is_aggregate = document.is(root, METADATA, "EntitiesDescriptor");
        if !is_aggregate && !document.is(root, METADATA, "EntityDescriptor") {
            return None;
        }
        let mut entities = Vec::new();
        // A stack in place of recursion; each node is pushed once.
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            if document.is(node, METADATA, "EntityDescriptor") {
                entities.push(summarise(document, node));
            } else if document.is(node, METADATA, "EntitiesDescriptor") {
                let children: Vec<NodeId> = document.elements(node).collect();
                pending.extend(children.into_iter().rev());
            }
        }
        let signatures = document.elements(root).filter(|child| document.is(*child, DSIG, "Signature"));
        Some(Metadata { root, is_aggregate, entities, signatures: signatures.collect() })
    }
}

fn summarise(document: &Document, node: NodeId) -> EntitySummary {
    let reader = Reader::new(document);
    let mut roles = idp_role_nodes(document, node).peekable();
    let has_idp_role = roles.peek().is_some();
    EntitySummary {
        node,
        span: document.start_tag_span(node),
        entity_id: reader.attribute(node, "entityID"),
        has_idp_role,
        has_saml2_idp_role: roles.any(|role| supports_saml2(document, role)),
    }
}

fn idp_role_nodes(document: &Document, entity: NodeId) -> impl Iterator<Item = NodeId> {
    document.elements(entity).filter(|child| document.is(*child, METADATA, "IDPSSODescriptor"))
}

fn supports_saml2(document: &Document, role: NodeId) -> bool {
    let protocols = document.attribute(role, "protocolSupportEnumeration");
    protocols.is_some_and(|list| list.value.split(is_xml_white_space).any(|protocol| protocol == PROTOCOL))
}

impl EntityDescriptor {
    /// Reads the EntityDescriptor at `node`.
    pub fn read(document: &Document, node: NodeId) -> EntityDescriptor {
        let mut reader = Reader::new(document);
        let mut entity = EntityDescriptor {
            node,
            span: document.start_tag_span(node),
            entity_id: reader.attribute(node, "entityID"),
            valid_until: Vec::new(),
            cache_durations: Vec::new(),
            idp_roles: Vec::new(),
            other_idp_roles: Vec::new(),
            other_roles: Vec::new(),
            marks: Marks { prefix: document.prefix(node).to_owned(), ..Marks::default() },
        };
        let mut around = Some(node);
        while let Some(element) = around {
            entity.take_validity(&mut reader, element);
            around = document.parent(element).filter(|parent| *parent != NodeId::DOCUMENT);
        }
        for role in document.elements(node) {
            entity.take_role(&mut reader, role);
        }
        entity
    }

    fn take_validity(&mut self, reader: &mut Reader<'_>, node: NodeId) {
        self.valid_until.extend(reader.time(node, "validUntil"));
        self.cache_durations.extend(reader.attribute(node, "cacheDuration"));
    }

    fn take_role(&mut self, reader: &mut Reader<'_>, node: NodeId) {
        let document = reader.document;
        let name = document.name(node);
        if name.namespace != METADATA {
            return;
        }
        let span = document.start_tag_span(node);
        match name.local {
            "IDPSSODescriptor" => {
                self.take_validity(reader, node);
                let role = read_idp_role(reader, node, &mut self.marks);
                let roles = if supports_saml2(document, node) {
                    &mut self.idp_roles
                } else {
                    &mut self.other_idp_roles
                };
                roles.push(role);
            }
            "SPSSODescriptor" => self.other_roles.push(Located::new(OtherRole::ServiceProvider, span)),
            "RoleDescriptor" => {
                let role = read_role_type(document, node, &mut self.marks);
                self.other_roles.push(Located::new(role, span));
            }
            "Extensions" => note_scope(document, node, &mut self.marks),
            "AttributeAuthorityDescriptor" | "AuthnAuthorityDescriptor" | "PDPDescriptor" => {
                self.other_roles.push(Located::new(OtherRole::Other, span));
            }
            _ => {}
        }
    }
}

/// `xsi:type` of a RoleDescriptor: WS-Federation's are told by the namespace of their prefix.
fn read_role_type(document: &Document, node: NodeId, marks: &mut Marks) -> OtherRole {
    let xsi_type =
        document.attributes(node).find(|attribute| attribute.namespace == XSI && attribute.local == "type");
    let Some(xsi_type) = xsi_type else {
        return OtherRole::Other;
    };
    let (prefix, local) = trim_xml(xsi_type.value).split_once(':').unwrap_or(("", xsi_type.value));
    if marks.role_descriptor_types.len() < MAX_MARKS {
        marks.role_descriptor_types.push(local.to_owned());
    }
    match document.lookup_namespace(node, prefix) {
        Some(FEDERATION) => OtherRole::WsFederation,
        _ => OtherRole::Other,
    }
}

fn note_scope(document: &Document, extensions: NodeId, marks: &mut Marks) {
    let mut children = document.elements(extensions);
    marks.has_scope_extension |= children.any(|child| document.is(child, SHIBMD, "Scope"));
}

fn read_idp_role(reader: &mut Reader<'_>, node: NodeId, marks: &mut Marks) -> IdpSsoDescriptor {
    let document = reader.document;
    let wants = document.attribute(node, "WantAuthnRequestsSigned");
    let mut role = IdpSsoDescriptor {
        node,
        span: document.start_tag_span(node),
        protocols: reader.attribute(node, "protocolSupportEnumeration"),
        wants_signed_requests: wants
            .filter(|wants| matches!(trim_xml(wants.value), "true" | "1"))
            .map(|wants| wants.span),
        keys: Vec::new(),
        endpoints: Vec::new(),
        name_id_formats: Vec::new(),
    };
    for child in document.elements(node) {
        let name = document.name(child);
        if name.namespace != METADATA {
            continue;
        }
        if let Some(kind) = EndpointKind::of(name.local) {
            role.endpoints.push(Endpoint {
                kind,
                span: document.start_tag_span(child),
                binding: reader.attribute(child, "Binding"),
                location: reader.attribute(child, "Location"),
                response_location: reader.attribute(child, "ResponseLocation"),
            });
            continue;
        }
        match name.local {
            "KeyDescriptor" => role.keys.push(read_key(reader, child, marks)),
            "NameIDFormat" => role.name_id_formats.push(reader.text(child)),
            "Extensions" => note_scope(document, child, marks),
            _ => {}
        }
    }
    role
}

/// The first element below that has a name of XML Signature's key, and not its namespace.
fn foreign_key(document: &Document, key: NodeId) -> Option<Span> {
    const NAMES: [&str; 3] = ["KeyInfo", "X509Data", "X509Certificate"];
    let mut below = document.descendants(key).filter(|node| document.is_element(*node));
    let found = below.find(|node| {
        let name = document.name(*node);
        name.namespace != DSIG && NAMES.contains(&name.local)
    });
    found.map(|node| document.start_tag_span(node))
}

fn read_key(reader: &mut Reader<'_>, node: NodeId, marks: &mut Marks) -> KeyDescriptor {
    let document = reader.document;
    let usage = match reader.attribute(node, "use") {
        None => KeyUsage::Unspecified,
        Some(usage) if usage.value == "signing" => KeyUsage::Signing,
        Some(usage) if usage.value == "encryption" => KeyUsage::Encryption,
        Some(usage) => KeyUsage::Unknown(usage),
    };
    let mut key = KeyDescriptor {
        span: document.start_tag_span(node),
        usage,
        certificates: Vec::new(),
        has_bare_key: false,
        foreign: foreign_key(document, node),
    };
    let children = |parent: NodeId, local: &'static str| {
        document.elements(parent).filter(move |child| document.is(*child, DSIG, local))
    };
    for key_info in children(node, "KeyInfo") {
        for data in children(key_info, "X509Data") {
            for certificate in children(data, "X509Certificate") {
                key.certificates.push(reader.text(certificate));
            }
        }
        for name in children(key_info, "KeyName").take(MAX_MARKS) {
            marks.key_names.push(reader.text(name).trimmed().to_owned());
        }
        key.has_bare_key |= children(key_info, "KeyValue").next().is_some();
    }
    key
}
