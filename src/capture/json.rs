//! JSON (RFC 8259) as a flat list of values that know where they stand in the text.
//!
//! Captures need places, which `serde_json` does not keep.

use super::escape;
use super::reader::Piece;
use std::borrow::Cow;

/// Arrays and objects within each other: archives and exports stay below 20.
const MAX_DEPTH: usize = 128;
/// Values in one document: an archive of 100 MB has about a million.
const MAX_VALUES: usize = 4_000_000;

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonError {
    /// Not well-formed, or something follows the value.
    Malformed,
    /// Too many values or too deep.
    TooLarge,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    /// `has_escapes`: its text is not what stands between the quotes.
    String {
        has_escapes: bool,
    },
    /// A number, `true`, `false` or `null`.
    Other,
}

/// A value's number: parents come before their children.
pub(super) type Id = usize;

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    /// The member's name, between its quotes; empty where there is none.
    key: (u32, u32),
    /// Strings: between the quotes. Others: the whole value.
    from: u32,
    to: u32,
    parent: u32,
    next: u32,
    first: u32,
}

/// No value: the root's parent, the last child's next.
const NONE: u32 = u32::MAX;

/// A JSON document.
#[derive(Debug)]
pub(super) struct Json<'t> {
    piece: Piece<'t>,
    nodes: Vec<Node>,
}

impl<'t> Json<'t> {
    /// Reads the whole of `piece`.
    pub(super) fn read(piece: Piece<'t>) -> Result<Json<'t>, JsonError> {
        if u32::try_from(piece.text.len()).is_err() {
            return Err(JsonError::TooLarge);
        }
        let bytes = piece.text.as_bytes();
        let mut scanner = Scanner { bytes, at: 0, nodes: Vec::new(), open: Vec::new() };
        scanner.document()?;
        Ok(Json { piece, nodes: scanner.nodes })
    }

    /// How many values there are; their ids are smaller than this.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn kind(&self, id: Id) -> Option<Kind> {
        self.nodes.get(id).map(|n| n.kind)
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id).and_then(|n| index(n.parent))
    }

    /// The members of an object or an array, in order.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let first = self.nodes.get(id).and_then(|n| index(n.first));
        std::iter::successors(first, |id| self.nodes.get(*id).and_then(|n| index(n.next)))
    }

    /// The member's name, as written.
    pub(super) fn key(&self, id: Id) -> &'t str {
        let key = self.nodes.get(id).map_or((0, 0), |n| n.key);
        self.slice(key.0, key.1)
    }

    /// The first member of that name.
    pub(super) fn member(&self, id: Id, name: &str) -> Option<Id> {
        self.children(id).find(|child| self.key(*child) == name)
    }

    /// The member at the end of a path of names.
    pub(super) fn path(&self, id: Id, names: &[&str]) -> Option<Id> {
        names.iter().try_fold(id, |id, name| self.member(id, name))
    }

    /// The text of a string.
    pub(super) fn string(&self, id: Id) -> Option<Cow<'t, str>> {
        let node = self.nodes.get(id)?;
        let written = self.slice(node.from, node.to);
        match node.kind {
            Kind::String { has_escapes: false } => Some(Cow::Borrowed(written)),
            Kind::String { has_escapes: true } => Some(Cow::Owned(escape::decode(written))),
            _ => None,
        }
    }

    /// The text of the string member `name`.
    pub(super) fn text(&self, id: Id, name: &str) -> Option<Cow<'t, str>> {
        self.member(id, name).and_then(|child| self.string(child))
    }

    /// The whole number that is the value of the member `name`.
    pub(super) fn number(&self, id: Id, name: &str) -> Option<u32> {
        self.member(id, name).and_then(|member| self.piece(member).text.trim().parse().ok())
    }

    /// The place of a value, as written.
    pub(super) fn piece(&self, id: Id) -> Piece<'t> {
        let (from, to) = self.nodes.get(id).map_or((0, 0), |n| (n.from, n.to));
        self.piece.part(offset(from), offset(to))
    }

    fn slice(&self, from: u32, to: u32) -> &'t str {
        self.piece.text.get(offset(from)..offset(to)).unwrap_or("")
    }
}

