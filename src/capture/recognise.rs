//! Which kind of paste this is, asked in an order in which no kind hides another.

use super::percent::{self, Plus};
use super::problem::{CaptureProblem, Limit, LooksLike};
use super::reader::{MAX_DEPTH, MAX_PASTE, Piece, Reader};
use super::value::Value;
use super::{
    Capture, Format, Parameter, Payload, Repair, curl, entities, error_text, fetch, form, html, json_walk,
    labels, lexical, looks, powershell, quoted_printable,
};
use crate::text::SourceId;

/// Reads a paste: see [`super::read`].
pub(super) fn read(source: SourceId, pasted: &str) -> Capture {
    let mut reader = Reader::new(source, pasted);
    let paste = reader.paste;
    if pasted.len() > MAX_PASTE {
        reader.trouble(None, CaptureProblem::LimitExceeded { limit: Limit::PasteSize, at: paste.span });
    } else if paste.part(lexical::beginning(pasted).at, pasted.len()).text.trim().is_empty() {
        reader.found.format = Format::Empty;
        reader.trouble(None, CaptureProblem::Empty);
    } else {
        recognise(&mut reader, paste, 0);
    }
    conclude(reader)
}

/// Tries each kind on `piece` until one of them finds something.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) {
    let start = lexical::beginning(piece.text);
    let body = piece.part(start.at, piece.text.len());
    if depth < MAX_DEPTH
        && let Some(text) = quoted_printable::undone(body.text)
    {
        reader.step("quoted-printable", "Quoted-Printable undone");
        reader.repair(Repair::QuotedPrintable);
        return recognise(reader, body.decoded(&text), depth.saturating_add(1));
    }
    if body.text.starts_with('<') {
        if lexical::is_html(body.text) {
            html::recognise(reader, body, depth);
        } else {
            reader.found.format = Format::Xml;
            reader.take_value(Parameter::Xml, piece, &Value::default());
        }
        return;
    }
    if body.text.starts_with('\u{feff}') {
        let problem = CaptureProblem::Unrecognised { looks_like: LooksLike::Text, at: body.span };
        return reader.trouble(None, problem);
    }
    if start.has_mark {
        reader.repair(Repair::ByteOrderMark);
    }
    let kinds: [fn(&mut Reader<'_>, Piece<'_>, u8) -> bool; 12] = [
        json_walk::recognise,
        |reader, piece, _| powershell::recognise(reader, piece),
        |reader, piece, _| curl::recognise(reader, piece),
        fetch::recognise,
        code_fence,
        |reader, piece, _| pem(reader, piece),
        |reader, piece, _| form::recognise_url(reader, piece),
        |reader, piece, _| form::recognise_form(reader, piece),
        escaped_form,
        |reader, piece, _| escaped_xml(reader, piece),
        labels::recognise,
        |reader, piece, _| bare_value(reader, piece),
    ];
    for kind in kinds {
        if kind(reader, body, depth) {
            return;
        }
    }
}

/// Three backticks, the fence of Markdown and of chats, around another paste.
fn code_fence(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) -> bool {
    const FENCE: &str = "```";
    let Some(open) = piece.text.find(FENCE).filter(|_| depth < MAX_DEPTH) else { return false };
    let after = open.saturating_add(FENCE.len());
    let rest = piece.text.get(after..).unwrap_or("");
    // The fence's own line may name a language.
    let language = rest.split('\n').next().unwrap_or("");
    let is_language = language.trim().chars().all(|c| c.is_ascii_alphanumeric()) && language.len() < 20;
    let skipped = if is_language && rest.contains('\n') { language.len().saturating_add(1) } else { 0 };
    let from = after.saturating_add(skipped);
    let inside = piece.text.get(from..).unwrap_or("");
    let to = from.saturating_add(inside.find(FENCE).unwrap_or(inside.len()));
    reader.step("code-fence", "taken out of a code fence");
    reader.repair(Repair::CodeFence);
    recognise(reader, piece.part(from, to), depth.saturating_add(1));
    true
}

/// `-----BEGIN …-----`: a certificate, a key, or a message that somebody dressed up as one.
fn pem(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    // Tools print lines about a certificate before it; where a message is named there is more to find.
    let is_alone = piece.text.starts_with("-----BEGIN") || !labels::names_message(piece.text);
    let Some((label, body)) = looks::pem(piece.text).filter(|_| is_alone) else { return false };
    if label.contains("PRIVATE KEY") {
        reader.found.format = Format::PrivateKey;
        reader.trouble(None, CaptureProblem::PrivateKey { at: piece.span });
        return true;
    }
    reader.found.format = Format::Pem;
    let from = piece.text.find(body).unwrap_or(0);
    let body = piece.part(from, from.saturating_add(body.len()));
    reader.take_value(Parameter::Xml, body, &Value::default());
    if reader.found.messages.is_empty() {
        reader.found.format = Format::Certificate;
        reader.troubles.clear();
        reader.trouble(None, CaptureProblem::Certificate { at: piece.span });
    } else {
        reader.repair(Repair::PemArmour);
    }
    true
}

/// A form that was URL-encoded once more as a whole, its `=` and `&` included.
fn escaped_form(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) -> bool {
    let name = piece.text.split('%').next().unwrap_or("");
    let is_name = !name.is_empty() && name.len() < 32 && name.chars().all(|c| c.is_ascii_alphanumeric());
    if depth >= MAX_DEPTH || !is_name || piece.text.contains(['=', '&', '<']) {
        return false;
    }
    let text = percent::decode_text(piece.text, Plus::Plus);
    if !form::names_message(&text) {
        return false;
    }
    reader.step("url-decoded", "URL-decoded as a whole");
    reader.repair(Repair::DoubleUrlEncoded);
    form::recognise_form(reader, piece.decoded(&text))
}

