//! Values of the report as JSON: byte for byte what `serde_json` writes for them.

use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt::{self, Display, Write};

/// A value of a kind that no report holds, such as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unsupported;

impl Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that this JSON cannot hold")
    }
}

impl std::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: Display>(_: T) -> Unsupported {
        Unsupported
    }
}

/// The value as JSON without blanks.
///
/// # Errors
/// [`Unsupported`].
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, Unsupported> {
    let mut writer = Writer { out: String::new() };
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
}

impl Writer {
    #[inline(never)]
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        // Each round leaves the text up to an escape behind.
        while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\')) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(before);
            let mut after = after.chars();
            self.escape(after.next().unwrap_or_default());
            rest = after.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn escape(&mut self, found: char) {
        let short = match found {
            '"' => '"',
            '\\' => '\\',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => {
                // Writing to a string does not fail.
                let _ = write!(self.out, "\\u{:04x}", u32::from(found));
                return;
            }
        };
        self.out.push('\\');
        self.out.push(short);
    }

    #[inline(never)]
    fn number(&mut self, number: u64) {
        let _ = write!(self.out, "{number}");
    }

    #[inline(never)]
    fn comma(&mut self, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.out.push(',');
        }
    }
}

/// The members of an array or an object; the bracket that ends it.
struct Members<'w> {
    writer: &'w mut Writer,
    is_first: bool,
    end: &'static str,
}

impl<'w> Members<'w> {
    #[inline(never)]
    fn begin(writer: &'w mut Writer, begin: &str, end: &'static str) -> Members<'w> {
        writer.push(begin);
        Members { writer, is_first: true, end }
    }

    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.writer.comma(&mut self.is_first);
        self.writer.string(name);
        self.writer.push(":");
    }
}

macro_rules! whole_numbers {
    ($($name:ident($type:ty))*) => {
        $(fn $name(self, number: $type) -> Result<(), Unsupported> {
            self.number(number.into());
            Ok(())
        })*
    };
}

macro_rules! unsupported {
    ($($name:ident($type:ty))*) => {
        $(fn $name(self, _: $type) -> Result<(), Unsupported> {
            Err(Unsupported)
        })*
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = Members<'w>;
    type SerializeTuple = Members<'w>;
    type SerializeTupleStruct = Impossible<(), Unsupported>;
    type SerializeTupleVariant = Impossible<(), Unsupported>;
    type SerializeMap = Members<'w>;
    type SerializeStruct = Members<'w>;
    type SerializeStructVariant = Impossible<(), Unsupported>;

    whole_numbers! { serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) }

    unsupported! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_f32(f32)
        serialize_f64(f64) serialize_bytes(&[u8]) serialize_unit_struct(&'static str)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unsupported> {
        self.push(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Unsupported> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unsupported> {
        self.string(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unsupported> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unsupported> {
        self.push("null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Unsupported> {
        self.string(name);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unsupported> {
        Err(Unsupported)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'w>, Unsupported> {
        Ok(Members::begin(self, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'w>, Unsupported> {
        Ok(Members::begin(self, "[", "]"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unsupported>, Unsupported> {
        Err(Unsupported)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unsupported>, Unsupported> {
        Err(Unsupported)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w>, Unsupported> {
        Ok(Members::begin(self, "{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w>, Unsupported> {
        Ok(Members::begin(self, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unsupported>, Unsupported> {
        Err(Unsupported)
    }
}

impl ser::SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.writer.comma(&mut self.is_first);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unsupported> {
        self.writer.push(self.end);
        Ok(())
    }
}

impl ser::SerializeTuple for Members<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unsupported> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsupported> {
        self.writer.comma(&mut self.is_first);
        let from = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        // Only a text is a member's name.
        if self.writer.out.as_bytes().get(from) == Some(&b'"') { Ok(()) } else { Err(Unsupported) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.writer.push(":");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unsupported> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        self.name(name);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unsupported> {
        ser::SerializeSeq::end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn same_as_serde_json(value: &impl Serialize) {
        assert_eq!(to_json(value).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[test]
    fn texts_are_escaped_as_serde_json_does() {
        let every: String =
            (0..0x300).filter_map(char::from_u32).chain("\u{2028}\u{10ffff}".chars()).collect();
        same_as_serde_json(&every);
        same_as_serde_json(&["", "\"", "a\\", "\u{0}b\n", "é\u{1f}é"]);
    }

    #[test]
    fn a_whole_report_is_what_serde_json_writes() {
        let metadata = "<!-- \u{1F600} --><a></b>";
        let input =
            serde_json::json!({ "now": "2026-01-15T12:00:00Z", "metadata": metadata, "capture": "x\"" });
        let report = crate::check(&serde_json::from_value(input).unwrap());
        assert!(!report.findings.is_empty());
        same_as_serde_json(&report);
        same_as_serde_json(&crate::profile::BuiltInProfile::Imagekit.profile());
        same_as_serde_json(&crate::report::guide::vendors());
    }

    #[test]
    fn what_json_cannot_name_and_fractions_are_refused() {
        assert_eq!(to_json(&BTreeMap::from([(1u8, "a")])), Err(Unsupported));
        assert_eq!(to_json(&[0.5f64]), Err(Unsupported));
    }
}
