//! What had to be mended before a paste could be read.

/// A repair: certain, harmless to the message, and worth telling the person who pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repair {
    /// Blanks stood where base64 needs `+`.
    BlanksToPlus,
    /// A form body held `+` where it must hold `%2B`.
    PlusNotEscaped,
    /// The `=` at the end of the base64 were missing.
    MissingPadding,
    /// There were too many `=`, or too few, at the end of the base64.
    WrongPadding,
    /// The URL alphabet of base64 (`-` and `_`) was used.
    UrlAlphabet,
    /// The value was URL-encoded more than once.
    DoubleUrlEncoded,
    /// Backslash escapes of a JSON or JavaScript string.
    JsonEscapes,
    /// `\n` and `\r` written out as letters.
    LiteralNewlines,
    /// HTML or XML entities.
    HtmlEntities,
    /// Quotes around the value.
    Quotes,
    /// A mark such as `>` before each line.
    LinePrefixes,
    /// Line breaks within an address.
    LineBreaks,
    /// A byte-order mark before the text.
    ByteOrderMark,
    /// Blank lines before the XML declaration, which XML 1.0 §2.8 does not allow.
    LeadingBlankLines,
    /// The Redirect binding's message was not deflated.
    NotDeflated,
    /// The Redirect binding's message had a zlib header.
    ZlibHeader,
    /// The POST binding's message was deflated.
    DeflatedPost,
    /// `-----BEGIN …-----` around a message.
    PemArmour,
    /// Quoted-Printable, as in the source of an e-mail.
    QuotedPrintable,
    /// A code fence around a message.
    CodeFence,
    /// The command ended before its quotes did.
    UnclosedQuote,
}

impl Repair {
    /// A stable name for reports.
    pub fn name(self) -> &'static str {
        match self {
            Repair::BlanksToPlus => "blanks-to-plus",
            Repair::PlusNotEscaped => "plus-not-escaped",
            Repair::MissingPadding => "missing-padding",
            Repair::WrongPadding => "wrong-padding",
            Repair::UrlAlphabet => "url-alphabet",
            Repair::DoubleUrlEncoded => "double-url-encoded",
            Repair::JsonEscapes => "json-escapes",
            Repair::LiteralNewlines => "literal-newlines",
            Repair::HtmlEntities => "html-entities",
            Repair::Quotes => "quotes",
            Repair::LinePrefixes => "line-prefixes",
            Repair::LineBreaks => "line-breaks",
            Repair::ByteOrderMark => "byte-order-mark",
            Repair::LeadingBlankLines => "leading-blank-lines",
            Repair::NotDeflated => "not-deflated",
            Repair::ZlibHeader => "zlib-header",
            Repair::DeflatedPost => "deflated-post",
            Repair::PemArmour => "pem-armour",
            Repair::QuotedPrintable => "quoted-printable",
            Repair::CodeFence => "code-fence",
            Repair::UnclosedQuote => "unclosed-quote",
        }
    }

    /// What was mended, as a noun phrase for people.
    pub fn noun(self) -> &'static str {
        match self {
            Repair::BlanksToPlus => "blanks where base64 needs +",
            Repair::PlusNotEscaped => "+ in a form body that should have been %2B",
            Repair::MissingPadding => "missing = at the end of the base64",
            Repair::WrongPadding => "a wrong number of = at the end of the base64",
            Repair::UrlAlphabet => "the URL alphabet of base64 (- and _ for + and /)",
            Repair::DoubleUrlEncoded => "URL-encoding applied twice",
            Repair::JsonEscapes => "backslash escapes of a JSON string",
            Repair::LiteralNewlines => "line breaks written out as \\n",
            Repair::HtmlEntities => "HTML entities",
            Repair::Quotes => "quotes around the value",
            Repair::LinePrefixes => "a mark before each line",
            Repair::LineBreaks => "line breaks within the address",
            Repair::ByteOrderMark => "a byte-order mark before the text",
            Repair::LeadingBlankLines => "blank lines before the XML declaration",
            Repair::NotDeflated => "a Redirect message that was not deflated",
            Repair::ZlibHeader => "a zlib header where the Redirect binding wants raw DEFLATE",
            Repair::DeflatedPost => "a POST message that was deflated",
            Repair::PemArmour => "BEGIN and END lines around the message",
            Repair::QuotedPrintable => "an e-mail's line breaks and =3D (Quoted-Printable)",
            Repair::CodeFence => "a code fence around the message",
            Repair::UnclosedQuote => "a command without its closing quote",
        }
    }
}
