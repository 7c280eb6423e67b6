//! Signed messages written otherwise, so that their canonical form stays what it was: each is the same
//! message, with the same user, and no way of writing a value cuts it short.

mod support;

use sso_preflight::check;
use sso_preflight::dsig::DSIG;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, NodeId, NodeKind};
use support::message::Sign;
use support::{Idp, Message, Metadata, to_base64};

/// One way of writing what canonicalisation writes alike (Canonical XML 1.0 §1.1).
#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    /// Attributes and declarations from the last to the first, in the other quotation marks, on lines.
    Attributes,
    /// Every third character of text and values as a reference, decimal and hexadecimal in turn.
    References,
    /// Text in CDATA sections of two characters each, with empty ones between.
    Cdata,
    /// A comment in the middle of every text, though not inside a Signature, where none is taken.
    Comments,
    /// Lines end in CR LF.
    CarriageReturns,
    /// Empty elements in one tag, and blanks in every tag.
    Tags,
    /// A declaration, comments and instructions around the root.
    Around,
}

const STYLES: [Style; 7] = [
    Style::Attributes,
    Style::References,
    Style::Cdata,
    Style::Comments,
    Style::CarriageReturns,
    Style::Tags,
    Style::Around,
];

fn read(text: &str) -> Document {
    Document::read(SourceId::CAPTURE, text.into(), Encoding::Utf8).expect("well-formed")
}

/// Writes all of `text` in this style.
fn rewritten(text: &str, style: Style) -> String {
    let document = read(text);
    let mut out = String::new();
    let mut open: Vec<NodeId> = Vec::new();
    for node in document.descendants(document.root()) {
        close(&document, &mut open, &mut out, style, |element| document.subtree(element).contains(node));
        match document.kind(node) {
            NodeKind::Element => {
                start_tag(&document, node, &mut out, style);
                open.push(node);
            }
            NodeKind::Text => {
                out.push_str(&text_in(document.value(node), style, is_in_signature(&document, node)))
            }
            _ => out.push_str(document.span(node).of(text)),
        }
    }
    close(&document, &mut open, &mut out, style, |_| false);
    match style {
        Style::Around => format!(
            "\u{FEFF}<?xml version='1.0' encoding=\"utf-8\" standalone='yes' ?><!--a--><?b c?>\r\n{out}\n<!--d--><?e?>"
        ),
        _ => out,
    }
}

/// Writes the end tags of the innermost elements that are not `still` open.
fn close(
    document: &Document,
    open: &mut Vec<NodeId>,
    out: &mut String,
    style: Style,
    still: impl Fn(NodeId) -> bool,
) {
    while let Some(element) = open.pop_if(|element| !still(*element)) {
        if style == Style::Tags && document.children(element).next().is_none() {
            out.truncate(out.len() - 1);
            out.push_str("/>");
        } else {
            let blank = if style == Style::Tags { "\t\n" } else { "" };
            out.push_str(&format!("</{}{blank}>", name(document, element)));
        }
    }
}

fn name(document: &Document, element: NodeId) -> &str {
    document.name_span(element).of(document.text_source())
}

fn start_tag(document: &Document, element: NodeId, out: &mut String, style: Style) {
    let text = document.text_source();
    let declarations = document.namespace_declarations(element).map(|one| (one.span, one.uri));
    let attributes = document.attributes(element).map(|one| (one.span, one.value));
    let mut all: Vec<_> = declarations.chain(attributes).collect();
    all.sort_by_key(|(span, _)| span.from);
    if style == Style::Attributes {
        all.reverse();
    }
    out.push_str(&format!("<{}", name(document, element)));
    for (span, value) in all {
        let (key, _) = span.of(text).split_once('=').expect("an attribute");
        match style {
            Style::Attributes => out.push_str(&format!("\n\t{key} =\r'{}'", escaped(value, '\''))),
            Style::References => out.push_str(&format!(" {key}=\"{}\"", referenced(value))),
            _ => out.push_str(&format!(" {key}=\"{}\"", escaped(value, '"'))),
        }
    }
    out.push_str(if style == Style::Tags { " \r\n>" } else { ">" });
}

fn escaped(value: &str, quote: char) -> String {
    let value = value.replace('&', "&amp;").replace('<', "&lt;").replace(">", "&gt;");
    value.replace(quote, if quote == '"' { "&quot;" } else { "&apos;" })
}

