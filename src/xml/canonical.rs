//! What other rooms need of a [`Document`] beside the public interface: numbers for names, prefixes and
//! namespaces, and whether a value is a slice of the text.

use super::document::Document;
use super::names::{Name, PrefixId};
use super::node::NodeId;
use super::symbols::Symbol;
use super::to_usize;
use super::tree::CopyId;
use crate::text::Span;

/// An attribute of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AttributeId(pub(super) u32);

impl Document {
    /// Bytes of the document itself, without what stands around it.
    pub(crate) fn length(&self) -> usize {
        self.part.len()
    }

    pub(crate) fn prefix_count(&self) -> usize {
        self.tree.names.prefix_count()
    }

    pub(crate) fn find_prefix(&self, text: &str) -> Option<PrefixId> {
        self.tree.names.find_prefix(text)
    }

    pub(crate) fn prefix_text(&self, prefix: PrefixId) -> &str {
        self.tree.names.prefix(prefix)
    }

    pub(crate) fn symbol_text(&self, symbol: Symbol) -> &str {
        self.tree.names.symbols.text(symbol)
    }

    /// The name of an element and how it is written.
    pub(crate) fn written_name(&self, node: NodeId) -> Option<(&Name, &str)> {
        let name = self.name_record(node)?;
        let from = to_usize(self.record(node)?.from).saturating_add(1);
        let written = self.text.get(from..from.saturating_add(to_usize(name.length)))?;
        Some((name, written))
    }

    /// True for two elements that are written with the same name in the same namespace.
    pub(crate) fn have_same_name(&self, one: NodeId, other: NodeId) -> bool {
        self.element(one).zip(self.element(other)).is_some_and(|(one, other)| one.name == other.name)
    }

    /// The attributes of an element by number.
    pub(crate) fn attribute_ids(&self, node: NodeId) -> impl Iterator<Item = AttributeId> + use<> {
        let (from, count) = match self.element(node) {
            Some(element) => (element.attributes, u32::from(element.attribute_count)),
            None => (0, 0),
        };
        (from..from.saturating_add(count)).map(AttributeId)
    }

    /// Name, written name and value of an attribute; true where the value is not a slice of the text.
    pub(crate) fn attribute_parts(&self, id: AttributeId) -> Option<(&Name, &str, &str, bool)> {
        let record = self.tree.attributes.get(to_usize(id.0))?;
        let name = self.tree.names.name(record.name)?;
        let from = to_usize(record.from);
        let written = self.text.get(from..from.saturating_add(to_usize(name.length)))?;
        let value = self.slice(record.copy, to_usize(record.value_from), to_usize(record.value_to));
        Some((name, written, value, record.copy != CopyId::NONE))
    }

    /// True where the id is of this document.
    pub(crate) fn has_node(&self, node: NodeId) -> bool {
        self.record(node).is_some()
    }

    /// The first node after the subtree.
    pub(crate) fn node_after(&self, node: NodeId) -> NodeId {
        self.end(node)
    }

    /// The declarations of an element: prefix and namespace.
    pub(crate) fn declared(&self, node: NodeId) -> impl Iterator<Item = (PrefixId, Symbol)> {
        self.declaration_records(node).iter().map(|record| (record.prefix, record.namespace))
    }

    /// What `prefix` stands for at an element, by the nearest declaration.
    pub(crate) fn namespace_in_force(&self, node: NodeId, prefix: PrefixId) -> Option<Symbol> {
        std::iter::once(node).chain(self.ancestors(node)).find_map(|element| {
            self.declared(element).find(|(declared, _)| *declared == prefix).map(|(_, namespace)| namespace)
        })
    }

    /// Text value and whether it is a copy; a slice of the text holds no `&`, `<` and no CR.
    pub(crate) fn text_value(&self, node: NodeId) -> (&str, bool) {
        let copied = self.record(node).is_some_and(|record| record.detail.number() != 0);
        (self.value(node), copied)
    }

    /// Declarations whose namespace is not an absolute URI, in document order.
    pub(crate) fn relative_namespaces(&self) -> impl Iterator<Item = (NodeId, Span)> {
        self.tree.relative.iter().filter_map(|(element, number)| {
            let record = self.tree.declarations.get(to_usize(*number))?;
            Some((*element, self.span_of(to_usize(record.from), to_usize(record.to))))
        })
    }
}
