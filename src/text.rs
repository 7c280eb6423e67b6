//! Places in text: sources, spans, lines and columns.
//!
//! Every span is a pair of byte offsets into one [`Source`]. Lines, columns and the UTF-16 offsets
//! that browsers use are worked out once, at the border, by [`LineIndex`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names a [`Source`] within one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u16);

impl SourceId {
    /// The text of the metadata box.
    pub const METADATA: SourceId = SourceId(0);
    /// The text of the capture box.
    pub const CAPTURE: SourceId = SourceId(1);
    /// The metadata in force now, given for comparison.
    pub const SAVED_METADATA: SourceId = SourceId(2);
    /// The second capture, given for comparison.
    pub const OTHER_CAPTURE: SourceId = SourceId(3);
    /// The first id of the texts that were decoded from one of the above.
    pub const FIRST_DECODED: SourceId = SourceId(4);
}

/// A half-open range of bytes in one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text that the offsets point into.
    pub source: SourceId,
    /// The first byte.
    pub from: u32,
    /// The byte after the last one.
    pub to: u32,
}

impl Span {
    /// A span of `source` from byte `from` up to, not including, byte `to`.
    pub fn new(source: SourceId, from: usize, to: usize) -> Span {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { source, from: clamp(from), to: clamp(to.max(from)) }
    }

    /// The first byte's offset.
    pub fn start(self) -> usize {
        usize::try_from(self.from).unwrap_or(usize::MAX)
    }

    /// The offset after the last byte.
    pub fn end(self) -> usize {
        usize::try_from(self.to).unwrap_or(usize::MAX)
    }

    /// The part of `text` that this span covers; empty where it reaches outside.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }
}

/// A value together with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Located<T> {
    /// `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Located<T> {
        Located { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: to(self.value), span: self.span }
    }
}

impl Located<String> {
    /// The value without XML white space around it.
    pub fn trimmed(&self) -> &str {
        trim_xml(&self.value)
    }
}

/// A text that spans point into: a box of the page, or what was decoded from it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The id that spans carry.
    pub id: SourceId,
    /// A short name for people, such as “SAMLResponse, base64-decoded”.
    pub label: Cow<'static, str>,
    /// The text itself.
    pub text: Arc<str>,
    /// True where the caller gave this very string, so that a report need not repeat it.
    pub is_callers: bool,
}

/// XML white space (XML 1.0 §2.3, production S).
pub fn is_xml_white_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// `text` without XML white space at either end: U+0020, 9, A and D, and nothing else.
pub fn trim_xml(text: &str) -> &str {
    text.trim_matches(is_xml_white_space)
}

/// Where each of some keys stands first. One map for all such questions: each type of map is code of its own.
#[derive(Debug, Default)]
pub(crate) struct FirstPlaces(BTreeMap<Vec<u8>, Span>);

impl FirstPlaces {
    /// The place where `key` stood before; where it did not, it stands at `span` from now on.
    pub(crate) fn before(&mut self, key: &[u8], span: Span) -> Option<Span> {
        let known = self.0.get(key).copied();
        if known.is_none() {
            self.0.insert(key.to_vec(), span);
        }
        known
    }
}

/// A place as people count: line and column from 1, and the UTF-16 offset from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1. Lines end at LF, CR or CR LF.
    pub line: u32,
    /// Column, from 1, in UTF-16 units.
    pub column: u32,
    /// Offset into the whole text in UTF-16 units, from 0.
    pub utf16: u32,
}

/// Turns byte offsets of one text into lines, columns and UTF-16 offsets.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Byte and UTF-16 offset of each line's first character, then checkpoints within long lines.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: u32,
    utf16: u32,
    line: u32,
    line_utf16: u32,
}

/// Bytes between two marks in a line: a look-up scans at most this far.
const MARK_EVERY: usize = 256;

