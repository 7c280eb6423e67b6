//! One value, from what a form, a query or a label holds to a message's octets.

use super::base64_text::{Base64Trouble, read_base64};
use super::inflate::{self, InflateError, Wrapping};
use super::percent::{self, Plus};
use super::problem::{CaptureProblem, Limit, LooksLike, Redaction, Truncation};
use super::reader::Piece;
use super::{Binding, Parameter, Payload, Repair, Step, entities, escape, lexical, looks};
use crate::text::Span;
use std::borrow::Cow;

/// Encodings of text around one value: `%25252B` is the worst that was ever seen.
const MAX_LAYERS: usize = 6;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Value {
    /// How the message travelled, where that is known.
    pub(super) binding: Option<Binding>,
    /// The rules of forms were applied already.
    pub(super) is_form_decoded: bool,
    /// Nothing but its look says that it is a message.
    pub(super) is_bare: bool,
}

/// What came out.
#[derive(Debug)]
pub(super) struct ValueRead {
    pub(super) payload: Payload,
    pub(super) steps: Vec<Step>,
    pub(super) repairs: Vec<Repair>,
    pub(super) was_deflated: bool,
}

/// Reads `piece`, spending `inflate_left` on DEFLATE data.
pub(super) fn read(
    piece: Piece<'_>,
    parameter: Parameter,
    how: &Value,
    inflate_left: &mut usize,
) -> Result<ValueRead, CaptureProblem> {
    let value = piece.text.trim();
    if value.is_empty() {
        return Err(CaptureProblem::Redacted { how: Redaction::EmptyValue, at: piece.span });
    }
    // An element is no placeholder where nothing but its look says what it is.
    let is_element = parameter == Parameter::Xml && starts_with_bracket(value);
    if !is_element && looks::is_placeholder(value) {
        return Err(CaptureProblem::Redacted { how: Redaction::Placeholder, at: piece.span });
    }
    let mut layers = Layers { steps: Vec::new(), repairs: Vec::new() };
    let text = layers.undo(piece.text, how).map_err(|octets| undecodable(&octets, piece.span))?;
    let is_vague = how.is_bare && !looks::is_mostly_base64(&text);
    let Layers { mut steps, mut repairs } = layers;
    if parameter == Parameter::SamlArt {
        let payload = Payload::Artifact(text.trim().to_owned());
        return Ok(ValueRead { payload, steps, repairs, was_deflated: false });
    }
    if starts_with_bracket(&text) {
        let payload = xml_payload(&text, piece, &mut steps, &mut repairs)?;
        return Ok(ValueRead { payload, steps, repairs, was_deflated: false });
    }
    if looks::is_jwt(&text) {
        return Err(CaptureProblem::Jwt { at: piece.span });
    }
    let decoded = read_base64(&text).map_err(|trouble| explain(&trouble, &text, piece))?;
    steps.push(base64_step(&decoded.octets));
    repairs.extend(decoded.repairs);
    let mut octets = Octets { how: *how, at: piece.span, steps: &mut steps, repairs: &mut repairs };
    let (payload, was_deflated) =
        octets.read(decoded.octets, inflate_left).map_err(|problem| match problem {
            // Almost any word is base64 of something.
            CaptureProblem::Unrecognised { at, .. } if is_vague => plain_text(at),
            problem => problem,
        })?;
    Ok(ValueRead { payload, steps, repairs, was_deflated })
}

/// The name of the first element of `payload`, by a glance.
pub(super) fn root_name(payload: &Payload, paste: Piece<'_>) -> Option<String> {
    let text = match payload {
        Payload::Text(span) => span.of(paste.text),
        Payload::DecodedText(text) => text,
        Payload::Decoded(octets) => return root_of_octets(octets),
        Payload::Artifact(_) => return None,
    };
    lexical::root_name(text).map(str::to_owned)
}

fn root_of_octets(octets: &[u8]) -> Option<String> {
    // A name stands near the beginning; a long comment before it is nobody's habit.
    let start = octets.get(..octets.len().min(64 * 1024)).unwrap_or_default();
    lexical::root_name(&String::from_utf8_lossy(start)).map(str::to_owned)
}

fn base64_step(octets: &[u8]) -> Step {
    Step { what: "base64", detail: format!("decoded from base64 to {} octets", octets.len()) }
}

fn starts_with_bracket(text: &str) -> bool {
    text.get(lexical::beginning(text).at..).is_some_and(|t| t.starts_with('<'))
}

/// The encodings of text around a value.
struct Layers {
    steps: Vec<Step>,
    repairs: Vec<Repair>,
}

