//! Forms (`application/x-www-form-urlencoded`) and addresses with a query.

use super::percent::{self, Plus};
use super::reader::{Context, Field, Piece, Reader, parameter};
use super::{Binding, Format, Repair, entities};
use std::borrow::Cow;

/// Pairs of one form; no SAML form has more than a handful. As many again are read of those with a
/// name that counts: one that comes twice is found wherever it stands.
const MAX_PAIRS: usize = 1000;

/// Names with which a new line of a form begins, where a tool writes one pair a line.
const LINE_NAMES: [&str; 10] = [
    "SAMLResponse",
    "SAMLRequest",
    "SAMLart",
    "RelayState",
    "SigAlg",
    "Signature",
    "SAMLEncoding",
    "wresult",
    "wctx",
    "wa",
];

/// Splits a form or a query into its fields, each with its original octets.
pub(super) fn fields(piece: Piece<'_>) -> Vec<Field<'_>> {
    let mut out = Vec::new();
    let mut from = 0usize;
    for (number, pair) in piece.text.split('&').enumerate() {
        let to = from.saturating_add(pair.len());
        if number < MAX_PAIRS || (out.len() < MAX_PAIRS.saturating_mul(2) && is_telling(pair)) {
            for (start, end) in lines(pair) {
                out.extend(field(piece.part(from.saturating_add(start), from.saturating_add(end))));
            }
        }
        from = to.saturating_add(1);
    }
    out
}

/// Whether a pair has one of the names that may occur once.
fn is_telling(pair: &str) -> bool {
    let name = pair.split_once('=').map(|(name, _)| decoded(name.trim()));
    name.is_some_and(|name| parameter(&name).is_some() || LINE_NAMES.contains(&&*name))
}

/// The stretches of `pair` that begin with a known name at the start of a line.
fn lines(pair: &str) -> Vec<(usize, usize)> {
    let mut starts = vec![0usize];
    for (at, _) in pair.match_indices('\n') {
        let next = at.saturating_add(1);
        let line = pair.get(next..).unwrap_or("");
        let begins = |name: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
        if LINE_NAMES.iter().any(|name| begins(name)) {
            starts.push(next);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([pair.len()]).collect();
    starts.into_iter().zip(ends).collect()
}

fn field(pair: Piece<'_>) -> Option<Field<'_>> {
    let at = pair.text.find('=')?;
    let name = decoded(pair.text.get(..at)?.trim());
    let piece = pair.part(at.saturating_add(1), pair.text.len());
    // A line end before the next pair is none of the value's.
    let piece = piece.part(0, piece.text.trim_end_matches(['\r', '\n']).len());
    let value = decoded(piece.text);
    let is_plain = matches!(value, Cow::Borrowed(_));
    let piece = Piece { is_verbatim: piece.is_verbatim && is_plain, ..piece };
    Some(Field { name, value, raw: Some(piece.text), piece })
}

/// A name or a value, by the rule of forms.
fn decoded(text: &str) -> Cow<'_, str> {
    match text.contains(['%', '+']) {
        true => Cow::Owned(percent::decode_text(text, Plus::Blank)),
        false => Cow::Borrowed(text),
    }
}

/// True where a pair of `text` names a SAML message.
pub(super) fn names_message(text: &str) -> bool {
    text.split('&')
        .take(MAX_PAIRS)
        .any(|pair| pair.split_once('=').is_some_and(|(name, _)| parameter(&decoded(name.trim())).is_some()))
}

/// Takes the messages of a form body. True where it holds a SAML parameter.
pub(super) fn take_form(reader: &mut Reader<'_>, piece: Piece<'_>, context: &Context) -> bool {
    let fields = fields(piece);
    let is_form = reader.take_group(&fields, context);
    if is_form {
        reader.step("form", "read as a form: name=value, joined by &");
    }
    is_form
}

/// Takes the messages of an address's query. True where it holds a SAML parameter.
pub(super) fn take_url(reader: &mut Reader<'_>, piece: Piece<'_>, context: &Context) -> bool {
    let piece = piece.trimmed();
    let Some(at) = piece.text.find('?') else { return false };
    if !names_message(piece.text.get(at.saturating_add(1)..).unwrap_or("")) {
        return false;
    }
    let end = piece.text.find('#').filter(|end| *end > at).unwrap_or(piece.text.len());
    let query = piece.part(at.saturating_add(1), end);
    let address = piece.text.get(..at).filter(|a| !a.is_empty()).map(str::to_owned);
    let context = Context { binding: Some(Binding::Redirect), url: address, ..context.clone() };
    let fields = fields(query);
    let is_redirect = reader.take_group(&fields, &context);
    if is_redirect {
        reader.step("query", "read from the query of an address");
    }
    is_redirect
}

/// Recognises a paste that is one address with a message in its query.
pub(super) fn recognise_url(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let piece = piece.trimmed();
    let text = piece.text;
    let begins = |with: &str| text.get(..with.len()).is_some_and(|t| t.eq_ignore_ascii_case(with));
    if !(begins("https://") || begins("http://")) || text.contains(['<', '"', '{']) {
        return false;
    }
    let mut mended: Cow<'_, str> = Cow::Borrowed(text);
    if text.contains("&amp;") {
        mended = Cow::Owned(entities::decode(text).into_owned());
    }
    let has_entities = matches!(mended, Cow::Owned(_));
    let has_breaks = mended.contains(['\n', '\r']);
    if has_breaks {
        // A second address on a line of its own is another one, not the rest of the first.
        if mended.lines().skip(1).any(|line| line.trim_start().starts_with("http")) {
            return false;
        }
        mended = Cow::Owned(mended.lines().map(str::trim).collect());
    }
    let piece = piece.with_text(&mended);
    if !take_url(reader, piece, &Context::default()) {
        return false;
    }
    if has_entities {
        reader.repair(Repair::HtmlEntities);
    }
    if has_breaks {
        reader.repair(Repair::LineBreaks);
    }
    reader.found.format = Format::RedirectUrl;
    true
}

/// Recognises a paste that is a form body or a bare query.
pub(super) fn recognise_form(reader: &mut Reader<'_>, piece: Piece<'_>) -> bool {
    let piece = piece.trimmed();
    let query = match piece.text.strip_prefix('?') {
        Some(_) => piece.part(1, piece.text.len()),
        None => piece,
    };
    // The first name must begin the paste: what stands in the midst of other text is a label.
    let first = query.text.split(['=', '&']).next().unwrap_or("");
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '%' | '[' | ']' | '$');
    if first.is_empty() || first.len() > 100 || !first.chars().all(is_name) || !has_message_pair(query.text) {
        return false;
    }
    // XML that nobody encoded has `&` of its own: it is taken whole, behind its label.
    let is_xml =
        |pair: &str| pair.split_once('=').is_some_and(|(_, value)| value.trim_start().starts_with('<'));
    if query.text.split('&').take(MAX_PAIRS).any(is_xml) {
        return false;
    }
    let context = Context { binding: form_binding(query.text), ..Context::default() };
    if !take_form(reader, query, &context) {
        return false;
    }
    reader.found.format = Format::FormBody;
    true
}

/// As `names_message`, but for pairs on lines of their own too.
fn has_message_pair(text: &str) -> bool {
    names_message(text) || text.lines().take(MAX_PAIRS).any(names_message)
}

/// A signature beside the message means Redirect; else the message itself will tell.
fn form_binding(text: &str) -> Option<Binding> {
    let has = |name: &str| text.split('&').take(MAX_PAIRS).any(|pair| pair.starts_with(name));
    (has("SigAlg=") || has("Signature=")).then_some(Binding::Redirect)
}
