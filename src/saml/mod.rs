//! SAML 2.0 messages and metadata as they were written: a document goes in, typed values with
//! places come out. Nothing is judged here, and nothing is verified.

mod assertion;
mod message;
mod metadata;
mod response;
mod shape;
pub mod uri;

pub use assertion::{
    Assertion, Attribute, AttributeStatement, AttributeValue, AudienceRestriction, AuthnStatement,
    Conditions, Issuer, NameId, Subject, SubjectConfirmation, SubjectConfirmationData,
};
pub use message::{AuthnRequest, MessageKind, ProtocolMessage};
pub use metadata::{
    Endpoint, EndpointKind, EntityDescriptor, EntitySummary, IdpSsoDescriptor, KeyDescriptor, KeyUsage,
    Marks, Metadata, OtherRole,
};
pub use response::{Response, Status, find_strays};
pub use shape::{Malformed, MalformedKind, WrittenTime};
