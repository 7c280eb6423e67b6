//! JSON of any kind: a SAML parameter wherever it stands, and texts that hold one.

use super::escape;
use super::form;
use super::har;
use super::html;
use super::json::{Id, Json, JsonError, Kind};
use super::labels;
use super::lexical;
use super::problem::{CaptureProblem, Limit, LooksLike};
use super::reader::{Context, Field, MAX_DEPTH, Piece, Reader, parameter};
use super::tracer;
use super::value::Value;
use super::{Format, Parameter, base64_text};
use std::borrow::Cow;

/// Recognises JSON: an archive, an export, a discovery document, or anything with a message in it.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) -> bool {
    let piece = piece.trimmed();
    if !piece.text.starts_with(['{', '[', '"']) {
        return false;
    }
    let json = match Json::read(piece) {
        Ok(json) => json,
        Err(JsonError::Malformed) => return false,
        Err(JsonError::TooLarge) => {
            let problem = CaptureProblem::LimitExceeded { limit: Limit::JsonSize, at: piece.span };
            reader.trouble(None, problem);
            return true;
        }
    };
    let looks_like = if har::is_har(&json) {
        reader.found.format = Format::Har;
        har::take(reader, &json);
        LooksLike::HarWithoutMessage
    } else if tracer::is_tracer(&json) {
        reader.found.format = Format::SamlTracer;
        tracer::take(reader, &json);
        LooksLike::TracerWithoutMessage
    } else {
        // A string alone that holds no message may still be base64 in quotes.
        if matches!(json.kind(0), Some(Kind::String { .. })) && !holds_message(&json, 0) {
            return false;
        }
        reader.found.format = Format::Json;
        reader.step("json", "read as JSON");
        take_all(reader, &json, 0, &Context::default(), depth);
        LooksLike::Json
    };
    if reader.has_any() {
        return true;
    }
    let is_discovery = json.member(0, "issuer").is_some()
        && (json.member(0, "jwks_uri").is_some() || json.member(0, "authorization_endpoint").is_some());
    // Its keys stand at an address of their own (JWK Set, RFC 7517 §5).
    let is_keys = json.member(0, "keys").is_some() && piece.text.contains("\"kty\"");
    let problem = if is_discovery || is_keys {
        reader.found.format = Format::OidcDiscovery;
        let issuer = json.text(0, "issuer").map(std::borrow::Cow::into_owned);
        CaptureProblem::OidcDiscovery { issuer, at: piece.span }
    } else {
        CaptureProblem::Unrecognised { looks_like, at: piece.span }
    };
    reader.trouble(None, problem);
    true
}

fn holds_message(json: &Json<'_>, id: Id) -> bool {
    json.string(id).is_some_and(|text| {
        text.trim_start().starts_with('<') || form::names_message(&text) || form::names_message(query(&text))
    })
}

fn query(text: &str) -> &str {
    text.split_once('?').map_or("", |(_, query)| query)
}

/// Takes every message at or below `root`.
pub(super) fn take_all(reader: &mut Reader<'_>, json: &Json<'_>, root: Id, context: &Context, depth: u8) {
    // Children follow their parents without a gap, so that what is below `root` is a range.
    for id in root..json.len() {
        if id != root && json.parent(id).is_none_or(|parent| parent < root) {
            break;
        }
        match json.kind(id) {
            Some(Kind::Object | Kind::Array) => {
                let fields = fields(json, id);
                reader.take_group(&fields, context);
            }
            Some(Kind::String { .. }) if !is_field(json, id) => take_text(reader, json, id, context, depth),
            _ => {}
        }
    }
}

/// The names and values that an object or an array holds, in each of the ways programs write them.
pub(super) fn fields<'t>(json: &Json<'t>, id: Id) -> Vec<Field<'t>> {
    let mut out = Vec::new();
    match json.kind(id) {
        Some(Kind::Object) => {
            for child in json.children(id) {
                // {"SAMLResponse": "…"} and {"SAMLResponse": ["…"]}, which may hold several.
                let is_list = json.kind(child) == Some(Kind::Array);
                let list = json.children(child).take_while(|_| is_list);
                let values = list.chain((!is_list).then_some(child));
                out.extend(values.filter_map(|value| field(json, json.key(child), value)));
            }
        }
        Some(Kind::Array) => {
            for child in json.children(id) {
                let pair = match json.kind(child) {
                    // [["SAMLResponse", "…"]]
                    Some(Kind::Array) => json.children(child).next().zip(json.children(child).nth(1)),
                    // [{"name": "SAMLResponse", "value": "…"}]
                    Some(Kind::Object) => json.member(child, "name").zip(json.member(child, "value")),
                    _ => None,
                };
                out.extend(pair.and_then(|(name, value)| field(json, json.piece(name).text, value)));
            }
        }
        _ => {}
    }
    out
}

