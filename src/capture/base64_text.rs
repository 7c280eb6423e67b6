//! Base64 as people paste it, mended only where the mending is certain.

use super::lexical;
use super::repair::Repair;
use std::borrow::Cow;

/// What a text of base64 stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Base64Read {
    /// The octets.
    pub(super) octets: Vec<u8>,
    /// What had to be mended.
    pub(super) repairs: Vec<Repair>,
}

/// Why a text is not base64.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Base64Trouble {
    /// Nothing there.
    Empty,
    /// A character of neither alphabet, at this byte.
    Foreign(usize, char),
    /// Characters of both alphabets.
    Mixed,
    /// The end cannot be the end of any octets; these come before it.
    Cut(Vec<u8>),
    /// Characters are missing or added somewhere.
    Damaged,
}

/// What occurs in the text.
#[derive(Default)]
struct Census {
    standard: bool,
    url: bool,
    letters: usize,
    inner_blanks: bool,
    ends_with_blank: bool,
}

/// Reads `text` as base64 of either alphabet, white space and marks before the lines aside.
///
/// Blanks between characters are `+` signs that some form decoder replaced, unless they cut the
/// text into lines of one length; where both could be, the reading that gives a whole XML text wins.
pub(super) fn read_base64(text: &str) -> Result<Base64Read, Base64Trouble> {
    let pasted = text;
    let (text, has_prefixes) = without_line_prefixes(pasted);
    let census = census(&text).map_err(|trouble| match trouble {
        // Without the marks the text is another one: the character's place is that in the paste.
        Base64Trouble::Foreign(_, c) if has_prefixes => match pasted.find(c).filter(|_| c != '>' && c != '|')
        {
            Some(at) => Base64Trouble::Foreign(at, c),
            None => Base64Trouble::Damaged,
        },
        trouble => trouble,
    })?;
    let mut readings: Vec<(String, bool)> = Vec::new();
    let spaceless = || text.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>();
    if !census.inner_blanks && !census.ends_with_blank {
        readings.push((spaceless(), false));
    } else {
        if !census.inner_blanks || has_blank_columns(&text) {
            readings.push((spaceless(), false));
        }
        let plus = with_plus(&text);
        if census.inner_blanks {
            readings.push((plus.clone(), true));
        }
        readings.push((format!("{plus}+"), true));
        if readings.first().is_none_or(|(_, is_plus)| *is_plus) {
            readings.push((spaceless(), false));
        }
    }
    let mut read = choose(&readings, &census)?;
    if has_prefixes {
        read.repairs.push(Repair::LinePrefixes);
    }
    Ok(read)
}

/// The first reading that gives a whole XML text, else the first that gives anything.
fn choose(readings: &[(String, bool)], census: &Census) -> Result<Base64Read, Base64Trouble> {
    let mut best: Option<(u8, Base64Read)> = None;
    let mut trouble = None;
    for (characters, is_plus) in readings {
        match decode(characters, census.url) {
            Ok(mut read) => {
                let rank = if readings.len() > 1 { wholeness(&read.octets) } else { 0 };
                if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                    if *is_plus {
                        read.repairs.insert(0, Repair::BlanksToPlus);
                    }
                    best = Some((rank, read));
                }
            }
            Err(error) => trouble = trouble.or(Some(error)),
        }
    }
    match (best, trouble) {
        (Some((_, read)), _) => Ok(read),
        (None, Some(trouble)) => Err(trouble),
        (None, None) => Err(Base64Trouble::Empty),
    }
}

/// 2: text from `<` to `>`; 1: text from `<`; 0: anything else.
pub(super) fn wholeness(octets: &[u8]) -> u8 {
    let Ok(text) = std::str::from_utf8(octets) else { return 0 };
    let starts = text.get(lexical::beginning(text).at..).is_some_and(|t| t.starts_with('<'));
    u8::from(starts).saturating_add(u8::from(starts && text.trim_end().ends_with('>')))
}

