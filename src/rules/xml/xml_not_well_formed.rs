use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::unreadable::{Unreadable, unreadable};
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::text::Span;
use crate::xml::{Problem, XmlError};

declare_rule! {
    /// ## What it means
    /// The text breaks a rule of XML, so no program can read it. Usually it was edited by hand, or copied
    /// from a viewer that changed it.
    ///
    /// ## How to fix it
    /// Take the text from where it comes from again, unedited: the metadata as the downloaded file, the
    /// message as the base64 value of `SAMLResponse`.
    ///
    /// ## Standard
    /// XML 1.0, Namespaces in XML 1.0
    Xml, "xml-not-well-formed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for text in unreadable(facts) {
        let XmlError::NotWellFormed { problem, .. } = text.error else {
            continue;
        };
        let excerpt = |span: Span| {
            let whole = span.of(facts.sources.text(span.source));
            whole.chars().take(60).collect::<String>()
        };
        let message = format!("The {} cannot be read, because it is not correct XML: {}", text.noun, sentence(*problem, &excerpt(text.span), &excerpt));
        let finding = report.add(text.span, message);
        finding.fix(remedy(facts, *problem, &text));
        if let Some((what, other)) = other_place(*problem) {
            finding.related(what, other);
        }
    }
}

/// Every problem as a sentence; `found` is the text at its place.
#[rustfmt::skip]
fn sentence(problem: Problem, found: &str, excerpt: &dyn Fn(Span) -> String) -> String {
    let shown = quoted(found);
    match problem {
        Problem::Empty => "there is no text.".to_owned(),
        Problem::NoRootElement => "it has no element, only comments or instructions.".to_owned(),
        Problem::TextOutsideRoot => "there is text before the first or after the last tag.".to_owned(),
        Problem::SecondRoot { .. } => format!("a second document begins here with {shown}."),
        Problem::UnclosedElement { open } => {
            format!("the element {} is never closed.", quoted(&excerpt(open)))
        }
        Problem::UnfinishedTag => "it ends inside a tag.".to_owned(),
        Problem::UnfinishedComment => "it ends inside a comment.".to_owned(),
        Problem::UnfinishedCdata => "it ends inside a CDATA section.".to_owned(),
        Problem::UnfinishedInstruction => "it ends inside an instruction (<?…).".to_owned(),
        Problem::UnfinishedReference => "it ends inside a reference such as &amp;.".to_owned(),
        Problem::MismatchedEndTag { open } => {
            format!("{shown} closes {}, which has another name.", quoted(&excerpt(open)))
        }
        Problem::UnexpectedEndTag => format!("{shown} closes an element that was never opened."),
        Problem::MalformedEndTag => format!("the closing tag {shown} holds more than a name."),
        Problem::LessThanInText => "there is a < here that does not begin a tag.".to_owned(),
        Problem::UnknownDeclaration => format!("{shown} begins neither a comment nor a CDATA section."),
        Problem::ForbiddenCharacter { character } => {
            format!("the character U+{:04X} is not allowed.", u32::from(character))
        }
        Problem::InvalidName => format!("{shown} is not a name."),
        Problem::MisplacedColon => format!("there is a colon too many in {shown}."),
        Problem::UnexpectedInTag => format!("{shown} does not belong in a tag."),
        Problem::MissingSpaceBeforeAttribute => format!("a blank is missing before {shown}."),
        Problem::MissingAttributeValue => format!("the attribute {shown} has no value."),
        Problem::UnquotedAttributeValue => format!("the value {shown} is not in straight quotation marks."),
        Problem::LessThanInAttributeValue => "there is a < in a value; maybe a quotation mark is missing.".to_owned(),
        Problem::RepeatedAttribute { .. } => format!("the attribute {shown} stands twice in one tag."),
        Problem::RepeatedExpandedAttribute { .. } => format!("{shown} stands twice in one tag, under two prefixes."),
        Problem::UnboundPrefix => format!("the prefix of {shown} is declared nowhere around it; probably the beginning was left out."),
        Problem::ReservedNamespace => format!("{shown} is reserved for XML itself."),
        Problem::PrefixUndeclared => format!("{shown} ties a prefix to nothing."),
        Problem::CdataEndInText => "the characters ]]> stand in text.".to_owned(),
        Problem::DoubleHyphenInComment => "two hyphens stand inside a comment.".to_owned(),
        Problem::MalformedInstruction => format!("{shown} is not an instruction."),
        Problem::ReservedInstructionTarget => format!("{shown} is no allowed name for an instruction."),
        Problem::MisplacedXmlDeclaration => "something stands before its first line, <?xml …?>.".to_owned(),
        Problem::MalformedXmlDeclaration => format!("the first line {shown} is not written as it must be."),
        Problem::UnsupportedVersion => format!("it says that it is XML {shown}; only 1.0 is read."),
        Problem::BareAmpersand => "there is an & here that does not begin a reference such as &amp;.".to_owned(),
        Problem::UndefinedEntity => format!("{shown} means nothing in XML."),
        Problem::MalformedCharacterReference => format!("{shown} is no character reference such as &#10;."),
        Problem::ForbiddenCharacterReference => format!("{shown} stands for a forbidden character."),
    }
}

/// What to do where the problem tells; otherwise to paste the text again.
fn remedy(facts: &Facts<'_>, problem: Problem, text: &Unreadable<'_>) -> Fix {
    let step = match problem {
        Problem::MisplacedXmlDeclaration => "In the box, remove everything before <?xml, blank lines too.",
        Problem::TextOutsideRoot => "In the box, leave the XML alone, from its first < to its last >.",
        Problem::SecondRoot { .. } => "In the box, leave one document only; nothing may follow its last tag.",
        Problem::BareAmpersand | Problem::UndefinedEntity if text.is_metadata => {
            "Download the metadata file again and paste it unedited into the metadata box. If you wrote it yourself: write &amp; for &."
        }
        Problem::UnquotedAttributeValue => {
            "In the box, replace typographic quotation marks by straight ones (\"), or paste the original file."
        }
        Problem::UnboundPrefix => {
            "Copy the whole document again, from its first tag, where the prefix is declared (xmlns:…)."
        }
        _ => return text.copy_again(facts),
    };
    Fix::copy_again(step)
}

fn other_place(problem: Problem) -> Option<(&'static str, Span)> {
    match problem {
        Problem::UnclosedElement { open } | Problem::MismatchedEndTag { open } => Some(("opened here", open)),
        Problem::SecondRoot { root } => Some(("the first document", root)),
        Problem::RepeatedAttribute { first } | Problem::RepeatedExpandedAttribute { first } => {
            Some(("the first one", first))
        }
        _ => None,
    }
}
