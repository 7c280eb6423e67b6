//! The tree: a few vectors of small records that point into the text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::decode::Encoding;
use super::ids::{IdIndex, IdOccurrence, RepeatedId};
use super::names::{NO_NAMESPACE, NO_PREFIX, Name};
use super::node::{NodeId, NodeKind, Subtree};
use super::tree::{AttributeRecord, CopyId, DeclarationRecord, ElementRecord, NodeRecord, Tree};
use super::{XML_NAMESPACE, XMLNS_NAMESPACE, XmlError, parse, to_usize};
use crate::text::{Located, SourceId, Span};

/// A namespace-well-formed document.
///
/// Every accessor answers for every [`NodeId`]: asked for what a node does not have, or with an id of
/// another document, it gives an empty string, an empty span or an empty iterator.
#[derive(Clone, Debug)]
pub struct Document {
    source: SourceId,
    /// May go on after the document.
    pub(super) text: Arc<str>,
    /// Where the document stands in it.
    pub(super) part: Range<usize>,
    pub(super) tree: Tree,
    ids: IdIndex,
}

/// A namespace and a local name (Namespaces in XML 1.0 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExpandedName<'a> {
    /// The namespace URI; empty for none.
    pub namespace: &'a str,
    /// The name without its prefix.
    pub local: &'a str,
}

/// An attribute that is not a namespace declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The namespace URI; empty where there is no prefix.
    pub namespace: &'a str,
    /// The name without its prefix.
    pub local: &'a str,
    /// The prefix; empty for none.
    pub prefix: &'a str,
    /// The normalised value (XML 1.0 §3.3.3).
    pub value: &'a str,
    /// From the name to the closing quotation mark.
    pub span: Span,
    /// What stands between the quotation marks.
    pub value_span: Span,
}

/// `xmlns="…"` or `xmlns:prefix="…"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamespaceDeclaration<'a> {
    /// The declared prefix; empty for the default namespace.
    pub prefix: &'a str,
    /// The namespace URI; empty where `xmlns=""` takes the default namespace away.
    pub uri: &'a str,
    /// From `xmlns` to the closing quotation mark.
    pub span: Span,
}

impl Document {
    /// Reads `text`, whose bytes were in `encoding`. Spans will point into `source`.
    ///
    /// A byte order mark at the beginning is accepted. `text` is shared, not copied.
    ///
    /// # Errors
    /// [`XmlError`]: the first problem in the text.
    pub fn read(source: SourceId, text: Arc<str>, encoding: Encoding) -> Result<Document, XmlError> {
        Document::read_from(source, text, 0, encoding)
    }

    /// Reads the document that begins at byte `from` of `text` and ends with it. What stands before is
    /// no part of it; places still count from the beginning of `text`.
    ///
    /// # Errors
    /// [`XmlError`]: the first problem in the text.
    pub fn read_from(
        source: SourceId,
        text: Arc<str>,
        from: usize,
        encoding: Encoding,
    ) -> Result<Document, XmlError> {
        let part = from..text.len();
        Document::read_part(source, text, part, encoding)
    }

    /// Reads the document that `part` of `text` is. Nothing around it is looked at, and the documents of one
    /// text share it.
    ///
    /// # Errors
    /// [`XmlError`]: the first problem in the part; an empty one where there is no such part.
    pub fn read_part(
        source: SourceId,
        text: Arc<str>,
        part: Range<usize>,
        encoding: Encoding,
    ) -> Result<Document, XmlError> {
        let up_to = text.get(..part.end).unwrap_or("");
        let (tree, ids) = parse::parse(source, up_to, part.start, encoding)?;
        Ok(Document { source, text, part, tree, ids })
    }

    /// The source that spans point into.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The text up to the document's end, with what stands before it.
    pub fn text_source(&self) -> &str {
        self.text.get(..self.part.end).unwrap_or("")
    }

    /// True where the text begins with U+FEFF, which is no part of the document.
    pub fn has_byte_order_mark(&self) -> bool {
        self.text.starts_with('\u{FEFF}')
    }

    /// The one element at the top.
    pub fn root(&self) -> NodeId {
        self.tree.root
    }

    /// How many nodes there are, the document node included.
    pub fn node_count(&self) -> usize {
        self.tree.nodes.len()
    }

    /// What kind of node this is.
    pub fn kind(&self, node: NodeId) -> NodeKind {
        self.record(node).map_or(NodeKind::Document, |record| record.detail.kind())
    }

