//! What somebody pasted into the metadata box.

use super::json::{Json, Kind};
use super::problem::CaptureProblem;
use super::reader::{MAX_PASTE, Piece};
use super::{CapturedMessage, Format, Payload, base64_text, entities, lexical, looks, quoted_printable};
use crate::text::{SourceId, Span, is_xml_white_space};
use std::borrow::Cow;

/// What the metadata box holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetadataPaste {
    /// Nothing but white space.
    Empty,
    /// XML, to the end of the paste, as it is: only blank lines and a mark before it are left out.
    Xml {
        /// The XML.
        at: Span,
        /// A byte-order mark stands before it.
        has_byte_order_mark: bool,
        /// Blank lines stand before its declaration.
        has_blank_lines: bool,
    },
    /// XML that stops in the middle.
    Truncated {
        /// The XML as far as it goes.
        at: Span,
    },
    /// The address of metadata instead of its content.
    Url {
        /// The address.
        at: Span,
    },
    /// A page.
    HtmlPage {
        /// The page's title.
        title: Option<String>,
        /// The page.
        at: Span,
    },
    /// A certificate.
    Certificate {
        /// True for PEM, false for bare base64.
        is_pem: bool,
        /// The certificate.
        at: Span,
    },
    /// A private key: it should not be pasted anywhere.
    PrivateKey {
        /// The key.
        at: Span,
    },
    /// An OpenID Connect discovery document.
    OidcDiscovery {
        /// Its `issuer`.
        issuer: Option<String>,
        /// The document.
        at: Span,
    },
    /// A SAML message, encoded as for the capture box.
    SamlMessage {
        /// How it is encoded.
        format: Format,
        /// Its first element's name, by a glance.
        root: Option<String>,
        /// The paste.
        at: Span,
    },
    /// Metadata that something escaped or dressed up.
    Escaped {
        /// The text to use instead.
        repaired: String,
        /// What was done to it.
        how: MetadataEscape,
        /// The paste.
        at: Span,
    },
    /// A file of settings in PHP, as SimpleSAMLphp keeps and shows metadata.
    Php {
        /// The paste.
        at: Span,
    },
    /// None of these.
    Unrecognised {
        /// The paste.
        at: Span,
    },
    /// It begins with something else than XML, which only the build with the feature `whole` takes apart.
    NotInThisBuild {
        /// The paste.
        at: Span,
    },
}

/// What was done to metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetadataEscape {
    /// Typographic quotes around attribute values.
    SmartQuotes,
    /// `&lt;` for `<`.
    HtmlEntities,
    /// Base64.
    Base64,
    /// `%3C` for `<`.
    UrlEncoding,
    /// A JSON string.
    JsonString,
    /// Quotes around the whole.
    Quotes,
    /// A code fence around the whole.
    CodeFence,
    /// A number before each line.
    LineNumbers,
    /// A browser's remark, or a greeting, before the XML.
    TextBefore,
    /// Quoted-Printable, as in the source of an e-mail.
    QuotedPrintable,
}

impl MetadataEscape {
    /// For people.
    pub fn noun(self) -> &'static str {
        match self {
            MetadataEscape::SmartQuotes => "typographic quotes",
            MetadataEscape::HtmlEntities => "HTML entities",
            MetadataEscape::Base64 => "base64",
            MetadataEscape::UrlEncoding => "URL-encoding",
            MetadataEscape::JsonString => "a JSON string",
            MetadataEscape::Quotes => "quotes around the XML",
            MetadataEscape::CodeFence => "a code fence around the XML",
            MetadataEscape::LineNumbers => "line numbers",
            MetadataEscape::TextBefore => "other text before the XML",
            MetadataEscape::QuotedPrintable => "Quoted-Printable",
        }
    }
}

/// How SimpleSAMLphp's files of metadata begin, and what they hold.
const PHP: [&str; 3] = ["<?php", "$metadata[", "array ("];

