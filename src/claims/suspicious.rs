//! Characters that do not show themselves, or that change how others are shown.

/// What kind of character it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuspicionKind {
    /// It has no width: zero-width space, word joiner, soft hyphen and the like.
    Invisible,
    /// It changes the direction of text (Unicode Annex 9).
    Direction,
    /// A control character.
    Control,
}

/// A suspicious character and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// The character.
    pub character: char,
    /// What kind it is.
    pub kind: SuspicionKind,
    /// Its place, counted in characters from 1.
    pub position: usize,
}

/// The first suspicious character of `text`.
pub fn find_suspicious(text: &str) -> Option<Suspicion> {
    if is_plain(text) {
        return None;
    }
    let mut characters = text.chars().zip(1usize..);
    characters
        .find_map(|(character, position)| Some(Suspicion { character, kind: kind_of(character)?, position }))
}

/// Whether `text` is printable ASCII, as nearly every text is. No early end: so compilers look at many bytes
/// at once.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |is_plain, byte| is_plain & matches!(byte, b' '..=b'~'))
}

/// Whether `text` shows nothing: it is empty, or of blanks of any alphabet alone.
pub(super) fn is_blank(text: &str) -> bool {
    // U+2800 is a pattern of Braille without dots, and no white space.
    text.chars().all(|c| c.is_whitespace() || c == '\u{2800}' || kind_of(c).is_some())
}

fn kind_of(c: char) -> Option<SuspicionKind> {
    match c {
        '\t' | '\n' | '\r' => None,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(SuspicionKind::Direction)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => Some(SuspicionKind::Invisible),
        c if c.is_control() => Some(SuspicionKind::Control),
        _ => None,
    }
}

/// `text` with every suspicious character written out, such as `‹U+200B›`.
pub fn shown(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match kind_of(c) {
            Some(_) => out.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_found_and_shown() {
        let text = "media\u{200b}_x";
        let found = find_suspicious(text).map(|s| (s.kind, s.position));
        assert_eq!(found, Some((SuspicionKind::Invisible, 6)));
        assert_eq!(shown(text), "media‹U+200B›_x");
        assert_eq!(find_suspicious("\u{202e}x").map(|s| s.kind), Some(SuspicionKind::Direction));
        assert_eq!(find_suspicious("a\u{1}").map(|s| s.kind), Some(SuspicionKind::Control));
        assert!(["", "\u{a0}", "\u{2800} \u{200b}", "\u{3000}"].into_iter().all(is_blank));
        assert!(!is_blank("\u{a0}a"));
        assert_eq!(find_suspicious("Ünal Yıldız\tÅsa 😀"), None);
    }
}
