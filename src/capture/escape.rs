//! Backslash escapes of JSON (RFC 8259 §7) and JavaScript strings, undone once.

use std::iter::Peekable;
use std::str::Chars;

/// `text` with its escapes replaced. An escape that is none stands for its character, as in
/// JavaScript; a lone surrogate becomes U+FFFD.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let Some(escape) = characters.next() else {
            out.push('\\');
            break;
        };
        match escape {
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'u' => out.push(unicode(&mut characters)),
            'x' => out.push(character(hex(&mut characters, 2))),
            // A backslash at the end of a line continues it.
            '\n' => {}
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    characters.next();
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// True where an escaped line break is written in `text`.
pub(super) fn has_newline(text: &str) -> bool {
    text.contains("\\n") || text.contains("\\r")
}

/// The character of `\uXXXX`, of a pair of them, or of `\u{…}`, after the `u`.
fn unicode(characters: &mut Peekable<Chars<'_>>) -> char {
    if characters.peek() == Some(&'{') {
        characters.next();
        let value = hex(characters, 6);
        if characters.peek() == Some(&'}') {
            characters.next();
        }
        return character(value);
    }
    let first = hex(characters, 4).unwrap_or(0xfffd);
    if !(0xd800..0xdc00).contains(&first) {
        return character(Some(first));
    }
    let mut ahead = characters.clone();
    if (ahead.next(), ahead.next()) != (Some('\\'), Some('u')) {
        return char::REPLACEMENT_CHARACTER;
    }
    match hex(&mut ahead, 4) {
        Some(second) if (0xdc00..0xe000).contains(&second) => {
            *characters = ahead;
            let high = first.wrapping_sub(0xd800).wrapping_shl(10);
            let low = second.wrapping_sub(0xdc00);
            character(Some((high | low).wrapping_add(0x10000)))
        }
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// At most `count` hexadecimal digits; `None` where there is none.
fn hex(characters: &mut Peekable<Chars<'_>>, count: usize) -> Option<u32> {
    let mut value = None;
    for _ in 0..count {
        let Some(digit) = characters.peek().and_then(|c| c.to_digit(16)) else { break };
        characters.next();
        value = Some(value.unwrap_or(0u32).wrapping_shl(4) | digit);
    }
    value
}

fn character(value: Option<u32>) -> char {
    value.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}
