//! The XML declaration (XML 1.0 §2.8, productions 23 to 32 and 80).

use super::chars::is_space;
use super::decode::Encoding;
use super::error::{EncodingProblem, Problem, XmlError};
use crate::text::{SourceId, Span};

/// Checks `<?xml … ?>` at `from..to` of `text`.
pub(super) fn check(
    source: SourceId,
    text: &str,
    from: usize,
    to: usize,
    encoding: Encoding,
) -> Result<(), XmlError> {
    let malformed = || XmlError::NotWellFormed {
        problem: Problem::MalformedXmlDeclaration,
        at: Span::new(source, from, to),
    };
    let start = from.saturating_add("<?xml".len());
    let body = text.get(start..to.saturating_sub("?>".len())).ok_or_else(malformed)?;
    let place = |part: &str, rest: &str| {
        let end = start.saturating_add(body.len().saturating_sub(rest.len()).saturating_sub(1));
        Span::new(source, end.saturating_sub(part.len()), end)
    };

    let (version, rest) = parameter(body, "version").ok_or_else(malformed)?;
    if version != "1.0" {
        let problem =
            if is_version(version) { Problem::UnsupportedVersion } else { Problem::MalformedXmlDeclaration };
        return Err(XmlError::NotWellFormed { problem, at: place(version, rest) });
    }
    let rest = match parameter(rest, "encoding") {
        None => rest,
        Some((name, rest)) => {
            if !is_encoding_name(name) {
                return Err(malformed());
            }
            if !agrees(name, encoding) {
                let at = Some(place(name, rest));
                return Err(XmlError::EncodingRefused { problem: EncodingProblem::Contradiction, at });
            }
            rest
        }
    };
    let rest = match parameter(rest, "standalone") {
        None => rest,
        Some(("yes" | "no", rest)) => rest,
        Some(_) => return Err(malformed()),
    };
    if rest.bytes().all(is_space) { Ok(()) } else { Err(malformed()) }
}

/// `S name Eq quoted`: the quoted part and what follows it.
fn parameter<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let rest = trim(text);
    if rest.len() == text.len() {
        return None;
    }
    let rest = trim(trim(rest.strip_prefix(name)?).strip_prefix('=')?);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote)
}

fn trim(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}

/// `VersionNum` (production 26).
fn is_version(text: &str) -> bool {
    text.strip_prefix("1.").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// `EncName` (production 81).
fn is_encoding_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// Encoding names ignore letter case (XML 1.0 §4.3.3).
fn agrees(name: &str, encoding: Encoding) -> bool {
    let expected = match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16 => "UTF-16",
    };
    name.eq_ignore_ascii_case(expected)
}
