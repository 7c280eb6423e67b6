//! Why a text is not a document.

use std::fmt;

use super::limits::Limit;
use crate::text::Span;

/// The text could not be read as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlError {
    /// A rule of XML 1.0 or Namespaces in XML 1.0 is broken.
    NotWellFormed {
        /// Which rule, and what it takes to explain it.
        problem: Problem,
        /// Where.
        at: Span,
    },
    /// There is a document type declaration. None is ever read (XML 1.0 §2.8).
    DoctypeRefused {
        /// Its first characters.
        at: Span,
    },
    /// There is more of something than a document may hold.
    LimitExceeded {
        /// Of what.
        limit: Limit,
        /// The first thing too many.
        at: Span,
    },
    /// The bytes are in no accepted encoding, or the declaration contradicts them (XML 1.0 §4.3.3).
    EncodingRefused {
        /// What is wrong.
        problem: EncodingProblem,
        /// The declared name; `None` where there is no text yet to point into.
        at: Option<Span>,
    },
}

impl XmlError {
    /// The place; `None` where the bytes could not be turned into text.
    pub fn span(&self) -> Option<Span> {
        match self {
            XmlError::NotWellFormed { at, .. }
            | XmlError::DoctypeRefused { at }
            | XmlError::LimitExceeded { at, .. } => Some(*at),
            XmlError::EncodingRefused { at, .. } => *at,
        }
    }

    /// True where the text ends in the middle, as when only part of it was copied.
    pub fn is_truncated(&self) -> bool {
        matches!(self, XmlError::NotWellFormed { problem, .. } if problem.is_truncated())
    }
}

/// A broken rule of well-formedness, with what a good message needs beside the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// There is nothing but white space.
    Empty,
    /// There are comments or instructions but no element (production 1).
    NoRootElement,
    /// Text, a reference or a CDATA section before or after the root element (production 1).
    TextOutsideRoot,
    /// A second element beside the root (production 1).
    SecondRoot {
        /// The name in the first root's start tag.
        root: Span,
    },
    /// The text ends while an element is open.
    UnclosedElement {
        /// The name in the innermost open start tag.
        open: Span,
    },
    /// The text ends inside a tag.
    UnfinishedTag,
    /// The text ends inside a comment.
    UnfinishedComment,
    /// The text ends inside a CDATA section.
    UnfinishedCdata,
    /// The text ends inside a processing instruction or the XML declaration.
    UnfinishedInstruction,
    /// The text ends inside a reference.
    UnfinishedReference,
    /// An end tag names another element than the open one (§3, Element Type Match).
    MismatchedEndTag {
        /// The name in the open start tag.
        open: Span,
    },
    /// An end tag where no element is open.
    UnexpectedEndTag,
    /// An end tag with more than a name and white space (production 42).
    MalformedEndTag,
    /// `<` without a name, `!`, `?` or `/` after it. In text it is written `&lt;`.
    LessThanInText,
    /// `<!` that begins no comment and no CDATA section.
    UnknownDeclaration,
    /// A character that XML does not allow (production 2).
    ForbiddenCharacter {
        /// The character.
        character: char,
    },
    /// A name with a character that may not stand there (productions 4 to 5).
    InvalidName,
    /// A colon at the start or end of a name, or more than one (Namespaces §4), or one in the target
    /// of an instruction (Namespaces §7).
    MisplacedColon,
    /// Something in a tag that is no attribute (production 40).
    UnexpectedInTag,
    /// No white space before an attribute (production 40).
    MissingSpaceBeforeAttribute,
    /// An attribute without `=` and a value (production 41).
    MissingAttributeValue,
    /// An attribute value without quotation marks (production 10).
    UnquotedAttributeValue,
    /// `<` in an attribute value (§3.1), often after a forgotten quotation mark.
    LessThanInAttributeValue,
    /// The same attribute twice (§3.1, Unique Att Spec).
    RepeatedAttribute {
        /// The first one's name.
        first: Span,
    },
    /// Two attributes with one namespace and local name (Namespaces §6.3).
    RepeatedExpandedAttribute {
        /// The first one's name.
        first: Span,
    },
    /// A prefix that nothing declares (Namespaces §5).
    UnboundPrefix,
    /// A declaration or use that `xml` and `xmlns` and their namespaces are not open to (Namespaces §3).
    ReservedNamespace,
    /// `xmlns:p=""` (Namespaces §5, No Prefix Undeclaring).
    PrefixUndeclared,
    /// `]]>` in text (production 14).
    CdataEndInText,
    /// `--` in a comment, or `-` before its end (production 15).
    DoubleHyphenInComment,
    /// An instruction without a target, or with something other than white space after it (production 16).
    MalformedInstruction,
    /// An instruction named `xml` in another letter case (production 17).
    ReservedInstructionTarget,
    /// An XML declaration that is not the very beginning (production 22).
    MisplacedXmlDeclaration,
    /// An XML declaration that does not follow its grammar (productions 23 to 32 and 80).
    MalformedXmlDeclaration,
    /// A version other than 1.0.
    UnsupportedVersion,
    /// `&` that begins no reference (productions 66 to 68). In text it is written `&amp;`.
    BareAmpersand,
    /// A reference to an entity that is not one of the five (§4.1, Entity Declared).
    UndefinedEntity,
    /// `&#` without digits and a semicolon (production 66).
    MalformedCharacterReference,
    /// A reference to a character that XML does not allow (§4.1, Legal Character).
    ForbiddenCharacterReference,
}

