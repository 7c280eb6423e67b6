//! JSON as values of the input: strict, without recursion beyond that of the types, which have no cycle.

use serde::de::{self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use std::borrow::Cow;
use std::fmt::{self, Display};

/// Why a text is not a value of the wanted type, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JsonError(String);

impl Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

impl de::Error for JsonError {
    fn custom<T: Display>(message: T) -> JsonError {
        JsonError(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> JsonError {
        JsonError::unfit("type", kind(found), expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> JsonError {
        JsonError::unfit("value", kind(found), expected)
    }
}

impl JsonError {
    #[inline(never)]
    fn unfit(what: &str, found: &str, expected: &dyn Expected) -> JsonError {
        JsonError(format!("invalid {what}: {found}, expected {expected}"))
    }

    fn malformed() -> JsonError {
        JsonError("not JSON".to_owned())
    }
}

/// What was found instead; its value may be a secret.
fn kind(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "number",
        Unexpected::Str(_) | Unexpected::Char(_) | Unexpected::Bytes(_) => "string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "array",
        Unexpected::Map => "object",
        _ => "another form",
    }
}

/// Reads the whole of a text.
///
/// # Errors
/// What does not fit, in words that name the field.
pub(crate) fn from_json<'de, T: de::Deserialize<'de>>(text: &'de str) -> Result<T, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let value = T::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

struct Reader<'de> {
    text: &'de str,
    at: usize,
}

impl<'de> Reader<'de> {
    #[inline(never)]
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.at) {
            self.at = self.at.saturating_add(1);
        }
        bytes.get(self.at).copied()
    }

    #[inline(never)]
    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        if is_next {
            self.at = self.at.saturating_add(1);
        }
        is_next
    }

    fn need(&mut self, byte: u8) -> Result<(), JsonError> {
        if self.eat(byte) { Ok(()) } else { Err(JsonError::malformed()) }
    }

    fn end(&mut self) -> Result<(), JsonError> {
        if self.peek().is_none() { Ok(()) } else { Err(JsonError::malformed()) }
    }

    fn rest(&self) -> &'de str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Eats `word` where it is next and nothing of the kind goes on behind it.
    fn eat_word(&mut self, word: &str) -> bool {
        self.peek();
        let after = self.rest().strip_prefix(word);
        let is_next = after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()));
        if is_next {
            self.at = self.at.saturating_add(word.len());
        }
        is_next
    }

    /// The error that names what is next instead of what is wanted.
    #[inline(never)]
    fn mismatch(&mut self, expected: &dyn Expected) -> JsonError {
        let found = match self.peek() {
            Some(b'"') => "string",
            Some(b'{') => "object",
            Some(b'[') => "array",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            Some(b'-' | b'0'..=b'9') => "number",
            _ => return JsonError::malformed(),
        };
        JsonError::unfit("type", found, expected)
    }

    /// A text; allocated once at most, so that no half of a secret stays behind.
    #[inline(never)]
    fn string(&mut self, expected: &dyn Expected) -> Result<Cow<'de, str>, JsonError> {
        if !self.eat(b'"') {
            return Err(self.mismatch(expected));
        }
        let text = self.rest();
        let mut length = 0usize;
        let mut has_escapes = false;
        loop {
            match text.as_bytes().get(length) {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escapes = true;
                    length = length.saturating_add(2);
                }
                Some(0..0x20) | None => return Err(JsonError::malformed()),
                Some(_) => length = length.saturating_add(1),
            }
        }
        self.at = self.at.saturating_add(length).saturating_add(1);
        let text = text.get(..length).ok_or_else(JsonError::malformed)?;
        if has_escapes { unescape(text).map(Cow::Owned) } else { Ok(Cow::Borrowed(text)) }
    }

    #[inline(never)]
    fn boolean(&mut self, expected: &dyn Expected) -> Result<bool, JsonError> {
        let is_true = self.eat_word("true");
        if is_true || self.eat_word("false") { Ok(is_true) } else { Err(self.mismatch(expected)) }
    }

    /// A whole number of 0 or more: there are no others in an input.
    #[inline(never)]
    fn number(&mut self, expected: &dyn Expected) -> Result<u64, JsonError> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.mismatch(expected));
        }
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        let (digits, _) =
            rest.split_at_checked(rest.find(|c| !is_part(c)).unwrap_or(rest.len())).unwrap_or_default();
        self.at = self.at.saturating_add(digits.len());
        let is_plain = digits == "0" || !digits.starts_with('0');
        let number = digits.parse().ok().filter(|_| is_plain);
        number.ok_or_else(|| JsonError(format!("invalid value: number {digits}, expected {expected}")))
    }

    #[inline(never)]
    fn open(&mut self, bracket: u8, expected: &dyn Expected) -> Result<(), JsonError> {
        if self.eat(bracket) { Ok(()) } else { Err(self.mismatch(expected)) }
    }

    /// Steps to the next member; false behind the last one.
    #[inline(never)]
    fn next(&mut self, is_first: &mut bool, close: u8) -> Result<bool, JsonError> {
        if self.eat(close) {
            return Ok(false);
        }
        if !std::mem::take(is_first) {
            self.need(b',')?;
        }
        Ok(true)
    }
}

