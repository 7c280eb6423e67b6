//! Pages: the forms that post a message, and what else of a page may hold one.

use super::form;
use super::problem::CaptureProblem;
use super::reader::{Context, Field, MAX_DEPTH, Piece, Reader, parameter};
use super::value::Value;
use super::{Binding, Format, Parameter, entities, labels, lexical};
use std::borrow::Cow;

/// Attributes of one tag.
const MAX_ATTRIBUTES: usize = 64;
/// Fields of one form that are kept; login pages have a few dozen.
const MAX_FIELDS: usize = 1000;

/// Reads a paste that is a page.
pub(super) fn recognise(reader: &mut Reader<'_>, piece: Piece<'_>, depth: u8) {
    reader.found.format = Format::HtmlPage;
    let title = take(reader, piece, &Context::default(), depth.saturating_add(1));
    if !reader.has_any() {
        // A message in a script, as some pages build their forms.
        labels::take(reader, piece, &Context::default());
    }
    if reader.has_any() {
        reader.found.format = Format::HtmlForm;
    } else {
        reader.trouble(None, CaptureProblem::HtmlPage { title, at: piece.span });
    }
}

/// Takes the messages of every form of a page, and gives the page's title.
pub(super) fn take(
    reader: &mut Reader<'_>,
    piece: Piece<'_>,
    context: &Context,
    depth: u8,
) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut page = Page { piece, context, form: Form::default(), title: None };
    let mut at = 0usize;
    // Each round moves past one `<`.
    while let Some(found) = piece.text.get(at..).and_then(|rest| rest.find('<')) {
        at = page.element(reader, at.saturating_add(found));
    }
    page.end_form(reader);
    page.title
}

/// The title of a page.
pub(super) fn title(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<title")?;
    let (_, rest) = rest.split_once('>')?;
    let title = entities::decode(rest.split('<').next().unwrap_or(""));
    let title: String = title.trim().chars().take(MAX_TITLE).collect();
    Some(title).filter(|title| !title.is_empty())
}

/// Characters of a title.
const MAX_TITLE: usize = 200;

/// A page while it is read.
struct Page<'t, 'c> {
    piece: Piece<'t>,
    context: &'c Context,
    form: Form<'t>,
    title: Option<String>,
}

/// The form that is open, or what stands outside of any.
#[derive(Default)]
struct Form<'t> {
    action: Option<String>,
    is_get: bool,
    fields: Vec<Field<'t>>,
}

/// A start tag's attribute.
struct Attribute<'t> {
    name: &'t str,
    /// The value's place, quotes aside.
    value: Piece<'t>,
}

