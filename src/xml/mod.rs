//! Text → [`Document`]: namespace-well-formed XML 1.0 without a DTD, or an [`XmlError`] with its place.
//!
//! There is one strict parser and one tree; messages, decrypted text and metadata all come through
//! here. What this room decides about the standard:
//!
//! - XML 1.0 Fifth Edition and Namespaces in XML 1.0 Third Edition, every well-formedness and namespace
//!   constraint. Nothing is repaired. `DOCTYPE` is refused, so there are exactly five entities.
//! - `version` must be `1.0`. The declared encoding must be what the bytes were.
//! - Every attribute is of type CDATA: white space is normalised to spaces, never trimmed
//!   (XML 1.0 §3.3.3).
//! - Adjacent text, CDATA sections and references are one Text node, as in the XPath data model; an
//!   empty CDATA section alone makes no node. White space outside the root makes no node.
//! - Values borrow from the text. Only where a reference, a CDATA section or a CR occurs is there a copy.
//! - A subtree is a contiguous range of [`NodeId`]s.
//!
//! quick-xml finds where each piece of markup ends; what is inside is checked here.

#![cfg_attr(
    not(test),
    deny(clippy::as_conversions, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod canonical;
mod chars;
mod declaration;
mod decode;
mod document;
mod error;
mod ids;
mod limits;
mod markup;
mod names;
mod node;
mod parse;
mod reference;
mod symbols;
mod tag;
mod tree;

pub use decode::{Decoded, Encoding, decode, decode_owned};
pub use document::{Attribute, Document, ExpandedName, NamespaceDeclaration};
pub use error::{EncodingProblem, Problem, XmlError};
pub use ids::{IdOccurrence, RepeatedId};
pub use limits::{Limit, MAX_ATTRIBUTES, MAX_DEPTH, MAX_NAMESPACES_IN_SCOPE, MAX_NODES, MAX_TEXT_BYTES};
pub use node::{NodeId, NodeKind, Subtree};

pub(crate) use names::{NO_NAMESPACE, NO_PREFIX, Name, PrefixId, XML_PREFIX};
pub(crate) use symbols::Symbol;

/// The namespace that the prefix `xml` is bound to (Namespaces in XML 1.0 §3).
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace that the prefix `xmlns` is bound to (Namespaces in XML 1.0 §3).
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// An offset kept in an arena record. Texts are shorter than [`MAX_TEXT_BYTES`], so nothing is lost.
pub(crate) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// An arena record's number as an index.
pub(crate) fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