/// XML whose angle brackets are entities, as a page's source or a log shows it.
fn escaped_xml(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let is_escaped = ["&lt;", "&#60;", "&#x3c;", "&#x3C;"].iter().any(|lt| piece.text.starts_with(lt));
    if !is_escaped {
        return false;
    }
    reader.found.format = Format::EscapedXml;
    let text = entities::decode(piece.text);
    reader.step("html-entities", "HTML entities replaced");
    reader.repair(Repair::HtmlEntities);
    let inner = piece.decoded(&text);
    if lexical::is_html(&text) {
        html::recognise(reader, inner, MAX_DEPTH);
    } else {
        reader.take_value(Parameter::Xml, inner, &Value::default());
    }
    true
}

/// The whole paste as one value: base64, or `%xx` around something.
fn bare_value(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let how = Value { is_bare: true, ..Value::default() };
    let was_encoded = piece.text.contains('%');
    reader.take_value(Parameter::Xml, piece, &how);
    if let [(_, CaptureProblem::Truncated { .. })] = reader.troubles.as_slice() {
        reader.found.format = if was_encoded { Format::UrlEncoded } else { Format::Base64 };
        return true;
    }
    let Some(message) = reader.found.messages.first() else { return false };
    reader.found.format = match (&message.payload, was_encoded) {
        (_, true) => Format::UrlEncoded,
        (Payload::Decoded(_), false) => Format::Base64,
        _ => Format::Xml,
    };
    true
}

/// Decides what is told where nothing, or no response, was found.
fn conclude(mut reader: Reader<'_>) -> Capture {
    let has_response = reader.found.messages.iter().any(|m| m.may_be_response());
    if !has_response && reader.found.format != Format::Empty {
        let paste = reader.paste;
        reader.found.error_codes = error_text::codes(paste.text, paste.span, true);
        if reader.found.messages.is_empty() {
            look_again(&mut reader);
        }
    }
    let troubles = std::mem::take(&mut reader.troubles);
    let mut found = reader.found;
    if has_response {
        found.left_out = troubles.into_iter().map(|(_, problem)| problem).collect();
        return found;
    }
    let has_request = !found.messages.is_empty();
    // Beside a request only what was found in a response's place says why there is none.
    let tells = |(parameter, _): &&(Option<Parameter>, CaptureProblem)| {
        !has_request || matches!(parameter, Some(Parameter::SamlResponse | Parameter::Wresult))
    };
    let heaviest = troubles.iter().filter(tells).map(|(_, problem)| problem.weight()).max();
    let first = troubles.iter().filter(tells).position(|(_, problem)| Some(problem.weight()) == heaviest);
    let chosen = first.and_then(|n| troubles.iter().filter(tells).nth(n)).map(|(_, problem)| problem.clone());
    found.left_out = troubles.into_iter().map(|(_, p)| p).filter(|p| Some(p) != chosen.as_ref()).collect();
    let only_artifacts = has_request && found.messages.iter().all(|m| m.parameter == Parameter::SamlArt);
    let artifact = found.messages.first().and_then(|m| m.place).filter(|_| only_artifacts);
    found.problem = chosen.or(artifact.map(|at| CaptureProblem::Artifact { at }));
    found
}

/// Names a paste in which no message was found.
fn look_again(reader: &mut Reader<'_>) {
    let paste = reader.paste;
    let at = paste.span;
    let text = paste.text.trim();
    let codes = reader.found.error_codes.clone();
    if !codes.is_empty() {
        if matches!(reader.found.format, Format::Unknown) {
            reader.found.format = Format::ErrorText;
        }
        reader.troubles.retain(|(_, problem)| !is_vague(problem));
        reader.trouble(None, CaptureProblem::ErrorText { codes, at });
        return;
    }
    if !reader.troubles.iter().all(|(_, problem)| is_vague(problem)) {
        if let Some((_, CaptureProblem::Certificate { .. })) = reader.troubles.first() {
            reader.found.format = Format::Certificate;
        }
        if let Some((_, CaptureProblem::Jwt { .. })) = reader.troubles.first() {
            reader.found.format = Format::Jwt;
        }
        return;
    }
    let (format, problem) = if looks::is_jwt(text) {
        (Format::Jwt, CaptureProblem::Jwt { at })
    } else if looks::is_url(text) || looks::is_url_without_scheme(text) {
        (Format::Url, CaptureProblem::Url { at })
    } else {
        (reader.found.format, CaptureProblem::Unrecognised { looks_like: text_kind(text), at })
    };
    reader.troubles.clear();
    reader.found.format = format;
    reader.trouble(None, problem);
}

fn is_vague(problem: &CaptureProblem) -> bool {
    matches!(problem, CaptureProblem::Unrecognised { looks_like: LooksLike::Text, .. })
}

/// What a text is that holds no message.
fn text_kind(text: &str) -> LooksLike {
    let starts_name = |prefix: &str| text.starts_with(prefix);
    if looks::has_line_numbers(text) {
        LooksLike::NumberedLines
    } else if ["samlp:", "saml2p:", "saml:", "saml2:", "md:", "?xml "].into_iter().any(starts_name) {
        LooksLike::XmlWithoutFirstBracket
    } else if text.contains("</") && text.ends_with('>') {
        LooksLike::TextBeforeXml
    } else {
        LooksLike::Text
    }
}
