//! Which message a document is, and what can be said of those that are not judged.

use super::shape::{Reader, WrittenTime};
use super::uri;
use crate::text::Located;
use crate::xml::{Document, NodeId};

/// What the root element of a document says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageKind {
    /// samlp:Response.
    Response,
    /// A saml:Assertion alone.
    Assertion,
    /// A saml:EncryptedAssertion alone.
    EncryptedAssertion,
    /// samlp:AuthnRequest.
    AuthnRequest,
    /// samlp:LogoutRequest.
    LogoutRequest,
    /// samlp:LogoutResponse.
    LogoutResponse,
    /// samlp:ArtifactResponse or ArtifactResolve.
    Artifact,
    /// Another element of the SAML 2.0 protocol namespace.
    OtherProtocol,
    /// md:EntityDescriptor or md:EntitiesDescriptor.
    Metadata,
    /// A SOAP envelope.
    Soap,
    /// A WS-Federation or WS-Trust response.
    WsFederation,
    /// A SAML 1.0 or 1.1 message or assertion.
    Saml1,
    /// An HTML page that is well-formed XML.
    Html,
    /// Any other document.
    Other,
}

impl MessageKind {
    /// What the root of `document` is.
    pub fn of(document: &Document) -> MessageKind {
        let name = document.name(document.root());
        match (name.namespace, name.local) {
            (uri::PROTOCOL, "Response") => MessageKind::Response,
            (uri::PROTOCOL, "AuthnRequest") => MessageKind::AuthnRequest,
            (uri::PROTOCOL, "LogoutRequest") => MessageKind::LogoutRequest,
            (uri::PROTOCOL, "LogoutResponse") => MessageKind::LogoutResponse,
            (uri::PROTOCOL, "ArtifactResponse" | "ArtifactResolve") => MessageKind::Artifact,
            (uri::PROTOCOL, _) => MessageKind::OtherProtocol,
            (uri::ASSERTION, "Assertion") => MessageKind::Assertion,
            (uri::ASSERTION, "EncryptedAssertion") => MessageKind::EncryptedAssertion,
            (uri::METADATA, "EntityDescriptor" | "EntitiesDescriptor") => MessageKind::Metadata,
            (uri::SOAP_11 | uri::SOAP_12, _) => MessageKind::Soap,
            (uri::WS_TRUST_2005 | uri::WS_TRUST_13, _) => MessageKind::WsFederation,
            (uri::SAML1_ASSERTION | uri::SAML1_PROTOCOL, _) => MessageKind::Saml1,
            (uri::XHTML, _) => MessageKind::Html,
            ("", local) if local.eq_ignore_ascii_case("html") => MessageKind::Html,
            _ => MessageKind::Other,
        }
    }

    /// The name of the message as the standard spells it.
    pub fn name(self) -> &'static str {
        match self {
            MessageKind::Response => "Response",
            MessageKind::Assertion => "Assertion",
            MessageKind::EncryptedAssertion => "EncryptedAssertion",
            MessageKind::AuthnRequest => "AuthnRequest",
            MessageKind::LogoutRequest => "LogoutRequest",
            MessageKind::LogoutResponse => "LogoutResponse",
            MessageKind::Artifact => "ArtifactResponse",
            MessageKind::OtherProtocol => "SAML protocol message",
            MessageKind::Metadata => "EntityDescriptor",
            MessageKind::Soap => "SOAP envelope",
            MessageKind::WsFederation => "WS-Federation response",
            MessageKind::Saml1 => "SAML 1.1 message",
            MessageKind::Html => "HTML page",
            MessageKind::Other => "XML document",
        }
    }
}