impl Layers {
    /// Undoes quotes, `%xx`, backslashes and entities until base64 or XML is left. The error
    /// carries octets that are not UTF-8.
    fn undo<'t>(&mut self, text: &'t str, how: &Value) -> Result<Cow<'t, str>, Vec<u8>> {
        let mut text = Cow::Borrowed(text);
        let mut was_url_decoded = how.is_form_decoded;
        for _ in 0..MAX_LAYERS {
            if starts_with_bracket(&text) {
                break;
            }
            if let Some(inner) = without_quotes(&text) {
                text = Cow::Owned(inner.to_owned());
                self.repair(Repair::Quotes);
            } else if percent::has_escape(&text) {
                let octets = percent::decode(&text, plus_rule(&text));
                self.step("url-decoded", "URL-decoded");
                if was_url_decoded {
                    self.repair(Repair::DoubleUrlEncoded);
                }
                was_url_decoded = true;
                match String::from_utf8(octets) {
                    Ok(decoded) => text = Cow::Owned(decoded),
                    Err(error) => return Err(error.into_bytes()),
                }
            } else if text.contains('\\') {
                self.repair(match escape::has_newline(&text) {
                    true => Repair::LiteralNewlines,
                    false => Repair::JsonEscapes,
                });
                text = Cow::Owned(escape::decode(&text));
            } else if entities::has_reference(&text) {
                self.step("html-entities", "HTML entities replaced");
                self.repair(Repair::HtmlEntities);
                text = Cow::Owned(entities::decode(&text).into_owned());
            } else {
                break;
            }
        }
        Ok(text)
    }

    fn repair(&mut self, repair: Repair) {
        if !self.repairs.contains(&repair) {
            self.repairs.push(repair);
        }
    }

    fn step(&mut self, what: &'static str, detail: &str) {
        self.steps.push(Step { what, detail: detail.to_owned() });
    }
}

/// In base64 a `+` is a `+`. In XML it is a blank where the writer had no other way to write one.
fn plus_rule(text: &str) -> Plus {
    let is_xml = text.trim_start().get(..3).is_some_and(|t| t.eq_ignore_ascii_case("%3C"));
    if is_xml && !text.contains("%20") { Plus::Blank } else { Plus::Plus }
}

