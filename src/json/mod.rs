//! JSON (RFC 8259) at the border to JavaScript, for the types of the two ends alone: their derived code, and
//! nothing of what `serde_json` brings along for others (fractions and their tables, trees, line numbers).
//!
//! What is read was written by `JSON.stringify`, and `JSON.parse` reads what is written, so both are judged by
//! the same rules on the other side.

mod read;
mod write;

pub(crate) use self::read::from_json;
pub(crate) use self::write::to_json;