impl Problem {
    /// True where the text ends in the middle.
    pub fn is_truncated(self) -> bool {
        matches!(
            self,
            Problem::UnclosedElement { .. }
                | Problem::UnfinishedTag
                | Problem::UnfinishedComment
                | Problem::UnfinishedCdata
                | Problem::UnfinishedInstruction
                | Problem::UnfinishedReference
        )
    }
}

/// Why an encoding is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodingProblem {
    /// A sequence that is not UTF-8 (RFC 3629 §4).
    InvalidUtf8 {
        /// Its first byte, from 0.
        offset: usize,
    },
    /// A lone surrogate or half a unit in UTF-16 (RFC 2781 §2.2).
    InvalidUtf16 {
        /// Its first byte, from 0.
        offset: usize,
    },
    /// UTF-16 without a byte order mark (XML 1.0 §4.3.3 requires one).
    Utf16WithoutMark,
    /// UTF-32, by its byte order mark or its first bytes.
    Utf32,
    /// EBCDIC, by its first bytes.
    Ebcdic,
    /// The declaration names another encoding than the bytes are in.
    Contradiction,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            XmlError::NotWellFormed { problem, .. } => write!(f, "not well-formed XML: {problem}"),
            XmlError::DoctypeRefused { .. } => f.write_str("a document type declaration is not accepted"),
            XmlError::LimitExceeded { limit, .. } => write!(f, "{limit}"),
            XmlError::EncodingRefused { problem, .. } => write!(f, "{problem}"),
        }
    }
}

impl std::error::Error for XmlError {}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maximum = self.maximum();
        match self {
            Limit::TextBytes => write!(f, "more than {maximum} bytes of text"),
            Limit::Depth => write!(f, "more than {maximum} elements inside one another"),
            Limit::Attributes => write!(f, "more than {maximum} attributes on one element"),
            Limit::NamespacesInScope => write!(f, "more than {maximum} namespace declarations in force"),
            Limit::Nodes => write!(f, "more than {maximum} nodes and attributes"),
        }
    }
}

impl fmt::Display for EncodingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodingProblem::InvalidUtf8 { offset } => write!(f, "byte {offset} begins no UTF-8 character"),
            EncodingProblem::InvalidUtf16 { offset } => write!(f, "byte {offset} begins no UTF-16 character"),
            EncodingProblem::Utf16WithoutMark => f.write_str("UTF-16 without a byte order mark"),
            EncodingProblem::Utf32 => f.write_str("UTF-32 is not accepted"),
            EncodingProblem::Ebcdic => f.write_str("EBCDIC is not accepted"),
            EncodingProblem::Contradiction => {
                f.write_str("the declared encoding is not the one the text is in")
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Problem::Empty => "there is no text",
            Problem::NoRootElement => "there is no element",
            Problem::TextOutsideRoot => "text outside the root element",
            Problem::SecondRoot { .. } => "a second root element",
            Problem::UnclosedElement { .. } => "the text ends before the element is closed",
            Problem::UnfinishedTag => "the text ends inside a tag",
            Problem::UnfinishedComment => "the text ends inside a comment",
            Problem::UnfinishedCdata => "the text ends inside a CDATA section",
            Problem::UnfinishedInstruction => "the text ends inside a processing instruction",
            Problem::UnfinishedReference => "the text ends inside a reference",
            Problem::MismatchedEndTag { .. } => "the end tag does not match the open element",
            Problem::UnexpectedEndTag => "an end tag without a start tag",
            Problem::MalformedEndTag => "an end tag holds only a name",
            Problem::LessThanInText => "\"<\" begins no tag",
            Problem::UnknownDeclaration => "\"<!\" begins no comment and no CDATA section",
            Problem::ForbiddenCharacter { character } => {
                return write!(f, "the character U+{:04X} is not allowed", u32::from(*character));
            }
            Problem::InvalidName => "not a name",
            Problem::MisplacedColon => "a colon where none may be",
            Problem::UnexpectedInTag => "not an attribute",
            Problem::MissingSpaceBeforeAttribute => "no white space before the attribute",
            Problem::MissingAttributeValue => "an attribute without a value",
            Problem::UnquotedAttributeValue => "an attribute value without quotation marks",
            Problem::LessThanInAttributeValue => "\"<\" in an attribute value",
            Problem::RepeatedAttribute { .. } => "the same attribute twice",
            Problem::RepeatedExpandedAttribute { .. } => "two attributes of the same namespace and name",
            Problem::UnboundPrefix => "a prefix that is not declared",
            Problem::ReservedNamespace => "a reserved prefix or namespace",
            Problem::PrefixUndeclared => "a prefix bound to no namespace",
            Problem::CdataEndInText => "\"]]>\" in text",
            Problem::DoubleHyphenInComment => "\"--\" in a comment",
            Problem::MalformedInstruction => "not a processing instruction",
            Problem::ReservedInstructionTarget => "a processing instruction named xml",
            Problem::MisplacedXmlDeclaration => "an XML declaration that is not at the beginning",
            Problem::MalformedXmlDeclaration => "not an XML declaration",
            Problem::UnsupportedVersion => "an XML version other than 1.0",
            Problem::BareAmpersand => "\"&\" begins no reference",
            Problem::UndefinedEntity => "an entity that is not defined",
            Problem::MalformedCharacterReference => "not a character reference",
            Problem::ForbiddenCharacterReference => "a reference to a character that is not allowed",
        })
    }
}