fn offset(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn index(n: u32) -> Option<Id> {
    (n != NONE).then(|| offset(n))
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The objects and arrays that are open, each with its last child.
    open: Vec<(Id, Option<Id>)>,
}

impl Scanner<'_> {
    fn document(&mut self) -> Result<(), JsonError> {
        self.value((0, 0))?;
        // Each round reads one token or leaves one container, so the text's length bounds it.
        while let Some((container, last)) = self.open.last().copied() {
            self.blank();
            let is_object = self.nodes.get(container).is_some_and(|n| n.kind == Kind::Object);
            let close = if is_object { b'}' } else { b']' };
            if self.eat(close) {
                let to = self.offset()?;
                if let Some(node) = self.nodes.get_mut(container) {
                    node.to = to;
                }
                self.open.pop();
                continue;
            }
            if last.is_some() && !self.eat(b',') {
                return Err(JsonError::Malformed);
            }
            self.blank();
            let key = if is_object { self.name()? } else { (0, 0) };
            self.value(key)?;
        }
        self.blank();
        if self.at == self.bytes.len() { Ok(()) } else { Err(JsonError::Malformed) }
    }

    /// A member's name and its colon.
    fn name(&mut self) -> Result<(u32, u32), JsonError> {
        if !self.eat(b'"') {
            return Err(JsonError::Malformed);
        }
        let (from, to, _) = self.rest_of_string()?;
        self.blank();
        if !self.eat(b':') {
            return Err(JsonError::Malformed);
        }
        self.blank();
        Ok((from, to))
    }

    /// A whole value that is no container, or the beginning of one that is.
    fn value(&mut self, key: (u32, u32)) -> Result<(), JsonError> {
        self.blank();
        let from = self.offset()?;
        match self.bytes.get(self.at) {
            Some(b'{') => self.container(Kind::Object, key, from),
            Some(b'[') => self.container(Kind::Array, key, from),
            Some(b'"') => {
                self.at = self.at.saturating_add(1);
                let (from, to, has_escapes) = self.rest_of_string()?;
                self.push(Kind::String { has_escapes }, key, from, to).map(|_| ())
            }
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                let is_plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                self.at = self.at.saturating_add(rest.iter().take_while(|b| is_plain(b)).count());
                let to = self.offset()?;
                self.push(Kind::Other, key, from, to).map(|_| ())
            }
            _ => Err(JsonError::Malformed),
        }
    }

    fn container(&mut self, kind: Kind, key: (u32, u32), from: u32) -> Result<(), JsonError> {
        self.at = self.at.saturating_add(1);
        let id = self.push(kind, key, from, from)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(JsonError::TooLarge);
        }
        self.open.push((id, None));
        Ok(())
    }

    fn push(&mut self, kind: Kind, key: (u32, u32), from: u32, to: u32) -> Result<Id, JsonError> {
        let id = self.nodes.len();
        let name = u32::try_from(id).map_err(|_| JsonError::TooLarge)?;
        if id >= MAX_VALUES {
            return Err(JsonError::TooLarge);
        }
        let mut parent = NONE;
        if let Some((container, last)) = self.open.last_mut() {
            parent = u32::try_from(*container).unwrap_or(NONE);
            let elder = last.replace(id);
            match elder.and_then(|elder| self.nodes.get_mut(elder)) {
                Some(elder) => elder.next = name,
                None => {
                    if let Some(container) = self.nodes.get_mut(*container) {
                        container.first = name;
                    }
                }
            }
        }
        self.nodes.push(Node { kind, key, from, to, parent, next: NONE, first: NONE });
        Ok(id)
    }

    /// The rest of a string after its first quote: its ends, and whether it has escapes.
    fn rest_of_string(&mut self) -> Result<(u32, u32, bool), JsonError> {
        let from = self.offset()?;
        let mut has_escapes = false;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    let to = self.offset()?;
                    self.at = self.at.saturating_add(1);
                    return Ok((from, to, has_escapes));
                }
                Some(b'\\') => {
                    has_escapes = true;
                    self.at = self.at.saturating_add(2);
                }
                // Line ends within strings are an error of JSON, and common in pastes.
                Some(0x00..=0x08 | 0x0b | 0x0c | 0x0e..=0x1f) | None => return Err(JsonError::Malformed),
                Some(_) => self.at = self.at.saturating_add(1),
            }
        }
    }

    fn blank(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at = self.at.saturating_add(1);
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.bytes.get(self.at) == Some(&byte);
        if is_next {
            self.at = self.at.saturating_add(1);
        }
        is_next
    }

    fn offset(&self) -> Result<u32, JsonError> {
        u32::try_from(self.at).map_err(|_| JsonError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{SourceId, Span};

    fn piece(text: &str) -> Piece<'_> {
        Piece { text, span: Span::new(SourceId::CAPTURE, 0, text.len()), is_verbatim: true }
    }

    #[test]
    fn values_know_their_names_and_places() {
        let text = r#" {"a": [1, "x\ty", {"b": null}], "c": "d", "a": "second"} "#;
        let json = Json::read(piece(text)).unwrap();
        let a = json.member(0, "a").unwrap();
        assert_eq!(json.children(a).count(), 3);
        let second = json.children(a).nth(1).unwrap();
        assert_eq!(json.string(second).unwrap(), "x\ty");
        assert_eq!(json.piece(second).text, r"x\ty");
        assert_eq!(json.text(0, "c").unwrap(), "d");
        assert_eq!(json.piece(a).span.of(text), r#"[1, "x\ty", {"b": null}]"#);
        assert_eq!(json.path(0, &["a"]), Some(a));
        assert_eq!(json.parent(second), Some(a));
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in ["", "{", "[1 2]", "{\"a\" 1}", "{} {}", "\"open", "[1,", "{\"a\":}", "\"a\\", "nope!"] {
            assert_eq!(Json::read(piece(text)).err(), Some(JsonError::Malformed), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(Json::read(piece(&deep)).err(), Some(JsonError::TooLarge));
    }
}