    /// True for an element.
    pub fn is_element(&self, node: NodeId) -> bool {
        self.element(node).is_some()
    }

    /// The parent; `None` for the document node.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        if node == NodeId::DOCUMENT {
            return None;
        }
        self.record(node).map(|record| NodeId::from_index(to_usize(record.parent)))
    }

    /// The nodes directly below, in document order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.end(node);
        let mut next = NodeId::from_index(node.index().saturating_add(1));
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = next;
            next = self.end(child).max(NodeId::from_index(child.index().saturating_add(1)));
            Some(child)
        })
    }

    /// The elements directly below, in document order.
    pub fn elements(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        self.children(node).filter(|child| self.is_element(*child))
    }

    /// Every element of one of these namespaces and local names, in document order. Each name of the
    /// document is compared once, however many elements have it.
    pub fn elements_named(&self, wanted: &[(&str, &str)]) -> impl Iterator<Item = NodeId> {
        let Tree { nodes, elements, names, .. } = &self.tree;
        let text = |symbol| names.symbols.text(symbol);
        let is_one = |name: &Name| wanted.contains(&(text(name.namespace), text(name.local)));
        let is_wanted: Vec<bool> = names.all().iter().map(is_one).collect();
        let nodes = if is_wanted.contains(&true) { nodes.as_slice() } else { &[] };
        let has_name = move |record: &NodeRecord| {
            let element = elements.get(to_usize(record.detail.number()));
            let name = element.and_then(|element| is_wanted.get(to_usize(element.name.0)));
            record.detail.kind() == NodeKind::Element && name == Some(&true)
        };
        nodes.iter().enumerate().filter(move |(_, node)| has_name(node)).map(|(at, _)| NodeId::from_index(at))
    }

    /// The node itself and everything below it, in document order.
    pub fn descendants(&self, node: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        self.subtree(node).nodes()
    }

    /// The node and everything below it, as a range.
    pub fn subtree(&self, node: NodeId) -> Subtree {
        Subtree::new(node, self.end(node))
    }

    /// The parent, its parent and so on up to the document node.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |ancestor| self.parent(*ancestor))
    }

    /// The namespace and local name of an element.
    pub fn name(&self, node: NodeId) -> ExpandedName<'_> {
        match self.name_record(node) {
            Some(name) => ExpandedName {
                namespace: self.tree.names.symbols.text(name.namespace),
                local: self.tree.names.symbols.text(name.local),
            },
            None => ExpandedName { namespace: "", local: "" },
        }
    }

    /// True for an element of this namespace and local name.
    pub fn is(&self, node: NodeId, namespace: &str, local: &str) -> bool {
        // Local names differ more often than namespaces, and are shorter.
        let symbols = &self.tree.names.symbols;
        self.name_record(node).is_some_and(|name| {
            symbols.text(name.local) == local && symbols.text(name.namespace) == namespace
        })
    }

    /// The prefix of an element's name; empty for none.
    pub fn prefix(&self, node: NodeId) -> &str {
        self.name_record(node).map_or("", |name| self.tree.names.prefix(name.prefix))
    }

    /// The attributes in the order they are written, without namespace declarations.
    pub fn attributes(&self, node: NodeId) -> impl Iterator<Item = Attribute<'_>> {
        self.attribute_records(node).iter().map(|record| self.attribute_of(record))
    }

    /// The attribute without a prefix and of this name.
    pub fn attribute(&self, node: NodeId, local: &str) -> Option<Attribute<'_>> {
        let records = self.attribute_records(node).iter();
        records
            .filter(|record| {
                self.tree.names.name(record.name).is_some_and(|name| {
                    name.prefix == NO_PREFIX && self.tree.names.symbols.text(name.local) == local
                })
            })
            .map(|record| self.attribute_of(record))
            .next()
    }

    /// The attribute of this namespace and local name.
    pub fn attribute_in(&self, node: NodeId, namespace: &str, local: &str) -> Option<Attribute<'_>> {
        self.attributes(node).find(|attribute| attribute.namespace == namespace && attribute.local == local)
    }

    /// The namespace declarations of an element, in the order they are written.
    pub fn namespace_declarations(&self, node: NodeId) -> impl Iterator<Item = NamespaceDeclaration<'_>> {
        self.declaration_records(node).iter().map(|record| self.declaration_of(record))
    }

    /// The namespace that `prefix` stands for at this element; the empty prefix is the default
    /// namespace. `None` where nothing declares it.
    pub fn lookup_namespace(&self, node: NodeId, prefix: &str) -> Option<&str> {
        match prefix {
            "xml" => return Some(XML_NAMESPACE),
            "xmlns" => return Some(XMLNS_NAMESPACE),
            _ => {}
        }
        let namespace = self
            .tree
            .names
            .find_prefix(prefix)
            .and_then(|prefix| self.namespace_in_force(node, prefix))
            .filter(|namespace| *namespace != NO_NAMESPACE)?;
        Some(self.tree.names.symbols.text(namespace))
    }

    /// Text: its value. Comment: what is between its marks. Instruction: what follows its target.
    pub fn value(&self, node: NodeId) -> &str {
        let Some(record) = self.record(node) else { return "" };
        let (from, to) = (to_usize(record.from), to_usize(record.end));
        let number = record.detail.number();
        match record.detail.kind() {
            NodeKind::Document | NodeKind::Element => "",
            NodeKind::Text => self.slice(CopyId(number), from, to),
            NodeKind::Comment => {
                self.slice(CopyId(number), from.saturating_add("<!--".len()), to.saturating_sub("-->".len()))
            }
            NodeKind::ProcessingInstruction => {
                self.tree.instructions.get(to_usize(number)).map_or("", |instruction| {
                    let from = to_usize(instruction.value_from);
                    self.slice(instruction.copy, from, to.saturating_sub("?>".len()))
                })
            }
        }
    }

    /// The target of a processing instruction.
    pub fn target(&self, node: NodeId) -> &str {
        let Some(record) = self.record(node) else { return "" };
        if record.detail.kind() != NodeKind::ProcessingInstruction {
            return "";
        }
        self.tree.instructions.get(to_usize(record.detail.number())).map_or("", |instruction| {
            let from = to_usize(record.from).saturating_add("<?".len());
            self.slice(CopyId::NONE, from, to_usize(instruction.target_to))
        })
    }

    /// All text below an element or the document; for other nodes their [`value`](Document::value)
    /// (string-value, XPath 1.0 §5).
    pub fn string_value(&self, node: NodeId) -> Cow<'_, str> {
        if !matches!(self.kind(node), NodeKind::Element | NodeKind::Document) {
            return Cow::Borrowed(self.value(node));
        }
        let mut all = Cow::Borrowed("");
        for below in self.descendants(node) {
            if self.kind(below) == NodeKind::Text {
                if all.is_empty() {
                    all = Cow::Borrowed(self.value(below));
                } else {
                    all.to_mut().push_str(self.value(below));
                }
            }
        }
        all
    }

    /// All text of an element that has no element children. Comments and instructions are read past.
    /// The span is the element's content.
    ///
    /// # Errors
    /// The first child element.
    pub fn leaf_text(&self, node: NodeId) -> Result<Located<Cow<'_, str>>, NodeId> {
        // The first element below is a child: what stands in another element comes after that.
        match self.descendants(node).skip(1).find(|below| self.is_element(*below)) {
            Some(child) => Err(child),
            None => Ok(Located::new(self.string_value(node), self.content_span(node))),
        }
    }

    /// True where a comment or processing instruction is anywhere below.
    pub fn has_comment_or_pi(&self, node: NodeId) -> bool {
        self.first_comment_or_pi(node).is_some()
    }

    /// The first comment or processing instruction anywhere below.
    pub fn first_comment_or_pi(&self, node: NodeId) -> Option<NodeId> {
        let first_after = self.tree.asides.partition_point(|aside| *aside <= node);
        self.tree.asides.get(first_after).copied().filter(|aside| *aside < self.end(node))
    }

    /// The whole node: of an element from `<` to the end of its end tag.
    pub fn span(&self, node: NodeId) -> Span {
        let Some(record) = self.record(node) else { return self.span_of(0, 0) };
        let to = match (record.detail.kind(), self.element(node)) {
            (NodeKind::Document, _) => self.part.end,
            (NodeKind::Element, Some(element)) => to_usize(element.to),
            _ => to_usize(record.end),
        };
        self.span_of(to_usize(record.from), to)
    }

    /// The start tag of an element, brackets included.
    pub fn start_tag_span(&self, node: NodeId) -> Span {
        match (self.record(node), self.element(node)) {
            (Some(record), Some(element)) => {
                self.span_of(to_usize(record.from), to_usize(element.content_from))
            }
            _ => self.span_of(0, 0),
        }
    }

    /// The name in an element's start tag, prefix included.
    pub fn name_span(&self, node: NodeId) -> Span {
        match (self.record(node), self.name_record(node)) {
            (Some(record), Some(name)) => {
                let from = to_usize(record.from).saturating_add(1);
                self.span_of(from, from.saturating_add(to_usize(name.length)))
            }
            _ => self.span_of(0, 0),
        }
    }

    /// What is between the tags of an element; empty after the tag of an empty one.
    pub fn content_span(&self, node: NodeId) -> Span {
        match self.element(node) {
            Some(element) => self.span_of(to_usize(element.content_from), to_usize(element.content_to)),
            None => self.span_of(0, 0),
        }
    }

    /// Every value that occurs in more than one attribute whose local name is `id` in any letter case,
    /// in any namespace, on any element; in the order of the first occurrence.
    pub fn repeated_ids(&self) -> &[RepeatedId] {
        self.ids.repeated()
    }

    /// The same for values that occur both here and in `other`, those of `other` first.
    pub fn ids_shared_with(&self, other: &Document) -> Vec<RepeatedId> {
        let values = self.ids.values(&self.tree, &self.text, self.source);
        values
            .filter_map(|(value, own)| {
                let mut occurrences: Vec<IdOccurrence> = other.elements_with_id_value(value).collect();
                if occurrences.is_empty() {
                    return None;
                }
                occurrences.push(own);
                Some(RepeatedId { value: value.to_owned(), occurrences })
            })
            .collect()
    }

    /// The elements with this value in an attribute whose local name is `id` in any letter case.
    pub fn elements_with_id_value(&self, value: &str) -> impl Iterator<Item = IdOccurrence> {
        self.ids.occurrences(&self.tree, &self.text, self.source, value)
    }
}

