//! The part of a line that a place is in, as a terminal shows it: columns are cells of the screen.

use super::width::{display, width_of};

/// Cells of a line that are shown around a place: pasted XML often is one long line.
const SHOWN: usize = 90;
/// Cells before the place, of those.
const BEFORE: usize = 30;
/// A tabulator's width.
const TAB: &str = "    ";

/// A line, or the part of it around a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// What is shown, with `…` where something was cut off.
    pub(super) text: String,
    /// Cells before the marks.
    pub(super) indent: usize,
    /// Cells to mark, at least one.
    pub(super) marks: usize,
    /// How many lines the place goes on for after this one.
    pub(super) more_lines: usize,
}

/// One character as it is shown.
struct Cell {
    shown: String,
    width: usize,
}

/// The excerpt at a line and a column, both from 1; the column and `units` count UTF-16 units.
pub(super) fn excerpt(text: &str, line: u32, column: u32, units: u32) -> Option<Excerpt> {
    let mut lines = lines(text).skip(usize::try_from(line).ok()?.checked_sub(1)?);
    let line = lines.next()?;
    let from_unit = usize::try_from(column).ok()?.checked_sub(1)?;
    let to_unit = from_unit.saturating_add(usize::try_from(units).ok()?);
    let (mut from, mut to, mut unit) = (0usize, 0usize, 0usize);
    let mut cells = Vec::new();
    for c in line.chars() {
        if unit < from_unit {
            from = cells.len().saturating_add(1);
        }
        if unit < to_unit {
            to = cells.len().saturating_add(1);
        }
        unit = unit.saturating_add(c.len_utf16());
        let shown = if c == '\t' { TAB.to_owned() } else { display(c) };
        cells.push(Cell { width: shown.chars().map(width_of).sum(), shown });
    }
    let rest = to_unit.saturating_sub(unit);
    Some(Excerpt { more_lines: lines_within(lines, rest), ..cut(&cells, from, to) })
}

/// How many further lines `units` reach into, the line end counted as one.
fn lines_within<'a>(lines: impl Iterator<Item = &'a str>, units: usize) -> usize {
    let mut rest = units;
    let reached = lines.take_while(|line| {
        // The line end before it.
        let is_reached = rest > 1;
        rest = rest.saturating_sub(line.encode_utf16().count().saturating_add(1));
        is_reached
    });
    reached.count()
}

/// The cells around those from `from` to `to`, with what was cut off marked.
fn cut(cells: &[Cell], from: usize, to: usize) -> Excerpt {
    let width = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    let all = width(cells);
    let mut start = 0;
    let mut before = width(cells.get(..from).unwrap_or(&[]));
    if all > SHOWN {
        // As much before the place as there is room for, and more where little stands after it.
        let after = all.saturating_sub(before);
        let room = BEFORE.max(SHOWN.saturating_sub(after).saturating_sub(1));
        while before > room {
            before = before.saturating_sub(cells.get(start).map_or(1, |cell| cell.width.max(1)));
            start = start.saturating_add(1);
        }
    }
    let mut excerpt = Excerpt { text: String::new(), indent: 0, marks: 0, more_lines: 0 };
    let mut shown = 0usize;
    if start > 0 {
        excerpt.text.push('…');
        shown = 1;
    }
    excerpt.indent = shown;
    for (at, cell) in cells.iter().enumerate().skip(start) {
        if shown.saturating_add(cell.width) > SHOWN {
            excerpt.text.push('…');
            break;
        }
        excerpt.text.push_str(&cell.shown);
        shown = shown.saturating_add(cell.width);
        match at {
            at if at < from => excerpt.indent = shown,
            at if at < to => excerpt.marks = excerpt.marks.saturating_add(cell.width),
            _ => {}
        }
    }
    excerpt.marks = excerpt.marks.max(1);
    excerpt
}

/// Lines as the positions count them: ended by LF, CR or CR LF.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let (line, after) = text.split_at_checked(end)?;
        rest = after.strip_prefix("\r\n").or_else(|| after.get(1..));
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, line: u32, column: u32, units: u32) -> (String, usize, usize, usize) {
        let Excerpt { text, indent, marks, more_lines } = excerpt(text, line, column, units).unwrap();
        (text, indent, marks, more_lines)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(of("one\n<a b='c'/>\nthree", 2, 4, 5), ("<a b='c'/>".to_owned(), 3, 5, 0));
        assert_eq!(of("one\r\ntwo\rthree", 3, 1, 5), ("three".to_owned(), 0, 5, 0));
        assert_eq!(of("ab", 1, 3, 0), ("ab".to_owned(), 2, 1, 0), "the end of the text");
        assert_eq!(excerpt("ab", 2, 1, 0), None);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = format!("{}<X>{}", "a".repeat(200), "b".repeat(200));
        let (shown, indent, marks, _) = of(&text, 1, 201, 3);
        // 30 cells before the place, one of them for what was cut off; 90 in all and one for the rest.
        let expected = format!("…{}<X>{}…", "a".repeat(30), "b".repeat(56));
        assert_eq!((shown.as_str(), indent, marks), (expected.as_str(), 31, 3));
        let (shown, indent, marks, _) = of(&text, 1, 400, 2);
        assert!(shown.starts_with('…') && !shown.ends_with('…'), "the end is in sight: {shown}");
        assert_eq!(indent + marks, shown.chars().count() - 2);
        let (shown, indent, marks, _) = of(&text, 1, 5, 300);
        assert_eq!((indent, indent + marks), (4, 90), "marks go as far as the text: {shown}");
    }

    #[test]
    fn columns_count_utf16_units_and_marks_count_cells() {
        assert_eq!(of("😀x", 1, 3, 1), ("😀x".to_owned(), 2, 1, 0));
        assert_eq!(of("名前=山田", 1, 4, 2), ("名前=山田".to_owned(), 5, 4, 0));
        assert_eq!(of("e\u{301}=x", 1, 4, 1), ("e\u{301}=x".to_owned(), 2, 1, 0));
        assert_eq!(of("\tx", 1, 2, 1), ("    x".to_owned(), 4, 1, 0));
    }

    #[test]
    fn characters_that_do_not_show_are_written_out() {
        assert_eq!(of("a\u{202e}b", 1, 2, 1), ("a‹U+202E›b".to_owned(), 1, 8, 0));
        assert_eq!(of("\u{1b}[31mx", 1, 6, 1), ("‹U+001B›[31mx".to_owned(), 12, 1, 0));
    }

    #[test]
    fn a_place_of_several_lines_says_so() {
        assert_eq!(of("ab\ncd\nef", 1, 2, 4), ("ab".to_owned(), 1, 1, 1));
        assert_eq!(of("ab\ncd\nef", 1, 1, 8), ("ab".to_owned(), 0, 2, 2));
        assert_eq!(of("ab\ncd", 1, 1, 2).3, 0);
    }
}