impl<'a> LineIndex<'a> {
    /// Indexes `text` in one pass.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let mut mark = Mark { byte: 0, utf16: 0, line: 1, line_utf16: 0 };
        let mut marks = vec![mark];
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (line, after) = split_line(rest);
            for piece in line.chunks(MARK_EVERY) {
                mark.byte = mark.byte.saturating_add(length_of(piece));
                mark.utf16 = mark.utf16.saturating_add(utf16_units(piece));
                if piece.len() == MARK_EVERY {
                    marks.push(mark);
                }
            }
            if line.ends_with(b"\n") || line.ends_with(b"\r") {
                mark.line = mark.line.saturating_add(1);
                mark.line_utf16 = mark.utf16;
                marks.push(mark);
            }
            rest = after;
        }
        LineIndex { text, marks }
    }

    /// The position of the character at byte `offset`; the end of the text where it lies beyond.
    pub fn position(&self, offset: u32) -> Position {
        let at = self.marks.partition_point(|mark| mark.byte <= offset).saturating_sub(1);
        let Some(mark) = self.marks.get(at) else {
            return Position { line: 1, column: 1, utf16: 0 };
        };
        let place = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let before = self.text.as_bytes().get(place(mark.byte)..place(offset)).unwrap_or(&[]);
        let utf16 = mark.utf16.saturating_add(utf16_units(before));
        let column = utf16.saturating_sub(mark.line_utf16).saturating_add(1);
        Position { line: mark.line, column, utf16 }
    }
}

/// The first line, with what ends it, and the rest.
fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr2(b'\n', b'\r', text).map_or(text.len(), |at| {
        let is_pair = text.get(at..).is_some_and(|rest| rest.starts_with(b"\r\n"));
        at.saturating_add(if is_pair { 2 } else { 1 })
    });
    text.split_at_checked(end).unwrap_or((text, &[]))
}

/// UTF-16 units of the characters that begin in these bytes of UTF-8.
fn utf16_units(bytes: &[u8]) -> u32 {
    if bytes.is_ascii() {
        return length_of(bytes);
    }
    let begins = bytes.iter().filter(|byte| !matches!(byte, 0x80..0xc0)).count();
    // From U+10000, a character has four bytes and two units.
    let pairs = bytes.iter().filter(|byte| **byte >= 0xf0).count();
    u32::try_from(begins.saturating_add(pairs)).unwrap_or(u32::MAX)
}

fn length_of(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_utf16_and_every_kind_of_line_end() {
        let text = "a\r\nb😀c\rd\n";
        let index = LineIndex::new(text);
        let at = |needle: &str| {
            let offset = text.find(needle).map_or(0, |n| u32::try_from(n).unwrap_or(0));
            let p = index.position(offset);
            (p.line, p.column, p.utf16)
        };
        assert_eq!(at("a"), (1, 1, 0));
        assert_eq!(at("b"), (2, 1, 3));
        assert_eq!(at("c"), (2, 4, 6));
        assert_eq!(at("d"), (3, 1, 8));
    }

    /// Every byte offset of texts of every kind of line end and character, against counting one by one.
    #[test]
    fn positions_are_those_of_counting() {
        let pieces = ["a", "é", "€", "😀", "\r", "\n", "\r\n", "\n\r"];
        let mut texts: Vec<String> =
            (0..512_usize).map(|n| [pieces[n % 8], pieces[n / 8 % 8], pieces[n / 64 % 8]].concat()).collect();
        texts.push(pieces.concat().repeat(60));
        texts.push("€😀a".repeat(200) + "\r\n" + &"é".repeat(300));
        for text in texts {
            let index = LineIndex::new(&text);
            let (mut line, mut column, mut utf16) = (1, 1, 0);
            let mut characters = text.char_indices().peekable();
            while let Some((at, c)) = characters.next() {
                let counted = Position { line, column, utf16 };
                assert_eq!(index.position(at as u32), counted, "{at} of {text:?}");
                let units = c.len_utf16() as u32;
                utf16 += units;
                column += units;
                if c == '\n' || c == '\r' && characters.peek().is_none_or(|(_, next)| *next != '\n') {
                    (line, column) = (line + 1, 1);
                }
            }
            for beyond in [text.len() as u32, u32::MAX] {
                assert_eq!(index.position(beyond), Position { line, column, utf16 }, "{text:?}");
            }
        }
    }

    #[test]
    fn a_long_line_is_indexed_in_steps() {
        let text = "é".repeat(10_000);
        let index = LineIndex::new(&text);
        assert_eq!(index.position(15_000).column, 7_501);
        assert_eq!(index.position(u32::MAX).utf16, 10_000);
    }

    #[test]
    fn trimming_removes_only_xml_white_space() {
        assert_eq!(trim_xml(" \t\r\nx\u{a0} "), "x\u{a0}");
    }
}