impl Document {
    pub(super) fn record(&self, node: NodeId) -> Option<&NodeRecord> {
        self.tree.nodes.get(node.index())
    }

    pub(super) fn element(&self, node: NodeId) -> Option<&ElementRecord> {
        self.tree.element(node)
    }

    pub(super) fn name_record(&self, node: NodeId) -> Option<&Name> {
        self.tree.names.name(self.element(node)?.name)
    }

    /// The id after the subtree.
    pub(super) fn end(&self, node: NodeId) -> NodeId {
        let index = match self.record(node) {
            Some(record) => match record.detail.kind() {
                NodeKind::Document | NodeKind::Element => to_usize(record.end),
                _ => node.index().saturating_add(1),
            },
            None => node.index(),
        };
        NodeId::from_index(index)
    }

    fn attribute_records(&self, node: NodeId) -> &[AttributeRecord] {
        let Some(element) = self.element(node) else { return &[] };
        let from = to_usize(element.attributes);
        let to = from.saturating_add(usize::from(element.attribute_count));
        self.tree.attributes.get(from..to).unwrap_or(&[])
    }

    pub(super) fn declaration_records(&self, node: NodeId) -> &[DeclarationRecord] {
        let Some(element) = self.element(node) else { return &[] };
        let from = to_usize(element.declarations);
        let to = from.saturating_add(usize::from(element.declaration_count));
        self.tree.declarations.get(from..to).unwrap_or(&[])
    }

