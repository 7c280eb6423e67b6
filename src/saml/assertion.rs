//! `saml:Assertion` (SAML Core §2.3.3).

use super::shape::{
    Malformed, MalformedKind, Reader, Slot, WrittenTime, any_number, one_or_more, optional, required,
};
use super::uri::{ASSERTION, DSIG, XSI};
use crate::text::{Located, Span, trim_xml};
use crate::xml::{Document, NodeId};
use std::sync::Arc;

/// An Assertion as it was written; nothing in it is judged.
#[derive(Clone, Debug)]
pub struct Assertion {
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
    /// Issuer.
    pub issuer: Option<Issuer>,
    /// Subject.
    pub subject: Option<Subject>,
    /// Conditions.
    pub conditions: Option<Conditions>,
    /// AuthnStatements, in order.
    pub authn_statements: Vec<AuthnStatement>,
    /// AttributeStatements, in order.
    pub attribute_statements: Vec<AttributeStatement>,
    /// Deviations from the schema.
    pub problems: Vec<Malformed>,
}

/// Issuer (SAML Core §2.2.5).
#[derive(Clone, Debug)]
pub struct Issuer {
    /// Its whole text, not trimmed.
    pub value: Located<String>,
    /// `Format`.
    pub format: Option<Located<String>>,
}

/// Subject (SAML Core §2.4.1).
#[derive(Clone, Debug)]
pub struct Subject {
    /// The element's start tag.
    pub span: Span,
    /// NameID.
    pub name_id: Option<NameId>,
    /// EncryptedID.
    pub encrypted_id: Option<NodeId>,
    /// SubjectConfirmations, in order.
    pub confirmations: Vec<SubjectConfirmation>,
}

/// NameID (SAML Core §2.2.3).
#[derive(Clone, Debug)]
pub struct NameId {
    /// The element.
    pub node: NodeId,
    /// Its whole text, not trimmed.
    pub value: Located<String>,
    /// `Format`.
    pub format: Option<Located<String>>,
    /// `SPNameQualifier`: the service provider for which the name is meant.
    pub sp_name_qualifier: Option<Located<String>>,
    /// The first comment or processing instruction within the text.
    pub interruption: Option<Span>,
}

/// SubjectConfirmation (SAML Core §2.4.1.1).
#[derive(Clone, Debug)]
pub struct SubjectConfirmation {
    /// The element's start tag.
    pub span: Span,
    /// `Method`.
    pub method: Option<Located<String>>,
    /// SubjectConfirmationData.
    pub data: Option<SubjectConfirmationData>,
}

/// SubjectConfirmationData (SAML Core §2.4.1.2).
#[derive(Clone, Debug)]
pub struct SubjectConfirmationData {
    /// The element's start tag.
    pub span: Span,
    /// `Recipient`.
    pub recipient: Option<Located<String>>,
    /// `NotBefore`, which a bearer confirmation must not have.
    pub not_before: Option<Located<WrittenTime>>,
    /// `NotOnOrAfter`.
    pub not_on_or_after: Option<Located<WrittenTime>>,
    /// `InResponseTo`.
    pub in_response_to: Option<Located<String>>,
}

/// Conditions (SAML Core §2.5.1).
#[derive(Clone, Debug)]
pub struct Conditions {
    /// The element's start tag.
    pub span: Span,
    /// `NotBefore`.
    pub not_before: Option<Located<WrittenTime>>,
    /// `NotOnOrAfter`.
    pub not_on_or_after: Option<Located<WrittenTime>>,
    /// Every AudienceRestriction; all of them have to match.
    pub audience_restrictions: Vec<AudienceRestriction>,
    /// Conditions that this product does not know: their names.
    pub unknown: Vec<Located<String>>,
}

/// AudienceRestriction (SAML Core §2.5.1.4).
#[derive(Clone, Debug)]
pub struct AudienceRestriction {
    /// The element's start tag.
    pub span: Span,
    /// Its Audiences, of which one has to match.
    pub audiences: Vec<Located<String>>,
}

/// AuthnStatement (SAML Core §2.7.2).
#[derive(Clone, Debug)]
pub struct AuthnStatement {
    /// The element's start tag.
    pub span: Span,
    /// `AuthnInstant`.
    pub authn_instant: Option<Located<WrittenTime>>,
    /// `SessionNotOnOrAfter`.
    pub session_not_on_or_after: Option<Located<WrittenTime>>,
    /// `SessionIndex`.
    pub session_index: Option<Located<String>>,
    /// AuthnContextClassRef.
    pub authn_context_class: Option<Located<String>>,
}

