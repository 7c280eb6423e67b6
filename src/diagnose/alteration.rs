//! Changes that happen to a text on its way, and the text without them.

use std::sync::Arc;

use super::attempt::Attempt;
use super::composition::{composed, decomposed};
use crate::c14n::Method;
use crate::dsig::DSIG;
use crate::text::{is_xml_white_space, trim_xml};
use crate::xml::{Document, Encoding, NodeId, NodeKind};

/// A change that happens to texts on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alteration {
    /// Indentation and line breaks were added between elements.
    IndentationAdded,
    /// Blanks and line breaks were added around values, and between elements.
    ValuesPadded,
    /// Line breaks were added inside base64.
    Base64Wrapped,
    /// Line ends became `&#13;` and a line break.
    CarriageReturnsAdded,
    /// `&#13;` before line breaks inside values was lost.
    CarriageReturnsLost,
    /// `&#13;` before all line breaks was lost.
    AllCarriageReturnsLost,
    /// Blanks became non-breaking spaces.
    BlanksNonBreaking,
    /// `&` became `&amp;` once too often.
    EscapedTwice,
    /// `&amp;` became `&` once too often.
    UnescapedOnce,
    /// UTF-8 was read as Windows-1252.
    Misdecoded,
    /// Straight quotation marks became curly ones.
    QuotesCurled,
    /// Letters and marks became one character (normalisation form C).
    Composed,
    /// Accented letters became a letter and a mark (normalisation form D).
    Decomposed,
    /// The signer's canonicalisation was this one, not the one it names.
    OtherCanonicalization(Method),
    /// The same, with comments.
    CommentsKept(Method),
    /// The signer used another PrefixList than it names.
    OtherPrefixList,
}

use Alteration::{
    AllCarriageReturnsLost, Base64Wrapped, BlanksNonBreaking, CarriageReturnsAdded, CarriageReturnsLost,
    Composed, Decomposed, EscapedTwice, IndentationAdded, Misdecoded, QuotesCurled, UnescapedOnce,
    ValuesPadded,
};

/// What is tried, the simplest first, so that no change is named that is not needed. At most 24, as
/// each costs reading the text anew.
const HYPOTHESES: &[&[Alteration]] = &[
    &[IndentationAdded],
    &[CarriageReturnsAdded],
    &[CarriageReturnsLost],
    &[BlanksNonBreaking],
    &[EscapedTwice],
    &[UnescapedOnce],
    &[Misdecoded],
    &[QuotesCurled],
    &[Composed],
    &[Decomposed],
    &[Base64Wrapped],
    &[AllCarriageReturnsLost],
    &[ValuesPadded],
    &[IndentationAdded, CarriageReturnsLost],
    &[CarriageReturnsAdded, IndentationAdded],
    &[BlanksNonBreaking, IndentationAdded],
    &[Misdecoded, IndentationAdded],
    &[EscapedTwice, IndentationAdded],
    &[IndentationAdded, Base64Wrapped],
    &[ValuesPadded, Base64Wrapped],
    &[ValuesPadded, CarriageReturnsLost],
    &[CarriageReturnsAdded, ValuesPadded],
    &[BlanksNonBreaking, ValuesPadded],
    &[Misdecoded, ValuesPadded],
];

/// What is read anew in all, in bytes of text, lest a large message cost many times what it costs to
/// verify it: every hypothesis for a message of 80 kB, the first few for one of 1 MB.
const MAX_READ: usize = 4 * 1024 * 1024;

/// What a node costs to read beside its text, in bytes: a text of short elements alone takes many times as
/// long as a message of the same length.
const NODE_COST: usize = 16;

