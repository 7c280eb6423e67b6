//! How near one name comes to another: what a person mistyped, or what a look-alike imitates.

use super::suspicious::find_suspicious;
use crate::text::is_xml_white_space;

/// How an attribute's name differs from the one expected, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameLikeness {
    /// Only by blanks around it.
    Blanks,
    /// Only by letter case.
    Case,
    /// By characters that do not show themselves, or that look like others.
    LookAlike,
    /// By hyphens, underscores, dots or blanks, or by camel case.
    Separators,
    /// By a letter or two.
    Spelling,
}

/// How `name` differs from `expected`, where it comes near.
pub(super) fn name_likeness(name: &str, expected: &str) -> Option<NameLikeness> {
    let trimmed = name.trim_matches(|c: char| is_xml_white_space(c) || c == '\u{a0}');
    if name.len() > MAX_COMPARED {
        return None;
    }
    if trimmed == expected {
        return Some(NameLikeness::Blanks);
    }
    if trimmed.eq_ignore_ascii_case(expected) {
        return Some(NameLikeness::Case);
    }
    if folded(trimmed) == folded(expected) {
        return Some(NameLikeness::LookAlike);
    }
    if bare(trimmed) == bare(expected) {
        return Some(NameLikeness::Separators);
    }
    is_misspelt(&bare(trimmed), &bare(expected)).then_some(NameLikeness::Spelling)
}

/// Whether one name is a URI or URN whose last part is the other.
pub(super) fn differs_by_uri(name: &str, expected: &str) -> bool {
    let last = |uri: &str| {
        let is_uri = uri.contains("://") || uri.starts_with("urn:");
        is_uri.then(|| uri.rsplit(['/', ':', '#']).next().unwrap_or("").to_owned())
    };
    let name_only = |uri: &str, bare: &str| {
        last(uri).is_some_and(|last| !last.is_empty() && last.eq_ignore_ascii_case(bare.trim()))
    };
    name_only(name, expected) || name_only(expected, name)
}

/// The accepted value that `value` comes nearest to, where it comes near.
pub fn nearest_value<'a>(
    value: &str,
    accepted: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Option<&'a str> {
    if value.len() > MAX_COMPARED {
        return None;
    }
    let plain = bare(&folded(value));
    let same = |candidate: &str| bare(&folded(candidate)) == plain;
    let mut all = accepted.clone();
    if let Some((found, _)) = all.find(|(accepted, label)| same(accepted) || same(label)) {
        return Some(found);
    }
    let mut all = accepted.clone();
    let begins = |candidate: &str| plain.len() >= MIN_PREFIX && bare(candidate).starts_with(&plain);
    if let Some((found, _)) = all.find(|(candidate, _)| begins(candidate)) {
        return Some(found);
    }
    let mut all = accepted;
    all.find(|(candidate, _)| is_misspelt(&plain, &bare(candidate))).map(|(found, _)| found)
}

/// Longer texts are not compared: no name or value of a profile is that long, and the comparison of
/// two texts takes the product of their lengths.
const MAX_COMPARED: usize = 128;
/// The shortest beginning of a value that names it, such as `admin`… is not one of `administrator`.
const MIN_PREFIX: usize = 4;

/// Lower case, without separators: `Full-Name`, `fullName` and `full_name` are one.
fn bare(text: &str) -> String {
    let is_separator = |c: &char| !matches!(c, '_' | '-' | '.' | ' ' | '\u{a0}' | '\t' | '\n' | '\r');
    text.chars().filter(is_separator).flat_map(char::to_lowercase).collect()
}

/// One edit for short names, two for longer ones.
fn is_misspelt(text: &str, expected: &str) -> bool {
    let allowed = match expected.chars().count() {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    };
    allowed > 0 && edit_distance(text, expected) <= allowed
}

