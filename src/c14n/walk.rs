//! The walk over the subtree in document order.

use std::borrow::Cow;

use super::inherit::inherited;
use super::output::Output;
use super::{C14nError, Canonicalization, Method};
use crate::xml::{Document, NO_NAMESPACE, NO_PREFIX, Name, NodeId, NodeKind, PrefixId, Symbol, XML_PREFIX};

pub(super) struct Walk<'d, 's> {
    document: &'d Document,
    method: Method,
    with_comments: bool,
    out: Output<'s>,
    /// By prefix: in the PrefixList.
    listed: Vec<bool>,
    /// By prefix: the namespace that the output binds it to here; none at first.
    rendered: Vec<Symbol>,
    /// What each rendered declaration replaced.
    undo: Vec<(PrefixId, Symbol)>,
    /// Elements whose end tag is still to be written. As deep as the document, so at most
    /// [`MAX_DEPTH`](crate::xml::MAX_DEPTH).
    open: Vec<Open>,
    /// The declarations to write at the current element.
    namespaces: Vec<(PrefixId, Symbol)>,
    /// The attributes to write at the current element.
    attributes: Vec<Written<'d>>,
}

struct Open {
    node: NodeId,
    /// The first node after the subtree.
    last: NodeId,
    undo: usize,
}

/// An attribute of the canonical form.
pub(super) struct Written<'d> {
    pub(super) name: &'d Name,
    pub(super) written: &'d str,
    pub(super) value: Cow<'d, str>,
    /// True where the value may hold any character.
    pub(super) copied: bool,
}

impl<'d, 's> Walk<'d, 's> {
    pub(super) fn new(
        document: &'d Document,
        algorithm: &Canonicalization<'_>,
        out: Output<'s>,
    ) -> Walk<'d, 's> {
        let prefixes = document.prefix_count();
        let mut listed = vec![false; prefixes];
        if algorithm.method == Method::Exclusive {
            for token in algorithm.prefix_list {
                let prefix = if token == "#default" { Some(NO_PREFIX) } else { document.find_prefix(token) };
                if let Some(flag) = prefix.and_then(|prefix| listed.get_mut(prefix.index())) {
                    *flag = true;
                }
            }
        }
        Walk {
            document,
            method: algorithm.method,
            with_comments: algorithm.with_comments,
            out,
            listed,
            rendered: vec![NO_NAMESPACE; prefixes],
            undo: Vec::new(),
            open: Vec::new(),
            namespaces: Vec::new(),
            attributes: Vec::new(),
        }
    }

    /// Writes everything, or stops where the sink was given more than `longest` bytes. One element writes
    /// each declaration once at most, so that a look before each node is enough.
    pub(super) fn run(
        &mut self,
        apex: NodeId,
        omit: Option<NodeId>,
        longest: usize,
    ) -> Result<(), C14nError> {
        let root = self.document.root();
        let omitted = omit.map(|omit| self.document.subtree(omit));
        for node in self.document.descendants(apex) {
            if self.out.flushed() > longest {
                return Err(C14nError::TooLong);
            }
            self.close_before(node);
            if omitted.is_some_and(|omitted| omitted.contains(node)) {
                continue;
            }
            match self.document.kind(node) {
                NodeKind::Document => {}
                NodeKind::Element => self.start(node),
                NodeKind::Text => {
                    let (value, copied) = self.document.text_value(node);
                    self.out.text(value, copied);
                }
                NodeKind::Comment if !self.with_comments => {}
                NodeKind::Comment | NodeKind::ProcessingInstruction => {
                    let is_outside = self.open.is_empty();
                    if is_outside && node > root {
                        self.out.push("\n");
                    }
                    self.aside(node);
                    if is_outside && node < root {
                        self.out.push("\n");
                    }
                }
            }
        }
        while let Some(open) = self.open.pop() {
            self.end(&open);
        }
        self.out.flush();
        Ok(())
    }

    /// Writes the end tags of the elements that `node` is no longer in.
    fn close_before(&mut self, node: NodeId) {
        while self.open.last().is_some_and(|open| open.last <= node) {
            if let Some(open) = self.open.pop() {
                self.end(&open);
            }
        }
    }

    fn end(&mut self, open: &Open) {
        if let Some((_, written)) = self.document.written_name(open.node) {
            self.out.push("</");
            self.out.push(written);
            self.out.push(">");
        }
        while self.undo.len() > open.undo {
            if let Some((prefix, before)) = self.undo.pop()
                && let Some(rendered) = self.rendered.get_mut(prefix.index())
            {
                *rendered = before;
            }
        }
    }

