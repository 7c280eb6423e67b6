//! How values are written in a report.

use super::model::Actor;
#[cfg(feature = "cli")]
use crate::claims::find_suspicious;
pub(super) use crate::x509::to_hexadecimal as hexadecimal;

/// A text on one line.
#[cfg(feature = "cli")]
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A character that a terminal shows as one, and that moves nothing: what was pasted could otherwise write
/// lines that look like ours.
#[cfg(feature = "cli")]
fn visible(c: char) -> char {
    let is_hidden = c.is_control() || find_suspicious(c.encode_utf8(&mut [0; 4])).is_some();
    if is_hidden || matches!(c, '\u{2028}' | '\u{2029}') { '·' } else { c }
}

/// A message on one line, with nothing in it that does not show.
#[cfg(feature = "cli")]
pub(super) fn plain(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// The first sentence of a text, on one line.
#[cfg(feature = "cli")]
pub(super) fn first_sentence(text: &str) -> String {
    let text = one_line(text);
    let end = text.find(". ").map_or(text.len(), |at| at.saturating_add(1));
    text.get(..end).unwrap_or("").to_owned()
}

/// Where a fix is made, for the middle of a sentence.
pub(super) fn place_of(who: Actor) -> &'static str {
    match who {
        Actor::Idp => "at the identity provider",
        Actor::Sp => "in these settings",
        Actor::Capture => "with the pasted text",
    }
}

/// “1 error”, “2 errors”.
pub(super) fn plural(count: usize, word: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {word}{s}")
}