/// Says what the metadata box holds. Nothing is parsed: XML may turn out to be anything.
pub fn recognise_metadata_paste(source: SourceId, pasted: &str) -> MetadataPaste {
    let piece = Piece { text: pasted, span: Span::new(source, 0, pasted.len()), is_verbatim: true };
    let start = lexical::beginning(pasted);
    let body = piece.part(start.at, pasted.len());
    if body.text.trim().is_empty() {
        return MetadataPaste::Empty;
    }
    // A key that was pasted has to be named, whatever is around it.
    let has_key = || body.text.contains("PRIVATE KEY-----");
    if PHP.iter().any(|start| body.text.starts_with(start)) && !has_key() {
        return MetadataPaste::Php { at: body.span };
    }
    if let Some(repaired) = quoted_printable::undone(body.text).filter(|text| is_metadata(text)) {
        return MetadataPaste::Escaped { repaired, how: MetadataEscape::QuotedPrintable, at: body.span };
    }
    if body.text.starts_with('<') {
        return if lexical::is_html(body.text) {
            MetadataPaste::HtmlPage { title: title(body.text), at: body.span }
        } else if lexical::has_smart_quotes(body.text) {
            let (repaired, how) = (plain_quotes(body.text), MetadataEscape::SmartQuotes);
            MetadataPaste::Escaped { repaired, how, at: body.span }
        } else if lexical::stops_in_the_middle(body.text) {
            MetadataPaste::Truncated { at: body.span }
        } else {
            let (line, has_blank_lines) = lexical::document_start(pasted);
            let at = piece.part(line, pasted.len()).span;
            MetadataPaste::Xml { at, has_byte_order_mark: start.has_mark, has_blank_lines }
        };
    }
    let text = body.text.trim();
    if pasted.len() > MAX_PASTE {
        return MetadataPaste::Unrecognised { at: body.span };
    }
    if (looks::is_url(text) || looks::is_url_without_scheme(text))
        && !text.contains("SAMLRequest=")
        && !text.contains("SAMLResponse=")
    {
        return MetadataPaste::Url { at: body.trimmed().span };
    }
    if let Some(at) = only_address(text) {
        let from = body.trimmed();
        return MetadataPaste::Url { at: from.part(at.start, at.end).span };
    }
    if cfg!(not(feature = "whole")) {
        return MetadataPaste::NotInThisBuild { at: body.span };
    }
    if let Some((repaired, how)) = unescaped(body).filter(|_| !has_key()) {
        return MetadataPaste::Escaped { repaired, how, at: body.span };
    }
    from_capture(source, pasted, body)
}

/// Where the one address of a short text stands: a label, or a command, is around it.
fn only_address(text: &str) -> Option<std::ops::Range<usize>> {
    const LONGEST: usize = 500;
    if text.len() > LONGEST || text.contains(['<', '{', '\n']) {
        return None;
    }
    let mut words = text.split_ascii_whitespace().map(|word| word.trim_matches(['"', '\'', ',', ';']));
    let address = words.find(|word| looks::is_url(word))?;
    let has_message = text.contains("SAMLRequest=") || text.contains("SAMLResponse=");
    let from = text.find(address)?;
    let is_only = text.matches("://").count() == 1 && !has_message;
    is_only.then(|| from..from.saturating_add(address.len()))
}

/// Metadata that something was done to, undone.
fn unescaped(body: Piece<'_>) -> Option<(String, MetadataEscape)> {
    let text = body.text.trim();
    let is_xml =
        |text: &str| text.starts_with('<') && !lexical::is_html(text) && !lexical::stops_in_the_middle(text);
    let fit = |text: &str, how| {
        let text = text.get(lexical::beginning(text).at..).unwrap_or("").trim_end();
        is_xml(text).then(|| (text.to_owned(), how))
    };
    if text.starts_with("&lt;") || text.starts_with("&#") {
        return fit(&entities::decode(text), MetadataEscape::HtmlEntities);
    }
    if text.starts_with("```") {
        let inside = text.split_once('\n').map_or("", |(_, rest)| rest);
        return fit(inside.split("```").next().unwrap_or(""), MetadataEscape::CodeFence);
    }
    if text.starts_with(['{', '"'])
        && let Ok(json) = Json::read(body.trimmed())
    {
        let strings = (0..json.len()).filter(|id| matches!(json.kind(*id), Some(Kind::String { .. })));
        return strings
            .filter_map(|id| json.string(id))
            .filter(|text| lexical::is_message(text))
            .find_map(|text| fit(&text, MetadataEscape::JsonString));
    }
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`') || lexical::is_smart_quote(c);
    if let Some(inside) = text.strip_prefix(is_quote).and_then(|t| t.strip_suffix(is_quote)) {
        return fit(inside, MetadataEscape::Quotes);
    }
    if text.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("%3c")) {
        let plus =
            if text.contains("%20") { super::percent::Plus::Plus } else { super::percent::Plus::Blank };
        return fit(
            &String::from_utf8(super::percent::decode(text, plus)).ok()?,
            MetadataEscape::UrlEncoding,
        );
    }
    if let Some(text) = looks::without_line_numbers(text) {
        return fit(&text, MetadataEscape::LineNumbers);
    }
    // What is offered is checked by whoever asked, so that a greeting before the XML may be left out.
    if let Some(xml) = text.find('<').and_then(|at| text.get(at..)).filter(|xml| is_metadata(xml)) {
        let how = if text.contains("```") { MetadataEscape::CodeFence } else { MetadataEscape::TextBefore };
        let end = xml.rfind('>').map_or(xml.len(), |at| at.saturating_add(1));
        return fit(xml.get(..end)?, how);
    }
    let octets = base64_text::read_base64(text).ok()?.octets;
    let decoded = String::from_utf8(octets).ok()?;
    is_metadata(&decoded).then(|| fit(&decoded, MetadataEscape::Base64)).flatten()
}

