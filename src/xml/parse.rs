//! The event loop: quick-xml says where a piece of markup ends, this room says what it is.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::chars::{first_forbidden, space_length};
use super::decode::Encoding;
use super::error::{Problem, XmlError};
use super::ids::{IdEntry, IdIndex};
use super::limits::{Limit, MAX_DEPTH, MAX_NODES, MAX_TEXT_BYTES};
use super::names::{NameId, Names, Scope};
use super::node::{NodeId, NodeKind};
use super::tag::RawAttribute;
use super::tree::{Copied, CopyId, Detail, ElementRecord, NodeRecord, Tree};
use super::{declaration, to_u32};
use crate::text::{SourceId, Span, trim_xml};

/// Reads a whole text.
pub(super) fn parse(
    source: SourceId,
    text: &str,
    from: usize,
    encoding: Encoding,
) -> Result<(Tree, IdIndex), XmlError> {
    // Offsets count from the beginning of the text, so its length counts, and not the document's own.
    if text.len() > MAX_TEXT_BYTES {
        let at = Span::new(source, MAX_TEXT_BYTES, text.len());
        return Err(XmlError::LimitExceeded { limit: Limit::TextBytes, at });
    }
    let forbidden = first_forbidden(text.get(from..).unwrap_or("")).map(|at| at.saturating_add(from));
    let mut parser = Parser::new(source, text, from, encoding);
    let outcome = parser.run(from);
    if let Some(at) = forbidden {
        // One pass over the whole text is faster than a look at each value; the first problem counts, and
        // the character is the problem of whatever it stands in.
        let is_first = match &outcome {
            Ok(()) => true,
            Err(error) => error.span().is_none_or(|span| at <= span.start() || at < span.end()),
        };
        if is_first {
            let character = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
            let to = at.saturating_add(character.len_utf8());
            return Err(parser.error(Problem::ForbiddenCharacter { character }, at, to));
        }
    }
    outcome?;
    let ids = IdIndex::new(std::mem::take(&mut parser.ids), &parser.tree, text, source);
    Ok((parser.tree, ids))
}

pub(super) struct Parser<'t> {
    pub(super) source: SourceId,
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// Where the document begins.
    start: usize,
    encoding: Encoding,
    /// Whether line ends must be normalised anywhere (XML 1.0 §2.11).
    pub(super) has_cr: bool,
    /// Whether `]]>` occurs anywhere.
    has_cdata_end: bool,
    pub(super) tree: Tree,
    pub(super) scope: Scope,
    pub(super) ids: Vec<IdEntry>,
    /// The attributes of the current start tag.
    pub(super) raw: Vec<RawAttribute>,
    open: Vec<Open>,
    pending: Option<Pending>,
    /// The name in the root's start tag.
    root_name: Option<(usize, usize)>,
}

/// An open element.
#[derive(Clone, Copy)]
struct Open {
    node: NodeId,
    name_from: usize,
    name_to: usize,
    /// Declarations in force outside it.
    scope: usize,
}

/// Text that may go on.
#[derive(Clone, Copy)]
struct Pending {
    from: usize,
    to: usize,
    /// Where its copy begins in `decoded`; `None` while it is one slice of the text.
    copied: Option<usize>,
}