/// What every message of the protocol has at its root (SAML Core §3.2).
#[derive(Clone, Debug, Default)]
pub struct ProtocolMessage {
    /// `ID`.
    pub id: Option<Located<String>>,
    /// `IssueInstant`, as it is written.
    pub issue_instant: Option<Located<String>>,
    /// `Destination`.
    pub destination: Option<Located<String>>,
    /// `InResponseTo`; only answers have it.
    pub in_response_to: Option<Located<String>>,
    /// Issuer.
    pub issuer: Option<Located<String>>,
    /// Whether it carries an enveloped signature.
    pub is_signed: bool,
}

impl ProtocolMessage {
    /// Reads what stands at the root of `document`.
    pub fn read(document: &Document) -> ProtocolMessage {
        let mut reader = Reader::new(document);
        let root = document.root();
        let child = |namespace: &str, local: &str| {
            document.elements(root).find(|child| document.is(*child, namespace, local))
        };
        ProtocolMessage {
            id: reader.attribute(root, "ID"),
            issue_instant: reader.attribute(root, "IssueInstant"),
            destination: reader.attribute(root, "Destination"),
            in_response_to: reader.attribute(root, "InResponseTo"),
            issuer: child(uri::ASSERTION, "Issuer").map(|issuer| reader.text(issuer)),
            is_signed: child(uri::DSIG, "Signature").is_some(),
        }
    }
}

/// An AuthnRequest, as far as it is described (SAML Core §3.4.1).
#[derive(Clone, Debug)]
pub struct AuthnRequest {
    /// The element.
    pub node: NodeId,
    /// `ID`.
    pub id: Option<Located<String>>,
    /// `Destination`.
    pub destination: Option<Located<String>>,
    /// `AssertionConsumerServiceURL`.
    pub acs_url: Option<Located<String>>,
    /// Issuer: the service provider's entityID.
    pub issuer: Option<Located<String>>,
    /// NameIDPolicy's `Format`.
    pub name_id_format: Option<Located<String>>,
    /// AuthnContextClassRefs of RequestedAuthnContext.
    pub authn_contexts: Vec<Located<String>>,
    /// The `Comparison` of RequestedAuthnContext; absent means `exact` (SAML Core §3.3.2.2.1).
    pub comparison: Option<Located<String>>,
    /// `ForceAuthn`.
    pub force_authn: Option<Located<String>>,
    /// `IssueInstant`.
    pub issue_instant: Option<Located<WrittenTime>>,
    /// Whether it carries an enveloped signature.
    pub is_signed: bool,
}

/// AuthnContextClassRefs beyond this many are not described.
const MAX_CONTEXTS: usize = 20;

impl AuthnRequest {
    /// Reads the AuthnRequest at `node`.
    pub fn read(document: &Document, node: NodeId) -> AuthnRequest {
        let mut reader = Reader::new(document);
        let mut request = AuthnRequest {
            node,
            id: reader.attribute(node, "ID"),
            destination: reader.attribute(node, "Destination"),
            acs_url: reader.attribute(node, "AssertionConsumerServiceURL"),
            issuer: None,
            name_id_format: None,
            authn_contexts: Vec::new(),
            comparison: None,
            force_authn: reader.attribute(node, "ForceAuthn"),
            issue_instant: reader.time(node, "IssueInstant"),
            is_signed: false,
        };
        for child in document.elements(node) {
            let name = document.name(child);
            match (name.namespace, name.local) {
                (uri::ASSERTION, "Issuer") => request.issuer = Some(reader.text(child)),
                (uri::PROTOCOL, "NameIDPolicy") => request.name_id_format = reader.attribute(child, "Format"),
                (uri::PROTOCOL, "RequestedAuthnContext") => {
                    request.comparison = reader.attribute(child, "Comparison");
                    let classes = document
                        .elements(child)
                        .filter(|class| document.is(*class, uri::ASSERTION, "AuthnContextClassRef"));
                    request.authn_contexts =
                        classes.take(MAX_CONTEXTS).map(|class| reader.text(class)).collect();
                }
                (uri::DSIG, "Signature") => request.is_signed = true,
                _ => {}
            }
        }
        request
    }
}
