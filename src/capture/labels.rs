//! Messages behind a name in any text: DevTools' lists, logs, programs, raw HTTP.

use super::base64_text;
use super::fetch;
use super::lexical;
use super::percent::{self, Plus};
use super::reader::{Context, Field, MAX_DEPTH, Piece, Reader, parameter};
use super::{Binding, Format};
use std::borrow::Cow;

/// Names that are looked for in one paste.
const MAX_LABELS: usize = 1000;
/// Lines that one value may go over: base64 of 8 MB in lines of 64.
const MAX_LINES: usize = 200_000;

/// The names that may stand before a value, longest first where one begins another.
const NAMES: [&str; 11] = [
    "SAMLResponse",
    "SAML_Response",
    "SAML-Response",
    "SAMLRequest",
    "SAML_Request",
    "SAML-Request",
    "SAMLart",
    "RelayState",
    "SigAlg",
    "Signature",
    "wresult",
];

/// Recognises a text in which a SAML parameter is named and its value follows.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let before = reader.troubles.len();
    let style = match request_line(piece.text) {
        Some(end) => take_request(reader, piece, end),
        None => take(reader, piece, &Context::default()),
    };
    if reader.found.messages.is_empty() && reader.troubles.len() == before {
        return false;
    }
    reader.found.format = if style == Style::Label { Format::DevTools } else { Format::LabelledText };
    true
}

/// Where the first line ends, where it is that of a request (RFC 9112 §3).
fn request_line(text: &str) -> Option<usize> {
    let start = text.len().saturating_sub(text.trim_start().len());
    let line = text.get(start..)?.lines().next()?;
    let is_request = line.starts_with("POST ") || line.starts_with("GET ");
    let mut words = line.split_ascii_whitespace();
    let is_http = words.next_back().is_some_and(|version| version.starts_with("HTTP/"));
    (is_request && is_http && words.count() == 2).then(|| start.saturating_add(line.len()))
}

/// A request as it is sent: what stands in its first line came in the address, the rest in the body.
fn take_request(reader: &mut Reader<'_>, piece: Piece<'_>, end: usize) -> Style {
    let request = reader.next_request();
    let sent = |binding| Context { binding: Some(binding), request, ..Context::default() };
    let style = take(reader, piece.part(0, end), &sent(Binding::Redirect));
    match take(reader, piece.part(end, piece.text.len()), &sent(Binding::Post)) {
        Style::Label => style,
        body => body,
    }
}

/// True where `text` names a SAML parameter somewhere.
pub(super) fn names_message(text: &str) -> bool {
    let mut at = 0usize;
    for _ in 0..MAX_LABELS {
        match next_label(text, at) {
            Some((name, _)) if parameter(name).is_some() => return true,
            Some((_, next)) => at = next,
            None => return false,
        }
    }
    true
}

/// How a value is set off from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `name: value` or a name on a line of its own.
    Label,
    /// `name=value`, encoded as a form.
    Form,
    /// `name = "value"`, `"name": "value"`.
    Quoted,
}

/// Takes every labelled message of `piece`; gives the style of the first.
pub(super) fn take(reader: &mut Reader<'_>, piece: Piece<'_>, context: &Context) -> Style {
    let mut group: Vec<Field<'_>> = Vec::new();
    let mut first_style = None;
    let mut at = 0usize;
    for _ in 0..MAX_LABELS {
        let Some((name, from)) = next_label(piece.text, at) else { break };
        at = from;
        let Some((field, end, style)) = labelled(piece, name, from) else { continue };
        at = end;
        let is_message = parameter(&field.name).is_some();
        if !is_message && !matches!(&*field.name, "RelayState") && style != Style::Form {
            continue;
        }
        // A name that comes again begins the next message.
        if group.iter().any(|known| known.name == field.name) {
            end_group(reader, &mut group, context);
        }
        if is_message {
            first_style = first_style.or(Some(style));
        }
        group.push(field);
    }
    end_group(reader, &mut group, context);
    first_style.unwrap_or(Style::Label)
}

fn end_group(reader: &mut Reader<'_>, group: &mut Vec<Field<'_>>, context: &Context) {
    let fields = std::mem::take(group);
    let is_signed = fields.iter().any(|f| matches!(&*f.name, "SigAlg" | "Signature"));
    let binding = context.binding.or(is_signed.then_some(Binding::Redirect));
    let context = Context { binding, ..context.clone() };
    if reader.take_group(&fields, &context) {
        reader.step("label", "taken from behind its name");
    }
}

