//! A glance at XML and HTML without parsing it: the first name, and whether the end is missing.
//!
//! These help to sort pastes and to explain them. No verdict rests on them.

use crate::text::{is_xml_white_space, trim_xml_end};

/// Names of elements with which a page or a piece of one begins. SAML uses none of them.
const HTML_NAMES: [&str; 21] = [
    "html", "head", "body", "form", "input", "script", "noscript", "title", "meta", "link", "style", "div",
    "span", "p", "br", "pre", "textarea", "table", "center", "h1", "h2",
];

/// Local names of the elements that SAML, WS-Federation and SOAP messages begin with.
const MESSAGE_NAMES: [&str; 17] = [
    "Response",
    "Assertion",
    "EncryptedAssertion",
    "AuthnRequest",
    "LogoutRequest",
    "LogoutResponse",
    "ArtifactResolve",
    "ArtifactResponse",
    "NameIDMappingRequest",
    "ManageNameIDRequest",
    "AttributeQuery",
    "RequestSecurityTokenResponse",
    "RequestSecurityTokenResponseCollection",
    "RequestedSecurityToken",
    "Envelope",
    "EntityDescriptor",
    "EntitiesDescriptor",
];

/// How a text begins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beginning {
    /// Where the text proper begins.
    pub(super) at: usize,
    /// Where its first line begins: after the blank lines, before what indents it.
    pub(super) line: usize,
    /// A byte-order mark stands before it.
    pub(super) has_mark: bool,
    /// Blank lines stand before it.
    pub(super) has_blank_lines: bool,
}

/// Skips at most one byte-order mark and XML white space, in any order.
pub(super) fn beginning(text: &str) -> Beginning {
    let mut found = Beginning::default();
    for (at, c) in text.char_indices() {
        let next = at.saturating_add(c.len_utf8());
        match c {
            '\u{feff}' if !found.has_mark => (found.has_mark, found.line) = (true, next),
            '\n' | '\r' => (found.has_blank_lines, found.line) = (true, next),
            c if is_xml_white_space(c) => {}
            _ => {
                found.at = at;
                return found;
            }
        }
    }
    found.at = text.len();
    found
}

/// Where the XML of `text` begins, and whether blank lines before its declaration were skipped.
///
/// Blank lines are no part of a document. What indents an XML declaration is: XML 1.0 §2.8 allows
/// nothing before one, and whoever reads the XML will say so.
pub(super) fn document_start(text: &str) -> (usize, bool) {
    let start = beginning(text);
    let has_declaration = text.get(start.at..).is_some_and(|t| t.starts_with("<?xml"));
    (start.line, start.has_blank_lines && has_declaration)
}

/// The name of the first element, past declarations, comments and instructions; `None` where the
/// text does not begin with `<` or ends too soon.
pub(super) fn root_name(text: &str) -> Option<&str> {
    let from = root_at(text)?;
    let name = text.get(from..)?.strip_prefix('<')?;
    let end = name.find(|c: char| is_xml_white_space(c) || matches!(c, '>' | '/' | '<'))?;
    let name = name.get(..end)?;
    (!name.is_empty()).then_some(name)
}

/// The name of the first element without its prefix.
pub(super) fn root_local_name(text: &str) -> Option<&str> {
    root_name(text).map(|name| name.rsplit(':').next().unwrap_or(name))
}

/// The offset of the first start tag.
fn root_at(text: &str) -> Option<usize> {
    let mut at = beginning(text).at;
    // Each round skips one declaration, comment or instruction; 64 are more than anybody writes.
    for _ in 0..64 {
        let rest = text.get(at..)?;
        let skipped = match rest.as_bytes() {
            [b'<', b'?', ..] => rest.find("?>")?.saturating_add(2),
            [b'<', b'!', b'-', b'-', ..] => rest.find("-->")?.saturating_add(3),
            [b'<', b'!', ..] => doctype_end(rest)?,
            [b'<', ..] => return Some(at),
            _ => return None,
        };
        let after = rest.get(skipped..)?;
        let blank = after.len().saturating_sub(after.trim_start_matches(is_xml_white_space).len());
        at = at.saturating_add(skipped).saturating_add(blank);
    }
    None
}

