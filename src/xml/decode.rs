//! Bytes → text, strictly and once (XML 1.0 §4.3.3 and appendix F).

use std::borrow::Cow;

use super::error::{EncodingProblem, XmlError};

/// What the bytes of a document were encoded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 of either byte order, with its mark.
    Utf16,
}

/// The text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text. A byte order mark is its first character, U+FEFF.
    pub text: Cow<'a, str>,
    /// What the bytes were.
    pub encoding: Encoding,
}

/// Decodes UTF-8, or UTF-16 that begins with a byte order mark. UTF-8 is not copied.
///
/// # Errors
/// [`XmlError::EncodingRefused`] for every other encoding and for any byte sequence that the encoding
/// does not allow. Nothing is replaced.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, XmlError> {
    match detect(bytes).map_err(refused)? {
        Detected::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8 }),
            Err(error) => Err(refused(EncodingProblem::InvalidUtf8 { offset: error.valid_up_to() })),
        },
        Detected::Utf16(order) => decode_utf16(bytes, order),
    }
}

/// [`decode`] for bytes that are not needed afterwards: their memory becomes the text's.
///
/// # Errors
/// Those of [`decode`].
pub fn decode_owned(bytes: Vec<u8>) -> Result<Decoded<'static>, XmlError> {
    match detect(&bytes).map_err(refused)? {
        Detected::Utf8 => match String::from_utf8(bytes) {
            Ok(text) => Ok(Decoded { text: Cow::Owned(text), encoding: Encoding::Utf8 }),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                Err(refused(EncodingProblem::InvalidUtf8 { offset }))
            }
        },
        Detected::Utf16(order) => decode_utf16(&bytes, order),
    }
}

#[derive(Clone, Copy)]
enum ByteOrder {
    BigEndian,
    LittleEndian,
}

enum Detected {
    Utf8,
    Utf16(ByteOrder),
}

/// The table of XML 1.0 appendix F.1; what it does not name is UTF-8 or nothing.
fn detect(bytes: &[u8]) -> Result<Detected, EncodingProblem> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..]
        | [0, 0, 0xFE, 0xFF, ..]
        | [0, 0, 0, b'<', ..]
        | [b'<', 0, 0, 0, ..]
        | [0, 0, 0xFF, 0xFE, ..]
        | [0xFE, 0xFF, 0, 0, ..]
        | [0, 0, b'<', 0, ..]
        | [0, b'<', 0, 0, ..] => Err(EncodingProblem::Utf32),
        [0xFE, 0xFF, ..] => Ok(Detected::Utf16(ByteOrder::BigEndian)),
        [0xFF, 0xFE, ..] => Ok(Detected::Utf16(ByteOrder::LittleEndian)),
        [0, b'<', 0, _, ..] | [b'<', 0, _, 0, ..] => Err(EncodingProblem::Utf16WithoutMark),
        [0x4C, 0x6F, 0xA7, 0x94, ..] => Err(EncodingProblem::Ebcdic),
        _ => Ok(Detected::Utf8),
    }
}

fn decode_utf16(bytes: &[u8], order: ByteOrder) -> Result<Decoded<'static>, XmlError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match order {
        ByteOrder::BigEndian => u16::from_be_bytes(*pair),
        ByteOrder::LittleEndian => u16::from_le_bytes(*pair),
    });
    // Most documents are ASCII, one byte for each unit.
    let mut text = String::with_capacity(pairs.len());
    let mut offset = 0usize;
    for character in char::decode_utf16(units) {
        match character {
            Ok(c) => {
                text.push(c);
                offset = offset.saturating_add(c.len_utf16().saturating_mul(2));
            }
            Err(_) => return Err(refused(EncodingProblem::InvalidUtf16 { offset })),
        }
    }
    if !rest.is_empty() {
        return Err(refused(EncodingProblem::InvalidUtf16 { offset }));
    }
    Ok(Decoded { text: Cow::Owned(text), encoding: Encoding::Utf16 })
}

fn refused(problem: EncodingProblem) -> XmlError {
    XmlError::EncodingRefused { problem, at: None }
}