/// The next name at or after `at` that stands by itself, and the offset after it.
fn next_label(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let bytes = text.as_bytes();
    let mut at = at;
    // Each round moves past one letter that could begin a name.
    loop {
        let rest = bytes.get(at..)?;
        at = at.saturating_add(rest.iter().position(|b| matches!(b, b's' | b'S' | b'R' | b'r' | b'w'))?);
        let is_inner =
            at.checked_sub(1).and_then(|n| bytes.get(n)).is_some_and(|b| b.is_ascii_alphanumeric());
        let found = NAMES.iter().find(|name| {
            let end = at.saturating_add(name.len());
            let is_same = bytes.get(at..end).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()));
            is_same && !bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
        });
        if let Some(name) = found.filter(|_| !is_inner) {
            return Some((name, at.saturating_add(name.len())));
        }
        at = at.saturating_add(1);
    }
}

/// The value after a name that ends at `from`, and the offset after it.
fn labelled<'t>(piece: Piece<'t>, name: &'static str, from: usize) -> Option<(Field<'t>, usize, Style)> {
    let text = piece.text;
    let rest = text.get(from..)?;
    // The name's own closing quote or bracket.
    let after_quote = rest.trim_start_matches(['"', '\'', '`', '\\', ']', '*']);
    let has_tab = after_quote.starts_with('\t');
    let after_blank = after_quote.trim_start_matches([' ', '\t']);
    let after_blank = after_blank.strip_prefix(".value").map_or(after_blank, str::trim_start);
    let (sign, value) = if let Some(value) = after_blank.strip_prefix("=>") {
        (':', value)
    } else if let Some(value) = after_blank.strip_prefix([':', '=']) {
        (if after_blank.starts_with('=') { '=' } else { ':' }, value)
    } else if let Some(value) = after_value_word(after_blank) {
        (':', value)
    } else if has_tab || after_blank.starts_with(['\n', '\r']) {
        (':', after_blank)
    } else {
        return None;
    };
    // Lists of one value, as programs print them: ['…'], (b'…'), [PHN…].
    let value = match value.trim_start_matches([' ', '\t']).strip_prefix(['[', '(']) {
        Some(inner) if sign == ':' => {
            inner.strip_prefix('b').filter(|i| i.starts_with('\'')).unwrap_or(inner)
        }
        _ => value,
    };
    let at = text.len().saturating_sub(value.len());
    let rest = piece.part(at, text.len());
    let is_quoted = value.trim_start_matches([' ', '\t', '\n', '\r', '\\']).starts_with(['"', '\'', '`']);
    if is_quoted && (sign == ':' || value.starts_with([' ', '"', '\'', '`', '\\'])) {
        return quoted(rest, name).map(|(field, end)| (field, at.saturating_add(end), Style::Quoted));
    }
    if sign == '=' && !value.trim_start().starts_with('<') {
        let (field, end) = form_value(rest, name);
        return Some((field, at.saturating_add(end), Style::Form));
    }
    let (field, end) = label_value(rest, name);
    Some((field, at.saturating_add(end), Style::Label))
}

/// What follows `value=` of a tag or `, "value":` of an object.
fn after_value_word(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([',', ' ', '\t', '\r', '\n', '\\']).trim_start_matches(['"', '\'']);
    let after = text.strip_prefix("value")?.trim_start_matches(['"', '\'', '\\']);
    after.trim_start().strip_prefix([':', '='])
}

/// A string literal. One that is escaped itself (`\"…\"`) ends at the next escaped quote.
fn quoted<'t>(rest: Piece<'t>, name: &'static str) -> Option<(Field<'t>, usize)> {
    let blank = rest.text.len().saturating_sub(rest.text.trim_start().len());
    if rest.text.get(blank..)?.starts_with("\\\"") {
        let from = blank.saturating_add(2);
        let inside = rest.text.get(from..)?;
        let length = inside.find("\\\"").unwrap_or(inside.len());
        let piece = rest.part(from, from.saturating_add(length));
        let field = Field { name: Cow::Borrowed(name), value: Cow::Borrowed(piece.text), raw: None, piece };
        return Some((field, from.saturating_add(length).saturating_add(2)));
    }
    match fetch::string(rest) {
        Some((value, place, end)) => {
            let is_plain = matches!(value, Cow::Borrowed(_));
            let piece = Piece { is_verbatim: place.is_verbatim && is_plain, ..place };
            Some((Field { name: Cow::Borrowed(name), value, raw: None, piece }, end))
        }
        // A quote that never closes: the paste ends within the value.
        None => {
            let piece = rest.part(blank.saturating_add(1), rest.text.len());
            Some((
                Field { name: Cow::Borrowed(name), value: Cow::Borrowed(piece.text), raw: None, piece },
                rest.text.len(),
            ))
        }
    }
}