/// Decodes characters without white space, after setting the alphabet and the padding right.
fn decode(characters: &str, url: bool) -> Result<Base64Read, Base64Trouble> {
    let mut repairs = Vec::new();
    let data = characters.trim_end_matches('=');
    let padding = characters.len().saturating_sub(data.len());
    if data.is_empty() {
        return Err(Base64Trouble::Empty);
    }
    if data.contains('=') {
        return Err(Base64Trouble::Damaged);
    }
    let mut data: Cow<'_, str> = Cow::Borrowed(data);
    if url {
        data = Cow::Owned(data.replace('-', "+").replace('_', "/"));
        repairs.push(Repair::UrlAlphabet);
    }
    let wanted = match data.len() % 4 {
        0 => 0,
        2 => 2,
        3 => 1,
        _ => return Err(Base64Trouble::Cut(whole_groups(&data))),
    };
    if padding != wanted {
        repairs.push(if padding == 0 { Repair::MissingPadding } else { Repair::WrongPadding });
    }
    let padded: Cow<'_, str> = match wanted {
        0 => data.clone(),
        1 => Cow::Owned(format!("{data}=")),
        _ => Cow::Owned(format!("{data}==")),
    };
    match strict(&padded) {
        Some(octets) => Ok(Base64Read { octets, repairs }),
        // Without padding, bits that belong to no octet mean that the text was cut within a group.
        None if padding == 0 && wanted > 0 => Err(Base64Trouble::Cut(whole_groups(&data))),
        None => Err(Base64Trouble::Damaged),
    }
}

/// The octets of the whole groups of four at the beginning.
fn whole_groups(data: &str) -> Vec<u8> {
    let whole = data.len().saturating_sub(data.len() % 4);
    data.get(..whole).and_then(strict).unwrap_or_default()
}

/// Strict base64 (RFC 4648 §4), the standard alphabet with its padding: the only place that decodes.
fn strict(text: &str) -> Option<Vec<u8>> {
    crate::base64::decode_base64(text).ok()
}

/// Counts what occurs, and refuses what does not belong.
fn census(text: &str) -> Result<Census, Base64Trouble> {
    let mut census = Census::default();
    // Blanks since the last letter of this line.
    let (mut line_has_letter, mut pending_blank) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            ' ' => pending_blank = true,
            '\n' | '\r' | '\t' => (line_has_letter, pending_blank) = (false, false),
            _ => {
                match c {
                    'A'..='Z' | 'a'..='z' | '0'..='9' | '=' => {}
                    '+' | '/' => census.standard = true,
                    '-' | '_' => census.url = true,
                    _ => return Err(Base64Trouble::Foreign(at, c)),
                }
                census.inner_blanks |= pending_blank && line_has_letter;
                (line_has_letter, pending_blank) = (true, false);
                census.letters = census.letters.saturating_add(1);
            }
        }
    }
    census.ends_with_blank = text.ends_with(' ') && census.letters > 0;
    if census.letters == 0 {
        return Err(Base64Trouble::Empty);
    }
    if census.standard && census.url { Err(Base64Trouble::Mixed) } else { Ok(census) }
}

/// `text` with each inner blank made `+` and all other white space removed.
fn with_plus(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\t']) {
        out.extend(line.trim_matches(' ').chars().map(|c| if c == ' ' { '+' } else { c }));
    }
    out
}

/// True where blanks cut the text into pieces of one length, as line breaks that became blanks do.
fn has_blank_columns(text: &str) -> bool {
    let mut lengths = text.split(' ').map(str::len);
    // RFC 2045 and PEM break lines at 76 and 64; nobody below 40.
    let first = lengths.next().unwrap_or(0);
    let mut seen_shorter = false;
    first >= 40
        && first % 4 == 0
        && lengths.all(|length| {
            let fits = !seen_shorter && length <= first;
            seen_shorter |= length < first;
            fits
        })
}

