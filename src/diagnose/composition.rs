//! Letters with accents: written as one character, or as a letter and a mark (Unicode, UAX 15).
//!
//! Some systems turn one form into the other. Only the letters of Latin-1 and Latin Extended-A are
//! known here: to explain a failure, those of European names are enough.

/// A combining mark, and pairs of a letter without it and with it.
const MARKS: &[(char, &str)] = &[
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuù"),
    ('\u{301}', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzź"),
    ('\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ"),
    ('\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũ"),
    ('\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuū"),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ"),
    ('\u{307}', "CĊcċEĖeėGĠgġIİZŻzż"),
    ('\u{308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ"),
    ('\u{30a}', "AÅaåUŮuů"),
    ('\u{30b}', "OŐoőUŰuű"),
    ('\u{30c}', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzž"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuų"),
];

/// `text` with every known letter and mark written as one character; `None` where there is none.
pub(super) fn composed(text: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut has_changed = false;
    while let Some(letter) = characters.next() {
        let whole = characters.peek().and_then(|mark| with_mark(letter, *mark));
        if whole.is_some() {
            characters.next();
            has_changed = true;
        }
        written.push(whole.unwrap_or(letter));
    }
    has_changed.then_some(written)
}

/// `text` with every known accented letter written as a letter and a mark; `None` where there is none.
pub(super) fn decomposed(text: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len());
    let mut has_changed = false;
    for character in text.chars() {
        match without_mark(character) {
            Some((letter, mark)) => {
                written.extend([letter, mark]);
                has_changed = true;
            }
            None => written.push(character),
        }
    }
    has_changed.then_some(written)
}

fn with_mark(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = MARKS.iter().find(|(known, _)| *known == mark)?;
    pairs_of(pairs).find(|(plain, _)| *plain == letter).map(|(_, whole)| whole)
}

fn without_mark(whole: char) -> Option<(char, char)> {
    if whole.is_ascii() {
        return None;
    }
    MARKS.iter().find_map(|(mark, pairs)| {
        let (plain, _) = pairs_of(pairs).find(|(_, accented)| *accented == whole)?;
        Some((plain, *mark))
    })
}

fn pairs_of(pairs: &str) -> impl Iterator<Item = (char, char)> {
    let plain = pairs.chars().step_by(2);
    plain.zip(pairs.chars().skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_lead_to_each_other() {
        assert_eq!(composed("Zoe\u{308} K").as_deref(), Some("Zo\u{eb} K"));
        assert_eq!(decomposed("Zo\u{eb} K").as_deref(), Some("Zoe\u{308} K"));
        assert_eq!(composed("Zo\u{eb}"), None);
        assert_eq!(decomposed("Zoe"), None);
    }
}
