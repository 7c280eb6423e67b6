//! Sentences: values in them are replaced, the words around them stay.

use super::aliases::{Aliases, Kind};

/// Longer values are cut in messages, and cannot be met whole.
const LONGEST: usize = 400;
/// A shorter value in the middle of a sentence could be any word.
const SHORTEST: usize = 3;

/// Replaces values in sentences.
pub(super) struct Prose<'a> {
    pub(super) aliases: &'a mut Aliases,
    /// Texts that could not be taken apart: a value in quotation marks may come from them.
    pub(super) raw: Vec<&'a str>,
}

impl Prose<'_> {
    /// `text` with every value replaced.
    pub(super) fn redact(&mut self, text: &str) -> String {
        let text = self.aliases.without_marked_values(text);
        let mut out = String::with_capacity(text.len());
        let mut rest = &*text;
        while let Some((before, after)) = rest.split_once('“') {
            let Some((inside, after)) = split_quoted(after) else {
                break;
            };
            out.push_str(&self.sentence(before));
            out.push('“');
            out.push_str(&self.quoted(inside));
            out.push('”');
            rest = after;
        }
        out.push_str(&self.sentence(rest));
        out
    }

    /// What stands in quotation marks is a value, or a name of a console.
    fn quoted(&mut self, shown: &str) -> String {
        let (value, cut) = match shown.strip_suffix('…') {
            Some(value) => (unshown(value), "…"),
            None => (unshown(shown), ""),
        };
        if let Some(alias) = self.aliases.known(value.trim()) {
            return alias.to_owned() + cut;
        }
        if value.is_empty() || self.aliases.vocabulary.is_public(&value) {
            return shown.to_owned();
        }
        if !cut.is_empty()
            && let Some((_, alias)) = self.aliases.beginning_with(&value).next()
        {
            return alias.to_owned() + cut;
        }
        match self.occurs(&value) || self.aliases.has_in_other_case(&value) {
            true if value.starts_with(['/', '#', '?']) => self.path_like(&value) + cut,
            true => self.aliases.alias(&value, Kind::Value) + cut,
            false => self.sentence(shown),
        }
    }

    /// Whether a text comes from the input: it stands there, or in one of its values, as a whole word.
    fn occurs(&self, text: &str) -> bool {
        self.raw.iter().any(|raw| has_word(raw, text))
            || self.aliases.values().any(|value| has_word(value, text))
    }

    fn path_like(&mut self, text: &str) -> String {
        let (mark, rest) = text.split_at_checked(1).unwrap_or(("", text));
        match mark {
            "/" => self.aliases.path(text),
            mark => mark.to_owned() + &self.aliases.alias(rest, Kind::Value),
        }
    }

    /// Text without quotation marks: values that were met, and what has the form of one.
    pub(super) fn sentence(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let is_start = is_boundary(text, at);
            let found = is_start.then(|| self.longest_known(rest)).flatten();
            match found {
                Some((length, alias)) => {
                    out.push_str(&alias);
                    at = at.saturating_add(length);
                }
                None => {
                    let next = rest.chars().next().map_or(1, char::len_utf8);
                    out.push_str(rest.get(..next).unwrap_or(""));
                    at = at.saturating_add(next);
                }
            }
        }
        self.telling_words(&out)
    }

    /// The longest known value at the beginning of `text`, up to the end of a word.
    fn longest_known(&self, text: &str) -> Option<(usize, String)> {
        let head = text.char_indices().nth(SHORTEST).map_or(text.len(), |(at, _)| at);
        self.aliases.beginning_with(text.get(..head)?).next()?;
        let ends = text.char_indices().map(|(at, c)| at.saturating_add(c.len_utf8())).take(LONGEST);
        let ends: Vec<usize> = ends.filter(|end| *end >= head && is_boundary(text, *end)).collect();
        ends.into_iter().rev().find_map(|end| {
            let alias = self.aliases.known(text.get(..end)?)?;
            Some((end, alias.to_owned()))
        })
    }

    /// Addresses of people and of hosts that stand in a text which could not be taken apart.
    fn telling_words(&mut self, text: &str) -> String {
        if self.raw.is_empty() || !text.contains(['@', '/']) {
            return text.to_owned();
        }
        let words = text.split_inclusive(' ').map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
            let is_telling = bare.contains("://") || (bare.contains('@') && !bare.contains(".invalid"));
            match is_telling && !bare.contains(".invalid") && self.occurs(bare) {
                true => word.replacen(bare, &self.aliases.alias(bare, Kind::Value), 1),
                false => word.to_owned(),
            }
        });
        words.collect()
    }
}

/// Up to the closing mark; quotation marks may be nested.
fn split_quoted(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1u32;
    for (at, c) in text.char_indices() {
        match c {
            '“' => depth = depth.saturating_add(1),
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at.saturating_add(c.len_utf8())..)?));
        }
    }
    None
}

/// The opposite of [`crate::claims::shown`].
fn unshown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("‹U+") {
        out.push_str(before);
        let code = after.split_once('›');
        let character = code.and_then(|(code, _)| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match (character, code) {
            (Some(character), Some((_, after))) => {
                out.push(character);
                rest = after;
            }
            _ => {
                out.push_str("‹U+");
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether `text` has `word` between the ends of words.
fn has_word(text: &str, word: &str) -> bool {
    // As many as would be in a text of nothing else; the first few decide.
    const LOOKED_AT: usize = 64;
    text.match_indices(word)
        .take(LOOKED_AT)
        .any(|(at, _)| is_boundary(text, at) && is_boundary(text, at.saturating_add(word.len())))
}

/// Whether a word begins or ends at byte `at`.
fn is_boundary(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at..).and_then(|text| text.chars().next());
    match (before, after) {
        (Some(before), Some(after)) => !(before.is_alphanumeric() && after.is_alphanumeric()),
        _ => true,
    }
}