/// AttributeStatement (SAML Core §2.7.3).
#[derive(Clone, Debug)]
pub struct AttributeStatement {
    /// The element's start tag.
    pub span: Span,
    /// Its Attributes, in order.
    pub attributes: Vec<Attribute>,
    /// Its EncryptedAttributes.
    pub encrypted: Vec<NodeId>,
}

/// Attribute (SAML Core §2.7.3.1).
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The element.
    pub node: NodeId,
    /// Its start tag.
    pub span: Span,
    /// `Name`.
    pub name: Option<Located<String>>,
    /// `FriendlyName`, which identifies nothing.
    pub friendly_name: Option<Located<String>>,
    /// `NameFormat`.
    pub name_format: Option<Located<String>>,
    /// Its AttributeValues, in order.
    pub values: Vec<AttributeValue>,
}

/// AttributeValue (SAML Core §2.7.3.1.1).
#[derive(Clone, Debug)]
pub struct AttributeValue {
    /// The element.
    pub node: NodeId,
    /// Its whole text, not trimmed; empty where it is `xsi:nil`. Shared with the claim that is made of it.
    pub text: Located<Arc<str>>,
    /// Whether it holds elements in place of text.
    pub has_elements: bool,
    /// The first comment or processing instruction within the text.
    pub interruption: Option<Span>,
}

const SUBJECT_IDS: &[(&str, &str)] =
    &[(ASSERTION, "NameID"), (ASSERTION, "EncryptedID"), (ASSERTION, "BaseID")];

const ASSERTION_MODEL: &[Slot] = &[
    required(&[(ASSERTION, "Issuer")]),
    optional(&[(DSIG, "Signature")]),
    optional(&[(ASSERTION, "Subject")]),
    optional(&[(ASSERTION, "Conditions")]),
    optional(&[(ASSERTION, "Advice")]),
    any_number(&[
        (ASSERTION, "AuthnStatement"),
        (ASSERTION, "AttributeStatement"),
        (ASSERTION, "AuthzDecisionStatement"),
        (ASSERTION, "Statement"),
    ]),
];

const SUBJECT: &[Slot] = &[optional(SUBJECT_IDS), any_number(&[(ASSERTION, "SubjectConfirmation")])];

const SUBJECT_CONFIRMATION: &[Slot] =
    &[optional(SUBJECT_IDS), optional(&[(ASSERTION, "SubjectConfirmationData")])];

const CONDITIONS: &[Slot] = &[any_number(&[
    (ASSERTION, "AudienceRestriction"),
    (ASSERTION, "OneTimeUse"),
    (ASSERTION, "ProxyRestriction"),
    (ASSERTION, "Condition"),
])];

const AUDIENCE_RESTRICTION: &[Slot] = &[one_or_more(&[(ASSERTION, "Audience")])];

const AUTHN_STATEMENT: &[Slot] =
    &[optional(&[(ASSERTION, "SubjectLocality")]), required(&[(ASSERTION, "AuthnContext")])];

const AUTHN_CONTEXT: &[Slot] = &[
    optional(&[(ASSERTION, "AuthnContextClassRef")]),
    optional(&[(ASSERTION, "AuthnContextDecl"), (ASSERTION, "AuthnContextDeclRef")]),
    any_number(&[(ASSERTION, "AuthenticatingAuthority")]),
];

const ATTRIBUTE_STATEMENT: &[Slot] =
    &[one_or_more(&[(ASSERTION, "Attribute"), (ASSERTION, "EncryptedAttribute")])];

const ATTRIBUTE: &[Slot] = &[any_number(&[(ASSERTION, "AttributeValue")])];

impl Assertion {
    /// Reads the Assertion at `node`.
    pub fn read(document: &Document, node: NodeId) -> Assertion {
        let mut reader = Reader::new(document);
        let version = reader.required_attribute(node, "Version");
        let id = reader.id(node);
        let issue_instant = reader.required_time(node, "IssueInstant");
        let mut assertion = Assertion {
            node,
            span: document.start_tag_span(node),
            version,
            id,
            issue_instant,
            issuer: None,
            subject: None,
            conditions: None,
            authn_statements: Vec::new(),
            attribute_statements: Vec::new(),
            problems: Vec::new(),
        };
        for child in reader.children(node, ASSERTION_MODEL) {
            assertion.take_child(&mut reader, child);
        }
        assertion.problems = reader.problems;
        assertion
    }