/// Tries every hypothesis until all of `attempts` are explained; says whether all could be tried.
pub(super) fn explain(document: &Document, attempts: &mut [Attempt<'_>]) -> bool {
    let mut budget = MAX_READ;
    for hypothesis in HYPOTHESES {
        if attempts.iter().all(|attempt| attempt.is_done()) {
            return true;
        }
        let Some(candidate) = without_all(document, hypothesis, &mut budget) else {
            continue;
        };
        for attempt in attempts.iter_mut() {
            attempt.try_document(&candidate, hypothesis);
        }
    }
    budget > 0
}

/// The document with every change undone, in order; `None` where one of them did not happen, or where
/// the budget is used up.
fn without_all(document: &Document, alterations: &[Alteration], budget: &mut usize) -> Option<Document> {
    let mut undone: Option<Document> = None;
    for alteration in alterations {
        if *budget == 0 {
            return None;
        }
        let text = alteration.without(undone.as_ref().unwrap_or(document))?;
        let cost = document.node_count().saturating_mul(NODE_COST).saturating_add(text.len());
        *budget = budget.saturating_sub(cost);
        undone = Some(Document::read(document.source(), Arc::from(text), Encoding::Utf8).ok()?);
    }
    undone
}

/// Several changes in words that follow “once”.
pub(super) fn undone(alterations: &[Alteration]) -> String {
    let words: Vec<&str> = alterations.iter().map(|alteration| alteration.undone()).collect();
    words.join(" and ")
}

impl Alteration {
    /// The change undone, in words that follow “once”.
    pub fn undone(self) -> &'static str {
        match self {
            IndentationAdded => "the line breaks and indentation between the elements are taken out",
            ValuesPadded => "the blanks and line breaks around elements and values are taken out",
            Base64Wrapped => "the line breaks inside base64 are taken out",
            CarriageReturnsAdded => "the carriage returns (&#13;) are taken out",
            CarriageReturnsLost => "the carriage returns (&#13;) are put back into the values",
            AllCarriageReturnsLost => "the carriage returns (&#13;) are put back at the line ends",
            BlanksNonBreaking => "non-breaking spaces are turned back into blanks",
            EscapedTwice => "what was escaped twice (&amp;amp;) is unescaped once",
            UnescapedOnce => "what was unescaped once too often is escaped again",
            Misdecoded => "the letters that were read in the wrong encoding are restored",
            Composed => "letters and their accents are taken apart again",
            Decomposed => "letters and their accents are put together again",
            QuotesCurled => "curly quotation marks are turned back into straight ones",
            Alteration::OtherCanonicalization(Method::Exclusive) => "exclusive canonicalisation is used",
            Alteration::OtherCanonicalization(Method::Inclusive10) => {
                "inclusive canonicalisation 1.0 is used"
            }
            Alteration::OtherCanonicalization(Method::Inclusive11) => {
                "inclusive canonicalisation 1.1 is used"
            }
            Alteration::CommentsKept(_) => "comments are kept in the canonical form",
            Alteration::OtherPrefixList => "another PrefixList is used for the canonical form",
        }
    }

    /// Whether the text is as it was signed, and only the signer's arithmetic is another.
    pub fn is_canonicalization(self) -> bool {
        use Alteration::{CommentsKept, OtherCanonicalization, OtherPrefixList};
        matches!(self, OtherCanonicalization(_) | CommentsKept(_) | OtherPrefixList)
    }

    /// The text of `document` with the change undone; `None` where it did not happen.
    fn without(self, document: &Document) -> Option<String> {
        let text = document.text_source();
        match self {
            IndentationAdded => rewrite(document, |node, _| is_between(document, node).then(String::new)),
            ValuesPadded => rewrite(document, |node, raw| match is_between(document, node) {
                true => Some(String::new()),
                false => Some(trim_xml(raw).to_owned()),
            }),
            Base64Wrapped => rewrite(document, |node, raw| {
                let joined = || raw.chars().filter(|c| !is_xml_white_space(*c)).collect();
                is_base64(document, node).then(joined)
            }),
            CarriageReturnsAdded => replace_all(text, &["&#13;", "&#xD;", "&#xd;", "&#x0D;", "&#x0d;"], ""),
            CarriageReturnsLost => rewrite(document, |node, raw| {
                (!is_between(document, node)).then(|| with_carriage_returns(raw))
            }),
            AllCarriageReturnsLost => rewrite(document, |_, raw| Some(with_carriage_returns(raw))),
            BlanksNonBreaking => replace_all(text, &["\u{a0}", "&#160;", "&#xA0;", "&#xa0;"], " "),
            EscapedTwice => replace_all(text, &["&amp;"], "&"),
            UnescapedOnce => rewrite(document, |_, raw| Some(raw.replace('&', "&amp;"))),
            Misdecoded => decoded_again(text),
            Composed => decomposed(text),
            Decomposed => composed(text),
            QuotesCurled => {
                let single = replace_all(text, &["\u{2018}", "\u{2019}"], "'");
                let double = replace_all(single.as_deref().unwrap_or(text), &["\u{201c}", "\u{201d}"], "\"");
                double.or(single)
            }
            _ => None,
        }
    }
}

/// White space between elements.
fn is_between(document: &Document, node: NodeId) -> bool {
    let parent = document.parent(node).unwrap_or(NodeId::DOCUMENT);
    document.value(node).chars().all(is_xml_white_space) && document.elements(parent).next().is_some()
}

/// The text of an element that holds base64.
fn is_base64(document: &Document, node: NodeId) -> bool {
    let parent = document.parent(node).unwrap_or(NodeId::DOCUMENT);
    ["SignatureValue", "DigestValue", "X509Certificate", "Modulus"]
        .iter()
        .any(|local| document.is(parent, DSIG, local))
}

fn with_carriage_returns(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\n', "&#13;\n")
}

/// The text with each piece of character data as `to` rewrites it; `None` where nothing changes.
fn rewrite(document: &Document, to: impl Fn(NodeId, &str) -> Option<String>) -> Option<String> {
    let text = document.text_source();
    let mut written = String::with_capacity(text.len());
    let mut done = 0usize;
    let mut has_changed = false;
    for node in document.descendants(NodeId::DOCUMENT) {
        if document.kind(node) != NodeKind::Text {
            continue;
        }
        let span = document.span(node);
        let raw = span.of(text);
        if let Some(new) = to(node, raw).filter(|new| new != raw) {
            written.push_str(text.get(done..span.start())?);
            written.push_str(&new);
            done = span.end();
            has_changed = true;
        }
    }
    written.push_str(text.get(done..)?);
    has_changed.then_some(written)
}

