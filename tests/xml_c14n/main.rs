//! Rooms `xml` and `c14n` from outside: the standards' rules one by one, then vectors and a comparison with
//! another implementation where these are present.

mod canonical_forms;
mod corpus;
mod documents;
mod hostile;
mod random;
mod vectors;
mod well_formed;
mod xmllint;

use std::sync::Arc;

use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, XmlError, decode};

/// Reads text as it would come out of a box of the page.
fn read(text: &str) -> Result<Document, XmlError> {
    Document::read(SourceId::CAPTURE, Arc::from(text), Encoding::Utf8)
}

/// Reads bytes as they would come out of base64.
fn read_bytes(bytes: &[u8]) -> Result<Document, XmlError> {
    let decoded = decode(bytes)?;
    Document::read(SourceId::CAPTURE, Arc::from(decoded.text), decoded.encoding)
}