    fn attribute_of(&self, record: &AttributeRecord) -> Attribute<'_> {
        let symbols = &self.tree.names.symbols;
        let (namespace, local, prefix) = match self.tree.names.name(record.name) {
            Some(name) => {
                (symbols.text(name.namespace), symbols.text(name.local), self.tree.names.prefix(name.prefix))
            }
            None => ("", "", ""),
        };
        let (from, to) = (to_usize(record.value_from), to_usize(record.value_to));
        Attribute {
            namespace,
            local,
            prefix,
            value: self.slice(record.copy, from, to),
            span: self.span_of(to_usize(record.from), to.saturating_add(1)),
            value_span: self.span_of(from, to),
        }
    }

    fn declaration_of(&self, record: &DeclarationRecord) -> NamespaceDeclaration<'_> {
        NamespaceDeclaration {
            prefix: self.tree.names.prefix(record.prefix),
            uri: self.tree.names.symbols.text(record.namespace),
            span: self.span_of(to_usize(record.from), to_usize(record.to)),
        }
    }

    pub(super) fn slice(&self, copy: CopyId, from: usize, to: usize) -> &str {
        self.tree.slice(&self.text, copy, from, to)
    }

    pub(super) fn span_of(&self, from: usize, to: usize) -> Span {
        Span::new(self.source, from, to)
    }
}
