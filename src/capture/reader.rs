//! The state of one reading: what was found so far, and what may still be spent.

use super::problem::{CaptureProblem, Limit};
use super::value::{self, Value};
use super::{
    Answer, Binding, Capture, CapturedMessage, DetachedSignature, Format, Parameter, Repair, Step, detached,
};
use crate::text::{SourceId, Span};
use std::borrow::Cow;

/// Octets of a paste: more than any HTTP archive of a login, which run to some tens of megabytes.
pub(super) const MAX_PASTE: usize = 128 * 1024 * 1024;
/// Messages in one paste; an archive of a whole working day holds fewer.
const MAX_MESSAGES: usize = 64;
/// Values that are tried as messages, readable or not.
const MAX_VALUES: usize = 256;
/// Octets that all DEFLATE data of a paste may grow to together.
const MAX_INFLATED: usize = 32 * 1024 * 1024;
/// Texts within texts: a form in a JSON string in a code fence.
pub(super) const MAX_DEPTH: u8 = 3;

/// A part of the paste, or what a part of it decodes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Where it stands, encodings included.
    pub(super) span: Span,
    /// True where `text` is exactly what stands at `span`.
    pub(super) is_verbatim: bool,
}

impl<'t> Piece<'t> {
    /// The bytes `from..to` of this piece; empty, at its place, where these are no part of it.
    pub(super) fn part(&self, from: usize, to: usize) -> Piece<'t> {
        let start = self.span.start();
        match self.text.get(from..to) {
            Some(text) if self.is_verbatim => {
                let (from, to) = (start.saturating_add(from), start.saturating_add(to));
                Piece { text, span: Span::new(self.span.source, from, to), is_verbatim: true }
            }
            text => Piece { text: text.unwrap_or(""), span: self.span, is_verbatim: false },
        }
    }

    /// This piece without white space at its ends.
    pub(super) fn trimmed(&self) -> Piece<'t> {
        let from = self.text.len().saturating_sub(self.text.trim_start().len());
        let to = self.text.trim_end().len();
        self.part(from.min(to), to)
    }

    /// Another text for the same place.
    pub(super) fn decoded<'u>(&self, text: &'u str) -> Piece<'u> {
        Piece { text, span: self.span, is_verbatim: false }
    }

    /// Another text for the same place, or the very same one.
    pub(super) fn with_text<'u>(&self, text: &'u str) -> Piece<'u> {
        Piece { text, span: self.span, is_verbatim: self.is_verbatim && std::ptr::eq(text, self.text) }
    }
}

/// What is known about a request or a page around a message.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub(super) binding: Option<Binding>,
    pub(super) url: Option<String>,
    pub(super) time: Option<String>,
    pub(super) answer: Option<Answer>,
    /// The number of the request that it was sent with.
    pub(super) request: Option<u32>,
}

/// One name and value of a form, a query or an object.
#[derive(Clone, Debug)]
pub(super) struct Field<'t> {
    /// The name as the container's own rules give it.
    pub(super) name: Cow<'t, str>,
    /// The value as the container's own rules give it.
    pub(super) value: Cow<'t, str>,
    /// The value as it was encoded in a form or query.
    pub(super) raw: Option<&'t str>,
    /// The place of the value.
    pub(super) piece: Piece<'t>,
}

/// The parameters of SAML and of WS-Federation that carry messages.
const PARAMETERS: [Parameter; 4] =
    [Parameter::SamlResponse, Parameter::SamlRequest, Parameter::SamlArt, Parameter::Wresult];

/// The parameter that `name` names; letter case and `_` or `-` within the word do not matter, since
/// logs and programs write it in many ways.
pub(super) fn parameter(name: &str) -> Option<Parameter> {
    // The longest spelling is "saml-response".
    if name.len() > 16 {
        return None;
    }
    let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect();
    PARAMETERS.into_iter().find(|p| p.name().eq_ignore_ascii_case(&plain))
}

/// Reads one paste.
pub(super) struct Reader<'p> {
    /// The whole paste.
    pub(super) paste: Piece<'p>,
    /// What was found.
    pub(super) found: Capture,
    /// Problems of single values.
    pub(super) troubles: Vec<(Option<Parameter>, CaptureProblem)>,
    values_left: usize,
    requests: u32,
    /// Octets that may still be inflated.
    pub(super) inflate_left: usize,
}

