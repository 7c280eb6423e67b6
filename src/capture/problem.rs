//! Why a paste, or a part of it, holds no message that can be read.

use super::error_text::ErrorCode;
use crate::text::Span;

/// Why there is no message. `at` is the place in the paste.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaptureProblem {
    /// Nothing but white space.
    Empty,
    /// Nothing SAML in it.
    Unrecognised {
        /// What it looks like instead.
        looks_like: LooksLike,
        /// The paste, or the character that does not belong.
        at: Span,
    },
    /// A tool removed the message before it was pasted.
    Redacted {
        /// How that shows.
        how: Redaction,
        /// The value that stands in the message's place.
        at: Span,
    },
    /// The message stops in the middle.
    Truncated {
        /// What was cut.
        what: Truncation,
        /// The message as far as it goes.
        at: Span,
    },
    /// A page without a SAML form.
    HtmlPage {
        /// The page's title.
        title: Option<String>,
        /// The page.
        at: Span,
    },
    /// What an identity provider said when it refused.
    ErrorText {
        /// The codes in it, in order; at least one.
        codes: Vec<ErrorCode>,
        /// The text.
        at: Span,
    },
    /// A certificate.
    Certificate {
        /// The certificate.
        at: Span,
    },
    /// A private key: it should not be pasted anywhere.
    PrivateKey {
        /// The key.
        at: Span,
    },
    /// A JSON Web Token (OpenID Connect or OAuth, not SAML).
    Jwt {
        /// The token.
        at: Span,
    },
    /// An OpenID Connect discovery document.
    OidcDiscovery {
        /// Its `issuer`.
        issuer: Option<String>,
        /// The document.
        at: Span,
    },
    /// An address with no message in it.
    Url {
        /// The address.
        at: Span,
    },
    /// An artifact: the message itself never passed through the browser.
    Artifact {
        /// The artifact.
        at: Span,
    },
    /// One form or query holds the same parameter twice, and nobody can say which one counts.
    RepeatedParameter {
        /// The parameter.
        name: &'static str,
        /// Its second occurrence.
        at: Span,
    },
    /// The paste is larger than what is read.
    LimitExceeded {
        /// Which limit.
        limit: Limit,
        /// What exceeds it.
        at: Span,
    },
}

impl CaptureProblem {
    /// The place in the paste; `None` where the paste is empty.
    pub fn span(&self) -> Option<Span> {
        match self {
            CaptureProblem::Empty => None,
            CaptureProblem::Unrecognised { at, .. }
            | CaptureProblem::Redacted { at, .. }
            | CaptureProblem::Truncated { at, .. }
            | CaptureProblem::HtmlPage { at, .. }
            | CaptureProblem::ErrorText { at, .. }
            | CaptureProblem::Certificate { at }
            | CaptureProblem::PrivateKey { at }
            | CaptureProblem::Jwt { at }
            | CaptureProblem::OidcDiscovery { at, .. }
            | CaptureProblem::Url { at }
            | CaptureProblem::Artifact { at }
            | CaptureProblem::RepeatedParameter { at, .. }
            | CaptureProblem::LimitExceeded { at, .. } => Some(*at),
        }
    }

    /// How much the problem says: where several places fail, the most telling one is reported.
    pub(super) fn weight(&self) -> u8 {
        match self {
            CaptureProblem::RepeatedParameter { .. } => 6,
            CaptureProblem::Truncated { .. } => 5,
            CaptureProblem::Redacted { .. } | CaptureProblem::LimitExceeded { .. } => 4,
            CaptureProblem::ErrorText { .. } => 3,
            CaptureProblem::Unrecognised { looks_like: LooksLike::Text, .. } => 1,
            CaptureProblem::Empty => 0,
            _ => 2,
        }
    }
}

/// What an unrecognised paste looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LooksLike {
    /// Plain text.
    Text,
    /// Base64 of base64.
    Base64Twice,
    /// Base64 of a text that is not XML.
    Base64OfText,
    /// Base64 of octets that are neither XML nor deflated XML.
    Base64OfOctets,
    /// Base64 but for a character that does not belong.
    Base64WithForeignCharacter(char),
    /// Both alphabets of base64 in one value.
    Base64WithMixedAlphabets,
    /// Base64 whose end is not the end of any octets (RFC 4648 §3.5).
    Base64Damaged,
    /// XML with something before its first `<`.
    TextBeforeXml,
    /// XML with a number before each line.
    NumberedLines,
    /// XML whose first `<` is missing.
    XmlWithoutFirstBracket,
    /// JSON with no message in it.
    Json,
    /// An HTTP archive with no message in it.
    HarWithoutMessage,
    /// A SAML-tracer export with no message in it.
    TracerWithoutMessage,
    /// A request with no message in it.
    RequestWithoutMessage,
    /// A curl command that reads its body from a file.
    BodyInFile,
}

impl LooksLike {
    /// For people, to follow “this looks like”.
    pub fn noun(self) -> &'static str {
        match self {
            LooksLike::Text => "plain text",
            LooksLike::Base64Twice => "base64 of base64",
            LooksLike::Base64OfText => "base64 of a text that is not XML",
            LooksLike::Base64OfOctets => "base64 of something that is not XML",
            LooksLike::Base64WithForeignCharacter(_) => "base64 with a character that does not belong in it",
            LooksLike::Base64WithMixedAlphabets => "base64 that mixes + or / with - or _",
            LooksLike::Base64Damaged => "base64 with characters missing or added",
            LooksLike::TextBeforeXml => "XML with other text before it",
            LooksLike::NumberedLines => "XML with line numbers",
            LooksLike::XmlWithoutFirstBracket => "XML without its first <",
            LooksLike::Json => "JSON without a SAML message",
            LooksLike::HarWithoutMessage => "an HTTP archive without a SAML message",
            LooksLike::TracerWithoutMessage => "a SAML-tracer export without a SAML message",
            LooksLike::RequestWithoutMessage => "a request without a SAML message",
            LooksLike::BodyInFile => "a curl command whose body is in a file",
        }
    }
}

/// How a removed message shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Redaction {
    /// A placeholder such as `[redacted]` stands in its place.
    Placeholder,
    /// SAML-tracer's mask: a hash in place of the value.
    TracerMask,
    /// The parameter is there and its value is empty.
    EmptyValue,
    /// An HTTP archive says that a form was posted, and leaves the form out.
    BodyLeftOut,
}

/// What was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Truncation {
    /// The base64, or the XML within it, stops early.
    Base64,
    /// The XML stops early.
    Xml,
    /// The DEFLATE data stop early.
    Deflate,
    /// Something like `…` or `[truncated]` says so.
    Ellipsis,
    /// The URL-encoding stops within `%xx`.
    UrlEncoding,
}

/// The limits of this room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// Octets of the paste.
    PasteSize,
    /// Messages in one paste.
    Messages,
    /// Octets that DEFLATE data grow to.
    InflatedSize,
    /// Values in a JSON document, or its depth.
    JsonSize,
}
