//! Character references of HTML and XML, undone once.

use std::borrow::Cow;

/// Names of ASCII characters, as HTML knows them: those that escape functions write.
const NAMES: [(&str, char); 30] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("plus", '+'),
    ("equals", '='),
    ("sol", '/'),
    ("bsol", '\\'),
    ("colon", ':'),
    ("semi", ';'),
    ("period", '.'),
    ("comma", ','),
    ("quest", '?'),
    ("excl", '!'),
    ("num", '#'),
    ("percnt", '%'),
    ("commat", '@'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lbrack", '['),
    ("rbrack", ']'),
    ("lbrace", '{'),
    ("rbrace", '}'),
    ("ast", '*'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("grave", '`'),
    ("nbsp", '\u{a0}'),
];

/// The longest reference that is looked for, `&` and `;` not counted: `#x` and eight digits.
const LONGEST: usize = 10;

/// `text` with its character references replaced, once; unknown ones stay as they are.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match reference(after) {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// True where decoding would change `text`.
pub(super) fn has_reference(text: &str) -> bool {
    // Looking at each `&` once keeps this linear.
    text.split('&').skip(1).any(|after| reference(after).is_some())
}

/// The character that the reference after `&` stands for, and what follows it.
fn reference(after: &str) -> Option<(char, &str)> {
    let end = after.bytes().take(LONGEST.saturating_add(1)).position(|b| b == b';')?;
    let name = after.get(..end)?;
    let tail = after.get(end.saturating_add(1)..)?;
    let character = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => digits(hex, 16)?,
            None => digits(number, 10)?,
        },
        None => NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)?,
    };
    Some((character, tail))
}

fn digits(text: &str, radix: u32) -> Option<char> {
    if text.is_empty() || !text.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(text, radix).ok().and_then(char::from_u32).filter(|c| *c != '\0')
}
