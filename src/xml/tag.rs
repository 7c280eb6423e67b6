//! Start tags: attributes and namespace declarations (XML 1.0 §3.1, Namespaces in XML 1.0).

use super::chars::{name_length, space_length};
use super::error::{Problem, XmlError};
use super::ids::{IdEntry, is_id};
use super::limits::{Limit, MAX_ATTRIBUTES, MAX_NAMESPACES_IN_SCOPE, MAX_NODES};
use super::names::{NO_NAMESPACE, NO_PREFIX, NameId, WrittenName, XMLNS_PREFIX};
use super::node::NodeId;
use super::parse::Parser;
use super::symbols::Symbol;
use super::tree::{AttributeRecord, CopyId, DeclarationRecord, ElementRecord, Tree};
use super::{to_u32, to_usize};

/// An attribute before its prefix is looked up: a declaration may follow it in the same tag.
#[derive(Clone, Copy)]
pub(super) struct RawAttribute {
    written: WrittenName,
    from: usize,
    name_to: usize,
    value_from: usize,
    value_to: usize,
    copy: CopyId,
}

/// More prefixed attributes than this are sorted before they are compared.
const FEW: usize = 8;

impl Parser<'_> {
    /// `STag` or `EmptyElemTag` (productions 40 and 44) at `from..to`.
    pub(super) fn start_tag(&mut self, from: usize, to: usize, is_empty: bool) -> Result<(), XmlError> {
        let name_from = from.saturating_add(1);
        let end = to.saturating_sub(if is_empty { 2 } else { 1 });
        let name_to = self.tag_name(name_from, end)?;
        let written = self.written(name_from, name_to)?;
        let node = self.begin_element(from, name_to, to)?;
        self.read_attributes(node, name_to, end)?;
        self.complete(node, written, name_from, name_to)?;
        if is_empty {
            self.end_element(to, to);
        }
        Ok(())
    }

    /// What is wrong with a tag whose end cannot be found.
    pub(super) fn unfinished_start_tag(&mut self, from: usize) -> XmlError {
        let end = self.bytes.len();
        let name_from = from.saturating_add(1);
        let outcome = self
            .tag_name(name_from, end)
            .and_then(|name_to| self.written(name_from, name_to).map(|_| name_to))
            .and_then(|name_to| self.read_attributes(NodeId::DOCUMENT, name_to, end));
        match outcome {
            Err(XmlError::NotWellFormed { problem, at }) if at.end() < end => {
                XmlError::NotWellFormed { problem, at }
            }
            _ => self.error(Problem::UnfinishedTag, from, end),
        }
    }

    /// Where the element's name ends.
    fn tag_name(&self, from: usize, end: usize) -> Result<usize, XmlError> {
        match name_length(self.bytes.get(from..end).unwrap_or(&[])) {
            0 => Err(self.error(Problem::LessThanInText, from.saturating_sub(1), from)),
            length => Ok(from.saturating_add(length)),
        }
    }

    fn written(&mut self, from: usize, to: usize) -> Result<WrittenName, XmlError> {
        let text = self.text;
        let name = text.get(from..to).unwrap_or("");
        self.tree.names.written(name).map_err(|problem| self.error(problem, from, to))
    }

    /// Reads `(S Attribute)* S?` into `raw`, and applies the declarations among them.
    fn read_attributes(&mut self, node: NodeId, from: usize, end: usize) -> Result<(), XmlError> {
        self.raw.clear();
        let mut at = from;
        let mut count = 0usize;
        // Every round takes at least one byte of the tag.
        loop {
            let spaces = space_length(self.bytes.get(at..end).unwrap_or(&[]));
            at = at.saturating_add(spaces);
            if at >= end {
                return Ok(());
            }
            let name_to = at.saturating_add(name_length(self.bytes.get(at..end).unwrap_or(&[])));
            if name_to == at {
                return Err(self.error(Problem::UnexpectedInTag, at, self.character_end(at)));
            }
            if spaces == 0 {
                return Err(self.error(Problem::MissingSpaceBeforeAttribute, at, name_to));
            }
            count = count.saturating_add(1);
            if count > MAX_ATTRIBUTES {
                return Err(self.limit(Limit::Attributes, at, name_to));
            }
            let written = self.written(at, name_to)?;
            let value_from = self.before_value(at, name_to, end)?;
            let (value_to, is_plain) = self.find_value_end(value_from, end)?;
            let copy = if is_plain { CopyId::NONE } else { self.copy_value(value_from, value_to)? };
            let attribute = RawAttribute { written, from: at, name_to, value_from, value_to, copy };
            self.take(node, attribute)?;
            at = value_to.saturating_add(1);
        }
    }

    /// `Eq` and the opening quotation mark: where the value begins.
    fn before_value(&self, from: usize, name_to: usize, end: usize) -> Result<usize, XmlError> {
        let skip = |at: usize| at.saturating_add(space_length(self.bytes.get(at..end).unwrap_or(&[])));
        let equals = skip(name_to);
        if equals >= end || self.bytes.get(equals) != Some(&b'=') {
            return Err(self.error(Problem::MissingAttributeValue, from, name_to.max(equals.min(end))));
        }
        let quote = skip(equals.saturating_add(1));
        match self.bytes.get(quote) {
            Some(b'"' | b'\'') if quote < end => Ok(quote.saturating_add(1)),
            _ => Err(self.error(Problem::UnquotedAttributeValue, from, quote.min(end))),
        }
    }

    /// Where the value that begins at `from` ends, and whether it is its own normalised value.
    fn find_value_end(&self, from: usize, end: usize) -> Result<(usize, bool), XmlError> {
        let quote = self.bytes.get(from.saturating_sub(1)).copied().unwrap_or(b'"');
        let mut at = from;
        let mut has_reference = false;
        while let Some(stop) = memchr::memchr3(quote, b'<', b'&', self.bytes.get(at..end).unwrap_or(&[])) {
            let place = at.saturating_add(stop);
            at = place.saturating_add(1);
            match self.bytes.get(place) {
                Some(b'&') => has_reference = true,
                Some(b'<') => return Err(self.error(Problem::LessThanInAttributeValue, place, at)),
                _ => {
                    let value = self.bytes.get(from..place).unwrap_or(&[]);
                    let is_plain = !has_reference && memchr::memchr3(b'\t', b'\n', b'\r', value).is_none();
                    return Ok((place, is_plain));
                }
            }
        }
        Err(self.error(Problem::UnfinishedTag, from, end))
    }

    /// Attribute-value normalisation (XML 1.0 §3.3.3) after line-end normalisation (§2.11).
    fn copy_value(&mut self, from: usize, to: usize) -> Result<CopyId, XmlError> {
        let start = self.tree.decoded.len();
        let text = self.text;
        let mut at = from;
        while at < to {
            let rest = text.get(at..to).unwrap_or("");
            let stop = rest.find(['&', '\t', '\n', '\r']).unwrap_or(rest.len());
            self.tree.decoded.push_str(rest.get(..stop).unwrap_or(""));
            at = at.saturating_add(stop);
            let tail = rest.get(stop..).unwrap_or("");
            match tail.bytes().next() {
                None => break,
                Some(b'&') => {
                    let Some(length) = tail.bytes().position(|byte| byte == b';') else {
                        return Err(self.error(Problem::BareAmpersand, at, at.saturating_add(1)));
                    };
                    let after = at.saturating_add(length).saturating_add(1);
                    let character = self.referenced(at, after)?;
                    self.tree.decoded.push(character);
                    at = after;
                }
                Some(_) => {
                    self.tree.decoded.push(' ');
                    at = at.saturating_add(if tail.starts_with("\r\n") { 2 } else { 1 });
                }
            }
        }
        Ok(self.close_copy(start))
    }

    /// Refuses a repetition, and keeps an attribute or applies a declaration.
    fn take(&mut self, node: NodeId, attribute: RawAttribute) -> Result<(), XmlError> {
        if node == NodeId::DOCUMENT {
            return Ok(());
        }
        let RawAttribute { written, from, name_to, value_from, value_to, copy } = attribute;
        let is_fresh = self.tree.names.stamp(written.symbol, to_u32(node.index()));
        let Some(prefix) = self.tree.names.declared_prefix(written) else {
            if !is_fresh {
                return Err(self.repeated(node, from, name_to));
            }
            self.raw.push(attribute);
            return Ok(());
        };
        if !is_fresh {
            return Err(self.repeated(node, from, name_to));
        }
        let Tree { names, copies, decoded, .. } = &mut self.tree;
        let namespace = match copy.0.checked_sub(1).and_then(|index| copies.get(to_usize(index))) {
            Some(copied) => {
                let range = to_usize(copied.from)..to_usize(copied.to);
                names.symbols.intern(decoded.get(range).unwrap_or(""))
            }
            None => names.symbols.intern(self.text.get(value_from..value_to).unwrap_or("")),
        };
        let to = value_to.saturating_add(1);
        self.scope.declare(prefix, namespace).map_err(|problem| self.error(problem, from, to))?;
        if self.scope.depth() > MAX_NAMESPACES_IN_SCOPE {
            return Err(self.limit(Limit::NamespacesInScope, from, to));
        }
        if namespace != NO_NAMESPACE && !has_scheme(self.tree.names.symbols.text(namespace)) {
            self.tree.relative.push((node, to_u32(self.tree.declarations.len())));
        }
        self.tree.declarations.push(DeclarationRecord {
            prefix,
            namespace,
            from: to_u32(from),
            to: to_u32(to),
        });
        if let Some(element) = self.tree.element_mut(node) {
            element.declaration_count = element.declaration_count.saturating_add(1);
        }
        Ok(())
    }

    /// The error for an attribute at `from..name_to` that was written before in the same tag.
    fn repeated(&self, node: NodeId, from: usize, name_to: usize) -> XmlError {
        let name = self.text.get(from..name_to).unwrap_or("");
        let attributes = self.raw.iter().map(|raw| (raw.from, raw.name_to));
        let first_declaration = self.tree.element(node).map_or(0, |element| to_usize(element.declarations));
        let declarations = self.tree.declarations.iter().skip(first_declaration).map(|record| {
            let from = to_usize(record.from);
            (from, from.saturating_add(name.len()))
        });
        let (first_from, first_to) = attributes
            .chain(declarations)
            .find(|(from, to)| self.text.get(*from..*to) == Some(name))
            .unwrap_or((from, name_to));
        let first = self.span(first_from, first_to);
        self.error(Problem::RepeatedAttribute { first }, from, name_to)
    }

    /// Looks up the prefixes, now that every declaration of the tag is known.
    fn complete(
        &mut self,
        node: NodeId,
        written: WrittenName,
        name_from: usize,
        name_to: usize,
    ) -> Result<(), XmlError> {
        if written.prefix == XMLNS_PREFIX {
            return Err(self.error(Problem::ReservedNamespace, name_from, name_to));
        }
        let name = self.resolve(written, name_from, name_to, true)?;
        let count = self.raw.len();
        let total = self.tree.nodes.len().saturating_add(self.tree.attributes.len()).saturating_add(count);
        if total > MAX_NODES {
            return Err(self.limit(Limit::Nodes, name_from, name_to));
        }
        for index in 0..count {
            let Some(raw) = self.raw.get(index).copied() else { break };
            let name = self.resolve(raw.written, raw.from, raw.name_to, false)?;
            if is_id(self.tree.names.local(name)) {
                self.ids.push(IdEntry::new(self.tree.attributes.len(), node));
            }
            self.tree.attributes.push(AttributeRecord {
                name,
                from: to_u32(raw.from),
                value_from: to_u32(raw.value_from),
                value_to: to_u32(raw.value_to),
                copy: raw.copy,
            });
        }
        if let Some(element) = self.tree.element_mut(node) {
            element.name = name;
            element.attribute_count = u16::try_from(count).unwrap_or(u16::MAX);
        }
        self.refuse_equal_names()
    }

    fn resolve(
        &mut self,
        written: WrittenName,
        from: usize,
        to: usize,
        is_element: bool,
    ) -> Result<NameId, XmlError> {
        // The default namespace does not apply to attributes (Namespaces §6.2).
        let namespace = if written.prefix == NO_PREFIX && !is_element {
            Some(NO_NAMESPACE)
        } else {
            self.scope.namespace(written.prefix)
        };
        match namespace {
            Some(namespace) => Ok(self.tree.names.resolve(written, to.saturating_sub(from), namespace)),
            None => Err(self.error(Problem::UnboundPrefix, from, to)),
        }
    }

    /// Attributes Unique (Namespaces §6.3). Names without a prefix are compared as they are read.
    fn refuse_equal_names(&self) -> Result<(), XmlError> {
        if self.raw.iter().filter(|raw| raw.written.prefix != NO_PREFIX).count() < 2 {
            return Ok(());
        }
        let from = self.tree.attributes.len().saturating_sub(self.raw.len());
        let records = self.tree.attributes.get(from..).unwrap_or(&[]);
        let mut seen: Vec<((Symbol, Symbol), u32, usize)> = Vec::new();
        for record in records {
            let Some(name) = self.tree.names.name(record.name) else { continue };
            if name.prefix != NO_PREFIX {
                seen.push(((name.namespace, name.local), record.from, to_usize(name.length)));
            }
        }
        if seen.len() > FEW {
            seen.sort_unstable();
        }
        for (index, (name, place, length)) in seen.iter().enumerate() {
            let others = seen.get(index.saturating_add(1)..).unwrap_or(&[]);
            let compared = if seen.len() > FEW { others.get(..1).unwrap_or(others) } else { others };
            for (other, other_place, other_length) in compared {
                if name == other {
                    let place = to_usize(*place);
                    let first = self.span(place, place.saturating_add(*length));
                    let from = to_usize(*other_place);
                    let to = from.saturating_add(*other_length);
                    return Err(self.error(Problem::RepeatedExpandedAttribute { first }, from, to));
                }
            }
        }
        Ok(())
    }

    /// The byte after the character at `at`.
    fn character_end(&self, at: usize) -> usize {
        let character = self.text.get(at..).and_then(|rest| rest.chars().next());
        at.saturating_add(character.map_or(1, char::len_utf8))
    }
}

impl Tree {
    pub(super) fn element_mut(&mut self, node: NodeId) -> Option<&mut ElementRecord> {
        let number = self.element_number(node)?;
        self.elements.get_mut(number)
    }
}

/// `scheme ":"` at the start of a URI (RFC 3986 §3.1).
fn has_scheme(uri: &str) -> bool {
    uri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}