impl<'t> Page<'t, '_> {
    /// Reads what begins at `at` with `<`, and gives the offset after it.
    fn element(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        let text = self.piece.text;
        let rest = text.get(at..).unwrap_or("");
        let past = |end: &str| match rest.find(end) {
            Some(n) => at.saturating_add(n).saturating_add(end.len()),
            None => text.len(),
        };
        if rest.starts_with("<!--") {
            return past("-->");
        }
        let name_at = at.saturating_add(1);
        let name_length = rest
            .get(1..)
            .unwrap_or("")
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'/')
            .count();
        let after_name = name_at.saturating_add(name_length);
        let name = text.get(name_at..after_name).unwrap_or("").to_ascii_lowercase();
        let (attributes, end) = self.attributes(after_name);
        match name.as_str() {
            "form" => {
                self.end_form(reader);
                self.begin_form(&attributes);
            }
            "/form" => self.end_form(reader),
            "input" | "button" => self.input(&attributes),
            "textarea" | "pre" | "code" => return self.shown_text(reader, &name, &attributes, end),
            "title" => {
                let title = text.get(end..).and_then(|t| t.split('<').next()).unwrap_or("");
                let title = entities::decode(title).trim().chars().take(MAX_TITLE).collect::<String>();
                self.title = self.title.take().or(Some(title).filter(|t| !t.is_empty()));
            }
            "script" | "style" => return self.raw_end(&name, end),
            "a" | "iframe" | "frame" => self.address(reader, &attributes, &["href", "src"]),
            "meta" => self.refresh(reader, &attributes),
            _ => {}
        }
        end
    }

    /// The attributes of the tag whose name ends at `at`, and the offset after its `>`.
    fn attributes(&self, at: usize) -> (Vec<Attribute<'t>>, usize) {
        let text = self.piece.text;
        let bytes = text.as_bytes();
        let mut out = Vec::new();
        let mut at = at;
        let run = |from: usize, stop: &dyn Fn(u8) -> bool| {
            let rest = bytes.get(from..).unwrap_or_default();
            from.saturating_add(rest.iter().position(|b| stop(*b)).unwrap_or(rest.len()))
        };
        // Each round moves past at least one byte.
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return (out, at.saturating_add(1)),
                b'<' => return (out, at),
                b if b.is_ascii_whitespace() || *b == b'/' => at = at.saturating_add(1),
                _ => {
                    let name_end = run(at.saturating_add(1), &|b| {
                        b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/' | b'<')
                    });
                    let name = text.get(at..name_end).unwrap_or("");
                    let sign = run(name_end, &|b| !b.is_ascii_whitespace());
                    let mut value = (name_end, name_end);
                    at = name_end;
                    if bytes.get(sign) == Some(&b'=') {
                        let start = run(sign.saturating_add(1), &|b| !b.is_ascii_whitespace());
                        (value, at) = match bytes.get(start) {
                            Some(quote @ (b'"' | b'\'')) => {
                                let from = start.saturating_add(1);
                                let to = run(from, &|b| b == *quote);
                                ((from, to), to.saturating_add(1))
                            }
                            _ => {
                                let to = run(start, &|b| b.is_ascii_whitespace() || b == b'>');
                                ((start, to), to)
                            }
                        };
                    }
                    if out.len() < MAX_ATTRIBUTES {
                        out.push(Attribute { name, value: self.piece.part(value.0, value.1) });
                    }
                }
            }
        }
        (out, bytes.len())
    }

    fn begin_form(&mut self, attributes: &[Attribute<'t>]) {
        let method = attribute(attributes, "method").map(|a| a.value.text.to_ascii_lowercase());
        self.form.action =
            attribute(attributes, "action").map(|a| entities::decode(a.value.text).into_owned());
        // A form without a method is sent by GET; a SAML form that says nothing is a slip of a copy.
        self.form.is_get = method.as_deref() == Some("get");
    }

    /// Takes the messages of the form that ends here.
    fn end_form(&mut self, reader: &mut Reader<'_>) {
        let form = std::mem::take(&mut self.form);
        let binding = if form.is_get { None } else { Some(Binding::Post) };
        let context = Context {
            binding: self.context.binding.or(binding),
            url: form.action.or(self.context.url.clone()),
            ..self.context.clone()
        };
        if reader.take_group(&form.fields, &context) {
            reader.step("html-form", "read from the hidden fields of a form");
        }
    }

    fn input(&mut self, attributes: &[Attribute<'t>]) {
        let Some(name) = attribute(attributes, "name") else { return };
        let Some(value) = attribute(attributes, "value") else { return };
        self.push_field(name.value.text, value.value);
    }

    fn push_field(&mut self, name: &'t str, value: Piece<'t>) {
        let name = entities::decode(name);
        if self.form.fields.len() >= MAX_FIELDS && parameter(&name).is_none() {
            return;
        }
        let text = entities::decode(value.text);
        let is_plain = matches!(text, Cow::Borrowed(_));
        let piece = Piece { is_verbatim: value.is_verbatim && is_plain, ..value };
        self.form.fields.push(Field { name, value: text, raw: None, piece });
    }

    /// A field of several lines, or a message that a debugging page shows.
    fn shown_text(
        &mut self,
        reader: &mut Reader<'_>,
        name: &str,
        attributes: &[Attribute<'t>],
        at: usize,
    ) -> usize {
        let text = self.piece.text;
        let rest = text.get(at..).unwrap_or("");
        let length = rest.find("</").unwrap_or(rest.len());
        let inside = self.piece.part(at, at.saturating_add(length));
        let field = attribute(attributes, "name")
            .filter(|a| name == "textarea" && parameter(&entities::decode(a.value.text)).is_some());
        if let Some(field) = field {
            self.push_field(field.value.text, inside);
            return at.saturating_add(length);
        }
        if inside.text.trim_start().starts_with('&') {
            let shown = entities::decode(inside.text);
            if lexical::is_message(&shown) {
                reader.take_value(Parameter::Xml, inside.with_text(&shown), &Value::default());
            }
        }
        at.saturating_add(length)
    }

    /// The offset of the end tag of an element whose content is no markup.
    fn raw_end(&self, name: &str, at: usize) -> usize {
        let rest = self.piece.text.get(at..).unwrap_or("");
        let mut from = 0usize;
        // Each round moves past one `</`.
        while let Some(found) = rest.get(from..).and_then(|r| r.find("</")) {
            let end = from.saturating_add(found);
            let tag = rest.get(end.saturating_add(2)..).unwrap_or("");
            if tag.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name)) {
                return at.saturating_add(end);
            }
            from = end.saturating_add(2);
        }
        self.piece.text.len()
    }

    /// A link or frame whose address carries a message.
    fn address(&mut self, reader: &mut Reader<'_>, attributes: &[Attribute<'t>], names: &[&str]) {
        for name in names {
            if let Some(link) = attribute(attributes, name) {
                let text = entities::decode(link.value.text);
                form::take_url(reader, link.value.with_text(&text), self.context);
            }
        }
    }

    /// `<meta http-equiv="refresh" content="0;url=…">`.
    fn refresh(&mut self, reader: &mut Reader<'_>, attributes: &[Attribute<'t>]) {
        let Some(content) = attribute(attributes, "content") else { return };
        let text = entities::decode(content.value.text);
        let Some(at) = text.to_ascii_lowercase().find("url=") else { return };
        let piece = content.value.with_text(&text);
        form::take_url(reader, piece.part(at.saturating_add(4), text.len()), self.context);
    }
}

fn attribute<'a, 't>(attributes: &'a [Attribute<'t>], name: &str) -> Option<&'a Attribute<'t>> {
    attributes.iter().find(|a| a.name.eq_ignore_ascii_case(name))
}
