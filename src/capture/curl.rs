//! “Copy as cURL”, from every browser and for every shell.

use super::problem::{CaptureProblem, LooksLike};
use super::reader::{Context, Field, Piece, Reader};
use super::shell::{self, Word, Words};
use super::{Binding, Format, Repair, form};
use std::borrow::Cow;

/// Commands of one paste.
const MAX_COMMANDS: usize = 1000;

/// Options that take a value which is neither body nor address, so that it is not taken for one.
const OTHER_VALUES: [&str; 16] = [
    "-H",
    "--header",
    "-X",
    "--request",
    "-b",
    "--cookie",
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-u",
    "--user",
    "-o",
    "--output",
    "-x",
    "--proxy",
];

/// What one command sends.
#[derive(Default)]
struct Command<'t> {
    url: Option<(Cow<'t, str>, Piece<'t>)>,
    /// Bodies that curl sends as they are.
    bodies: Vec<(Cow<'t, str>, Piece<'t>)>,
    /// `name=value` that curl encodes itself, or sends as parts of a multipart form.
    literal: Vec<(Cow<'t, str>, Piece<'t>)>,
    is_get: bool,
    body_file: Option<Piece<'t>>,
}

/// Recognises one or more curl commands.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let piece = piece.trimmed();
    let text = piece.text.trim_start_matches(['$', '>', ' ']);
    let piece = piece.part(piece.text.len().saturating_sub(text.len()), piece.text.len());
    let is_curl = ["curl ", "curl.exe ", "curl\t", "curl ^", "curl\\\n"].iter().any(|c| text.starts_with(c));
    if !is_curl {
        return false;
    }
    let is_cmd = text.contains("^\"") || text.lines().any(|line| line.trim_end().ends_with('^'));
    let (format, words) = match is_cmd {
        true => (Format::CurlCmd, shell::windows(piece)),
        false => (Format::CurlBash, shell::posix(piece)),
    };
    reader.found.format = format;
    let Words { words, is_unclosed } = words;
    let mut file = None;
    let mut count = 0usize;
    for command in words.split(|word| matches!(word, Word::End)).filter(|c| !c.is_empty()).take(MAX_COMMANDS)
    {
        let command = without_chrome_carets(read_command(command));
        take(reader, &command);
        file = file.or(command.body_file);
        count = count.saturating_add(1);
    }
    reader.step("curl", format!("read as {count} curl command(s), quotes removed"));
    if is_unclosed {
        reader.repair(Repair::UnclosedQuote);
    }
    if !reader.has_any() {
        let (looks_like, at) = match file {
            Some(file) => (LooksLike::BodyInFile, file.span),
            None => (LooksLike::RequestWithoutMessage, piece.span),
        };
        reader.trouble(None, CaptureProblem::Unrecognised { looks_like, at });
    }
    true
}

fn read_command<'t>(words: &[Word<'t>]) -> Command<'t> {
    let mut command = Command::default();
    let mut words = words.iter().filter_map(|word| match word {
        Word::Word { text, piece } => Some((text.clone(), *piece)),
        Word::End => None,
    });
    words.next();
    while let Some((word, piece)) = words.next() {
        let (name, attached) = split_option(&word);
        let is_data = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii"].contains(&name);
        let is_literal = ["--data-urlencode", "-F", "--form", "--form-string"].contains(&name);
        let mut value = || match attached {
            Some(attached) => Some((Cow::Owned(attached.to_owned()), Piece { is_verbatim: false, ..piece })),
            None => words.next(),
        };
        if is_data || is_literal {
            let Some((text, piece)) = value() else { break };
            if name != "--data-raw" && text.starts_with('@') {
                command.body_file = Some(piece);
            } else if is_data {
                command.bodies.push((text, piece));
            } else {
                command.literal.push((text, piece));
            }
        } else if name == "-G" || name == "--get" {
            command.is_get = true;
        } else if name == "--url" {
            command.url = value();
        } else if OTHER_VALUES.contains(&name) {
            value();
        } else if !word.starts_with('-') && command.url.is_none() {
            command.url = Some((word, piece));
        }
    }
    command
}

/// An option's name, and its value where both are one word.
fn split_option(word: &str) -> (&str, Option<&str>) {
    if word.starts_with("--") {
        return word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
    }
    match (word.get(..2), word.get(2..)) {
        (Some(name @ ("-d" | "-F" | "-H" | "-X" | "-b")), Some(value)) if !value.is_empty() => {
            (name, Some(value))
        }
        _ => (word, None),
    }
}

/// For some years Chrome wrote `^%^` for `%` within quotes, where the caret means nothing. A form
/// holds no bare caret, so that this can be told.
fn without_chrome_carets(mut command: Command<'_>) -> Command<'_> {
    for (text, piece) in command.bodies.iter_mut().chain(command.url.as_mut()) {
        if text.contains("^%^") {
            *text = Cow::Owned(text.replace("^%^", "%").replace("^&", "&"));
            piece.is_verbatim = false;
        }
    }
    command
}

fn take(reader: &mut Reader<'_>, command: &Command<'_>) {
    let url = command.url.as_ref().map(|(url, _)| url.clone().into_owned());
    let binding = if command.is_get { Binding::Redirect } else { Binding::Post };
    let context =
        Context { binding: Some(binding), url, request: reader.next_request(), ..Context::default() };
    if let Some((text, piece)) = &command.url {
        form::take_url(reader, piece_of(text, *piece), &context);
    }
    match command.bodies.as_slice() {
        [] => {}
        [(text, piece)] => {
            form::take_form(reader, piece_of(text, *piece), &context);
        }
        [(_, first), ..] => {
            // curl joins several bodies with `&`.
            let texts: Vec<&str> = command.bodies.iter().map(|(text, _)| text.as_ref()).collect();
            form::take_form(reader, first.decoded(&texts.join("&")), &context);
        }
    }
    let fields: Vec<Field<'_>> =
        command.literal.iter().filter_map(|(text, piece)| literal(text, *piece)).collect();
    reader.take_group(&fields, &context);
}

/// The text that stands for `piece`; `shell` has made the piece fit where nothing was unquoted.
fn piece_of<'t>(text: &'t str, piece: Piece<'t>) -> Piece<'t> {
    Piece { text, is_verbatim: piece.is_verbatim && piece.text == text, ..piece }
}

fn literal<'t>(text: &'t str, piece: Piece<'t>) -> Option<Field<'t>> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (Cow::Borrowed(name), Cow::Borrowed(value));
    Some(Field { name, value, raw: None, piece: Piece { is_verbatim: false, ..piece } })
}