    fn take_child(&mut self, reader: &mut Reader<'_>, child: NodeId) {
        match reader.document.name(child).local {
            "Issuer" if self.issuer.is_none() => self.issuer = Some(read_issuer(reader, child)),
            "Subject" if self.subject.is_none() => self.subject = Some(read_subject(reader, child)),
            "Conditions" if self.conditions.is_none() => {
                self.conditions = Some(read_conditions(reader, child))
            }
            "AuthnStatement" => self.authn_statements.push(read_authn_statement(reader, child)),
            "AttributeStatement" => {
                self.attribute_statements.push(read_attribute_statement(reader, child));
            }
            _ => {}
        }
    }

    /// Takes in the NameID that is the root of `document` and stood encrypted in the Subject's EncryptedID.
    ///
    /// Its places are in `document`; its node is the EncryptedID, which is what stands in the assertion and
    /// what a signature of the assertion covers.
    pub fn take_decrypted_name_id(&mut self, document: &Document) {
        let Some(subject) = &mut self.subject else {
            return;
        };
        if let (Some(node), None) = (subject.encrypted_id, &subject.name_id) {
            let mut reader = Reader::new(document);
            let name_id = read_name_id(&mut reader, document.root());
            subject.name_id = Some(NameId { node, ..name_id });
            self.problems.extend(reader.problems);
        }
    }

    /// Takes in the Attribute that is the root of `document` and stood encrypted in `envelope`, an
    /// EncryptedAttribute of this assertion. Its node, too, is the one that stands in the assertion.
    pub fn take_decrypted_attribute(&mut self, envelope: NodeId, document: &Document) {
        let mut statements = self.attribute_statements.iter_mut();
        if let Some(statement) = statements.find(|statement| statement.encrypted.contains(&envelope)) {
            let mut reader = Reader::new(document);
            let mut attribute = read_attribute(&mut reader, document.root());
            attribute.node = envelope;
            attribute.values.iter_mut().for_each(|value| value.node = envelope);
            statement.attributes.push(attribute);
            self.problems.extend(reader.problems);
        }
    }

    /// Every Attribute of every AttributeStatement, in document order.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.attribute_statements.iter().flat_map(|statement| &statement.attributes)
    }

    /// The Subject's NameID.
    pub fn name_id(&self) -> Option<&NameId> {
        self.subject.as_ref()?.name_id.as_ref()
    }
}

pub(super) fn read_issuer(reader: &mut Reader<'_>, node: NodeId) -> Issuer {
    Issuer { value: reader.text(node), format: reader.attribute(node, "Format") }
}

fn read_subject(reader: &mut Reader<'_>, node: NodeId) -> Subject {
    let document = reader.document;
    let mut subject = Subject {
        span: document.start_tag_span(node),
        name_id: None,
        encrypted_id: None,
        confirmations: Vec::new(),
    };
    for child in reader.children(node, SUBJECT) {
        match document.name(child).local {
            "NameID" if subject.name_id.is_none() => subject.name_id = Some(read_name_id(reader, child)),
            "EncryptedID" if subject.encrypted_id.is_none() => subject.encrypted_id = Some(child),
            "SubjectConfirmation" => subject.confirmations.push(read_confirmation(reader, child)),
            _ => {}
        }
    }
    subject
}

fn read_name_id(reader: &mut Reader<'_>, node: NodeId) -> NameId {
    NameId {
        node,
        value: reader.text(node),
        format: reader.attribute(node, "Format"),
        sp_name_qualifier: reader.attribute(node, "SPNameQualifier"),
        interruption: interruption(reader.document, node),
    }
}

fn read_confirmation(reader: &mut Reader<'_>, node: NodeId) -> SubjectConfirmation {
    let document = reader.document;
    let method = reader.required_attribute(node, "Method");
    let mut confirmation = SubjectConfirmation { span: document.start_tag_span(node), method, data: None };
    for child in reader.children(node, SUBJECT_CONFIRMATION) {
        if document.name(child).local == "SubjectConfirmationData" && confirmation.data.is_none() {
            confirmation.data = Some(SubjectConfirmationData {
                span: document.start_tag_span(child),
                recipient: reader.attribute(child, "Recipient"),
                not_before: reader.time(child, "NotBefore"),
                not_on_or_after: reader.time(child, "NotOnOrAfter"),
                in_response_to: reader.attribute(child, "InResponseTo"),
            });
        }
    }
    confirmation
}