/// The text that the escapes of a string mean. Half of a surrogate pair becomes U+FFFD, as in every encoder of
/// UTF-8: one UTF-16 unit for another, so that no offset moves.
fn unescape(written: &str) -> Result<String, JsonError> {
    // No escape is shorter than what it means.
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let mut after = escape.chars();
        let named = after.by_ref().nth(1);
        rest = after.as_str();
        out.push(match named {
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => unit(&mut rest)?,
            _ => return Err(JsonError::malformed()),
        });
    }
    out.push_str(rest);
    Ok(out)
}

/// The character of one escape in UTF-16 units, or of two that belong together.
fn unit(rest: &mut &str) -> Result<char, JsonError> {
    let first = hex(rest)?;
    if (0xd800..0xdc00).contains(&first) {
        if let Some(mut after) = rest.strip_prefix("\\u") {
            let second = hex(&mut after)?;
            if let Some(Ok(pair)) = char::decode_utf16([first, second]).next() {
                *rest = after;
                return Ok(pair);
            }
        }
    }
    Ok(char::from_u32(first.into()).unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn hex(rest: &mut &str) -> Result<u16, JsonError> {
    let (digits, after) = rest.split_at_checked(4).ok_or_else(JsonError::malformed)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hex).ok_or_else(JsonError::malformed)?;
    *rest = after;
    Ok(unit)
}

macro_rules! whole_numbers {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            let number = self.number(&visitor)?;
            visitor.visit_u64(number)
        })*
    };
}

macro_rules! texts {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            let text = self.string(&visitor)?;
            visitor.visit_string(text.into_owned())
        })*
    };
}

/// What no input holds.
macro_rules! never {
    ($($name:ident($($type:ty),*))*) => {
        $(fn $name<V: Visitor<'de>>(self, $(_: $type,)* visitor: V) -> Result<V::Value, JsonError> {
            Err(self.mismatch(&visitor))
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = JsonError;

    whole_numbers! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    texts! { deserialize_string deserialize_str deserialize_char }
    never! {
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_f32() deserialize_f64()
        deserialize_bytes() deserialize_byte_buf() deserialize_unit() deserialize_unit_struct(&'static str)
        deserialize_tuple(usize) deserialize_tuple_struct(&'static str, usize) deserialize_ignored_any()
    }

    /// A text or an object: the two forms that a choice has.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.peek() {
            Some(b'"') => self.deserialize_identifier(visitor),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let text = self.string(&visitor)?;
        visitor.visit_str(&text)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let value = self.boolean(&visitor)?;
        visitor.visit_bool(value)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        if self.eat_word("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.open(b'[', &visitor)?;
        visitor.visit_seq(Members { reader: self, is_first: true })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.open(b'{', &visitor)?;
        visitor.visit_map(Members { reader: self, is_first: true })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        // Every choice of an input is one of some names.
        let text = self.string(&visitor)?;
        let named: de::value::StrDeserializer<'_, JsonError> = (&*text).into_deserializer();
        named.deserialize_enum(name, variants, visitor)
    }
}

/// The members of an array or an object.
struct Members<'r, 'de> {
    reader: &'r mut Reader<'de>,
    is_first: bool,
}

impl<'de> de::SeqAccess<'de> for Members<'_, 'de> {
    type Error = JsonError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, JsonError> {
        if !self.reader.next(&mut self.is_first, b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Members<'_, 'de> {
    type Error = JsonError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, JsonError> {
        if !self.reader.next(&mut self.is_first, b'}')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, JsonError> {
        self.reader.need(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
mod tests;
