//! The texts that places point into, with every value replaced and the structure kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::aliases::{Aliases, Kind};
use super::vocabulary::is_time;
use crate::dsig::DSIG;
use crate::facts::{Facts, Judged};
use crate::text::{SourceId, Span, trim_xml};
use crate::x509::read_base64_text;
use crate::xml::{Document, Encoding, NodeId, NodeKind};

/// A text with values replaced, and where its parts went.
pub(in crate::report) struct RedactedSource {
    /// The text.
    pub(in crate::report) text: String,
    edits: Vec<Moved>,
}

/// A range of the original and the one that took its place, in bytes.
#[derive(Clone, Copy)]
struct Moved {
    from: u32,
    to: u32,
    new_from: u32,
    new_to: u32,
}

impl RedactedSource {
    /// Where a byte of the original is now; inside what was replaced, the nearer end.
    pub(in crate::report) fn moved(&self, offset: u32) -> u32 {
        let after = self.edits.partition_point(|edit| edit.from <= offset);
        let Some(edit) = after.checked_sub(1).and_then(|at| self.edits.get(at)) else {
            return offset;
        };
        match offset >= edit.to {
            true => offset.saturating_sub(edit.to).saturating_add(edit.new_to),
            false if offset == edit.from => edit.new_from,
            false => edit.new_from.saturating_add(offset.saturating_sub(edit.from)).min(edit.new_to),
        }
    }
}

/// Every text that is one XML document, redacted. The others are withheld: what they hold is told by
/// the findings alone.
pub(super) fn redact_sources(facts: &Facts<'_>, aliases: &mut Aliases) -> BTreeMap<SourceId, RedactedSource> {
    let mut redacted = BTreeMap::new();
    for document in own_documents(facts) {
        let text = redact_document(document, aliases);
        // Of several documents in one text the first is shown; the values of all are met.
        redacted.entry(document.source()).or_insert(text);
    }
    for source in facts.sources.decoded() {
        if redacted.contains_key(&source.id) {
            continue;
        }
        if let Ok(document) = Document::read(source.id, Arc::clone(&source.text), Encoding::Utf8) {
            redacted.insert(source.id, redact_document(&document, aliases));
        }
    }
    redacted
}

/// The documents that were read, those of the judged message first, so that the numbers of their
/// values are low.
fn own_documents<'f>(facts: &'f Facts<'_>) -> Vec<&'f Document> {
    let captures = [facts.capture(), facts.other_capture()].into_iter().flatten();
    let mut documents = Vec::new();
    for capture in captures {
        let is_judged = |(at, _): &(usize, _)| Some(*at) == capture.judged_index;
        let (judged, others): (Vec<_>, Vec<_>) = capture.messages.iter().enumerate().partition(is_judged);
        let messages = judged.into_iter().chain(others).map(|(_, message)| message);
        documents.extend(messages.filter_map(|message| message.document.as_ref()?.as_ref().ok()));
        if let Some(Judged::Response(response)) = &capture.judged {
            documents.extend(response.decrypted.as_ref().map(|decrypted| &decrypted.document));
        }
    }
    let metadata = [&facts.metadata, &facts.saved_metadata].into_iter().flatten();
    documents.extend(metadata.filter_map(|metadata| metadata.document.as_ref()?.as_ref().ok()));
    documents
}

fn redact_document(document: &Document, aliases: &mut Aliases) -> RedactedSource {
    let mut edits: Vec<(Span, String)> = Vec::new();
    edits.extend(before(document));
    let mut done_to = 0;
    // One step a node.
    for node in document.descendants(NodeId::DOCUMENT) {
        let span = document.span(node);
        // What stands in a leaf was replaced with it.
        if span.from < done_to && document.kind(node) != NodeKind::Element {
            continue;
        }
        match document.kind(node) {
            NodeKind::Document => {}
            NodeKind::Element => {
                start_tag(document, node, aliases, &mut edits);
                if document.elements(node).next().is_none() {
                    done_to = document.content_span(node).to;
                    edits.extend(leaf(document, node, aliases));
                }
            }
            NodeKind::Text => {
                let text = aliases.personal(document.value(node));
                edits.push((span, escaped(&text)));
            }
            NodeKind::Comment => edits.push((span, "<!---->".to_owned())),
            NodeKind::ProcessingInstruction => edits.push((span, "<?removed?>".to_owned())),
        }
    }
    apply(document.text_source(), edits)
}

