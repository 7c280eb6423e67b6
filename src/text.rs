//! Places in text: sources, spans, lines and columns.
//!
//! Every span is a pair of byte offsets into one [`Source`]. Lines, columns and the UTF-16 offsets
//! that browsers use are worked out once, at the border, by [`LineIndex`].

use std::borrow::Cow;
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
const MARK_EVERY: u32 = 1024;

impl<'a> LineIndex<'a> {
    /// Indexes `text` in one pass.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let mut marks = vec![Mark { byte: 0, utf16: 0, line: 1, line_utf16: 0 }];
        let (mut utf16, mut line, mut line_utf16, mut last) = (0u32, 1u32, 0u32, 0u32);
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            utf16 = utf16.saturating_add(if c > '\u{FFFF}' { 2 } else { 1 });
            let next = u32::try_from(at.saturating_add(c.len_utf8())).unwrap_or(u32::MAX);
            let crlf = c == '\r' && characters.peek().is_some_and(|(_, n)| *n == '\n');
            let ends_line = (c == '\n' || c == '\r') && !crlf;
            if ends_line {
                line = line.saturating_add(1);
                line_utf16 = utf16;
            }
            if ends_line || next.saturating_sub(last) >= MARK_EVERY {
                marks.push(Mark { byte: next, utf16, line, line_utf16 });
                last = next;
            }
        }
        LineIndex { text, marks }
    }

    /// The position of the character at byte `offset`; the end of the text where it lies beyond.
    pub fn position(&self, offset: u32) -> Position {
        let at = self.marks.partition_point(|mark| mark.byte <= offset).saturating_sub(1);
        let Some(mark) = self.marks.get(at) else {
            return Position { line: 1, column: 1, utf16: 0 };
        };
        let start = usize::try_from(mark.byte).unwrap_or(usize::MAX);
        let mut utf16 = mark.utf16;
        let mut byte = mark.byte;
        for c in self.text.get(start..).unwrap_or("").chars() {
            if byte >= offset {
                break;
            }
            byte = byte.saturating_add(u32::try_from(c.len_utf8()).unwrap_or(4));
            utf16 = utf16.saturating_add(if c > '\u{FFFF}' { 2 } else { 1 });
        }
        let column = utf16.saturating_sub(mark.line_utf16).saturating_add(1);
        Position { line: mark.line, column, utf16 }
    }
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
