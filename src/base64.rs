//! The one base64 decoder (RFC 4648 §4, `xs:base64Binary`): strict, but for white space.
//!
//! Signatures, digests, certificates, posted messages and ciphertexts all pass through here, so that
//! no two rooms can disagree about what a text means.

use crate::text::is_xml_white_space;
use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};
use std::fmt;

/// The bytes that `text` stands for.
///
/// XML white space is skipped wherever it stands. Everything else is strict: the standard alphabet,
/// padding to a multiple of four characters, and zero in the bits that carry nothing. Empty text is
/// no bytes.
///
/// # Errors
/// [`Base64Error`], with the byte offset in `text` of the first thing that is wrong.
pub fn decode_base64(text: &str) -> Result<Vec<u8>, Base64Error> {
    let decoded = match without_white_space(text.as_bytes()) {
        Some(packed) => STANDARD.decode(packed),
        None => STANDARD.decode(text),
    };
    decoded.map_err(|error| locate(text, &error))
}

/// `None` where there is no XML white space in `text`.
fn without_white_space(text: &[u8]) -> Option<Vec<u8>> {
    let next = |rest: &[u8]| memchr::memchr3(b'\n', b'\r', b' ', rest);
    let has_tab = memchr::memchr(b'\t', text).is_some();
    if !has_tab && next(text).is_none() {
        return None;
    }
    // Line by line: that is where white space stands.
    let mut packed = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, after)) = next(rest).and_then(|end| rest.split_at_checked(end)) {
        packed.extend_from_slice(line);
        rest = after.get(1..).unwrap_or(&[]);
    }
    packed.extend_from_slice(rest);
    if has_tab {
        packed.retain(|byte| *byte != b'\t');
    }
    Some(packed)
}

/// Why a text is not base64. Offsets are bytes of the text that was given, white space counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base64Error {
    /// A character outside the alphabet, or `=` before the end.
    Character {
        /// Where it stands.
        at: usize,
        /// The character itself.
        found: char,
    },
    /// The characters do not make up whole groups of four: cut off, or a character too many.
    Length {
        /// Characters that count: all but white space.
        characters: usize,
        /// The end of the text.
        at: usize,
    },
    /// The last group is not filled up with `=`, or has too many.
    Padding {
        /// The end of the text.
        at: usize,
    },
    /// The last character before the padding has bits set that belong to no byte.
    TrailingBits {
        /// Where that character stands.
        at: usize,
    },
}

impl Base64Error {
    /// The byte offset in the text that this is about.
    pub fn at(self) -> usize {
        match self {
            Base64Error::Character { at, .. }
            | Base64Error::Length { at, .. }
            | Base64Error::Padding { at }
            | Base64Error::TrailingBits { at } => at,
        }
    }

    /// The same error about a text of which the one given was the part from byte `start`.
    #[must_use]
    pub fn shifted(self, start: usize) -> Base64Error {
        let moved = |at: usize| at.saturating_add(start);
        match self {
            Base64Error::Character { at, found } => Base64Error::Character { at: moved(at), found },
            Base64Error::Length { characters, at } => Base64Error::Length { characters, at: moved(at) },
            Base64Error::Padding { at } => Base64Error::Padding { at: moved(at) },
            Base64Error::TrailingBits { at } => Base64Error::TrailingBits { at: moved(at) },
        }
    }
}

impl fmt::Display for Base64Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Base64Error::Character { found, .. } => write!(f, "{found:?} does not belong in base64 here"),
            Base64Error::Length { characters, .. } => {
                write!(f, "{characters} base64 characters are not whole groups of four")
            }
            Base64Error::Padding { .. } => f.write_str("the padding with = is missing or wrong"),
            Base64Error::TrailingBits { .. } => f.write_str("the last base64 character has unused bits set"),
        }
    }
}

impl std::error::Error for Base64Error {}

/// Turns the crate's error, whose offsets skip white space, into one about `text` itself.
fn locate(text: &str, error: &DecodeError) -> Base64Error {
    let place = |offset: usize| {
        text.bytes()
            .enumerate()
            .filter(|(_, byte)| !is_xml_white_space(char::from(*byte)))
            .nth(offset)
            .map_or(text.len(), |(at, _)| at)
    };
    match *error {
        DecodeError::InvalidByte(offset, _) => {
            let at = place(offset);
            // A byte outside ASCII is the first of its character: all before it was ASCII.
            let found = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\u{FFFD}');
            Base64Error::Character { at, found }
        }
        DecodeError::InvalidLength(_) => {
            let white = text.bytes().filter(|byte| is_xml_white_space(char::from(*byte))).count();
            Base64Error::Length { characters: text.len().saturating_sub(white), at: text.len() }
        }
        DecodeError::InvalidLastSymbol { offset, .. } => Base64Error::TrailingBits { at: place(offset) },
        DecodeError::InvalidPadding => Base64Error::Padding { at: text.len() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_the_vectors_of_rfc_4648() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode_base64(text), Ok(bytes.as_bytes().to_vec()), "{text:?}");
        }
        assert_eq!(decode_base64("++//"), Ok(vec![0xfb, 0xef, 0xff]));
    }

    #[test]
    fn skips_xml_white_space_and_no_other() {
        assert_eq!(decode_base64("\r\n\tZ m9v\nYg=\n= "), Ok(b"foob".to_vec()));
        assert_eq!(decode_base64(" \n"), Ok(Vec::new()));
        for odd in ['\u{a0}', '\u{b}', '\u{c}', '\u{200b}', '\u{feff}'] {
            assert_eq!(
                decode_base64(&format!("Zm9v\n{odd}Zm9v")),
                Err(Base64Error::Character { at: 5, found: odd })
            );
        }
    }

    #[test]
    fn refuses_every_second_spelling() {
        assert_eq!(decode_base64("Zm8"), Err(Base64Error::Padding { at: 3 }));
        assert_eq!(decode_base64("Zg="), Err(Base64Error::Padding { at: 3 }));
        assert_eq!(decode_base64("Zg"), Err(Base64Error::Padding { at: 2 }));
        assert_eq!(decode_base64("Zh=="), Err(Base64Error::TrailingBits { at: 1 }));
        assert_eq!(decode_base64("Z m 9="), Err(Base64Error::TrailingBits { at: 4 }));
        assert_eq!(decode_base64("Zm9vY"), Err(Base64Error::Length { characters: 5, at: 5 }));
        for (text, at, found) in [
            ("Zm9-", 3, '-'),
            ("Zm9_", 3, '_'),
            ("Zm9v%3D", 4, '%'),
            ("Zm\n9v<!---->", 5, '<'),
            ("Zg==Zg==", 2, '='),
            ("Zm9v====", 4, '='),
            ("=", 0, '='),
            ("Zm9v\0", 4, '\0'),
        ] {
            assert_eq!(decode_base64(text), Err(Base64Error::Character { at, found }), "{text:?}");
        }
    }
}
