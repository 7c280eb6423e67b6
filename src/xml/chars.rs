//! Character classes of XML 1.0.

/// `Char`, production 2. Surrogates cannot occur in a `char`.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// `NameStartChar`, production 4.
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar`, production 4a.
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// `S`, production 3, one character of it.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Bytes that may belong to a `Name`: exact for ASCII; the rest is checked once for each new name.
const IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    loop {
        let is_name =
            byte >= 0x80 || byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
        set(&mut table, byte, is_name);
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    table
};

#[allow(clippy::as_conversions, clippy::indexing_slicing, reason = "runs at compile time; u8 fits usize")]
const fn set(table: &mut [bool; 256], byte: u8, is_name: bool) {
    table[byte as usize] = is_name;
}

fn may_be_in_name(byte: u8) -> bool {
    IN_NAME.get(usize::from(byte)).copied().unwrap_or(false)
}

/// How many bytes at the start of `bytes` may belong to a name.
pub(super) fn name_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !may_be_in_name(*byte)).unwrap_or(bytes.len())
}

/// How many bytes of white space `bytes` begins with.
pub(super) fn space_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_space(*byte)).unwrap_or(bytes.len())
}

/// The first character that is not a `Char`, as its offset.
///
/// Looks at whole blocks first, in a form that compilers turn into vector instructions.
pub(super) fn first_forbidden(text: &str) -> Option<usize> {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let mut from = 0usize;
    for block in blocks {
        if is_suspect(block)
            && let Some(at) = forbidden_in(bytes, from, from.saturating_add(BLOCK))
        {
            return Some(at);
        }
        from = from.saturating_add(BLOCK);
    }
    forbidden_in(bytes, from, bytes.len())
}

/// False only where `block` can hold no forbidden character and none begins in it.
fn is_suspect(block: &[u8]) -> bool {
    let mut suspect = false;
    for &byte in block {
        let control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
        suspect |= control | (byte == 0xEF);
    }
    suspect
}

/// Forbidden characters that begin at or after `from` and before `to`: C0 controls, U+FFFE and U+FFFF.
fn forbidden_in(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    (from..to).find(|&at| match bytes.get(at) {
        Some(0xEF) => {
            bytes.get(at.saturating_add(1)) == Some(&0xBF)
                && matches!(bytes.get(at.saturating_add(2)), Some(0xBE | 0xBF))
        }
        Some(&byte) => byte < 0x20 && !is_space(byte),
        None => false,
    })
}
