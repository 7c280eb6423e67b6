//! Exports of SAML-tracer, the browser extension: current, masked and from before version 1.0.

use super::json::{Id, Json, Kind};
use super::json_walk;
use super::lexical;
use super::problem::{CaptureProblem, Redaction};
use super::reader::{Context, Reader, parameter};
use super::value::Value;
use super::{Answer, Binding, CapturedMessage, Parameter, form};

/// Requests in one export.
const MAX_REQUESTS: usize = 100_000;

/// True where `json` is an export.
pub(super) fn is_tracer(json: &Json<'_>) -> bool {
    let Some(requests) = json.member(0, "requests") else { return false };
    let is_request = |id: Id| json.member(id, "url").is_some() && json.member(id, "method").is_some();
    json.kind(requests) == Some(Kind::Array) && json.children(requests).take(5).any(is_request)
}

/// Takes the message of every request, in order.
pub(super) fn take(reader: &mut Reader<'_>, json: &Json<'_>) {
    let Some(requests) = json.member(0, "requests") else { return };
    for request in json.children(requests).take(MAX_REQUESTS) {
        take_request(reader, json, request);
    }
    let count = json.children(requests).count();
    reader.step("saml-tracer", format!("read as a SAML-tracer export of {count} requests"));
}

fn take_request(reader: &mut Reader<'_>, json: &Json<'_>, request: Id) {
    let is_get = json.text(request, "method").is_some_and(|m| m.eq_ignore_ascii_case("GET"));
    let binding = if is_get { Binding::Redirect } else { Binding::Post };
    let url = json.text(request, "url").map(|u| u.into_owned());
    let answer = answer(json, request);
    let request_number = reader.next_request();
    let context = Context { binding: Some(binding), url, time: None, answer, request: request_number };
    // A signature in the query covers the query's own octets: where they are there, they are read.
    if is_get && take_query(reader, json, request, &context) {
        return;
    }
    // `saml` holds the message as it was, and masking leaves it alone.
    if let Some(saml) = json.member(request, "saml")
        && let Some(text) = json.string(saml)
        && !text.trim().is_empty()
    {
        let before = reader.found.messages.len();
        let parameter = named_parameter(json, request).unwrap_or_else(|| guess(&text));
        let how = Value { binding: None, ..Value::default() };
        reader.take_value(parameter, json.piece(saml).with_text(&text), &how);
        let relay_state = relay_state(json, request);
        if let Some(message) = reader.found.messages.get_mut(before) {
            describe(message, &context, relay_state);
        }
        return;
    }
    if let Some(artifact) = json.member(request, "samlart")
        && let Some(text) = json.string(artifact)
    {
        reader.take_value(Parameter::SamlArt, json.piece(artifact).with_text(&text), &Value::default());
        return;
    }
    take_values(reader, json, request, &context);
}

fn describe(message: &mut CapturedMessage, context: &Context, relay_state: Option<String>) {
    message.binding = context.binding;
    message.answer = context.answer.clone();
    message.request = context.request;
    message.relay_state = relay_state;
    message.destination_url = context.url.as_deref().map(|url| match context.binding {
        Some(Binding::Redirect) => url.split('?').next().unwrap_or(url).to_owned(),
        _ => url.to_owned(),
    });
}

/// What came back: the export has no pages, only the status and where the browser was sent.
fn answer(json: &Json<'_>, request: Id) -> Option<Answer> {
    let status = json.number(request, "responseStatus").and_then(|number| u16::try_from(number).ok())?;
    let headers = json.member(request, "responseHeaders");
    let fields = headers.map(|headers| json_walk::fields(json, headers)).unwrap_or_default();
    let location = fields.into_iter().find(|field| field.name.eq_ignore_ascii_case("location"));
    Some(Answer { status, location: location.map(|field| field.value.into_owned()), text: None })
}

/// The query of the address, unless it is masked.
fn take_query(reader: &mut Reader<'_>, json: &Json<'_>, request: Id, context: &Context) -> bool {
    let Some(id) = json.member(request, "url") else { return false };
    let Some(text) = json.string(id) else { return false };
    let (messages, troubles) = (reader.found.messages.len(), reader.troubles.len());
    form::take_url(reader, json.piece(id).with_text(&text), context);
    if reader.troubles.len() > troubles && json.member(request, "saml").is_some() {
        reader.troubles.truncate(troubles);
        return false;
    }
    reader.found.messages.len() > messages || reader.troubles.len() > troubles
}

/// What `post`, `postData`, `get` and the lists of older versions hold.
fn take_values(reader: &mut Reader<'_>, json: &Json<'_>, request: Id, context: &Context) {
    let (messages, troubles) = (reader.found.messages.len(), reader.troubles.len());
    // One of them is enough: they repeat each other.
    for name in ["post", "postData", "get", "parameters"] {
        if let Some(list) = json.member(request, name) {
            json_walk::take_all(reader, json, list, context, 0);
        }
        if reader.found.messages.len() > messages || reader.troubles.len() > troubles {
            return;
        }
    }
    if let Some(parameter) = named_parameter(json, request) {
        let at = json.piece(request).span;
        reader.trouble(Some(parameter), CaptureProblem::Redacted { how: Redaction::TracerMask, at });
    }
}

/// The SAML parameter that the request's lists name, masked or not.
fn named_parameter(json: &Json<'_>, request: Id) -> Option<Parameter> {
    ["post", "get", "parameters", "postData"].into_iter().find_map(|name| {
        let list = json.member(request, name)?;
        json.children(list).find_map(|pair| {
            let first = json.children(pair).next().map_or("", |first| json.piece(first).text);
            parameter(first).or_else(|| parameter(json.key(pair)))
        })
    })
}

/// A masked export does not always name the parameter; the message's own name tells.
fn guess(saml: &str) -> Parameter {
    match lexical::root_local_name(saml) {
        Some(name) if name.ends_with("Response") => Parameter::SamlResponse,
        Some(name) if name.ends_with("Request") => Parameter::SamlRequest,
        _ => Parameter::Xml,
    }
}

/// The RelayState, where it is not masked.
fn relay_state(json: &Json<'_>, request: Id) -> Option<String> {
    ["post", "get", "parameters", "postData"].into_iter().find_map(|name| {
        let list = json.member(request, name)?;
        let fields = json_walk::fields(json, list);
        fields.into_iter().find(|f| f.name == "RelayState").map(|f| f.value.into_owned())
    })
}
