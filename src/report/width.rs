//! How wide a character is on a terminal, and how one is written that does not show itself.

use crate::claims::shown;

/// `c` as a terminal may show it: whatever moves, hides or recolours text is written out, `‹U+202E›`.
pub(super) fn display(c: char) -> String {
    match c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
        true => format!("‹U+{:04X}›", u32::from(c)),
        false => shown(c.encode_utf8(&mut [0; 4])),
    }
}

/// `text` as a terminal may show it, on one line.
pub(super) fn display_all(text: &str) -> String {
    text.chars().map(display).collect()
}

/// Cells of a terminal: 2 for East Asian wide characters and emoji (Unicode Annex 11), 0 for those that
/// combine with the one before.
pub(super) fn width_of(c: char) -> usize {
    let is_in = |ranges: &[(char, char)]| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
    match c {
        ' '..='~' => 1,
        _ if is_in(COMBINING) => 0,
        _ if is_in(WIDE) => 2,
        _ => 1,
    }
}

/// Marks that stand over or under the character before (general categories Mn and Me), of the scripts that
/// names are written in.
const COMBINING: &[(char, char)] = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{5bf}', '\u{5c7}'),
    ('\u{610}', '\u{61a}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{6d6}', '\u{6dc}'),
    ('\u{93c}', '\u{93c}'),
    ('\u{941}', '\u{948}'),
    ('\u{94d}', '\u{94d}'),
    ('\u{e31}', '\u{e31}'),
    ('\u{e34}', '\u{e3a}'),
    ('\u{e47}', '\u{e4e}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{3099}', '\u{309a}'),
    ('\u{fe20}', '\u{fe2f}'),
];

/// East Asian wide and full-width characters, and emoji that are drawn so.
const WIDE: &[(char, char)] = &[
    ('\u{1100}', '\u{115e}'),
    ('\u{231a}', '\u{231b}'),
    ('\u{23e9}', '\u{23ec}'),
    ('\u{25fd}', '\u{25fe}'),
    ('\u{2614}', '\u{2615}'),
    ('\u{2648}', '\u{2653}'),
    ('\u{26aa}', '\u{26ab}'),
    ('\u{2705}', '\u{2705}'),
    ('\u{270a}', '\u{270b}'),
    ('\u{2728}', '\u{2728}'),
    ('\u{274c}', '\u{274c}'),
    ('\u{2753}', '\u{2755}'),
    ('\u{2795}', '\u{2797}'),
    ('\u{2b50}', '\u{2b50}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{33ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{a000}', '\u{a4cf}'),
    ('\u{a960}', '\u{a97f}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fe30}', '\u{fe6f}'),
    ('\u{ff01}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{1f300}', '\u{1f64f}'),
    ('\u{1f680}', '\u{1f6ff}'),
    ('\u{1f900}', '\u{1f9ff}'),
    ('\u{1fa70}', '\u{1faff}'),
    ('\u{20000}', '\u{3fffd}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_a_terminal() {
        let width = |text: &str| text.chars().map(width_of).sum::<usize>();
        assert_eq!(width("Ada"), 3);
        assert_eq!(width("Zoë"), 3);
        assert_eq!(width("Zoe\u{308}"), 3);
        assert_eq!(width("山田"), 4);
        assert_eq!(width("한글"), 4);
        assert_eq!(width("😀"), 2);
        assert_eq!(width("…"), 1);
    }

    #[test]
    fn no_escape_reaches_the_terminal() {
        assert_eq!(display_all("a\u{1b}[2Jb\r\n"), "a‹U+001B›[2Jb‹U+000D›‹U+000A›");
        assert_eq!(display_all("x\u{9b}y\u{200b}"), "x‹U+009B›y‹U+200B›");
        assert_eq!(display_all("Åsa 山田 😀"), "Åsa 山田 😀");
    }
}
