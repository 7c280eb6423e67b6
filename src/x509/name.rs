//! Distinguished names (RFC 5280 §4.1.2.4), written for people as RFC 4514 says.

use std::fmt::Write;
use x509_cert::der::asn1::{AnyRef, ObjectIdentifier};
use x509_cert::der::{Reader, SliceReader, Tag, Tagged};

/// A name as text, with the one attribute that people know a certificate by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// RFC 4514: the most specific part first.
    pub(super) text: String,
    /// The most specific common name.
    pub(super) common_name: Option<String>,
}

/// Reads the DER of a Name; `None` where it is malformed.
pub(super) fn read_name(der: &[u8]) -> Option<Name> {
    let mut relative = Vec::new();
    let mut name = Name::default();
    let mut sequence = contents(AnyRef::try_from(der).ok()?, Tag::Sequence)?;
    while !sequence.is_finished() {
        let mut set = contents(sequence.decode().ok()?, Tag::Set)?;
        let mut text = String::new();
        while !set.is_finished() {
            if !text.is_empty() {
                text.push('+');
            }
            let mut attribute = contents(set.decode().ok()?, Tag::Sequence)?;
            let oid: ObjectIdentifier = attribute.decode().ok()?;
            let value: AnyRef<'_> = attribute.decode().ok()?;
            attribute.finish().ok()?;
            let value_text = read_string(value);
            write_attribute(&mut text, oid, value, value_text.as_deref())?;
            if oid == COMMON_NAME {
                name.common_name = value_text.or(name.common_name);
            }
        }
        if text.is_empty() {
            return None;
        }
        relative.push(text);
    }
    relative.reverse();
    name.text = relative.join(",");
    Some(name)
}

fn contents(element: AnyRef<'_>, tag: Tag) -> Option<SliceReader<'_>> {
    if element.tag() != tag {
        return None;
    }
    SliceReader::new(element.value()).ok()
}

/// id-at-commonName (RFC 5280 §A.1).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// Short names of attribute types: RFC 4514 §3, and the others that certificates do carry.
fn short_name(oid: ObjectIdentifier) -> Option<&'static str> {
    const NAMES: [(&str, &str); 21] = [
        ("2.5.4.3", "CN"),
        ("2.5.4.4", "SN"),
        ("2.5.4.5", "serialNumber"),
        ("2.5.4.6", "C"),
        ("2.5.4.7", "L"),
        ("2.5.4.8", "ST"),
        ("2.5.4.9", "STREET"),
        ("2.5.4.10", "O"),
        ("2.5.4.11", "OU"),
        ("2.5.4.12", "title"),
        ("2.5.4.13", "description"),
        ("2.5.4.15", "businessCategory"),
        ("2.5.4.17", "postalCode"),
        ("2.5.4.41", "name"),
        ("2.5.4.42", "GN"),
        ("2.5.4.97", "organizationIdentifier"),
        ("0.9.2342.19200300.100.1.1", "UID"),
        ("0.9.2342.19200300.100.1.25", "DC"),
        ("1.2.840.113549.1.9.1", "emailAddress"),
        ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
        ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
    ];
    let dotted = oid.to_string();
    NAMES.iter().find(|(known, _)| *known == dotted).map(|(_, name)| *name)
}

/// The text of a value of a DirectoryString or IA5String; `None` for other types and broken text.
fn read_string(value: AnyRef<'_>) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        }
        // T.61 is what the standard says and Latin-1 is what everybody writes.
        Tag::TeletexString => Some(bytes.iter().copied().map(char::from).collect()),
        Tag::BmpString => {
            let (units, []) = bytes.as_chunks::<2>() else {
                return None;
            };
            char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit)))
                .collect::<Result<_, _>>()
                .ok()
        }
        _ => None,
    }
}

/// One `type=value` (RFC 4514 §2.3, §2.4).
fn write_attribute(
    out: &mut String,
    oid: ObjectIdentifier,
    value: AnyRef<'_>,
    text: Option<&str>,
) -> Option<()> {
    match (short_name(oid), text) {
        (Some(name), Some(text)) => {
            out.push_str(name);
            out.push('=');
            write_escaped(out, text)
        }
        (_, _) => {
            write!(out, "{oid}=#").ok()?;
            let header = x509_cert::der::Encode::to_der(&value).ok()?;
            header.iter().try_for_each(|byte| write!(out, "{byte:02x}")).ok()
        }
    }
}

fn write_escaped(out: &mut String, text: &str) -> Option<()> {
    let end = text.char_indices().next_back().map_or(0, |(at, _)| at);
    for (at, c) in text.char_indices() {
        match c {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' ' if at == 0 || at == end => out.push_str("\\ "),
            '#' if at == 0 => out.push_str("\\#"),
            c if c.is_ascii_control() => write!(out, "\\{:02x}", u32::from(c)).ok()?,
            c => out.push(c),
        }
    }
    Some(())
}