fn is_metadata(text: &str) -> bool {
    matches!(lexical::root_local_name(text), Some("EntityDescriptor" | "EntitiesDescriptor"))
}

/// Everything else is what the capture box knows by name.
fn from_capture(source: SourceId, pasted: &str, body: Piece<'_>) -> MetadataPaste {
    let capture = super::read(source, pasted);
    let at = body.span;
    if let Some(message) = capture.default_message().and_then(|n| capture.messages.get(n)) {
        return match metadata_text(message, pasted) {
            Some(repaired) => MetadataPaste::Escaped { repaired, how: MetadataEscape::Base64, at },
            None => MetadataPaste::SamlMessage { format: capture.format, root: message.root.clone(), at },
        };
    }
    match capture.problem {
        Some(CaptureProblem::Certificate { at }) => {
            MetadataPaste::Certificate { is_pem: pasted.contains("-----BEGIN"), at }
        }
        Some(CaptureProblem::PrivateKey { at }) => MetadataPaste::PrivateKey { at },
        Some(CaptureProblem::OidcDiscovery { issuer, at }) => MetadataPaste::OidcDiscovery { issuer, at },
        Some(CaptureProblem::HtmlPage { title, at }) => MetadataPaste::HtmlPage { title, at },
        Some(CaptureProblem::Url { at }) => MetadataPaste::Url { at },
        Some(CaptureProblem::Truncated { at, .. }) => MetadataPaste::Truncated { at },
        _ => MetadataPaste::Unrecognised { at },
    }
}

/// The text of a message that is metadata.
fn metadata_text(message: &CapturedMessage, pasted: &str) -> Option<String> {
    let text: Cow<'_, str> = match &message.payload {
        Payload::Text(span) => Cow::Borrowed(span.of(pasted)),
        Payload::DecodedText(text) => Cow::Borrowed(text),
        Payload::Decoded(octets) => Cow::Borrowed(std::str::from_utf8(octets).ok()?),
        Payload::Artifact(_) => return None,
    };
    is_metadata(&text).then(|| text.into_owned())
}

/// `text` with typographic quotes within tags made plain; what stands between tags stays.
fn plain_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_tag = false;
    let mut quote = None;
    for c in text.chars() {
        let plain = if matches!(c, '\u{2018}'..='\u{201b}') { '\'' } else { '"' };
        match (is_tag, quote, c) {
            (false, _, '<') => is_tag = true,
            (true, None, '>') => is_tag = false,
            (true, None, '"' | '\'') => quote = Some(c),
            (true, Some(open), c) if open == c => quote = None,
            _ => {}
        }
        out.push(if is_tag && quote.is_none() && lexical::is_smart_quote(c) { plain } else { c });
    }
    out
}

/// A page's title.
fn title(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let rest = text.get(from..)?;
    let title = rest.get(rest.find('>')?.saturating_add(1)..)?.split('<').next()?;
    let title = entities::decode(title);
    let title = title.trim_matches(|c| is_xml_white_space(c) || c == '\u{feff}');
    (!title.is_empty()).then(|| title.chars().take(200).collect())
}
