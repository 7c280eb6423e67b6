//! Percent-encoding (RFC 3986 §2.1) and the form rule for blanks (WHATWG URL §5).

/// How `+` is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plus {
    /// As itself.
    Plus,
    /// As a blank: the rule of forms and queries.
    Blank,
}

/// True where `text` holds `%` and two hexadecimal digits.
pub(super) fn has_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|w| matches!(w, [b'%', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()))
}

/// True where `text` ends within a `%xx`.
pub(super) fn ends_in_escape(text: &str) -> bool {
    let bytes = text.trim_end().as_bytes();
    matches!(bytes, [.., b'%']) || matches!(bytes, [.., b'%', d] if d.is_ascii_hexdigit())
}

/// The octets that `text` stands for. A `%` without two digits stands for itself.
pub(super) fn decode(text: &str, plus: Plus) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'%', [a, b, tail @ ..]) => match (digit(*a), digit(*b)) {
                (Some(high), Some(low)) => {
                    out.push(high.wrapping_shl(4) | low);
                    rest = tail;
                }
                _ => out.push(b'%'),
            },
            (b'+', _) if plus == Plus::Blank => out.push(b' '),
            _ => out.push(first),
        }
    }
    out
}

/// The text that `text` stands for; octets that are not UTF-8 become U+FFFD, as in browsers.
pub(super) fn decode_text(text: &str, plus: Plus) -> String {
    match String::from_utf8(decode(text, plus)) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// `text` as browsers write it into a query: everything but letters, digits and `-_.~` escaped.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte.wrapping_shr(4), byte & 15] {
                let digit = char::from_digit(u32::from(nibble), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}