fn field<'t>(json: &Json<'t>, name: &'t str, value: Id) -> Option<Field<'t>> {
    let text = json.string(value)?;
    let piece = json.piece(value);
    let is_plain = matches!(text, Cow::Borrowed(_));
    let piece = Piece { is_verbatim: piece.is_verbatim && is_plain, ..piece };
    let name = match name.contains('\\') {
        true => Cow::Owned(escape::decode(name)),
        false => Cow::Borrowed(name),
    };
    Some(Field { name, value: text, raw: None, piece })
}

/// True where a string was read as the value of a SAML parameter already.
fn is_field(json: &Json<'_>, id: Id) -> bool {
    if parameter(json.key(id)).is_some() {
        return true;
    }
    let Some(parent) = json.parent(id) else { return false };
    match json.kind(parent) {
        Some(Kind::Array) => {
            let first = json.children(parent).next();
            let names = first.is_some_and(|first| parameter(json.piece(first).text).is_some());
            names || parameter(json.key(parent)).is_some()
        }
        Some(Kind::Object) => {
            // A pair has few members; looking at more would be slow where an object has thousands.
            let is_name =
                |member: &Id| json.key(*member) == "name" && parameter(json.piece(*member).text).is_some();
            json.key(id) == "value" && json.children(parent).take(8).any(|member| is_name(&member))
        }
        _ => false,
    }
}

/// A string that may hold a form, an address, a page or a message as a whole.
fn take_text(reader: &mut Reader<'_>, json: &Json<'_>, id: Id, context: &Context, depth: u8) {
    let Some(text) = json.string(id) else { return };
    // Shorter than any message.
    if text.len() < 40 || depth >= MAX_DEPTH {
        return;
    }
    let piece = json.piece(id).with_text(&text);
    let start = text.trim_start();
    if start.starts_with('<') {
        if lexical::is_html(start) {
            html::take(reader, piece, context, depth.saturating_add(1));
        } else if lexical::is_message(start) {
            reader.take_value(Parameter::Xml, piece, &Value::default());
        }
    } else if form::names_message(query(&text)) {
        form::take_url(reader, piece, context);
    } else if form::names_message(&text) {
        form::take_form(reader, piece, context);
    } else if is_base64_message(&text) {
        reader.take_value(Parameter::Xml, piece, &Value::default());
    } else if json.key(id) == "body" && take_encoded_body(reader, piece, context) {
        // A form, found.
    } else if labels::names_message(&text) {
        // A log's line, or JSON within JSON.
        labels::take(reader, piece, context);
    }
}

/// A request body in base64, as gateways hand it to functions.
fn take_encoded_body(reader: &mut Reader<'_>, piece: Piece<'_>, context: &Context) -> bool {
    let octets = base64_text::read_base64(piece.text).map(|read| read.octets);
    let Ok(text) = String::from_utf8(octets.unwrap_or_default()) else { return false };
    let is_form = form::names_message(&text) && form::take_form(reader, piece.decoded(&text), context);
    if is_form {
        reader.step("base64", "decoded the body from base64");
    }
    is_form
}

/// True where `text` is base64 of XML that begins as a message does.
fn is_base64_message(text: &str) -> bool {
    // The base64 of `<?xm`, `<sam`, `<Res`, `<ns`… all begin with `P`; 400 characters hold a name.
    if !text.starts_with('P') {
        return false;
    }
    let head: String = text.chars().filter(|c| !c.is_ascii_whitespace()).take(400).collect();
    let whole = head.len().saturating_sub(head.len() % 4);
    head.get(..whole)
        .and_then(|head| base64_text::read_base64(head).ok())
        .is_some_and(|read| lexical::is_message(&String::from_utf8_lossy(&read.octets)))
}