fn referenced(value: &str) -> String {
    let one = |(at, c): (usize, char)| match at % 6 {
        0 => format!("&#{};", u32::from(c)),
        3 => format!("&#x00{:x};", u32::from(c)),
        _ => escaped(&c.to_string(), '"'),
    };
    value.chars().enumerate().map(one).collect()
}

fn text_in(value: &str, style: Style, is_in_signature: bool) -> String {
    match style {
        Style::References => referenced(value),
        Style::Cdata => {
            let characters: Vec<char> = value.chars().collect();
            let pair = |pair: &[char]| format!("<![CDATA[{}]]><![CDATA[]]>", String::from_iter(pair));
            characters.chunks(2).map(pair).collect()
        }
        Style::Comments if !is_in_signature => {
            let middle = value.char_indices().nth(value.chars().count() / 2).map_or(0, |(at, _)| at);
            let (before, after) = value.split_at(middle);
            format!("{}<!--x-->{}", escaped(before, '"'), escaped(after, '"'))
        }
        Style::CarriageReturns => escaped(value, '"').replace('\n', "\r\n"),
        _ => escaped(value, '"'),
    }
}

fn is_in_signature(document: &Document, node: NodeId) -> bool {
    document.ancestors(node).any(|ancestor| document.is(ancestor, DSIG, "Signature"))
}

fn judge(idp: Idp, capture: String) -> Report {
    check(&support::input(Some(Metadata::new(idp).xml()), Some(capture)))
}

fn user(report: &Report) -> String {
    serde_json::to_string(&report.user).expect("JSON")
}

#[test]
fn a_message_written_otherwise_is_the_same_message() {
    for idp in Idp::ALL {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            let text = Message::new(idp).sign(sign).xml();
            let original = judge(idp, text.clone());
            assert_eq!(original.verdict, Verdict::Accept, "{idp:?} {sign:?}");
            for style in STYLES {
                let text = rewritten(&text, style);
                for capture in [to_base64(text.as_bytes()), text] {
                    let report = judge(idp, capture);
                    let findings = &report.findings;
                    assert_eq!(report.verdict, Verdict::Accept, "{idp:?} {sign:?} {style:?}: {findings:#?}");
                    assert_eq!(user(&report), user(&original), "{idp:?} {sign:?} {style:?}");
                }
            }
        }
    }
}

#[test]
fn a_message_in_utf_16_is_the_same_message() {
    let text = Message::okta().xml();
    let original = judge(Idp::Okta, text.clone());
    let root = read(&text).span(read(&text).root()).of(&text).to_owned();
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{root}");
    for text in [root, declared] {
        let units: Vec<u16> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).collect();
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let octets: Vec<u8> = units.iter().flat_map(|unit| to_bytes(*unit)).collect();
            let report = judge(Idp::Okta, to_base64(&octets));
            assert_eq!(report.verdict, Verdict::Accept, "{:#?}", report.findings);
            assert_eq!(user(&report), user(&original));
        }
    }
}

/// CVE-2017-11427 and its kin: the signature holds, and a careless reader stops at the markup.
#[test]
fn no_way_of_writing_cuts_a_value_short() {
    const LONG: &str = "ada.lovelace@example.com.mallory.example";
    let message = Message::okta().replace("ada.lovelace@example.com", LONG);
    let text = message.xml();
    let (start, end) = LONG.split_at("ada.lovelace@example.com".len());
    for between in ["<!---->", "<!--\n-->", "<![CDATA[]]>", "<!--a--><![CDATA[]]><!--b-->"] {
        for (before, after) in [
            (start.to_owned(), end.to_owned()),
            (format!("<![CDATA[{start}]]>"), end.to_owned()),
            (start.to_owned(), format!("<![CDATA[{end}]]>")),
            (start.to_owned(), end.replace('.', "&#46;")),
        ] {
            let written = text.replace(LONG, &format!("{before}{between}{after}"));
            assert_ne!(written, text);
            let report = judge(Idp::Okta, written);
            assert_eq!(report.verdict, Verdict::Accept, "{between}: {:#?}", report.findings);
            assert_eq!(report.user.expect("a user").name_id, LONG, "{before}{between}{after}");
        }
    }
    // An instruction is part of what is signed.
    let report = judge(Idp::Okta, text.replace(LONG, &format!("{start}<?x?>{end}")));
    assert_eq!((report.verdict, report.user.is_none()), (Verdict::Reject, true));
}