/// What stands before the document in a paste, beyond white space and the XML declaration.
fn before(document: &Document) -> Option<(Span, String)> {
    let first = document.children(NodeId::DOCUMENT).next()?;
    let end = document.span(first).start();
    let text = document.text_source().get(..end)?;
    let kept = text.trim_start_matches('\u{feff}').trim();
    let is_declaration = kept.starts_with("<?xml ") && kept.matches('<').count() == 1 && kept.ends_with("?>");
    let is_harmless = kept.is_empty() || (is_declaration && kept.len() < 80);
    (!is_harmless).then(|| (Span::new(document.source(), 0, end), String::new()))
}

fn start_tag(document: &Document, node: NodeId, aliases: &mut Aliases, edits: &mut Vec<(Span, String)>) {
    for declaration in document.namespace_declarations(node) {
        let alias = aliases.alias(declaration.uri, Kind::Uri);
        if alias != declaration.uri {
            let colon = if declaration.prefix.is_empty() { "" } else { ":" };
            edits.push((
                declaration.span,
                format!("xmlns{colon}{}=\"{}\"", declaration.prefix, escaped(&alias)),
            ));
        }
    }
    let is_attribute = document.name(node).local == "Attribute";
    for attribute in document.attributes(node) {
        let alias = match attribute.local {
            // Prefixes, which stand in the text anyway.
            "PrefixList" => continue,
            "URI" if attribute.value.starts_with('#') => {
                let id = attribute.value.strip_prefix('#').unwrap_or("");
                format!("#{}", aliases.alias(id, Kind::Id))
            }
            "type" if attribute.prefix.starts_with("xsi") && attribute.value.contains(':') => continue,
            local if !TIMES.contains(&local) && is_time(trim_xml(attribute.value)) => {
                aliases.personal(attribute.value)
            }
            "Name" if is_attribute => aliases.alias(attribute.value, Kind::Attribute),
            local => aliases.alias(attribute.value, kind_of(local)),
        };
        if alias != attribute.value {
            edits.push((attribute.value_span, escaped(&alias)));
        }
    }
}

/// Attributes in which SAML writes times.
const TIMES: [&str; 7] = [
    "IssueInstant",
    "AuthnInstant",
    "NotBefore",
    "NotOnOrAfter",
    "SessionNotOnOrAfter",
    "validUntil",
    "cacheDuration",
];

fn kind_of(attribute: &str) -> Kind {
    let is_id = attribute.eq_ignore_ascii_case("id")
        || matches!(attribute, "InResponseTo" | "SessionIndex" | "AssertionID" | "Recipient_ID");
    if is_id { Kind::Id } else { Kind::Value }
}

/// The content of an element without elements, and what to write there.
fn leaf(document: &Document, node: NodeId, aliases: &mut Aliases) -> Option<(Span, String)> {
    let text = document.leaf_text(node).ok()?;
    if text.value.is_empty() && !document.has_comment_or_pi(node) {
        return None;
    }
    let name = document.name(node);
    // Certificates are public, and what the ticket is about as often as not.
    if name.local == "X509Certificate" && name.namespace == DSIG && read_base64_text(&text.value).is_ok() {
        return None;
    }
    // SAML writes its own times into attributes.
    let alias = aliases.personal(&text.value);
    (alias != text.value).then(|| (text.span, escaped(&alias)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\r', "&#xD;")
}

/// Writes the text with its edits, which do not overlap.
fn apply(original: &str, mut edits: Vec<(Span, String)>) -> RedactedSource {
    edits.sort_by_key(|(span, _)| (span.from, span.to));
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
    let (mut text, mut moved, mut done) = (String::with_capacity(original.len()), Vec::new(), 0usize);
    for (span, replacement) in edits {
        if span.start() < done {
            continue;
        }
        text.push_str(original.get(done..span.start()).unwrap_or(""));
        let new_from = length(&text);
        text.push_str(&replacement);
        moved.push(Moved { from: span.from, to: span.to, new_from, new_to: length(&text) });
        done = span.end();
    }
    text.push_str(original.get(done..).unwrap_or(""));
    RedactedSource { text, edits: moved }
}