/// `name=value` in the midst of text: up to `&`, a quote, a bracket, or other words.
fn form_value<'t>(rest: Piece<'t>, name: &'static str) -> (Field<'t>, usize) {
    let piece = rest.part(0, form_value_end(rest.text));
    let end = piece.text.len();
    let is_plain = !piece.text.contains(['%', '+']);
    let value = match is_plain {
        true => Cow::Borrowed(piece.text),
        false => Cow::Owned(percent::decode_text(piece.text, Plus::Blank)),
    };
    let raw = Some(piece.text);
    let piece = Piece { is_verbatim: piece.is_verbatim && is_plain, ..piece };
    (Field { name: Cow::Borrowed(name), value, raw, piece }, end)
}

/// A blank is a lost `+` or a line's end within base64, and the end of the value before other
/// words: what is a whole message already needs no more words.
fn form_value_end(text: &str) -> usize {
    let is_stop = |c: char| matches!(c, '&' | '"' | '\'' | '`' | '<' | '>' | '\\' | ',' | ';' | ')' | '}');
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '%');
    let mut end = text.find(|c: char| is_stop(c) || c.is_whitespace()).unwrap_or(text.len());
    if is_whole_message(text.get(..end).unwrap_or("")) {
        return end;
    }
    // Each round takes the white space and the word after it.
    loop {
        let rest = text.get(end..).unwrap_or("");
        let word = rest.trim_start();
        let length = word.find(|c: char| is_stop(c) || c.is_whitespace()).unwrap_or(word.len());
        let is_more = word.get(..length).is_some_and(|w| w.trim_end_matches('=').chars().all(is_part));
        if !is_more || word.is_empty() || length == 0 {
            // A blank at the very end may be a lost `+`.
            let blanks = rest.len().saturating_sub(rest.trim_start_matches(' ').len());
            return if length == 0 { end.saturating_add(blanks) } else { end };
        }
        end = text.len().saturating_sub(word.len()).saturating_add(length);
    }
}

/// True where a value is base64 of XML that does not stop in the middle.
fn is_whole_message(raw: &str) -> bool {
    let value = percent::decode_text(raw, Plus::Plus);
    let Ok(read) = base64_text::read_base64(&value) else { return false };
    base64_text::wholeness(&read.octets) == 2
        && std::str::from_utf8(&read.octets).is_ok_and(|text| !lexical::stops_in_the_middle(text))
}

/// `name: value`: the rest of the line, and the lines after it that look like more of the same.
fn label_value<'t>(rest: Piece<'t>, name: &'static str) -> (Field<'t>, usize) {
    let text = rest.text;
    let start = text.len().saturating_sub(text.trim_start().len());
    let is_xml = text.get(start..).is_some_and(|t| t.starts_with('<'));
    let mut end = start;
    let body = text.get(start..).unwrap_or("");
    for (number, line) in body.split_inclusive('\n').take(MAX_LINES).enumerate() {
        let trimmed = line.trim();
        let goes_on = match number {
            0 => true,
            _ if is_xml => !begins_with_label(trimmed),
            _ => is_base64_line(trimmed),
        };
        if !goes_on {
            break;
        }
        end = end.saturating_add(line.len());
    }
    let piece = rest.part(start, end);
    let piece = piece.part(0, piece.text.trim_end().len());
    // What is a whole message already ends before the other words of its line.
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_' | '%');
    let run = piece.text.find(|c| !is_part(c)).unwrap_or(piece.text.len());
    if run < piece.text.len() && is_whole_message(piece.text.get(..run).unwrap_or("")) {
        let (piece, end) = (piece.part(0, run), start.saturating_add(run));
        return (
            Field { name: Cow::Borrowed(name), value: Cow::Borrowed(piece.text), raw: None, piece },
            end,
        );
    }
    (Field { name: Cow::Borrowed(name), value: Cow::Borrowed(piece.text), raw: None, piece }, end)
}

/// True where a line begins with one of the names and a separator.
fn begins_with_label(line: &str) -> bool {
    NAMES.iter().any(|name| {
        let after =
            line.get(..name.len()).filter(|l| l.eq_ignore_ascii_case(name)).and(line.get(name.len()..));
        after.is_some_and(|after| after.trim_start().starts_with([':', '=']))
    })
}

/// True where a line can only be more base64: a word of a sentence is shorter or has blanks.
fn is_base64_line(line: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_' | '%');
    let is_name = NAMES.iter().any(|name| line.eq_ignore_ascii_case(name));
    !line.is_empty() && !is_name && line.chars().all(fits)
}