impl<'t> Parser<'t> {
    fn new(source: SourceId, text: &'t str, start: usize, encoding: Encoding) -> Parser<'t> {
        let bytes = text.as_bytes();
        let own = bytes.get(start..).unwrap_or(&[]);
        // Enough for most messages; longer documents get room as they need it.
        let expected = (own.len() / 64).min(1024);
        let mut nodes = Vec::with_capacity(expected.saturating_add(1));
        nodes.push(NodeRecord { parent: 0, from: 0, end: 1, detail: Detail::new(NodeKind::Document, 0) });
        Parser {
            source,
            text,
            bytes,
            start,
            encoding,
            has_cr: memchr::memchr(b'\r', own).is_some(),
            has_cdata_end: memchr::memmem::find(own, b"]]>").is_some(),
            tree: Tree {
                nodes,
                elements: Vec::with_capacity(expected),
                attributes: Vec::with_capacity(expected),
                declarations: Vec::new(),
                instructions: Vec::new(),
                decoded: String::new(),
                copies: Vec::new(),
                asides: Vec::new(),
                relative: Vec::new(),
                names: Names::new(),
                root: NodeId::DOCUMENT,
            },
            scope: Scope::new(),
            ids: Vec::new(),
            raw: Vec::new(),
            open: Vec::new(),
            pending: None,
            root_name: None,
        }
    }

    fn run(&mut self, from: usize) -> Result<(), XmlError> {
        const MARK: char = '\u{FEFF}';
        let marked = self.text.get(from..).unwrap_or("");
        let mark = if marked.starts_with(MARK) { from.saturating_add(MARK.len_utf8()) } else { from };
        let body = self.text.get(mark..).unwrap_or("");
        if body.starts_with(MARK) {
            // quick-xml would pass over a second mark.
            return Err(self.error(Problem::TextOutsideRoot, mark, mark.saturating_add(MARK.len_utf8())));
        }
        let mut reader = Reader::from_str(body);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let position = |reader: &Reader<&[u8]>| {
            usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(mark)
        };
        // Each event takes at least one byte of the text, so the loop ends.
        loop {
            let from = position(&reader);
            self.refuse_doctype(from)?;
            let event = reader.read_event();
            let to = position(&reader);
            match event {
                Ok(Event::Text(_)) => self.text(from, to)?,
                Ok(Event::Start(_)) => self.start_tag(from, to, false)?,
                Ok(Event::Empty(_)) => self.start_tag(from, to, true)?,
                Ok(Event::End(_)) => self.end_tag(from, to)?,
                Ok(Event::GeneralRef(_)) => self.reference(from, to)?,
                Ok(Event::CData(_)) => self.cdata(from, to)?,
                Ok(Event::Comment(_)) => self.comment(from, to)?,
                Ok(Event::PI(_)) => self.instruction(from, to)?,
                Ok(Event::Decl(_)) => self.xml_declaration(from, to, mark)?,
                Ok(Event::Eof) => return self.finish(),
                Ok(Event::DocType(_)) => return Err(XmlError::DoctypeRefused { at: self.span(from, to) }),
                Err(_) => return Err(self.unreadable(from)),
            }
        }
    }

    /// Stops before any of it is looked at. HTML writes it in other letter cases.
    fn refuse_doctype(&self, from: usize) -> Result<(), XmlError> {
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        if !rest.starts_with(b"<!") {
            return Ok(());
        }
        match rest.get(..DOCTYPE.len()) {
            Some(start) if start.eq_ignore_ascii_case(DOCTYPE) => {
                Err(XmlError::DoctypeRefused { at: self.span(from, from.saturating_add(DOCTYPE.len())) })
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, from: usize, to: usize) -> Result<(), XmlError> {
        let text = self.text;
        let slice = text.get(from..to).unwrap_or("");
        if self.open.is_empty() {
            let blank = space_length(slice.as_bytes());
            return if blank == slice.len() {
                Ok(())
            } else {
                let at = from.saturating_add(blank);
                Err(self.error(Problem::TextOutsideRoot, at, to))
            };
        }
        if self.has_cdata_end
            && let Some(at) = memchr::memmem::find(slice.as_bytes(), b"]]>")
        {
            let at = from.saturating_add(at);
            return Err(self.error(Problem::CdataEndInText, at, at.saturating_add(3)));
        }
        if self.pending.is_none() && !(self.has_cr && slice.contains('\r')) {
            self.pending = Some(Pending { from, to, copied: None });
            return Ok(());
        }
        self.copy_pending(from, to);
        self.push_lines(slice);
        Ok(())
    }

    fn reference(&mut self, from: usize, to: usize) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return Err(self.error(Problem::TextOutsideRoot, from, to));
        }
        let character = self.referenced(from, to)?;
        self.copy_pending(from, to);
        self.tree.decoded.push(character);
        Ok(())
    }

    fn cdata(&mut self, from: usize, to: usize) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return Err(self.error(Problem::TextOutsideRoot, from, to));
        }
        let text = self.text;
        let content = from.saturating_add("<![CDATA[".len())..to.saturating_sub("]]>".len());
        self.copy_pending(from, to);
        self.push_lines(text.get(content).unwrap_or(""));
        Ok(())
    }

    /// Makes the pending text a copy that reaches to `to`; the caller adds what it found.
    fn copy_pending(&mut self, from: usize, to: usize) {
        let pending =
            self.pending.take().unwrap_or(Pending { from, to: from, copied: Some(self.tree.decoded.len()) });
        let start = match pending.copied {
            Some(start) => start,
            None => {
                let start = self.tree.decoded.len();
                self.tree.decoded.push_str(self.text.get(pending.from..pending.to).unwrap_or(""));
                start
            }
        };
        self.pending = Some(Pending { from: pending.from, to, copied: Some(start) });
    }

    /// Line ends: CR LF and CR become LF (XML 1.0 §2.11).
    pub(super) fn push_lines(&mut self, slice: &str) {
        let mut lines = slice.split('\r');
        self.tree.decoded.push_str(lines.next().unwrap_or(""));
        for line in lines {
            if !line.starts_with('\n') {
                self.tree.decoded.push('\n');
            }
            self.tree.decoded.push_str(line);
        }
    }

    /// Closes a copy that began at `start` in `decoded`.
    pub(super) fn close_copy(&mut self, start: usize) -> CopyId {
        self.tree.copies.push(Copied { from: to_u32(start), to: to_u32(self.tree.decoded.len()) });
        CopyId(to_u32(self.tree.copies.len()))
    }

    /// Turns the pending text into a node before other markup.
    pub(super) fn flush(&mut self) -> Result<(), XmlError> {
        let Some(pending) = self.pending.take() else { return Ok(()) };
        let copy = match pending.copied {
            None => CopyId::NONE,
            Some(start) if start == self.tree.decoded.len() => return Ok(()),
            Some(start) => self.close_copy(start),
        };
        self.push_node(NodeKind::Text, copy.0, pending.from, pending.to)?;
        Ok(())
    }

    /// Adds a node below the open element.
    pub(super) fn push_node(
        &mut self,
        kind: NodeKind,
        number: u32,
        from: usize,
        end: usize,
    ) -> Result<NodeId, XmlError> {
        if self.tree.nodes.len().saturating_add(self.tree.attributes.len()) >= MAX_NODES {
            return Err(self.limit(Limit::Nodes, from, end));
        }
        let node = NodeId::from_index(self.tree.nodes.len());
        let parent = self.open.last().map_or(NodeId::DOCUMENT, |open| open.node);
        self.tree.nodes.push(NodeRecord {
            parent: to_u32(parent.index()),
            from: to_u32(from),
            end: to_u32(end),
            detail: Detail::new(kind, number),
        });
        Ok(node)
    }

    /// Makes room for an element whose start tag is at `from..to` and whose name ends at `name_to`.
    pub(super) fn begin_element(
        &mut self,
        from: usize,
        name_to: usize,
        to: usize,
    ) -> Result<NodeId, XmlError> {
        let name_from = from.saturating_add(1);
        self.flush()?;
        if self.open.is_empty() {
            if let Some((root_from, root_to)) = self.root_name {
                let root = self.span(root_from, root_to);
                return Err(self.error(Problem::SecondRoot { root }, name_from, name_to));
            }
            self.root_name = Some((name_from, name_to));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(self.limit(Limit::Depth, from, to));
        }
        let number = to_u32(self.tree.elements.len());
        let node = self.push_node(NodeKind::Element, number, from, 0)?;
        if self.open.is_empty() {
            self.tree.root = node;
        }
        let after = to_u32(to);
        self.tree.elements.push(ElementRecord {
            name: NameId(0),
            content_from: after,
            content_to: after,
            to: after,
            attributes: to_u32(self.tree.attributes.len()),
            declarations: to_u32(self.tree.declarations.len()),
            attribute_count: 0,
            declaration_count: 0,
        });
        self.open.push(Open { node, name_from, name_to, scope: self.scope.depth() });
        Ok(node)
    }

    /// Closes the innermost element, whose content ends at `content_to` and which ends at `to`.
    pub(super) fn end_element(&mut self, content_to: usize, to: usize) {
        let Some(open) = self.open.pop() else { return };
        self.scope.restore(open.scope);
        let end = to_u32(self.tree.nodes.len());
        if let Some(record) = self.tree.nodes.get_mut(open.node.index()) {
            record.end = end;
        }
        if let Some(element) = self.tree.element_mut(open.node) {
            element.content_to = to_u32(content_to);
            element.to = to_u32(to);
        }
    }

    /// `ETag` (production 42).
    fn end_tag(&mut self, from: usize, to: usize) -> Result<(), XmlError> {
        self.flush()?;
        let name_from = from.saturating_add("</".len());
        let content = self.bytes.get(name_from..to.saturating_sub(1)).unwrap_or(&[]);
        let Some(open) = self.open.last().copied() else {
            return Err(self.error(Problem::UnexpectedEndTag, from, to));
        };
        let expected = self.bytes.get(open.name_from..open.name_to).unwrap_or(&[]);
        match content.strip_prefix(expected) {
            Some(rest) if space_length(rest) == rest.len() => {
                self.end_element(from, to);
                Ok(())
            }
            _ => Err(self.wrong_end_tag(open, name_from, to)),
        }
    }

    fn wrong_end_tag(&self, open: Open, from: usize, to: usize) -> XmlError {
        let content = self.bytes.get(from..to.saturating_sub(1)).unwrap_or(&[]);
        let length = super::chars::name_length(content);
        let name_to = from.saturating_add(length);
        let rest = content.get(length..).unwrap_or(&[]);
        if length == 0 || space_length(rest) != rest.len() {
            return self.error(Problem::MalformedEndTag, from.saturating_sub(2), to);
        }
        let open = self.span(open.name_from, open.name_to);
        self.error(Problem::MismatchedEndTag { open }, from, name_to)
    }

    fn xml_declaration(&mut self, from: usize, to: usize, start: usize) -> Result<(), XmlError> {
        if from != start {
            return Err(self.error(Problem::MisplacedXmlDeclaration, from, to));
        }
        declaration::check(self.source, self.text, from, to, self.encoding)
    }

    fn finish(&mut self) -> Result<(), XmlError> {
        let end = self.text.len();
        if let Some(open) = self.open.last() {
            let open = self.span(open.name_from, open.name_to);
            return Err(self.error(Problem::UnclosedElement { open }, end, end));
        }
        if self.root_name.is_none() {
            let own = self.text.get(self.start..).unwrap_or("");
            let is_empty = trim_xml(own.trim_start_matches('\u{FEFF}')).is_empty();
            let problem = if is_empty { Problem::Empty } else { Problem::NoRootElement };
            return Err(self.error(problem, self.start, end));
        }
        let count = to_u32(self.tree.nodes.len());
        if let Some(document) = self.tree.nodes.first_mut() {
            document.end = count;
        }
        Ok(())
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.source, from, to)
    }

    pub(super) fn error(&self, problem: Problem, from: usize, to: usize) -> XmlError {
        XmlError::NotWellFormed { problem, at: self.span(from, to) }
    }

    pub(super) fn limit(&self, limit: Limit, from: usize, to: usize) -> XmlError {
        XmlError::LimitExceeded { limit, at: self.span(from, to) }
    }
}
