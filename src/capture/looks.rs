//! What a value or a paste looks like: small recognisers, each of one thing.

use super::lexical;

/// The longest placeholder that is looked for in a message's place.
const LONGEST_PLACEHOLDER: usize = 200;

/// Words of the placeholders that sanitising tools write.
const PLACEHOLDER_WORDS: [&str; 12] = [
    "redact",
    "overwritten",
    "removed",
    "filtered",
    "masked",
    "sanitiz",
    "sanitis",
    "scrubbed",
    "omitted",
    "hidden",
    "anonymi",
    "stripped",
];

/// True where `value` is a placeholder in a message's place.
pub(super) fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() || value.len() > LONGEST_PLACEHOLDER {
        return false;
    }
    let lower = value.to_ascii_lowercase();
    let is_dots = value.chars().all(|c| matches!(c, '*' | '•' | '●' | '█' | '#' | 'x' | 'X' | '[' | ']'));
    let is_bracketed = value.starts_with(['[', '<', '{', '(']) && value.ends_with([']', '>', '}', ')']);
    let is_element = lexical::is_message(value);
    let names_it = PLACEHOLDER_WORDS.iter().any(|word| lower.contains(word));
    (is_dots || names_it || (is_bracketed && !value.contains('/'))) && !is_element
}

/// True where `value` says itself that it goes on.
pub(super) fn ends_in_ellipsis(value: &str) -> bool {
    let value = value.trim_end();
    let tail = value.char_indices().rev().nth(40).map_or(value, |(at, _)| value.get(at..).unwrap_or(""));
    let lower = tail.to_ascii_lowercase();
    value.ends_with('…') || value.ends_with("...") || lower.contains("truncated")
}

/// True where `text` is one long run of base64, but for a few characters.
pub(super) fn is_mostly_base64(text: &str) -> bool {
    let (mut run, mut longest) = (0usize, 0usize);
    for c in text.chars() {
        let fits = c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_' | '\n' | '\r' | '%');
        run = if fits { run.saturating_add(1) } else { 0 };
        longest = longest.max(run);
    }
    longest >= 60 && longest.saturating_mul(3) >= text.len()
}

/// True where the first octet that counts is `<`, in any encoding that XML parsers tell apart
/// (XML 1.0 appendix F), or where text follows that has a `<` somewhere.
pub(super) fn is_xml_octets(octets: &[u8]) -> bool {
    let start =
        octets.iter().position(|b| !matches!(b, 0 | b' ' | b'\t' | b'\n' | b'\r' | 0xef | 0xbb | 0xbf));
    let rest = octets.get(start.unwrap_or(octets.len())..).unwrap_or_default();
    let wide = rest.strip_prefix(&[0xff, 0xfe]).or_else(|| rest.strip_prefix(&[0xfe, 0xff])).unwrap_or(rest);
    let first = wide.iter().find(|b| **b != 0);
    if first == Some(&b'<') || rest.starts_with(&[0x4c, 0x6f, 0xa7, 0x94]) {
        return true;
    }
    std::str::from_utf8(octets)
        .is_ok_and(|text| text.contains('<') && !text.trim_start().starts_with(['{', '[']))
}

/// True where the octets are one DER SEQUENCE from end to end, as a certificate is.
pub(super) fn is_der_sequence(octets: &[u8]) -> bool {
    let (length, header) = match octets {
        [0x30, 0x81, a, ..] => (usize::from(*a), 3usize),
        [0x30, 0x82, a, b, ..] => (usize::from(u16::from_be_bytes([*a, *b])), 4),
        _ => return false,
    };
    length.saturating_add(header) == octets.len()
}

/// True where `text` is a JSON Web Token: two or more parts of base64url, the first a JSON object.
pub(super) fn is_jwt(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix("Bearer ").unwrap_or(text);
    let is_part =
        |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '='));
    // `eyJ` is `{"` in base64.
    text.starts_with("eyJ") && matches!(text.matches('.').count(), 2 | 4) && text.split('.').all(is_part)
}

/// True where `text` is one http or https address and nothing else.
pub(super) fn is_url(text: &str) -> bool {
    let text = text.trim();
    let begins = |with: &str| text.get(..with.len()).is_some_and(|t| t.eq_ignore_ascii_case(with));
    (begins("https://") || begins("http://")) && !text.contains(char::is_whitespace) && !text.contains('<')
}

/// True where `text` is an address whose `https://` somebody left out.
pub(super) fn is_url_without_scheme(text: &str) -> bool {
    let text = text.trim();
    let (host, path) = text.split_once('/').unwrap_or((text, ""));
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let has_name = host
        .rsplit('.')
        .next()
        .is_some_and(|top| top.len() >= 2 && !top.starts_with(|c: char| c.is_ascii_digit()));
    host.contains('.') && host.split('.').all(is_label) && has_name && !path.contains(char::is_whitespace)
}

/// The label of the first `-----BEGIN …-----` line, and the text between it and its end.
pub(super) fn pem(text: &str) -> Option<(&str, &str)> {
    let (_, after) = text.split_once("-----BEGIN ")?;
    let (label, body) = after.split_once("-----")?;
    (label.len() <= 64 && !label.contains('\n')).then_some(())?;
    Some((label, body.split_once("-----END").map_or(body, |(body, _)| body)))
}

/// True where every line of `text` begins with its number and XML follows.
pub(super) fn has_line_numbers(text: &str) -> bool {
    without_line_numbers(text).is_some()
}

/// `text` without the numbers 1, 2, 3… before its lines, if that leaves text that begins with `<`.
pub(super) fn without_line_numbers(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut expected, mut lines) = (None::<u32>, 0usize);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.trim_start();
        let digits = line.len().saturating_sub(line.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let number: u32 = line.get(..digits)?.parse().ok()?;
        if expected.is_some_and(|n| n != number) {
            return None;
        }
        expected = number.checked_add(1);
        let rest = line.get(digits..)?;
        let rest = rest.strip_prefix([':', '|', '.', '\t']).unwrap_or(rest);
        out.push_str(rest.trim_start_matches(' '));
        out.push('\n');
        lines = lines.saturating_add(1);
    }
    (lines >= 1 && out.starts_with('<')).then_some(out)
}
