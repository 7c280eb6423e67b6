//! The texts of one check.

use std::borrow::Cow;
use std::sync::Arc;

use crate::input::Input;
use crate::text::{Source, SourceId};

/// The texts that places point into: the caller's own and those decoded from them.
#[derive(Debug)]
pub struct Sources<'a> {
    input: &'a Input,
    decoded: Vec<(Source, SourceId)>,
}

/// Decoded texts that are kept: a capture has at most a few hundred messages.
const MAX_DECODED: usize = 1_000;

impl<'a> Sources<'a> {
    pub(super) fn new(input: &'a Input) -> Sources<'a> {
        Sources { input, decoded: Vec::new() }
    }

    /// Adds a text that was decoded from `origin` and gives it an id.
    pub(super) fn add(
        &mut self,
        label: Cow<'static, str>,
        text: Arc<str>,
        origin: SourceId,
    ) -> Option<SourceId> {
        if self.decoded.len() >= MAX_DECODED {
            return None;
        }
        let id = SourceId(u16::try_from(self.decoded.len()).ok()?.checked_add(SourceId::FIRST_DECODED.0)?);
        self.decoded.push((Source { id, label, text, is_callers: false }, origin));
        Some(id)
    }

    /// The text of a source.
    pub fn text(&self, id: SourceId) -> &str {
        self.find(id).map_or("", |text| text)
    }

    /// The same, shared.
    pub(super) fn shared(&self, id: SourceId) -> Arc<str> {
        self.find(id).map_or_else(|| Arc::from(""), Arc::clone)
    }

    fn find(&self, id: SourceId) -> Option<&Arc<str>> {
        let input = self.input;
        match id {
            SourceId::METADATA => input.metadata.as_ref(),
            SourceId::CAPTURE => input.capture.as_ref(),
            SourceId::SAVED_METADATA => input.saved_metadata.as_ref(),
            SourceId::OTHER_CAPTURE => input.other_capture.as_ref(),
            _ => self.decoded.iter().find(|(source, _)| source.id == id).map(|(source, _)| &source.text),
        }
    }

    /// The texts that were decoded, in order.
    pub fn decoded(&self) -> impl Iterator<Item = &Source> {
        self.decoded.iter().map(|(source, _)| source)
    }

    /// The box that a text comes from.
    pub fn origin(&self, id: SourceId) -> SourceId {
        let decoded = self.decoded.iter().find(|(source, _)| source.id == id);
        decoded.map_or(id, |(_, origin)| *origin)
    }

    /// Whether a text is, or comes from, the metadata box.
    pub fn is_metadata(&self, id: SourceId) -> bool {
        self.origin(id) == SourceId::METADATA
    }
}
