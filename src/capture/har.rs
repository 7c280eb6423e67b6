//! HTTP archives (HAR 1.2), as browsers save them.

use super::html;
use super::json::{Id, Json, Kind};
use super::json_walk;
use super::looks;
use super::problem::{CaptureProblem, Redaction};
use super::reader::{Context, Piece, Reader};
use super::{Answer, Binding, Parameter, base64_text, form, lexical};

/// Requests in one archive.
const MAX_ENTRIES: usize = 100_000;

/// True where `json` is an archive.
pub(super) fn is_har(json: &Json<'_>) -> bool {
    json.path(0, &["log", "entries"]).is_some_and(|entries| json.kind(entries) == Some(Kind::Array))
}

/// Takes the messages of every request and of every page that was answered, in order.
pub(super) fn take(reader: &mut Reader<'_>, json: &Json<'_>) {
    let Some(entries) = json.path(0, &["log", "entries"]) else { return };
    let mut left_out = None;
    for entry in json.children(entries).take(MAX_ENTRIES) {
        let time = json.text(entry, "startedDateTime").map(|t| t.into_owned());
        if let Some(request) = json.member(entry, "request") {
            take_request(reader, json, request, time.clone(), answer(json, entry));
            left_out = left_out.or_else(|| body_left_out(json, request));
        }
        if let Some(content) = json.path(entry, &["response", "content"]) {
            take_content(reader, json, content, time);
        }
    }
    reader.step("har", format!("read as an HTTP archive of {} requests", json.children(entries).count()));
    // Beside a message it is told all the same: it may be the one that matters.
    if let Some(at) = left_out {
        let how = Redaction::BodyLeftOut;
        reader.trouble(Some(Parameter::SamlResponse), CaptureProblem::Redacted { how, at: at.span });
    }
}

fn take_request(
    reader: &mut Reader<'_>,
    json: &Json<'_>,
    request: Id,
    time: Option<String>,
    answer: Option<Answer>,
) {
    let url = json.text(request, "url").map(|u| u.into_owned());
    let request_number = reader.next_request();
    let context = Context { binding: Some(Binding::Post), url, time, answer, request: request_number };
    let mut has_query = false;
    if let Some(id) = json.member(request, "url")
        && let Some(text) = json.string(id)
    {
        has_query = form::take_url(reader, json.piece(id).with_text(&text), &context);
    }
    if !has_query && let Some(query) = json.member(request, "queryString") {
        let context = Context { binding: Some(Binding::Redirect), ..context.clone() };
        reader.take_group(&json_walk::fields(json, query), &context);
    }
    if let Some(data) = json.member(request, "postData") {
        take_post_data(reader, json, data, &context);
    }
}

/// Characters of an answer that is no page: an error message, not a document.
const MAX_ANSWER: usize = 300;

/// What came back: the status, where the browser was sent on to, and what a page that stayed says.
fn answer(json: &Json<'_>, entry: Id) -> Option<Answer> {
    let response = json.member(entry, "response")?;
    let status = json.number(response, "status").and_then(|number| u16::try_from(number).ok())?;
    let location = json.text(response, "redirectURL").filter(|to| !to.is_empty());
    let location = location.map(|to| to.into_owned());
    let content = json.member(response, "content").filter(|_| location.is_none());
    let text = content.and_then(|content| {
        let is_encoded = json.text(content, "encoding").is_some();
        json.text(content, "text").filter(|text| !is_encoded && !text.trim().is_empty())
    });
    let text = text.and_then(|text| match lexical::is_html(&text) {
        true => html::title(&text),
        false => Some(text.trim().chars().take(MAX_ANSWER).collect()),
    });
    Some(Answer { status, location, text })
}

/// `text` is the body as sent; `params` is what the browser made of it, and stands in only where
/// there is no text.
fn take_post_data(reader: &mut Reader<'_>, json: &Json<'_>, data: Id, context: &Context) {
    if let Some(id) = json.member(data, "text")
        && let Some(text) = json.string(id)
    {
        let piece = json.piece(id).with_text(&text);
        // Some browsers put the form's own headers before the body.
        let body = text.find("\r\n\r\n").map_or(0, |at| at.saturating_add(4));
        if form::take_form(reader, piece.part(body, text.len()), context) {
            return;
        }
    }
    if let Some(params) = json.member(data, "params") {
        reader.take_group(&json_walk::fields(json, params), context);
    }
}

/// The form that an identity provider's page posts stands in the page.
fn take_content(reader: &mut Reader<'_>, json: &Json<'_>, content: Id, time: Option<String>) {
    let Some(id) = json.member(content, "text") else { return };
    let Some(text) = json.string(id) else { return };
    let context = Context { time, ..Context::default() };
    let piece = json.piece(id).with_text(&text);
    if json.text(content, "encoding").is_some_and(|e| e.eq_ignore_ascii_case("base64")) {
        let mime = json.text(content, "mimeType").unwrap_or_default().to_ascii_lowercase();
        if !mime.contains("html") && !mime.contains("xml") {
            return;
        }
        let page = base64_text::read_base64(&text).ok().and_then(|read| String::from_utf8(read.octets).ok());
        if let Some(page) = page {
            take_page(reader, piece.decoded(&page), &context);
        }
    } else {
        take_page(reader, piece, &context);
    }
}

fn take_page(reader: &mut Reader<'_>, piece: Piece<'_>, context: &Context) {
    // Scripts and styles are most of an archive; a form names the parameter.
    let names = |name: &str| piece.text.contains(name);
    let has_form =
        piece.text.trim_start().starts_with('<') && (names("SAMLResponse") || names("SAMLRequest"));
    if has_form || names("name=\"wresult\"") {
        html::take(reader, piece, context, 1);
    }
}

/// The place of a posted form whose body an export left out.
fn body_left_out<'t>(json: &Json<'t>, request: Id) -> Option<Piece<'t>> {
    let is_post = json.text(request, "method").is_some_and(|m| m.eq_ignore_ascii_case("POST"));
    let address = json.text(request, "url").unwrap_or_default().to_ascii_lowercase();
    let is_login = ["saml", "sso", "acs"].iter().any(|word| address.contains(word));
    let data = json.member(request, "postData");
    let body = data.and_then(|data| json.text(data, "text")).unwrap_or_default();
    let has_params =
        data.and_then(|data| json.member(data, "params")).is_some_and(|p| json.children(p).count() > 0);
    let is_gone = (body.is_empty() && !has_params) || looks::is_placeholder(&body);
    (is_post && is_login && is_gone).then(|| json.piece(request))
}
