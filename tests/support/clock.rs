//! The templates stand at one moment; here they are moved to another.

use sso_preflight::time::Instant;

use super::NOW;

/// `2026-01-15T11:59:30`, up to the fraction.
const LENGTH: usize = 19;

/// `text` with every date and time moved as far as `now` is from the templates' clock. What stands behind
/// the seconds stays as it is.
pub fn moved(text: &str, now: Instant) -> String {
    let distance = now.seconds_since(Instant::read(NOW).expect("the templates' clock"));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = match moved_one(rest, distance) {
            Some(moved) => {
                out.push_str(&moved);
                LENGTH
            }
            None => {
                out.push(character);
                character.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

fn moved_one(text: &str, distance: i64) -> Option<String> {
    let written = text.get(..LENGTH)?;
    // Only what has a zone is an instant.
    let zone = text[LENGTH..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    if !zone.starts_with('Z') {
        return None;
    }
    let instant = Instant::read(&format!("{written}Z")).ok()?;
    Some(instant.plus_seconds(distance).to_string().trim_end_matches('Z').to_owned())
}
