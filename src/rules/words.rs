//! Phrases that several rules use, so that one thing has one wording.

use crate::claims::shown;

/// A value in quotes, hidden characters written out, cut where it is very long.
pub(super) fn quoted(value: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown = shown(value);
    if let Some((cut, _)) = shown.char_indices().nth(LONGEST) {
        shown.truncate(cut);
        shown.push('…');
    }
    format!("“{shown}”")
}

/// Several values in quotes: “a”, “b” and “c”.
pub(super) fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    joined(&values.into_iter().map(quoted).collect::<Vec<_>>())
}

/// Several texts: a, b and c.
pub(super) fn joined(texts: &[String]) -> String {
    match texts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// A length of time as people say it: “3 hours”, “2 days”, “14 months”.
pub(crate) fn duration(seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds / 60, "minute"),
        7_200..=172_799 => (seconds / 3_600, "hour"),
        172_800..=5_184_000 => (seconds / 86_400, "day"),
        5_184_001..=63_072_000 => (nearest(seconds, 2_629_800), "month"),
        _ => (nearest(seconds, 31_557_600), "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// How many whole units come nearest: nine years less a week are no eight years.
fn nearest(seconds: u64, unit: u64) -> u64 {
    seconds.saturating_add(unit / 2) / unit
}

/// In what way two texts differ, where it is something a person overlooks.
pub(super) fn difference(found: &str, expected: &str) -> Option<&'static str> {
    let scheme = |text: &str| text.split_once("://").map(|(_, rest)| rest.to_owned());
    if found.trim_end_matches('/') == expected.trim_end_matches('/') {
        return Some(match found.len() > expected.len() {
            true => "it has a slash at the end that should not be there",
            false => "the slash at the end is missing",
        });
    }
    if let (Some(a), Some(b)) = (scheme(found), scheme(expected))
        && a == b
    {
        return Some("one begins with http:, the other with https:");
    }
    if found.eq_ignore_ascii_case(expected) {
        return Some("the letter case differs, and it counts");
    }
    if is_escaped(found, expected) {
        return Some("it is percent-encoded (such as %3A for : or %23 for #), and has to be written plainly");
    }
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    if solid(found) == solid(expected) {
        return Some("there is a blank or a line break in it");
    }
    if crate::claims::folded(found) == crate::claims::folded(expected) {
        return Some("a character in it only looks like the right one, or does not show at all");
    }
    None
}

/// Whether `found` is `expected` as it stands in the query of an address.
fn is_escaped(found: &str, expected: &str) -> bool {
    let mut rest = found;
    found.contains('%')
        && expected.bytes().all(|byte| {
            let escaped = rest.get(..3).filter(|text| text.starts_with('%'));
            let code = escaped.and_then(|text| u8::from_str_radix(text.get(1..)?, 16).ok());
            let (read, length) = match code {
                Some(code) => (Some(code), 3),
                None => (rest.bytes().next(), 1),
            };
            rest = rest.get(length..).unwrap_or("");
            read == Some(byte)
        })
        && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_read_naturally() {
        assert_eq!(duration(1), "1 second");
        assert_eq!(duration(-90), "90 seconds");
        assert_eq!(duration(3_600), "60 minutes");
        assert_eq!(duration(7_200), "2 hours");
        assert_eq!(duration(172_800), "2 days");
        assert_eq!(duration(400 * 86_400), "13 months");
        assert_eq!(duration(3 * 31_557_600), "3 years");
        assert_eq!(duration(9 * 31_557_600 - 14 * 86_400), "9 years");
    }

    #[test]
    fn differences_that_people_overlook_are_named() {
        let of = |a, b| difference(a, b).unwrap_or("");
        assert!(of("https://a/", "https://a").contains("should not be there"));
        assert!(of("https://a", "https://a/").contains("missing"));
        assert!(of("http://a", "https://a").contains("http:"));
        assert!(of("https://A", "https://a").contains("case"));
        assert!(of("https://\u{0430}", "https://a").contains("looks like"));
        assert!(of("https%3A%2F%2fa%2Fb", "https://a/b").contains("percent-encoded"));
        assert_eq!(difference("https%3A%2F%2Fa%2F", "https://a/b"), None);
        assert_eq!(difference("https://b", "https://a"), None);
    }

    #[test]
    fn lists_are_joined() {
        assert_eq!(list(["a"]), "“a”");
        assert_eq!(list(["a", "b", "c"]), "“a”, “b” and “c”");
        assert_eq!(quoted("a\u{200b}"), "“a‹U+200B›”");
    }
}
