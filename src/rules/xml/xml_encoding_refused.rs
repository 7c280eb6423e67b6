use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::unreadable::unreadable;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::xml::{EncodingProblem, XmlError};

declare_rule! {
    /// ## What it means
    /// The bytes are neither UTF-8 nor UTF-16, or the XML declaration names another encoding than the text
    /// is in. Pasted text is always UTF-8, whatever the file was.
    ///
    /// ## How to fix it
    /// For metadata, change `encoding="…"` in the first line to `encoding="UTF-8"` or remove it. For a
    /// message, copy the base64 value again.
    ///
    /// ## Standard
    /// XML 1.0 §4.3.3
    Xml, "xml-encoding-refused", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for text in unreadable(facts) {
        let XmlError::EncodingRefused { problem, .. } = text.error else {
            continue;
        };
        let declared = text.span.of(facts.sources.text(text.span.source));
        let why = match problem {
            EncodingProblem::InvalidUtf8 { offset } => format!("byte {offset} begins no UTF-8 character"),
            EncodingProblem::InvalidUtf16 { offset } => format!("byte {offset} begins no UTF-16 character"),
            EncodingProblem::Utf16WithoutMark => "it is UTF-16 without a byte-order mark".to_owned(),
            EncodingProblem::Utf32 => "it is UTF-32".to_owned(),
            EncodingProblem::Ebcdic => "it is EBCDIC".to_owned(),
            EncodingProblem::Contradiction => {
                format!("its first line says {}, but pasted text is always UTF-8", quoted(declared))
            }
        };
        let fix = match text.is_metadata {
            true => Fix::copy_again(match problem {
                EncodingProblem::Contradiction => format!("In the metadata box, change only the word {declared} to UTF-8. Leave the rest."),
                _ => "Open the downloaded file in a text editor, save it with the encoding UTF-8, and paste its whole text into the metadata box.".to_owned(),
            }),
            false => text.copy_again(facts),
        };
        report.add(text.span, format!("The {} is not read, because of its encoding (how letters are stored): {why}.", text.noun)).fix(fix);
    }
}
