//! `samlp:Response` (SAML Core §3.3.3) and what stands around its assertions.

use std::sync::Arc;

use super::assertion::{Assertion, Issuer, read_issuer};
use super::shape::{Malformed, MalformedKind, Reader, Slot, WrittenTime, any_number, optional, required};
use super::uri::{ASSERTION, DSIG, PROTOCOL};
use crate::text::{Located, Span};
use crate::xml::{Document, NodeId};

/// A Response as it was written; nothing in it is judged.
#[derive(Clone, Debug)]
pub struct Response {
    /// The element.
    pub node: NodeId,
    /// Its start tag.
    pub span: Span,
    /// `Version`.
    pub version: Option<Located<String>>,
    /// `ID`.
    pub id: Option<Located<String>>,
    /// `IssueInstant`.
    pub issue_instant: Option<Located<WrittenTime>>,
    /// `Destination`.
    pub destination: Option<Located<String>>,
    /// `InResponseTo`.
    pub in_response_to: Option<Located<String>>,
    /// Issuer.
    pub issuer: Option<Issuer>,
    /// Status; the first one where there are several.
    pub status: Option<Status>,
    /// Assertions that are children of the Response, in order.
    pub assertions: Vec<Arc<Assertion>>,
    /// EncryptedAssertion children, in order.
    pub encrypted_assertions: Vec<NodeId>,
    /// Response, Assertion and EncryptedAssertion elements at any other place of the document.
    pub strays: Vec<NodeId>,
    /// Deviations from the schema in the Response, not in its assertions.
    pub problems: Vec<Malformed>,
}

/// The outcome of a request (SAML Core §3.2.2.1).
#[derive(Clone, Debug)]
pub struct Status {
    /// The element's start tag.
    pub span: Span,
    /// The top-level StatusCode's Value.
    pub code: Option<Located<String>>,
    /// The Values of the StatusCodes inside it, outermost first.
    pub sub_codes: Vec<Located<String>>,
    /// StatusMessage.
    pub message: Option<Located<String>>,
}

const RESPONSE: &[Slot] = &[
    optional(&[(ASSERTION, "Issuer")]),
    optional(&[(DSIG, "Signature")]),
    optional(&[(PROTOCOL, "Extensions")]),
    required(&[(PROTOCOL, "Status")]),
    any_number(&[(ASSERTION, "Assertion"), (ASSERTION, "EncryptedAssertion")]),
];

const STATUS: &[Slot] = &[
    required(&[(PROTOCOL, "StatusCode")]),
    optional(&[(PROTOCOL, "StatusMessage")]),
    optional(&[(PROTOCOL, "StatusDetail")]),
];

const STATUS_CODE: &[Slot] = &[optional(&[(PROTOCOL, "StatusCode")])];

/// Nested StatusCodes beyond this are not read: SAML uses two.
const MAX_STATUS_CODES: usize = 8;

/// Stray elements beyond this many are not listed: one refuses the message.
const MAX_STRAYS: usize = 20;

impl Response {
    /// Reads the Response at `node`, which is the root of `document`.
    pub fn read(document: &Document, node: NodeId) -> Response {
        let mut reader = Reader::new(document);
        let version = reader.required_attribute(node, "Version");
        let id = reader.id(node);
        let issue_instant = reader.required_time(node, "IssueInstant");
        let mut response = Response {
            node,
            span: document.start_tag_span(node),
            version,
            id,
            issue_instant,
            destination: reader.attribute(node, "Destination"),
            in_response_to: reader.attribute(node, "InResponseTo"),
            issuer: None,
            status: None,
            assertions: Vec::new(),
            encrypted_assertions: Vec::new(),
            strays: Vec::new(),
            problems: Vec::new(),
        };
        for child in reader.children(node, RESPONSE) {
            match document.name(child).local {
                "Issuer" if response.issuer.is_none() => {
                    response.issuer = Some(read_issuer(&mut reader, child));
                }
                "Status" if response.status.is_none() => {
                    response.status = Some(read_status(&mut reader, child));
                }
                "Assertion" => response.assertions.push(Arc::new(Assertion::read(document, child))),
                "EncryptedAssertion" => response.encrypted_assertions.push(child),
                _ => {}
            }
        }
        response.strays = find_strays(document);
        for stray in &response.strays {
            reader.note(MalformedKind::Stray, *stray, document.start_tag_span(*stray));
        }
        response.problems = reader.problems;
        response
    }
}

/// Messages and assertions anywhere but at their place: signature wrapping needs a second one. The root has
/// its place; in a Response so have the assertions directly below it.
pub fn find_strays(document: &Document) -> Vec<NodeId> {
    let root = document.root();
    let holds_assertions = document.is(root, PROTOCOL, "Response");
    let has_place = |node: NodeId| {
        holds_assertions && document.parent(node) == Some(root) && !document.is(node, PROTOCOL, "Response")
    };
    let suspects = [(ASSERTION, "Assertion"), (ASSERTION, "EncryptedAssertion"), (PROTOCOL, "Response")];
    document
        .elements_named(&suspects)
        .filter(|node| *node != root && !has_place(*node))
        .take(MAX_STRAYS)
        .collect()
}

fn read_status(reader: &mut Reader<'_>, node: NodeId) -> Status {
    let document = reader.document;
    let mut status =
        Status { span: document.start_tag_span(node), code: None, sub_codes: Vec::new(), message: None };
    for child in reader.children(node, STATUS) {
        match document.name(child).local {
            "StatusCode" if status.code.is_none() => read_status_codes(reader, child, &mut status),
            "StatusMessage" if status.message.is_none() => status.message = Some(reader.text(child)),
            _ => {}
        }
    }
    status
}

fn read_status_codes(reader: &mut Reader<'_>, outermost: NodeId, status: &mut Status) {
    status.code = reader.required_attribute(outermost, "Value");
    let mut code = outermost;
    for _ in 0..MAX_STATUS_CODES {
        let Some(inner) = reader.children(code, STATUS_CODE).first().copied() else {
            return;
        };
        status.sub_codes.extend(reader.required_attribute(inner, "Value"));
        code = inner;
    }
}