fn replace_all(text: &str, from: &[&str], to: &str) -> Option<String> {
    if !from.iter().any(|from| text.contains(from)) {
        return None;
    }
    let replaced = from.iter().fold(text.to_owned(), |text, from| text.replace(from, to));
    Some(replaced)
}

/// Runs of letters beyond ASCII that are the bytes of UTF-8, each read as one letter.
fn decoded_again(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut written = String::with_capacity(text.len());
    let mut run = String::new();
    let mut has_changed = false;
    for c in text.chars().map(Some).chain(std::iter::once(None)) {
        if let Some(c) = c.filter(|c| !c.is_ascii()) {
            run.push(c);
            continue;
        }
        let bytes: Option<Vec<u8>> = run.chars().map(to_windows_1252).collect();
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|_| !run.is_empty()) {
            Some(decoded) => {
                written.push_str(&decoded);
                has_changed = true;
            }
            None => written.push_str(&run),
        }
        run.clear();
        written.extend(c);
    }
    has_changed.then_some(written)
}

/// The byte that Windows-1252 has for a letter. Bytes without a letter there stand for themselves.
fn to_windows_1252(c: char) -> Option<u8> {
    const UPPER: [(u8, char); 27] = [
        (0x80, '€'),
        (0x82, '‚'),
        (0x83, 'ƒ'),
        (0x84, '„'),
        (0x85, '…'),
        (0x86, '†'),
        (0x87, '‡'),
        (0x88, 'ˆ'),
        (0x89, '‰'),
        (0x8a, 'Š'),
        (0x8b, '‹'),
        (0x8c, 'Œ'),
        (0x8e, 'Ž'),
        (0x91, '‘'),
        (0x92, '’'),
        (0x93, '“'),
        (0x94, '”'),
        (0x95, '•'),
        (0x96, '–'),
        (0x97, '—'),
        (0x98, '˜'),
        (0x99, '™'),
        (0x9a, 'š'),
        (0x9b, '›'),
        (0x9c, 'œ'),
        (0x9e, 'ž'),
        (0x9f, 'Ÿ'),
    ];
    let listed = UPPER.iter().find(|(_, letter)| *letter == c).map(|(byte, _)| *byte);
    listed.or_else(|| u8::try_from(u32::from(c)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceId;

    fn undone(alteration: Alteration, text: &str) -> Option<String> {
        let document = Document::read(SourceId::CAPTURE, Arc::from(text), Encoding::Utf8);
        alteration.without(&document.unwrap_or_else(|error| panic!("{text}: {error}")))
    }

    #[test]
    fn each_change_is_undone_and_nothing_else() {
        let cases = [
            (IndentationAdded, "<a>\n <b> x </b>\n</a>", Some("<a><b> x </b></a>")),
            (IndentationAdded, "<a><b> </b></a>", None),
            (ValuesPadded, "<a>\n <b>\n  x y\n </b>\n</a>", Some("<a><b>x y</b></a>")),
            (CarriageReturnsAdded, "<a>1&#xD;\n2</a>", Some("<a>1\n2</a>")),
            (CarriageReturnsLost, "<a>\n<b>1\n2</b></a>", Some("<a>\n<b>1&#13;\n2</b></a>")),
            (AllCarriageReturnsLost, "<a>\n<b>1</b></a>", Some("<a>&#13;\n<b>1</b></a>")),
            (BlanksNonBreaking, "<a b='1&#160;2'>3\u{a0}4</a>", Some("<a b='1 2'>3 4</a>")),
            (EscapedTwice, "<a>&amp;lt;</a>", Some("<a>&lt;</a>")),
            (UnescapedOnce, "<a>&lt;</a>", Some("<a>&amp;lt;</a>")),
            (Misdecoded, "<a>Zo\u{c3}\u{ab} \u{e2}\u{20ac}\u{201c}</a>", Some("<a>Zo\u{eb} \u{2013}</a>")),
            (Misdecoded, "<a>Zo\u{eb}</a>", None),
            (QuotesCurled, "<a>\u{201c}b\u{2019}</a>", Some("<a>\"b'</a>")),
        ];
        for (alteration, text, expected) in cases {
            assert_eq!(undone(alteration, text).as_deref(), expected, "{alteration:?} of {text}");
        }
    }

    #[test]
    fn base64_is_joined_in_signatures_alone() {
        let text = format!("<a xmlns:s='{DSIG}'><s:DigestValue>A\nB</s:DigestValue><b>A\nB</b></a>");
        let expected = text.replacen("A\nB", "AB", 1);
        assert_eq!(undone(Base64Wrapped, &text), Some(expected));
    }

    #[test]
    fn the_hypotheses_are_few_and_begin_with_single_changes() {
        assert!(HYPOTHESES.len() <= 24);
        let lengths: Vec<usize> = HYPOTHESES.iter().map(|hypothesis| hypothesis.len()).collect();
        assert!(lengths.is_sorted());
    }
}
