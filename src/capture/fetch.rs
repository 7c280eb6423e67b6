//! “Copy as fetch”: a JavaScript call for a browser or for Node.js.

use super::escape;
use super::json::Json;
use super::labels;
use super::problem::{CaptureProblem, LooksLike};
use super::reader::{Context, MAX_DEPTH, Piece, Reader};
use super::{Binding, Format, form};
use std::borrow::Cow;

/// Calls of one paste.
const MAX_CALLS: usize = 1000;

/// Recognises one or more calls.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) -> bool {
    let start = piece.text.trim_start();
    let start = start.strip_prefix("await ").unwrap_or(start);
    if !start.starts_with("fetch(") || depth > MAX_DEPTH {
        return false;
    }
    reader.found.format = Format::Fetch;
    let starts: Vec<usize> = piece.text.match_indices("fetch(").map(|(at, _)| at).take(MAX_CALLS).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([piece.text.len()]).collect();
    for (from, to) in starts.into_iter().zip(ends) {
        take(reader, piece.part(from.saturating_add("fetch(".len()), to));
    }
    reader.step("fetch", "read as a JavaScript fetch call");
    if !reader.has_any() {
        labels::take(reader, piece, &Context::default());
    }
    if !reader.has_any() {
        let looks_like = LooksLike::RequestWithoutMessage;
        reader.trouble(None, CaptureProblem::Unrecognised { looks_like, at: piece.span });
    }
    true
}

/// The arguments of one call: an address, and an object with a body.
fn take(reader: &mut Reader<'_>, arguments: Piece<'_>) {
    let Some((url, url_place, after)) = string(arguments) else { return };
    let context = Context {
        binding: Some(Binding::Post),
        url: Some(url.clone().into_owned()),
        request: reader.next_request(),
        ..Context::default()
    };
    form::take_url(reader, url_place.with_text(&url), &context);
    let rest = arguments.part(after, arguments.text.len());
    let Some(open) = rest.text.find('{') else { return };
    let close = rest.text.rfind('}').map_or(rest.text.len(), |at| at.saturating_add(1));
    let options = rest.part(open, close.max(open));
    if let Ok(json) = Json::read(options) {
        if let Some(id) = json.member(0, "body")
            && let Some(body) = json.string(id)
        {
            form::take_form(reader, json.piece(id).with_text(&body), &context);
        }
        return;
    }
    // JavaScript that is not JSON: names without quotes, other quotes, comments.
    for name in ["\"body\"", "'body'", "body"] {
        let Some(at) = options.text.find(name) else { continue };
        let from = at.saturating_add(name.len());
        let rest = options.part(from, options.text.len());
        let colon =
            rest.text.len().saturating_sub(rest.text.trim_start_matches([' ', ':', '\n', '\t']).len());
        if let Some((body, place, _)) = string(rest.part(colon, rest.text.len())) {
            form::take_form(reader, place.with_text(&body), &context);
            return;
        }
    }
}

/// The string literal at the start of `piece`, its place, and the offset after it.
pub(super) fn string(piece: Piece<'_>) -> Option<(Cow<'_, str>, Piece<'_>, usize)> {
    let blank = piece.text.len().saturating_sub(piece.text.trim_start().len());
    let text = piece.text.get(blank..)?;
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let (mut is_escaped, mut has_escapes) = (false, false);
    for (at, c) in text.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            (is_escaped, has_escapes) = (true, true);
        } else if c == quote {
            let inside = text.get(1..at)?;
            let read = if has_escapes { Cow::Owned(escape::decode(inside)) } else { Cow::Borrowed(inside) };
            let from = blank.saturating_add(1);
            let place = piece.part(from, from.saturating_add(inside.len()));
            return Some((read, place, blank.saturating_add(at).saturating_add(1)));
        }
    }
    None
}