fn read_conditions(reader: &mut Reader<'_>, node: NodeId) -> Conditions {
    let document = reader.document;
    let mut conditions = Conditions {
        span: document.start_tag_span(node),
        not_before: reader.time(node, "NotBefore"),
        not_on_or_after: reader.time(node, "NotOnOrAfter"),
        audience_restrictions: Vec::new(),
        unknown: Vec::new(),
    };
    for child in reader.children(node, CONDITIONS) {
        match document.name(child).local {
            "AudienceRestriction" => {
                conditions.audience_restrictions.push(read_audience_restriction(reader, child));
            }
            // An xs:type extension point: whatever it means, it is not known here (SAML Core §2.5.1.3).
            "Condition" => {
                let xsi_type = document
                    .attributes(child)
                    .find(|attribute| attribute.namespace == XSI && attribute.local == "type")
                    .map_or_else(String::new, |attribute| attribute.value.to_owned());
                conditions.unknown.push(Located::new(xsi_type, document.start_tag_span(child)));
            }
            _ => {}
        }
    }
    conditions
}

fn read_audience_restriction(reader: &mut Reader<'_>, node: NodeId) -> AudienceRestriction {
    let audiences = reader.children(node, AUDIENCE_RESTRICTION);
    AudienceRestriction {
        span: reader.document.start_tag_span(node),
        audiences: audiences.into_iter().map(|audience| reader.text(audience)).collect(),
    }
}

fn read_authn_statement(reader: &mut Reader<'_>, node: NodeId) -> AuthnStatement {
    let document = reader.document;
    let mut statement = AuthnStatement {
        span: document.start_tag_span(node),
        authn_instant: reader.required_time(node, "AuthnInstant"),
        session_not_on_or_after: reader.time(node, "SessionNotOnOrAfter"),
        session_index: reader.attribute(node, "SessionIndex"),
        authn_context_class: None,
    };
    for child in reader.children(node, AUTHN_STATEMENT) {
        if document.name(child).local != "AuthnContext" {
            continue;
        }
        let parts = reader.children(child, AUTHN_CONTEXT);
        let names_context = |part: &NodeId| document.name(*part).local.starts_with("AuthnContext");
        if !parts.iter().any(names_context) {
            let kind = MalformedKind::MissingChild("AuthnContextClassRef");
            reader.note(kind, child, document.start_tag_span(child));
        }
        for part in parts {
            if document.name(part).local == "AuthnContextClassRef" {
                statement.authn_context_class = Some(reader.text(part));
            }
        }
    }
    statement
}

fn read_attribute_statement(reader: &mut Reader<'_>, node: NodeId) -> AttributeStatement {
    let document = reader.document;
    let mut statement = AttributeStatement {
        span: document.start_tag_span(node),
        attributes: Vec::new(),
        encrypted: Vec::new(),
    };
    for child in reader.children(node, ATTRIBUTE_STATEMENT) {
        match document.name(child).local {
            "Attribute" => statement.attributes.push(read_attribute(reader, child)),
            _ => statement.encrypted.push(child),
        }
    }
    statement
}

fn read_attribute(reader: &mut Reader<'_>, node: NodeId) -> Attribute {
    let name = reader.required_attribute(node, "Name");
    let values = reader.children(node, ATTRIBUTE);
    Attribute {
        node,
        span: reader.document.start_tag_span(node),
        name,
        friendly_name: reader.attribute(node, "FriendlyName"),
        name_format: reader.attribute(node, "NameFormat"),
        values: values.into_iter().map(|value| read_value(reader.document, value)).collect(),
    }
}

/// AttributeValue may hold anything; which values must be plain text depends on the profile.
fn read_value(document: &Document, node: NodeId) -> AttributeValue {
    let span = document.content_span(node);
    let is_nil = document.attributes(node).any(|attribute| {
        attribute.namespace == XSI
            && attribute.local == "nil"
            && matches!(trim_xml(attribute.value), "true" | "1")
    });
    let (text, has_elements) = match document.leaf_text(node) {
        Ok(text) => (text.value, false),
        Err(_) => (document.string_value(node), true),
    };
    let text = Arc::from(if is_nil { "" } else { text.as_ref() });
    let interruption = interruption(document, node);
    AttributeValue { node, text: Located::new(text, span), has_elements, interruption }
}

/// The first comment or processing instruction within the text of `node`.
fn interruption(document: &Document, node: NodeId) -> Option<Span> {
    document.first_comment_or_pi(node).map(|aside| document.span(aside))
}

impl MalformedKind {
    /// Whether a stray element, rather than a flaw of the element itself, is noted.
    pub fn is_stray(&self) -> bool {
        *self == MalformedKind::Stray
    }
}
