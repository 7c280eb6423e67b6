//! Which values occur as an `id` attribute, however it is spelt.
//!
//! Consumers disagree on what an identifier is: `ID`, `Id`, `id`, `xml:id`. A document in which two of
//! them could disagree on what a reference names is refused later, so all of them are collected here.

use super::node::NodeId;
use super::tree::{AttributeRecord, Tree};
use super::{to_u32, to_usize};
use crate::text::{SourceId, Span};

/// One attribute whose local name is `id` in any letter case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdOccurrence {
    /// The element that carries it.
    pub element: NodeId,
    /// The value between its quotation marks.
    pub span: Span,
}

/// A value of several such attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedId {
    /// The value.
    pub value: String,
    /// Every occurrence, two or more, in document order.
    pub occurrences: Vec<IdOccurrence>,
}

/// The occurrences, ordered by value and then by place.
#[derive(Clone, Debug)]
pub(super) struct IdIndex {
    entries: Vec<IdEntry>,
    repeated: Vec<RepeatedId>,
}

/// An attribute by its number, and its element.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdEntry {
    pub(super) attribute: u32,
    pub(super) element: u32,
}

impl IdIndex {
    /// Sorts, so that a value costs the logarithm of their number whatever the values are.
    pub(super) fn new(mut entries: Vec<IdEntry>, tree: &Tree, text: &str, source: SourceId) -> IdIndex {
        entries.sort_unstable_by(|a, b| {
            value(*a, tree, text).cmp(value(*b, tree, text)).then(a.attribute.cmp(&b.attribute))
        });
        let mut repeated: Vec<(u32, RepeatedId)> = entries
            .chunk_by(|a, b| value(*a, tree, text) == value(*b, tree, text))
            .filter(|same| same.len() > 1)
            .filter_map(|same| {
                let first = same.first()?;
                let occurrences = same.iter().map(|entry| occurrence(*entry, tree, source)).collect();
                let value = value(*first, tree, text).to_owned();
                Some((first.attribute, RepeatedId { value, occurrences }))
            })
            .collect();
        repeated.sort_unstable_by_key(|(first, _)| *first);
        IdIndex { entries, repeated: repeated.into_iter().map(|(_, id)| id).collect() }
    }

    pub(super) fn repeated(&self) -> &[RepeatedId] {
        &self.repeated
    }

    /// Every value once, with its first attribute.
    pub(super) fn values<'a>(
        &'a self,
        tree: &'a Tree,
        text: &'a str,
        source: SourceId,
    ) -> impl Iterator<Item = (&'a str, IdOccurrence)> {
        let same = self.entries.chunk_by(move |a, b| value(*a, tree, text) == value(*b, tree, text));
        same.filter_map(move |same| {
            let first = *same.first()?;
            Some((value(first, tree, text), occurrence(first, tree, source)))
        })
    }

    pub(super) fn occurrences(
        &self,
        tree: &Tree,
        text: &str,
        source: SourceId,
        wanted: &str,
    ) -> impl Iterator<Item = IdOccurrence> {
        let from = self.entries.partition_point(|entry| value(*entry, tree, text) < wanted);
        let rest = self.entries.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|entry| value(*entry, tree, text) == wanted);
        rest.iter().take(count).map(move |entry| occurrence(*entry, tree, source))
    }
}

/// True for `id`, `ID`, `Id` and `iD`.
pub(super) fn is_id(local: &str) -> bool {
    local.eq_ignore_ascii_case("id")
}

fn attribute(entry: IdEntry, tree: &Tree) -> Option<&AttributeRecord> {
    tree.attributes.get(to_usize(entry.attribute))
}

fn value<'a>(entry: IdEntry, tree: &'a Tree, text: &'a str) -> &'a str {
    attribute(entry, tree).map_or("", |record| {
        tree.slice(text, record.copy, to_usize(record.value_from), to_usize(record.value_to))
    })
}

fn occurrence(entry: IdEntry, tree: &Tree, source: SourceId) -> IdOccurrence {
    let (from, to) = attribute(entry, tree)
        .map_or((0, 0), |record| (to_usize(record.value_from), to_usize(record.value_to)));
    IdOccurrence { element: NodeId::from_index(to_usize(entry.element)), span: Span::new(source, from, to) }
}

impl IdEntry {
    pub(super) fn new(attribute: usize, element: NodeId) -> IdEntry {
        IdEntry { attribute: to_u32(attribute), element: to_u32(element.index()) }
    }
}