/// What stands between quotes of any kind at both ends, a comma or semicolon after them aside.
fn without_quotes(text: &str) -> Option<&str> {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`') || lexical::is_smart_quote(c);
    let text = text.trim().trim_end_matches([',', ';']);
    let inner = text.strip_prefix(is_quote).unwrap_or(text);
    // Escaped quotes around a value, as a string within a string has them.
    let inner = inner.strip_prefix("\\\"").unwrap_or(inner);
    let inner = inner.strip_suffix(is_quote).unwrap_or(inner);
    let inner = inner.strip_suffix('\\').unwrap_or(inner);
    (inner.len() < text.len() && !inner.is_empty()).then_some(inner)
}

/// XML as text: word for word where nothing had to be undone.
fn xml_payload(
    text: &str,
    piece: Piece<'_>,
    steps: &mut Vec<Step>,
    repairs: &mut Vec<Repair>,
) -> Result<Payload, CaptureProblem> {
    if lexical::is_html(text) {
        return Err(CaptureProblem::HtmlPage { title: None, at: piece.span });
    }
    if lexical::stops_in_the_middle(text) {
        return Err(CaptureProblem::Truncated { what: Truncation::Xml, at: piece.span });
    }
    let (start, has_blank_lines) = lexical::document_start(text);
    if lexical::beginning(text).has_mark {
        repairs.push(Repair::ByteOrderMark);
    }
    if has_blank_lines {
        repairs.push(Repair::LeadingBlankLines);
    }
    if piece.is_verbatim && std::ptr::eq(text, piece.text) {
        steps.push(Step { what: "xml", detail: "taken as XML, word for word".to_owned() });
        return Ok(Payload::Text(piece.part(start, text.len()).span));
    }
    Ok(Payload::DecodedText(text.get(start..).unwrap_or("").to_owned()))
}

/// The octets of a value, on their way to a payload.
struct Octets<'r> {
    how: Value,
    at: Span,
    steps: &'r mut Vec<Step>,
    repairs: &'r mut Vec<Repair>,
}

impl Octets<'_> {
    /// Inflates where the binding or the look asks for it, and refuses what is not XML.
    fn read(&mut self, octets: Vec<u8>, left: &mut usize) -> Result<(Payload, bool), CaptureProblem> {
        let is_redirect = self.how.binding == Some(Binding::Redirect);
        let is_xml = looks::is_xml_octets(&octets);
        if is_redirect || !is_xml {
            if let Some(inflated) = self.inflate(&octets, is_redirect, is_xml, left)? {
                return self.finish(inflated, Truncation::Xml).map(|payload| (payload, true));
            }
            if is_redirect && is_xml {
                self.repairs.push(Repair::NotDeflated);
            }
        }
        if !is_xml {
            return Err(undecodable(&octets, self.at));
        }
        self.finish(octets, Truncation::Base64).map(|payload| (payload, false))
    }

    /// The inflated octets, where they are XML.
    fn inflate(
        &mut self,
        octets: &[u8],
        is_redirect: bool,
        is_xml: bool,
        left: &mut usize,
    ) -> Result<Option<Vec<u8>>, CaptureProblem> {
        let wrapping = if inflate::has_zlib_header(octets) { Wrapping::Zlib } else { Wrapping::Raw };
        let outcome = inflate::inflate(octets, wrapping, left);
        match outcome {
            Ok(inflated) if looks::is_xml_octets(&inflated) => {
                let detail = format!("inflated to {} octets", inflated.len());
                self.steps.push(Step { what: "inflated", detail });
                if wrapping == Wrapping::Zlib {
                    self.repairs.push(Repair::ZlibHeader);
                }
                if self.how.binding == Some(Binding::Post) {
                    self.repairs.push(Repair::DeflatedPost);
                }
                Ok(Some(inflated))
            }
            Err(InflateError::TooLarge) if !is_xml => {
                Err(CaptureProblem::LimitExceeded { limit: Limit::InflatedSize, at: self.at })
            }
            Err(InflateError::Cut) if is_redirect && !is_xml => {
                Err(CaptureProblem::Truncated { what: Truncation::Deflate, at: self.at })
            }
            _ => Ok(None),
        }
    }

    /// Octets that are XML go on as they are, unless a page was encoded or the end is missing.
    fn finish(&self, octets: Vec<u8>, what: Truncation) -> Result<Payload, CaptureProblem> {
        if let Ok(text) = std::str::from_utf8(&octets) {
            // Megabytes of blanks before it are passed over once.
            let text = text.get(lexical::beginning(text).at..).unwrap_or("");
            if lexical::is_html(text) {
                return Err(CaptureProblem::HtmlPage { title: None, at: self.at });
            }
            if lexical::stops_in_the_middle(text) {
                return Err(CaptureProblem::Truncated { what, at: self.at });
            }
        }
        Ok(Payload::Decoded(octets))
    }
}

/// What octets are that are no message.
fn undecodable(octets: &[u8], at: Span) -> CaptureProblem {
    if looks::is_der_sequence(octets) {
        return CaptureProblem::Certificate { at };
    }
    let looks_like = match std::str::from_utf8(octets) {
        Ok(text) if read_base64(text).is_ok_and(|inner| looks::is_xml_octets(&inner.octets)) => {
            LooksLike::Base64Twice
        }
        Ok(_) => LooksLike::Base64OfText,
        Err(_) => LooksLike::Base64OfOctets,
    };
    CaptureProblem::Unrecognised { looks_like, at }
}

fn plain_text(at: Span) -> CaptureProblem {
    CaptureProblem::Unrecognised { looks_like: LooksLike::Text, at }
}

/// Why the base64 of a value cannot be read.
fn explain(trouble: &Base64Trouble, text: &str, piece: Piece<'_>) -> CaptureProblem {
    let at = piece.span;
    let looks_like = match trouble {
        Base64Trouble::Cut(octets) if looks::is_xml_octets(octets) => {
            return CaptureProblem::Truncated { what: Truncation::Base64, at };
        }
        _ if !looks::is_mostly_base64(text) || text.contains('<') => return plain_text(at),
        _ if looks::ends_in_ellipsis(text) => {
            return CaptureProblem::Truncated { what: Truncation::Ellipsis, at };
        }
        Base64Trouble::Foreign(_, '%') if percent::ends_in_escape(text) => {
            return CaptureProblem::Truncated { what: Truncation::UrlEncoding, at };
        }
        Base64Trouble::Foreign(offset, c) => {
            let is_here = piece.is_verbatim && std::ptr::eq(text, piece.text);
            let at = if is_here { piece.part(*offset, offset.saturating_add(c.len_utf8())).span } else { at };
            return CaptureProblem::Unrecognised {
                looks_like: LooksLike::Base64WithForeignCharacter(*c),
                at,
            };
        }
        Base64Trouble::Mixed => LooksLike::Base64WithMixedAlphabets,
        Base64Trouble::Cut(_) | Base64Trouble::Damaged => LooksLike::Base64Damaged,
        Base64Trouble::Empty => LooksLike::Text,
    };
    CaptureProblem::Unrecognised { looks_like, at }
}
