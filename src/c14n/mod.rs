//! Node + algorithm → canonical bytes: Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0.
//!
//! The node-set is always a whole subtree, less at most one subtree in it (the enveloped signature).
//! Within it every element has its namespaces and attributes, so the node-set rules of the standards come
//! down to three questions, answered at the top element and then by an undo stack:
//! which prefix is already written with which namespace, which prefixes come into question at an
//! element, and which `xml:` attributes the top inherits.
//!
//! There is no DTD, so no attribute is defaulted and none is of another type than CDATA.

#![cfg_attr(
    not(test),
    deny(clippy::as_conversions, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod base;
mod inherit;
mod output;
mod walk;

use std::fmt;

use crate::text::Span;
use crate::xml::{Document, NodeId, NodeKind};
use output::Output;
use walk::Walk;

/// Which canonicalisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Canonical XML 1.0: every namespace in force, every inherited `xml:` attribute.
    Inclusive10,
    /// Canonical XML 1.1: as 1.0, but `xml:id` is not inherited and `xml:base` is joined.
    Inclusive11,
    /// Exclusive XML Canonicalization 1.0: only namespaces that are visibly used or in the PrefixList.
    Exclusive,
}

/// An algorithm with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canonicalization<'a> {
    /// Which canonicalisation.
    pub method: Method,
    /// Whether comments are kept.
    pub with_comments: bool,
    /// The tokens of `InclusiveNamespaces/@PrefixList`, with `#default` for the default namespace
    /// (Exclusive XML Canonicalization §2.3). Only [`Method::Exclusive`] reads it; a prefix that is not
    /// in force does nothing.
    pub prefix_list: &'a [String],
}

impl Canonicalization<'_> {
    /// `method` without comments and without a PrefixList.
    pub const fn new(method: Method) -> Canonicalization<'static> {
        Canonicalization { method, with_comments: false, prefix_list: &[] }
    }
}

/// Why there is no canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum C14nError {
    /// A namespace that is in force or declared in the subtree is not an absolute URI (Canonical XML
    /// §1.3: such documents must be refused).
    RelativeNamespace {
        /// The declaration.
        at: Span,
    },
    /// The apex is neither an element nor the document.
    ApexNotElement,
    /// Nothing remains to be written, so there is nothing a digest could stand for.
    Empty,
    /// The canonical form is many times as long as the text: see [`MAX_GROWTH`].
    TooLong,
}

/// How many times as long as the whole document a canonical form may be. Exclusive canonicalisation repeats a
/// declaration at every element that uses its prefix below an ancestor that does not, so a text of one
/// long URI and many short elements grows with the square of its length. Real messages and aggregates
/// stay below 3.
pub const MAX_GROWTH: usize = 16;

impl C14nError {
    /// The place, where there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            C14nError::RelativeNamespace { at } => Some(*at),
            C14nError::ApexNotElement | C14nError::Empty | C14nError::TooLong => None,
        }
    }
}

impl fmt::Display for C14nError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            C14nError::RelativeNamespace { .. } => "a namespace is a relative URI",
            C14nError::ApexNotElement => "only an element or the document has a canonical form",
            C14nError::Empty => "nothing remains to be canonicalised",
            C14nError::TooLong => "the canonical form is many times as long as the text",
        })
    }
}

impl std::error::Error for C14nError {}

/// Writes the canonical form of `apex` and everything below it, without the subtree `omit`, into `sink`.
///
/// `apex` is an element, or [`NodeId::DOCUMENT`] for the whole document with the comments and
/// instructions beside the root. The bytes are UTF-8 and come in large pieces.
///
/// # Errors
/// [`C14nError`]. Nothing has been written then, but for [`C14nError::TooLong`], where what was written is
/// not the whole form and stands for nothing.
pub fn canonicalize(
    document: &Document,
    apex: NodeId,
    omit: Option<NodeId>,
    algorithm: &Canonicalization<'_>,
    sink: &mut dyn FnMut(&[u8]),
) -> Result<(), C14nError> {
    if !matches!(document.kind(apex), NodeKind::Element | NodeKind::Document) || !document.has_node(apex) {
        return Err(C14nError::ApexNotElement);
    }
    refuse_relative_namespaces(document, apex)?;
    let top = if apex == NodeId::DOCUMENT { document.root() } else { apex };
    if omit.is_some_and(|omit| document.subtree(omit).contains(top)) {
        return Err(C14nError::Empty);
    }
    let mut walk = Walk::new(document, algorithm, Output::new(sink));
    walk.run(apex, omit, document.length().saturating_mul(MAX_GROWTH))
}

/// [`canonicalize`] into a vector.
///
/// # Errors
/// Those of [`canonicalize`].
pub fn to_vec(
    document: &Document,
    apex: NodeId,
    omit: Option<NodeId>,
    algorithm: &Canonicalization<'_>,
) -> Result<Vec<u8>, C14nError> {
    let mut bytes = Vec::new();
    canonicalize(document, apex, omit, algorithm, &mut |piece| bytes.extend_from_slice(piece))?;
    Ok(bytes)
}

/// What stands outside of the subtree and is not in force in it changes no byte of its form; libxml2 reads
/// Canonical XML §1.3 to mean the whole document.
fn refuse_relative_namespaces(document: &Document, apex: NodeId) -> Result<(), C14nError> {
    let subtree = document.subtree(apex);
    for (element, at) in document.relative_namespaces() {
        if subtree.contains(element) || document.subtree(element).contains(apex) {
            return Err(C14nError::RelativeNamespace { at });
        }
    }
    Ok(())
}
