//! Reads elements by their content models and notes what deviates from the schema.

use crate::text::{Located, Span, is_xml_white_space};
use crate::time::Instant;
use crate::xml::{Document, NodeId, NodeKind};

/// A deviation from the SAML schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What deviates.
    pub kind: MalformedKind,
    /// The local name of the element that it is about.
    pub element: String,
    /// Where it stands.
    pub span: Span,
}

/// How something deviates from the SAML schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MalformedKind {
    /// A required attribute is absent.
    MissingAttribute(&'static str),
    /// A required attribute is empty, or an ID holds white space.
    BadAttribute(&'static str),
    /// A required child element is absent.
    MissingChild(&'static str),
    /// A child element occurs more often than allowed.
    RepeatedChild(String),
    /// A child element that does not belong there.
    UnexpectedChild(String),
    /// A child element in the wrong order.
    MisplacedChild(String),
    /// Text where only elements are allowed.
    UnexpectedText,
    /// An element inside a value that is plain text.
    ChildInText,
    /// A time that is not an `xs:dateTime` with a zone.
    NotATime(&'static str),
    /// A signed or SAML element at a place where none belongs.
    Stray,
}

/// A time as it was written, and the instant it names, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenTime {
    /// The attribute's text.
    pub text: String,
    /// The instant, unless the text is malformed.
    pub instant: Option<Instant>,
}

/// One place of a content model.
pub(super) struct Slot {
    names: &'static [(&'static str, &'static str)],
    required: bool,
    repeatable: bool,
}

pub(super) const fn required(names: &'static [(&'static str, &'static str)]) -> Slot {
    Slot { names, required: true, repeatable: false }
}

pub(super) const fn optional(names: &'static [(&'static str, &'static str)]) -> Slot {
    Slot { names, required: false, repeatable: false }
}

pub(super) const fn any_number(names: &'static [(&'static str, &'static str)]) -> Slot {
    Slot { names, required: false, repeatable: true }
}

pub(super) const fn one_or_more(names: &'static [(&'static str, &'static str)]) -> Slot {
    Slot { names, required: true, repeatable: true }
}

/// Reads elements of one document, collecting what deviates from the schema.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    pub(super) problems: Vec<Malformed>,
}

/// The bit that stands for a slot of a model.
fn bit(slot: usize) -> u64 {
    u32::try_from(slot).ok().and_then(|slot| 1u64.checked_shl(slot)).unwrap_or(0)
}

/// Deviations beyond this many are not collected: a report of thousands helps nobody.
const MAX_PROBLEMS: usize = 50;

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document) -> Reader<'d> {
        Reader { document, problems: Vec::new() }
    }

    pub(super) fn note(&mut self, kind: MalformedKind, node: NodeId, span: Span) {
        if self.problems.len() < MAX_PROBLEMS {
            let element = self.document.name(node).local.to_owned();
            self.problems.push(Malformed { kind, element, span });
        }
    }

    /// The child elements of `node` in order, checked against `model`, a sequence of slots.
    ///
    /// All children are returned, misplaced ones too: what is wrong must still be seen.
    pub(super) fn children(&mut self, node: NodeId, model: &[Slot]) -> Vec<NodeId> {
        self.note_text(node);
        let document = self.document;
        let mut found = Vec::with_capacity(model.len());
        // A bit for each slot: models are far shorter than 64.
        let mut seen = 0u64;
        let mut at = 0usize;
        // An element mostly is the like of the one before it.
        let mut last = None;
        for child in document.elements(node) {
            let fits = |slot: &Slot| slot.names.iter().any(|(ns, local)| document.is(child, ns, local));
            let known = last.filter(|(like, _)| document.have_same_name(*like, child)).map(|(_, slot)| slot);
            let Some(slot) = known.or_else(|| model.iter().position(fits)) else {
                let name = document.name(child).local.to_owned();
                self.note(MalformedKind::UnexpectedChild(name), node, document.start_tag_span(child));
                continue;
            };
            last = Some((child, slot));
            found.push(child);
            let is_first = seen & bit(slot) == 0;
            seen |= bit(slot);
            let repeatable = model.get(slot).is_some_and(|slot| slot.repeatable);
            if !is_first && !repeatable {
                let name = document.name(child).local.to_owned();
                self.note(MalformedKind::RepeatedChild(name), node, document.start_tag_span(child));
            } else if slot < at {
                let name = document.name(child).local.to_owned();
                self.note(MalformedKind::MisplacedChild(name), node, document.start_tag_span(child));
            }
            at = at.max(slot);
        }
        for (index, slot) in model.iter().enumerate() {
            let is_missing = slot.required && seen & bit(index) == 0;
            if let Some((_, name)) = slot.names.first().filter(|_| is_missing) {
                self.note(MalformedKind::MissingChild(name), node, document.start_tag_span(node));
            }
        }
        found
    }

    fn note_text(&mut self, node: NodeId) {
        let document = self.document;
        let is_stray_text = |child: &NodeId| {
            document.kind(*child) == NodeKind::Text && !document.value(*child).chars().all(is_xml_white_space)
        };
        if let Some(text) = document.children(node).find(is_stray_text) {
            self.note(MalformedKind::UnexpectedText, node, document.span(text));
        }
    }

    /// The whole text of a leaf; an element inside it is noted and the text taken with it.
    pub(super) fn text(&mut self, node: NodeId) -> Located<String> {
        match self.document.leaf_text(node) {
            Ok(text) => text.map(std::borrow::Cow::into_owned),
            Err(child) => {
                self.note(MalformedKind::ChildInText, node, self.document.span(child));
                let all = self.document.string_value(node).into_owned();
                Located::new(all, self.document.content_span(node))
            }
        }
    }

    pub(super) fn attribute(&self, node: NodeId, name: &str) -> Option<Located<String>> {
        let attribute = self.document.attribute(node, name)?;
        Some(Located::new(attribute.value.to_owned(), attribute.value_span))
    }

    pub(super) fn required_attribute(&mut self, node: NodeId, name: &'static str) -> Option<Located<String>> {
        let value = self.attribute(node, name);
        if value.is_none() {
            self.note(MalformedKind::MissingAttribute(name), node, self.document.start_tag_span(node));
        }
        value
    }

    /// The unprefixed `ID` attribute: not empty, without white space (`xs:ID`).
    pub(super) fn id(&mut self, node: NodeId) -> Option<Located<String>> {
        let id = self.required_attribute(node, "ID")?;
        if id.value.is_empty() || id.value.chars().any(is_xml_white_space) {
            self.note(MalformedKind::BadAttribute("ID"), node, id.span);
        }
        Some(id)
    }

    pub(super) fn time(&mut self, node: NodeId, name: &'static str) -> Option<Located<WrittenTime>> {
        let text = self.attribute(node, name)?;
        let instant = Instant::read(text.trimmed()).ok();
        if instant.is_none() {
            self.note(MalformedKind::NotATime(name), node, text.span);
        }
        Some(text.map(|text| WrittenTime { text, instant }))
    }

    pub(super) fn required_time(&mut self, node: NodeId, name: &'static str) -> Option<Located<WrittenTime>> {
        let time = self.time(node, name);
        if time.is_none() {
            self.note(MalformedKind::MissingAttribute(name), node, self.document.start_tag_span(node));
        }
        time
    }
}
