//! The texts that should be XML and are not: the metadata's and the judged message's.

use super::{Fix, fix};
use crate::facts::Facts;
use crate::text::Span;
use crate::xml::{Document, XmlError};

/// A text that is no document.
pub(super) struct Unreadable<'f> {
    /// Why.
    pub(super) error: &'f XmlError,
    /// Where: the error's own place, or the start of the box.
    pub(super) span: Span,
    /// What the text should be, for people.
    pub(super) noun: &'static str,
    /// Whether it stands in the metadata box.
    pub(super) is_metadata: bool,
}

impl Unreadable<'_> {
    /// What to do where nothing better is known: paste it again.
    pub(super) fn copy_again(&self, facts: &Facts<'_>) -> Fix {
        match self.is_metadata {
            true => Fix::copy_again(
                "Download the metadata file from the identity provider again, and paste the whole file into the metadata box as it is.",
            ),
            false => fix::copy_response(facts),
        }
    }
}

/// Every such text. One that ends in the middle has rules of its own and is left out.
pub(super) fn unreadable<'f>(facts: &'f Facts<'_>) -> Vec<Unreadable<'f>> {
    let mut found = Vec::new();
    let metadata = facts.metadata.as_ref().and_then(|metadata| metadata.document.as_ref());
    if let Some(Err(error)) = metadata {
        let span = error.span().unwrap_or(facts.metadata_start());
        found.push(Unreadable { error, span, noun: "metadata", is_metadata: true });
    }
    let capture = facts.capture();
    let message = capture.and_then(|capture| capture.messages.get(capture.judged_index?));
    if let Some(Err(error)) = message.and_then(|message| message.document.as_ref()) {
        let span = error.span().unwrap_or(facts.capture_start());
        found.push(Unreadable { error, span, noun: "message", is_metadata: false });
    }
    found.retain(|unreadable| !unreadable.error.is_truncated());
    found
}

/// The documents that could be read: the metadata's and the judged message's.
pub(super) fn documents<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = &'f Document> {
    let metadata = facts.metadata.as_ref().and_then(|metadata| metadata.document.as_ref()?.as_ref().ok());
    metadata.into_iter().chain(facts.judged_document())
}
