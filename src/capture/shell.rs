//! Words of a command line: POSIX shells, and the Windows command prompt.

use super::escape;
use super::reader::Piece;
use std::borrow::Cow;
use std::iter::Peekable;
use std::str::CharIndices;

/// Words of one paste: “copy all as cURL” of a busy page.
const MAX_WORDS: usize = 100_000;

/// One word, or what ends a command.
#[derive(Debug)]
pub(super) enum Word<'t> {
    /// A word without its quotes, and its place with them.
    Word { text: Cow<'t, str>, piece: Piece<'t> },
    /// `;`, `&`, `|` or the end of a line.
    End,
}

/// The words of a paste.
#[derive(Debug)]
pub(super) struct Words<'t> {
    pub(super) words: Vec<Word<'t>>,
    /// The text ended before a quote did.
    pub(super) is_unclosed: bool,
}

/// Splits as a POSIX shell does (Shell Command Language §2.2, and `$'…'`).
pub(super) fn posix(piece: Piece<'_>) -> Words<'_> {
    let mut out = Words { words: Vec::new(), is_unclosed: false };
    let mut at = 0usize;
    // Each round reads one word or one character between words.
    while out.words.len() < MAX_WORDS {
        let rest = piece.text.get(at..).unwrap_or("");
        let Some(first) = rest.chars().next() else { break };
        match first {
            ' ' | '\t' | '\r' => at = at.saturating_add(1),
            '\\' if rest.starts_with("\\\n") => at = at.saturating_add(2),
            '\\' if rest.starts_with("\\\r\n") => at = at.saturating_add(3),
            '\n' | ';' | '&' | '|' => {
                out.words.push(Word::End);
                at = at.saturating_add(1);
            }
            _ => {
                let mut word = PosixWord { text: rest, at: 0, out: String::new(), is_unclosed: false };
                word.read();
                out.is_unclosed |= word.is_unclosed;
                let length = word.at.clamp(first.len_utf8(), rest.len());
                let read = word.out;
                out.words.push(make(piece.part(at, at.saturating_add(length)), read));
                at = at.saturating_add(length);
            }
        }
    }
    out
}

/// A word; where it is one quoted stretch without escapes its text is a part of the paste.
fn make(piece: Piece<'_>, read: String) -> Word<'_> {
    let inner = piece.text.len().checked_sub(1).map(|to| piece.part(1, to));
    for same in [Some(piece), inner].into_iter().flatten() {
        if same.text == read {
            return Word::Word { text: Cow::Borrowed(same.text), piece: same };
        }
    }
    Word::Word { text: Cow::Owned(read), piece }
}

struct PosixWord<'t> {
    text: &'t str,
    at: usize,
    out: String,
    is_unclosed: bool,
}

impl PosixWord<'_> {
    fn read(&mut self) {
        // Each round moves on by one character or one quoted stretch.
        while let Some(c) = self.rest().chars().next() {
            match c {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' => return,
                '\'' => self.until_quote(1, '\'', |inside| inside.to_owned()),
                '"' => self.double_quoted(),
                '$' if self.rest().starts_with("$'") => self.ansi_c(),
                '$' if self.rest().starts_with("$\"") => {
                    self.at = self.at.saturating_add(1);
                    self.double_quoted();
                }
                '\\' => {
                    let next = self.rest().chars().nth(1);
                    self.out.extend(next.filter(|n| *n != '\n'));
                    self.at = self.at.saturating_add(1).saturating_add(next.map_or(0, char::len_utf8));
                }
                c => {
                    self.out.push(c);
                    self.at = self.at.saturating_add(c.len_utf8());
                }
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn until_quote(&mut self, opening: usize, quote: char, read: impl Fn(&str) -> String) {
        let rest = self.rest().get(opening..).unwrap_or("");
        let end = rest.find(quote);
        let inside = rest.get(..end.unwrap_or(rest.len())).unwrap_or("");
        let (text, length) = (read(inside), inside.len());
        self.out.push_str(&text);
        self.is_unclosed |= end.is_none();
        self.at = self.at.saturating_add(opening).saturating_add(length).saturating_add(1);
    }

    /// `"…"`: a backslash escapes only `$`, a backtick, `"`, itself and a line end.
    fn double_quoted(&mut self) {
        let inside = self.rest().get(1..).unwrap_or("");
        let length = closing_quote(inside, '"');
        let content = inside.get(..length.unwrap_or(inside.len())).unwrap_or("").to_owned();
        self.is_unclosed |= length.is_none();
        self.at = self.at.saturating_add(content.len()).saturating_add(2);
        let mut characters = content.chars().peekable();
        while let Some(c) = characters.next() {
            match (c, characters.peek()) {
                ('\\', Some('\n')) => {
                    characters.next();
                }
                ('\\', Some(next @ ('$' | '`' | '"' | '\\'))) => {
                    self.out.push(*next);
                    characters.next();
                }
                _ => self.out.push(c),
            }
        }
    }

    /// `$'…'`: the escapes of C, which for what browsers write are those of JavaScript.
    fn ansi_c(&mut self) {
        let inside = self.rest().get(2..).unwrap_or("");
        let length = closing_quote(inside, '\'');
        let content = inside.get(..length.unwrap_or(inside.len())).unwrap_or("").to_owned();
        self.is_unclosed |= length.is_none();
        self.at = self.at.saturating_add(content.len()).saturating_add(3);
        self.out.push_str(&escape::decode(&content));
    }
}

/// The offset of the first `quote` that no backslash escapes.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// Splits as the command prompt and a C program's start do: first carets, then quotes.
pub(super) fn windows(piece: Piece<'_>) -> Words<'_> {
    let mut out = Words { words: Vec::new(), is_unclosed: false };
    let mut word: Option<WindowsWord> = None;
    let mut is_quoted = false;
    let mut characters = WithoutCarets::new(piece.text).peekable();
    while let Some((at, c)) = characters.next() {
        if out.words.len() >= MAX_WORDS {
            break;
        }
        match c {
            '\\' => {
                let mut count = 1usize;
                while characters.next_if(|(_, next)| *next == '\\').is_some() {
                    count = count.saturating_add(1);
                }
                let text = WindowsWord::text(&mut word, at);
                // Before a quote two backslashes are one, and an odd one makes the quote a letter.
                if characters.peek().is_some_and(|(_, next)| *next == '"') {
                    text.extend(std::iter::repeat_n('\\', count / 2));
                    if count % 2 == 1 {
                        characters.next();
                        text.push('"');
                    }
                } else {
                    text.extend(std::iter::repeat_n('\\', count));
                }
            }
            '"' if is_quoted && characters.next_if(|(_, next)| *next == '"').is_some() => {
                WindowsWord::text(&mut word, at).push('"');
            }
            '"' => {
                is_quoted = !is_quoted;
                WindowsWord::text(&mut word, at);
            }
            ' ' | '\t' | '\r' | '\n' if !is_quoted => {
                out.words.extend(word.take().map(|word| word.end(piece, at)));
                if c == '\n' {
                    out.words.push(Word::End);
                }
            }
            '&' if !is_quoted && word.is_none() => out.words.push(Word::End),
            c => WindowsWord::text(&mut word, at).push(c),
        }
    }
    out.words.extend(word.map(|word| word.end(piece, piece.text.len())));
    out.is_unclosed = is_quoted;
    out
}

/// A word for the command prompt that is being read.
struct WindowsWord {
    /// Where it begins.
    at: usize,
    text: String,
}

impl WindowsWord {
    /// The text of the word that is being read, which may begin here.
    fn text(word: &mut Option<WindowsWord>, at: usize) -> &mut String {
        &mut word.get_or_insert_with(|| WindowsWord { at, text: String::new() }).text
    }

    fn end<'t>(self, piece: Piece<'t>, to: usize) -> Word<'t> {
        let piece = Piece { is_verbatim: false, ..piece.part(self.at, to) };
        Word::Word { text: Cow::Owned(self.text), piece }
    }
}

/// The characters of a text with their offsets, without the command prompt's escapes: a caret outside of
/// quotes makes the next character plain, and one at the end of a line joins the next line.
struct WithoutCarets<'t> {
    characters: Peekable<CharIndices<'t>>,
    is_quoted: bool,
}

impl<'t> WithoutCarets<'t> {
    fn new(text: &'t str) -> WithoutCarets<'t> {
        WithoutCarets { characters: text.char_indices().peekable(), is_quoted: false }
    }
}

impl Iterator for WithoutCarets<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        // Each round reads on.
        loop {
            let (at, c) = self.characters.next()?;
            match c {
                '^' if !self.is_quoted => {
                    self.characters.next_if(|(_, next)| *next == '\r');
                    match self.characters.next()? {
                        // Of `^` and two line ends the second one stays: a line end within a value.
                        (_, '\n') if self.characters.next_if(|(_, c)| matches!(c, '\r' | '\n')).is_some() => {
                            self.characters.next_if(|(_, next)| *next == '\n');
                            return Some((at, '\n'));
                        }
                        (_, '\n') => {}
                        (_, next) => return Some((at, next)),
                    }
                }
                '"' => {
                    self.is_quoted = !self.is_quoted;
                    return Some((at, c));
                }
                c => return Some((at, c)),
            }
        }
    }
}