/// The length of a document type declaration at the start of `text`, its internal subset included.
fn doctype_end(text: &str) -> Option<usize> {
    let open = text.find(['>', '['])?;
    if text.get(open..)?.starts_with('>') {
        return Some(open.saturating_add(1));
    }
    let close = text.get(open..)?.find(']')?.saturating_add(open);
    text.get(close..)?.find('>').map(|n| close.saturating_add(n).saturating_add(1))
}

/// True where the text is a page, or a piece of one, rather than XML.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.get(beginning(text).at..).unwrap_or("");
    let begins =
        |part: &str, with: &str| part.get(..with.len()).is_some_and(|p| p.eq_ignore_ascii_case(with));
    let mut rest = start;
    // As in `root_at`.
    for _ in 0..64 {
        if begins(rest, "<!doctype html") {
            return true;
        }
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start_matches(is_xml_white_space);
    }
    root_name(rest).is_some_and(|name| HTML_NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// True where the first element's local name is one that messages or metadata begin with.
pub(super) fn is_message(text: &str) -> bool {
    root_local_name(text).is_some_and(|name| MESSAGE_NAMES.contains(&name))
}

/// True where XML is certain to stop before its end: within a tag, or with elements open.
///
/// A document that ends with its root's end tag is answered without a scan.
pub(super) fn stops_in_the_middle(text: &str) -> bool {
    let Some(name) = root_name(text) else {
        // `<`, and then nothing that could be a whole tag.
        return text.get(beginning(text).at..).is_some_and(|t| t.starts_with('<') && !t.contains('>'));
    };
    let end = trim_xml_end(text);
    let closed = end.strip_suffix('>').map(trim_xml_end);
    if closed.is_some_and(|t| t.strip_suffix(name).is_some_and(|t| t.ends_with("</"))) {
        return false;
    }
    scan(text).unwrap_or(true)
}

/// Counts tags. `Some(true)`: elements stay open; `None`: the text ends within markup.
fn scan(text: &str) -> Option<bool> {
    let mut rest = text.get(root_at(text)?..)?;
    let (mut open, mut seen) = (0usize, false);
    while let Some(at) = rest.find('<') {
        if seen && open == 0 {
            return Some(false);
        }
        rest = rest.get(at..)?;
        let length = match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => rest.find("-->")?.saturating_add(3),
            [b'<', b'!', b'[', ..] => rest.find("]]>")?.saturating_add(3),
            [b'<', b'?', ..] => rest.find("?>")?.saturating_add(2),
            [b'<', b'/', ..] => {
                open = open.saturating_sub(1);
                rest.find('>')?.saturating_add(1)
            }
            _ => {
                let length = tag_length(rest)?;
                seen = true;
                if !rest.get(..length)?.ends_with("/>") {
                    open = open.saturating_add(1);
                }
                length
            }
        };
        rest = rest.get(length..)?;
    }
    Some(open > 0)
}

/// The length of the start tag at the start of `text`, quotes heeded.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at.saturating_add(1)),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// True where a tag near the start of `text` quotes an attribute with typographic quotes.
pub(super) fn has_smart_quotes(text: &str) -> bool {
    // The declaration and the first tags show it.
    const TAGS: usize = 8;
    let after = text.match_indices('<').nth(TAGS).map_or(text.len(), |(at, _)| at);
    let Some(start) = text.get(..after).filter(|start| !start.is_ascii()) else { return false };
    for tag in start.split('<').skip(1) {
        let mut quote = None;
        for c in tag.chars() {
            match (quote, c) {
                (None, '>') => break,
                (None, '"' | '\'') => quote = Some(c),
                (None, c) if is_smart_quote(c) => return true,
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
        }
    }
    false
}

/// Typographic quotes that word processors and chat programs put in place of `"` and `'`.
pub(super) fn is_smart_quote(c: char) -> bool {
    matches!(c, '\u{201c}'..='\u{201f}' | '\u{2018}'..='\u{201b}' | '\u{2033}' | '\u{00ab}' | '\u{00bb}')
}
