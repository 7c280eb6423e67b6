//! The same document written in another way.

use std::ops::Range;

use sso_preflight::dsig::DSIG;
use sso_preflight::text::Span;
use sso_preflight::xml::{Document, NodeId};

/// A part of the text, and what to write instead.
type Edit = (Range<usize>, String);

/// Attributes and namespace declarations of every element in the reverse order.
pub(crate) fn reverse_attributes(document: &Document) -> String {
    let mut edits = Vec::new();
    for node in elements(document) {
        let attributes = document.attributes(node).map(|attribute| attribute.span);
        let declarations = document.namespace_declarations(node).map(|declaration| declaration.span);
        let mut spans: Vec<Span> = attributes.chain(declarations).collect();
        spans.sort();
        let reversed = spans.iter().rev().map(|span| span.of(document.text_source()).to_owned());
        edits.extend(spans.iter().map(|span| span.start()..span.end()).zip(reversed));
    }
    written(document, edits)
}

/// Most declarations that renaming adds one to: far below the limits of a document.
const FEW: usize = 64;

/// A new prefix for elements outside of what is signed. The old one stays declared, so names in values
/// keep their meaning. Elements around a signature keep theirs, as inclusive C14N writes what they declare.
pub(crate) fn rename_prefixes(document: &Document) -> String {
    let is_signature = |node: NodeId| document.is(node, DSIG, "Signature");
    let signatures: Vec<NodeId> = elements(document).filter(|node| is_signature(*node)).collect();
    let parents: Vec<NodeId> = signatures.iter().filter_map(|node| document.parent(*node)).collect();
    let mut edits = Vec::new();
    for node in elements(document) {
        let is_signed = parents.iter().any(|parent| document.subtree(*parent).contains(node));
        let is_around = signatures.iter().any(|signature| document.subtree(node).contains(*signature));
        if !is_signed && !is_around && document.namespace_declarations(node).count() < FEW {
            rename(document, node, &mut edits);
        }
        if edits.len() > FEW {
            break;
        }
    }
    written(document, edits)
}

fn rename(document: &Document, node: NodeId, edits: &mut Vec<Edit>) {
    const NEW: &str = "renamed";
    let name = document.name(node);
    let (whole, tag) = (document.span(node), document.name_span(node));
    let text = document.text_source();
    // A prefix cannot stand for no namespace, and `xml` can have no other name.
    if name.namespace.is_empty() || document.prefix(node) == "xml" || text.contains(NEW) {
        return;
    }
    // White space is normalised in a value: it would not be the same namespace.
    let is_plain = |c: char| !matches!(c, '<' | '&' | '"' | '\t' | '\n' | '\r');
    if !name.namespace.chars().all(is_plain) {
        return;
    }
    let qualified = format!("{NEW}:{}", name.local);
    edits.push((tag.start()..tag.end(), format!("{qualified} xmlns:{NEW}=\"{}\"", name.namespace)));
    let content = document.content_span(node);
    if whole.end() > content.end() {
        let end = content.end() + "</".len();
        edits.push((end..end + tag.end() - tag.start(), qualified));
    }
}

/// The text with `more` before the root's end tag; nothing where the root is an empty tag.
pub(crate) fn append(document: &Document, more: &str) -> Option<String> {
    let at = document.content_span(document.root()).end();
    let (before, after) = document.text_source().split_at_checked(at)?;
    after.starts_with("</").then(|| [before, more, after].concat())
}

fn elements(document: &Document) -> impl Iterator<Item = NodeId> {
    document.descendants(NodeId::DOCUMENT).filter(|node| document.is_element(*node))
}

fn written(document: &Document, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (text, mut at, mut out) = (document.text_source(), 0, String::new());
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out + &text[at..]
}