/// Removes `>` or `|` and a blank before every line, where every line has it, as mails quote.
fn without_line_prefixes(text: &str) -> (Cow<'_, str>, bool) {
    let mark = match text.trim_start().chars().next() {
        Some(mark @ ('>' | '|')) => mark,
        _ => return (Cow::Borrowed(text), false),
    };
    let mut out = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some(rest) = line.trim_start().strip_prefix(mark) else {
            return (Cow::Borrowed(text), false);
        };
        out.push_str(rest.trim_start());
        out.push('\n');
    }
    (Cow::Owned(out), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(text: &str) -> String {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(text)
    }

    fn repairs(text: &str, of: &str) -> Vec<Repair> {
        let read = read_base64(text).unwrap();
        assert_eq!(String::from_utf8(read.octets).unwrap(), of, "{text}");
        read.repairs
    }

    #[test]
    fn line_breaks_are_no_repair() {
        assert_eq!(repairs("PGE+\r\n  PC9h\nPg==\n", "<a></a>"), []);
    }

    #[test]
    fn blanks_become_plus_again() {
        // "<a></a>" has a + in its fourth place.
        assert_eq!(repairs("PGE PC9hPg==", "<a></a>"), [Repair::BlanksToPlus]);
        // Text whose last character is the lost +.
        let text = "<a>??></a>";
        let lost = encode("<a>??></a>xx<b/>").replace('+', " ");
        assert!(lost.contains(' '));
        assert_eq!(repairs(&lost, "<a>??></a>xx<b/>"), [Repair::BlanksToPlus]);
        assert_eq!(text.len() % 3, 1);
    }

    #[test]
    fn a_lost_plus_at_the_very_end_is_put_back() {
        let text = "<ab></ab>";
        let code = encode(text);
        assert!(code.ends_with('+'), "{code}");
        let lost = code.replace('+', " ");
        assert_eq!(repairs(&lost, text), [Repair::BlanksToPlus]);
        // The same after the paste was trimmed: the length tells.
        let inner = "<a>></a><b></b>";
        let code = encode(inner);
        assert!(code.ends_with('+') && code.matches('+').count() > 1, "{code}");
        assert_eq!(repairs(code.replace('+', " ").trim_end(), inner), [Repair::BlanksToPlus]);
    }

    #[test]
    fn columns_cut_by_blanks_are_lines() {
        let text = format!("<a>{}</a>", "x".repeat(200));
        let code = encode(&text);
        let columns: Vec<&str> =
            code.as_bytes().chunks(64).map(|c| std::str::from_utf8(c).unwrap()).collect();
        assert_eq!(repairs(&columns.join(" "), &text), []);
    }

    #[test]
    fn only_certain_padding_is_mended() {
        assert_eq!(repairs("PGI-", "<b>"), [Repair::UrlAlphabet]);
        assert_eq!(repairs("PGIvPg", "<b/>"), [Repair::MissingPadding]);
        assert_eq!(repairs("PGIvPg=", "<b/>"), [Repair::WrongPadding]);
        assert_eq!(repairs("PGE+PC9hPg===", "<a></a>"), [Repair::WrongPadding]);
        // Unused bits set: these characters are the end of no octets.
        assert_eq!(read_base64("PGIvPh=="), Err(Base64Trouble::Damaged));
        assert_eq!(read_base64("PGIvPh"), Err(Base64Trouble::Cut(b"<b/".to_vec())));
        assert_eq!(read_base64("PGIvP"), Err(Base64Trouble::Cut(b"<b/".to_vec())));
        assert_eq!(read_base64("PGE+==PC9h"), Err(Base64Trouble::Damaged));
    }

    #[test]
    fn foreign_characters_are_refused() {
        assert_eq!(read_base64("PGE+*PC9h"), Err(Base64Trouble::Foreign(4, '*')));
        assert_eq!(read_base64("PGE+\u{200b}"), Err(Base64Trouble::Foreign(4, '\u{200b}')));
        assert_eq!(read_base64("PG+_"), Err(Base64Trouble::Mixed));
        assert_eq!(read_base64(" \n"), Err(Base64Trouble::Empty));
    }

    #[test]
    fn quoted_lines_lose_their_marks() {
        assert_eq!(repairs("> PGE+\n> PC9h\n>Pg==", "<a></a>"), [Repair::LinePrefixes]);
        assert_eq!(read_base64("> PGE+\n> P*9h"), Err(Base64Trouble::Foreign(10, '*')));
        assert_eq!(read_base64("> PGE+\n> P>9h"), Err(Base64Trouble::Damaged));
    }
}