impl<'p> Reader<'p> {
    pub(super) fn new(source: SourceId, pasted: &'p str) -> Reader<'p> {
        let found = Capture {
            format: Format::Unknown,
            steps: Vec::new(),
            repairs: Vec::new(),
            messages: Vec::new(),
            left_out: Vec::new(),
            error_codes: Vec::new(),
            problem: None,
        };
        let span = Span::new(source, 0, pasted.len());
        let paste = Piece { text: pasted, span, is_verbatim: true };
        let (values_left, inflate_left) = (MAX_VALUES, MAX_INFLATED);
        Reader { paste, found, troubles: Vec::new(), values_left, requests: 0, inflate_left }
    }

    /// Notes what was undone.
    pub(super) fn step(&mut self, what: &'static str, detail: impl Into<String>) {
        let step = Step { what, detail: detail.into() };
        if !self.found.steps.contains(&step) && self.found.steps.len() < MAX_VALUES {
            self.found.steps.push(step);
        }
    }

    /// Notes what was mended.
    pub(super) fn repair(&mut self, repair: Repair) {
        if !self.found.repairs.contains(&repair) {
            self.found.repairs.push(repair);
        }
    }

    /// The number of the next request of the paste.
    pub(super) fn next_request(&mut self) -> Option<u32> {
        self.requests = self.requests.saturating_add(1);
        Some(self.requests)
    }

    /// True where something was found, readable or not.
    pub(super) fn has_any(&self) -> bool {
        !self.found.messages.is_empty() || !self.troubles.is_empty()
    }

    /// Notes a value that cannot be read.
    pub(super) fn trouble(&mut self, parameter: Option<Parameter>, problem: CaptureProblem) {
        if self.troubles.len() < MAX_VALUES {
            self.troubles.push((parameter, problem));
        }
    }

    /// One more value may be tried.
    fn may_try(&mut self, at: Span) -> bool {
        match self.values_left.checked_sub(1) {
            Some(left) => {
                self.values_left = left;
                true
            }
            None => {
                let problem = CaptureProblem::LimitExceeded { limit: Limit::Messages, at };
                if !self.troubles.iter().any(|(_, p)| matches!(p, CaptureProblem::LimitExceeded { .. })) {
                    self.trouble(None, problem);
                }
                false
            }
        }
    }

    /// Reads the value of `piece` as a message and notes what comes of it.
    pub(super) fn take_value(&mut self, parameter: Parameter, piece: Piece<'_>, how: &Value) {
        self.take(parameter, piece, how, Message::default());
    }

    fn take(&mut self, parameter: Parameter, piece: Piece<'_>, how: &Value, about: Message) {
        if !self.may_try(piece.span) {
            return;
        }
        match value::read(piece, parameter, how, &mut self.inflate_left) {
            Err(problem) => self.trouble(Some(parameter), problem),
            Ok(read) => {
                let mut repairs = read.repairs;
                if about.has_bare_plus {
                    let blank = repairs.iter_mut().find(|r| **r == Repair::BlanksToPlus);
                    blank.into_iter().for_each(|r| *r = Repair::PlusNotEscaped);
                }
                // A query, or a form without an address, shows by DEFLATE how it travelled.
                let binding = if read.was_deflated && about.binding.is_none() {
                    Some(Binding::Redirect)
                } else {
                    about.binding.or(how.binding)
                };
                let root = value::root_name(&read.payload, self.paste);
                self.push(CapturedMessage {
                    parameter,
                    payload: read.payload,
                    place: Some(piece.span),
                    binding,
                    relay_state: about.relay_state,
                    destination_url: about.url,
                    time: about.time,
                    answer: about.answer,
                    request: about.request,
                    detached: about.detached,
                    root,
                    steps: read.steps,
                    repairs,
                });
            }
        }
    }

    /// Lists a message, unless it is there already: then what is new about it is added.
    pub(super) fn push(&mut self, message: CapturedMessage) {
        for repair in &message.repairs {
            self.repair(*repair);
        }
        for step in &message.steps {
            self.step(step.what, step.detail.clone());
        }
        if let Some(known) = self.found.messages.iter_mut().find(|known| is_same(known, &message)) {
            // How it was really sent counts more than the page that holds it; of one request, the body.
            let was_sent = message.request.is_some() && known.request.is_none();
            let is_body = message.request == known.request && message.binding == Some(Binding::Post);
            known.binding = match was_sent || is_body {
                true => message.binding.or(known.binding),
                false => known.binding.or(message.binding),
            };
            known.request = known.request.or(message.request);
            // A page that holds the message comes before the request that sends it: then is when it was sent.
            let is_sent = message.answer.is_some() && known.answer.is_none();
            known.time =
                if is_sent { message.time.or(known.time.take()) } else { known.time.take().or(message.time) };
            known.destination_url = known.destination_url.take().or(message.destination_url);
            known.answer = known.answer.take().or(message.answer);
            let is_better =
                message.detached.as_ref().is_some_and(|it| it.is_original || known.detached.is_none());
            // A signature covers the RelayState beside it, and no other.
            if is_better {
                (known.detached, known.relay_state) = (message.detached, message.relay_state);
            } else if known.detached.is_none() {
                known.relay_state = known.relay_state.take().or(message.relay_state);
            }
        } else if self.found.messages.len() < MAX_MESSAGES {
            self.found.messages.push(message);
        } else if let Some(at) = message.place {
            self.values_left = 0;
            self.may_try(at);
        }
    }

    /// Takes the messages of one form, query or object. True where it holds a SAML parameter.
    pub(super) fn take_group(&mut self, fields: &[Field<'_>], context: &Context) -> bool {
        let is_message = |f: &&Field<'_>| parameter(&f.name).is_some();
        if !fields.iter().any(|f| is_message(&f)) {
            return false;
        }
        if let Some(problem) = repeated(fields) {
            self.trouble(Some(Parameter::SamlResponse), problem);
            return true;
        }
        let relay_state = named(fields, "RelayState").map(|f| f.value.clone().into_owned());
        for field in fields.iter().filter(is_message) {
            let Some(parameter) = parameter(&field.name) else { continue };
            let detached = detached::read(field, fields);
            let binding = context.binding.or(detached.as_ref().map(|_| Binding::Redirect));
            let how = Value { binding, is_form_decoded: field.raw.is_some(), is_bare: false };
            let piece = Piece { text: &field.value, ..field.piece };
            let about = Message {
                binding,
                url: context.url.clone(),
                time: context.time.clone(),
                answer: context.answer.clone(),
                request: context.request,
                relay_state: relay_state.clone(),
                detached,
                has_bare_plus: field.raw.is_some_and(|raw| raw.contains('+')),
            };
            self.take(parameter, piece, &how, about);
        }
        true
    }
}

/// True where two messages are one, seen in two places.
fn is_same(one: &CapturedMessage, other: &CapturedMessage) -> bool {
    let is_signature_same = match (&one.detached, &other.detached) {
        (Some(one), Some(other)) => {
            let is_original = one.is_original && other.is_original;
            one.signature == other.signature
                && one.sig_alg == other.sig_alg
                && (!is_original || one.signed_octets == other.signed_octets)
        }
        _ => true,
    };
    one.parameter == other.parameter && one.payload == other.payload && is_signature_same
}

/// What stands around a message.
#[derive(Default)]
struct Message {
    binding: Option<Binding>,
    url: Option<String>,
    time: Option<String>,
    relay_state: Option<String>,
    answer: Option<Answer>,
    request: Option<u32>,
    detached: Option<DetachedSignature>,
    /// The form or query holds `+` itself, which stands for a blank there.
    has_bare_plus: bool,
}

pub(super) fn named<'f, 't>(fields: &'f [Field<'t>], name: &str) -> Option<&'f Field<'t>> {
    fields.iter().find(|f| f.name == name)
}

/// The first parameter that occurs twice where once is meant.
fn repeated(fields: &[Field<'_>]) -> Option<CaptureProblem> {
    let second = |is_named: &dyn Fn(&Field<'_>) -> bool| fields.iter().filter(|f| is_named(f)).nth(1);
    let message = PARAMETERS.into_iter().find_map(|wanted| {
        second(&|f| parameter(&f.name) == Some(wanted)).map(|field| (wanted.name(), field))
    });
    let beside = || {
        let names = ["RelayState", "SigAlg", "Signature"].into_iter();
        names.filter_map(|name| second(&|f| f.name == name).map(|field| (name, field))).next()
    };
    let (name, field) = message.or_else(beside)?;
    Some(CaptureProblem::RepeatedParameter { name, at: field.piece.span })
}