/// Levenshtein's distance in characters, with a swap of neighbours as one edit. It takes the product of the
/// two lengths.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous: Option<char> = None;
    for (i, x) in a.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i.saturating_add(1));
        for (j, y) in b.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&row, j).saturating_add(usize::from(x != *y));
            let removed = at(&row, j.saturating_add(1)).saturating_add(1);
            let added = at(&next, j).saturating_add(1);
            let mut best = replaced.min(removed).min(added);
            let left = j.checked_sub(1).and_then(|left| b.get(left).map(|c| (left, *c)));
            if let (Some(last), Some((left, c))) = (previous, left)
                && last == *y
                && c == x
            {
                best = best.min(at(&before, left).saturating_add(1));
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
        previous = Some(x);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

/// `text` as it looks: look-alikes of ASCII letters and digits folded to them, characters that do
/// not show themselves left out (after Unicode Technical Standard 39 §4).
pub fn folded(text: &str) -> String {
    text.chars().filter(|c| find_suspicious(c.encode_utf8(&mut [0; 4])).is_none()).map(look_of).collect()
}

/// Pairs of look-alikes: Cyrillic, Greek, Armenian and other letters that are drawn like ASCII ones.
const LOOK_ALIKES: &[(&str, char)] = &[
    ("аɑα", 'a'),
    ("ЬƄ", 'b'),
    ("сϲⅽ", 'c'),
    ("ԁⅾɗ", 'd'),
    ("еєҽ", 'e'),
    ("ƒꞙ", 'f'),
    ("ɡցɢ", 'g'),
    ("һհ", 'h'),
    ("іıɩιӏⅰ", 'i'),
    ("јϳ", 'j'),
    ("κк", 'k'),
    ("ⅼǀ", 'l'),
    ("ⅿм", 'm'),
    ("ոռ", 'n'),
    ("оοօσ", 'o'),
    ("рρ", 'p'),
    ("ԛզ", 'q'),
    ("гᴦ", 'r'),
    ("ѕꜱ", 's'),
    ("тτ", 't'),
    ("υսꞟ", 'u'),
    ("νѵⅴ", 'v'),
    ("ԝѡա", 'w'),
    ("хⅹ×", 'x'),
    ("уүγ", 'y'),
    ("ᴢ", 'z'),
    ("АΑ", 'A'),
    ("ВΒ", 'B'),
    ("СϹ", 'C'),
    ("ЕΕ", 'E'),
    ("НΗ", 'H'),
    ("ІΙ", 'I'),
    ("Ј", 'J'),
    ("КΚ", 'K'),
    ("МΜ", 'M'),
    ("Ν", 'N'),
    ("ОΟ", 'O'),
    ("РΡ", 'P'),
    ("Ѕ", 'S'),
    ("ТΤ", 'T'),
    ("ХΧ", 'X'),
    ("ΥҮ", 'Y'),
    ("Ζ", 'Z'),
    ("‐‑‒–—−", '-'),
    ("ˍ", '_'),
];

fn look_of(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    // Full-width forms stand in the order of ASCII.
    if let Some(offset) = u32::from(c).checked_sub(0xFF01)
        && let Some(ascii) = offset.checked_add(0x21).filter(|code| *code <= 0x7E).and_then(char::from_u32)
    {
        return ascii;
    }
    LOOK_ALIKES.iter().find(|(looks, _)| looks.contains(c)).map_or(c, |(_, ascii)| *ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_told_by_kind() {
        let of = |name: &str| name_likeness(name, "full_name");
        assert_eq!(of("full_name "), Some(NameLikeness::Blanks));
        assert_eq!(of("Full_Name"), Some(NameLikeness::Case));
        assert_eq!(of("full_nаme"), Some(NameLikeness::LookAlike));
        assert_eq!(of("full\u{200b}_name"), Some(NameLikeness::LookAlike));
        assert_eq!(of("fullName"), Some(NameLikeness::Separators));
        assert_eq!(of("ful_name"), Some(NameLikeness::Spelling));
        assert_eq!(of("fulnl_ame"), Some(NameLikeness::Spelling));
        assert_eq!(of("surname"), None);
        assert_eq!(of("email"), None);
    }

    #[test]
    fn the_last_part_of_a_uri_names_a_claim() {
        assert!(differs_by_uri("http://schemas.example/claims/imagekit_id", "imagekit_id"));
        assert!(differs_by_uri("urn:oid:imagekit_id", "imagekit_id"));
        assert!(differs_by_uri("email", "http://schemas.example/claims/email"));
        assert!(!differs_by_uri("imagekit_id", "imagekit_id"));
        assert!(!differs_by_uri("http://schemas.example/claims/", ""));
    }

    #[test]
    fn the_nearest_value_is_named() {
        let accepted = [("account_administrator", "Account administrator"), ("developer", "Developer")];
        let of = |value: &str| nearest_value(value, accepted.iter().copied());
        assert_eq!(of("Developer"), Some("developer"));
        assert_eq!(of("devеloper"), Some("developer"));
        assert_eq!(of("develper"), Some("developer"));
        assert_eq!(of("Account Administrator"), Some("account_administrator"));
        assert_eq!(of("dev"), None);
        assert_eq!(of("viewer"), None);
        assert_eq!(of(&"x".repeat(1_000_000)), None);
    }

    #[test]
    fn swapping_neighbours_is_one_edit() {
        assert_eq!(edit_distance("abcd", "abdc"), 1);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }
}
