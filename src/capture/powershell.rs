//! “Copy as PowerShell”: `Invoke-WebRequest` with its `-Uri` and `-Body`.

use super::problem::{CaptureProblem, LooksLike};
use super::reader::{Context, Piece, Reader};
use super::{Binding, Format, Repair, form};
use std::borrow::Cow;

/// Commands of one paste.
const MAX_COMMANDS: usize = 1000;

const COMMANDS: [&str; 3] = ["Invoke-WebRequest", "Invoke-RestMethod", "iwr "];

/// Recognises one or more commands.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let starts: Vec<usize> = COMMANDS
        .iter()
        .flat_map(|name| piece.text.match_indices(name).map(|(at, _)| at).take(MAX_COMMANDS))
        .filter(|at| is_command_start(piece.text, *at))
        .collect();
    let Some(first) = starts.iter().min().copied() else { return false };
    // What stands before is the session that browsers set up, or a prompt.
    let before = piece.text.get(..first).unwrap_or("").trim_start();
    if !(before.is_empty() || before.starts_with(['$', 'P', '>'])) {
        return false;
    }
    reader.found.format = Format::PowerShell;
    let mut starts = starts;
    starts.sort_unstable();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([piece.text.len()]).collect();
    let mut is_unclosed = false;
    for (from, to) in starts.into_iter().zip(ends) {
        is_unclosed |= take(reader, piece.part(from, to));
    }
    reader.step("powershell", "read as a PowerShell command, quotes removed");
    if is_unclosed {
        reader.repair(Repair::UnclosedQuote);
    }
    if !reader.has_any() {
        let looks_like = LooksLike::RequestWithoutMessage;
        reader.trouble(None, CaptureProblem::Unrecognised { looks_like, at: piece.span });
    }
    true
}

/// A command stands at the start of a line or after a pipe, a bracket or an equals sign.
fn is_command_start(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', ';', '|', '(', '=', '>'])
}

/// Takes one command's message; true where a quote stays open.
fn take(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let mut url = None;
    let mut body: Option<(Cow<'_, str>, Piece<'_>)> = None;
    let mut is_unclosed = false;
    let mut parameter = String::new();
    let mut at = 0usize;
    // Each round moves past one word or one string.
    while let Some(first) = piece.text.get(at..).and_then(|rest| rest.chars().next()) {
        if matches!(first, '"' | '\'') {
            let (text, length, closed) = string(piece.text.get(at..).unwrap_or(""), first);
            is_unclosed |= !closed;
            let quotes = if closed { 1 } else { 0 };
            let inside = piece.part(at.saturating_add(1), at.saturating_add(length).saturating_sub(quotes));
            match parameter.as_str() {
                "-uri" => url = url.or(Some((text, inside))),
                "-body" => body = body.or(Some((text, inside))),
                _ => {}
            }
            at = at.saturating_add(length);
        } else if first == '-' {
            let rest = piece.text.get(at..).unwrap_or("");
            let length = rest.find(|c: char| c != '-' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            parameter = rest.get(..length).unwrap_or("").to_ascii_lowercase();
            at = at.saturating_add(length.max(1));
        } else {
            at = at.saturating_add(first.len_utf8());
        }
    }
    let address = url.as_ref().map(|(text, _)| text.clone().into_owned());
    let request = reader.next_request();
    let context = Context { binding: Some(Binding::Post), url: address, request, ..Context::default() };
    if let Some((text, inside)) = &url {
        form::take_url(reader, inside.with_text(text), &context);
    }
    if let Some((text, inside)) = &body {
        form::take_form(reader, inside.with_text(text), &context);
    }
    is_unclosed
}

/// The string at the start of `text`, its length with the quotes, and whether it is closed.
fn string(text: &str, quote: char) -> (Cow<'_, str>, usize, bool) {
    let mut out = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    let mut is_plain = true;
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, n)| *n);
        match c {
            // A doubled quote stands for one.
            c if c == quote && next == Some(quote) => {
                characters.next();
                is_plain = false;
                out.push(quote);
            }
            c if c == quote => {
                let inside = text.get(1..at).unwrap_or("");
                let read = if is_plain { Cow::Borrowed(inside) } else { Cow::Owned(out) };
                return (read, at.saturating_add(1), true);
            }
            '`' if quote == '"' => {
                is_plain = false;
                let escaped = characters.next().map(|(_, n)| n);
                out.extend(escaped.map(|n| match n {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '0' => '\0',
                    other => other,
                }));
            }
            '$' if quote == '"' && next == Some('(') => {
                let rest = text.get(at..).unwrap_or("");
                match character_call(rest) {
                    Some((character, length)) => {
                        is_plain = false;
                        out.push(character);
                        // The call is ASCII, so that its characters are its bytes.
                        for _ in 1..length {
                            characters.next();
                        }
                    }
                    None => out.push('$'),
                }
            }
            c => out.push(c),
        }
    }
    (Cow::Owned(out), text.len(), false)
}

/// `$([char]39)`: how browsers write quotes and all beyond ASCII.
fn character_call(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix("$([char]")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    rest.get(digits..)?.starts_with(')').then_some(())?;
    let character = rest.get(..digits)?.parse().ok().and_then(char::from_u32)?;
    Some((character, "$([char])".len().saturating_add(digits)))
}