    /// Canonical XML §2.3, Element Nodes.
    fn start(&mut self, node: NodeId) {
        let document = self.document;
        let Some((name, written)) = document.written_name(node) else { return };
        let is_top = self.open.is_empty();
        self.open.push(Open { node, last: document.node_after(node), undo: self.undo.len() });
        self.namespaces.clear();
        self.attributes.clear();
        for id in document.attribute_ids(node) {
            if let Some((name, written, value, copied)) = document.attribute_parts(id) {
                self.attributes.push(Written { name, written, value: Cow::Borrowed(value), copied });
            }
        }
        self.choose_namespaces(node, name, is_top);
        if is_top {
            inherited(document, node, self.method, &mut self.attributes);
        }
        self.sort();
        self.write_start_tag(written);
    }

    /// Which declarations this element gets (Canonical XML §2.3, Exclusive §3).
    fn choose_namespaces(&mut self, node: NodeId, name: &Name, is_top: bool) {
        let is_exclusive = self.method == Method::Exclusive;
        if is_exclusive {
            self.offer(name.prefix, name.namespace);
            for index in 0..self.attributes.len() {
                let Some(name) = self.attributes.get(index).map(|attribute| attribute.name) else { break };
                // The default namespace does not apply to attributes.
                if name.prefix != NO_PREFIX {
                    self.offer(name.prefix, name.namespace);
                }
            }
        }
        let document = self.document;
        for (prefix, namespace) in document.declared(node) {
            self.offer_declared(prefix, namespace, is_exclusive);
        }
        if is_top {
            self.offer_inherited(node, is_exclusive);
        }
    }

    /// Namespaces in force at the top that its ancestors declare; the nearest declaration counts.
    fn offer_inherited(&mut self, top: NodeId, is_exclusive: bool) {
        let document = self.document;
        let mut hidden = vec![false; self.rendered.len()];
        for element in std::iter::once(top).chain(document.ancestors(top)) {
            for (prefix, namespace) in document.declared(element) {
                let Some(hidden) = hidden.get_mut(prefix.index()) else { continue };
                if !std::mem::replace(hidden, true) && element != top {
                    self.offer_declared(prefix, namespace, is_exclusive);
                }
            }
        }
    }

    fn offer_declared(&mut self, prefix: PrefixId, namespace: Symbol, is_exclusive: bool) {
        if !is_exclusive || self.listed.get(prefix.index()) == Some(&true) {
            self.offer(prefix, namespace);
        }
    }

    /// Takes a declaration unless the output already has it in force.
    fn offer(&mut self, prefix: PrefixId, namespace: Symbol) {
        if prefix == XML_PREFIX {
            return;
        }
        if let Some(rendered) = self.rendered.get_mut(prefix.index())
            && *rendered != namespace
        {
            self.undo.push((prefix, *rendered));
            *rendered = namespace;
            self.namespaces.push((prefix, namespace));
        }
    }

    /// Document order of namespaces and attributes (Canonical XML §2.2).
    fn sort(&mut self) {
        let document = self.document;
        if self.namespaces.len() > 1 {
            self.namespaces
                .sort_unstable_by(|(a, _), (b, _)| document.prefix_text(*a).cmp(document.prefix_text(*b)));
        }
        if self.attributes.len() > 1 {
            self.attributes.sort_unstable_by(|a, b| {
                let namespaces = if a.name.namespace == b.name.namespace {
                    std::cmp::Ordering::Equal
                } else {
                    document.symbol_text(a.name.namespace).cmp(document.symbol_text(b.name.namespace))
                };
                namespaces
                    .then_with(|| document.symbol_text(a.name.local).cmp(document.symbol_text(b.name.local)))
            });
        }
    }

    fn write_start_tag(&mut self, written: &str) {
        let out = &mut self.out;
        out.push("<");
        out.push(written);
        for (prefix, namespace) in &self.namespaces {
            if *prefix == NO_PREFIX {
                out.push(" xmlns=\"");
            } else {
                out.push(" xmlns:");
                out.push(self.document.prefix_text(*prefix));
                out.push("=\"");
            }
            out.attribute_value(self.document.symbol_text(*namespace), true);
            out.push("\"");
        }
        for attribute in &self.attributes {
            out.push(" ");
            out.push(attribute.written);
            out.push("=\"");
            out.attribute_value(&attribute.value, attribute.copied);
            out.push("\"");
        }
        out.push(">");
    }

    /// A comment or processing instruction.
    fn aside(&mut self, node: NodeId) {
        let value = self.document.value(node);
        if self.document.kind(node) == NodeKind::Comment {
            self.out.push("<!--");
            self.out.push(value);
            self.out.push("-->");
        } else {
            self.out.push("<?");
            self.out.push(self.document.target(node));
            if !value.is_empty() {
                self.out.push(" ");
                self.out.push(value);
            }
            self.out.push("?>");
        }
    }
}
