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

impl<T: AsRef<str>> Located<T> {
    /// The value without XML white space around it.
    pub fn trimmed(&self) -> &str {
        trim_xml(self.value.as_ref())
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
    let text = trim_xml_end(text);
    let mut rest = text.as_bytes();
    while let [b' ' | b'\t' | b'\n' | b'\r', after @ ..] = rest {
        rest = after;
    }
    text.get(text.len().saturating_sub(rest.len())..).unwrap_or("")
}

/// `text` without XML white space at its end.
pub fn trim_xml_end(text: &str) -> &str {
    let mut rest = text.as_bytes();
    while let [before @ .., b' ' | b'\t' | b'\n' | b'\r'] = rest {
        rest = before;
    }
    text.get(..rest.len()).unwrap_or("")
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
    text: Counted<'a>,
    /// What was counted before each [`MARK_EVERY`] bytes.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    utf16: u32,
    line: u32,
    /// The UTF-16 offset of the line's first character.
    line_utf16: u32,
}

/// Bytes between two marks: a look-up counts at most so many, and the marks take a fortieth of the text.
const MARK_EVERY: usize = 512;

impl<'a> LineIndex<'a> {
    /// Indexes `text` in one pass.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let text = Counted { bytes: text.as_bytes(), is_ascii: text.is_ascii() };
        let mut mark = Mark { utf16: 0, line: 1, line_utf16: 0 };
        let whole = text.bytes.len() / MARK_EVERY;
        let mut marks = Vec::with_capacity(whole.saturating_add(1));
        marks.push(mark);
        for at in 0..whole {
            let from = at.saturating_mul(MARK_EVERY);
            mark = text.count(mark, from, from.saturating_add(MARK_EVERY));
            marks.push(mark);
        }
        LineIndex { text, marks }
    }

    /// The position of the character at byte `offset`; the end of the text where it lies beyond.
    pub fn position(&self, offset: u32) -> Position {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.bytes.len());
        let at = offset / MARK_EVERY;
        let Some(mark) = self.marks.get(at) else {
            return Position { line: 1, column: 1, utf16: 0 };
        };
        let Mark { utf16, line, line_utf16 } = self.text.count(*mark, at.saturating_mul(MARK_EVERY), offset);
        Position { line, column: utf16.saturating_sub(line_utf16).saturating_add(1), utf16 }
    }
}

/// A text whose lines and UTF-16 units are counted.
#[derive(Clone, Copy, Debug)]
struct Counted<'a> {
    bytes: &'a [u8],
    is_ascii: bool,
}

impl Counted<'_> {
    /// What is counted at byte `to` where `mark` is what was counted at byte `from`.
    fn count(self, mut mark: Mark, from: usize, to: usize) -> Mark {
        let part = self.bytes.get(from..to).unwrap_or(&[]);
        mark.utf16 = mark.utf16.saturating_add(self.utf16_units(part));
        let mut rest = part;
        let mut last_line = None;
        while let Some((end, after)) = memchr::memchr2(b'\n', b'\r', rest).and_then(|at| cut_after(rest, at))
        {
            let next = self.bytes.get(to.saturating_sub(after.len()));
            if end == b'\n' || next != Some(&b'\n') {
                mark.line = mark.line.saturating_add(1);
                last_line = Some(after);
            }
            rest = after;
        }
        if let Some(last_line) = last_line {
            mark.line_utf16 = mark.utf16.saturating_sub(self.utf16_units(last_line));
        }
        mark
    }

    /// UTF-16 units of the characters that begin in this part of it.
    fn utf16_units(self, part: &[u8]) -> u32 {
        if self.is_ascii {
            return length_of(part);
        }
        let begins = part.iter().filter(|byte| !matches!(byte, 0x80..0xc0)).count();
        // From U+10000, a character has four bytes and two units.
        let pairs = part.iter().filter(|byte| **byte >= 0xf0).count();
        u32::try_from(begins.saturating_add(pairs)).unwrap_or(u32::MAX)
    }
}

/// The byte at `at`, and what stands after it.
fn cut_after(bytes: &[u8], at: usize) -> Option<(u8, &[u8])> {
    bytes.get(at..)?.split_first().map(|(byte, after)| (*byte, after))
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
