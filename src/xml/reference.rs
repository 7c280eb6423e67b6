//! References in text and attribute values (XML 1.0 §4.1).

use super::chars::is_char;
use super::error::{Problem, XmlError};
use super::names::check_name;
use super::parse::Parser;

impl Parser<'_> {
    /// The character that the reference at `from..to`, from `&` to `;`, stands for.
    pub(super) fn referenced(&self, from: usize, to: usize) -> Result<char, XmlError> {
        let body = self.text.get(from.saturating_add(1)..to.saturating_sub(1)).unwrap_or("");
        character(body).map_err(|problem| {
            // A semicolon far away does not belong to a lone ampersand.
            let to = if problem == Problem::BareAmpersand { from.saturating_add(1) } else { to };
            self.error(problem, from, to)
        })
    }
}

/// What is between `&` and `;`.
fn character(body: &str) -> Result<char, Problem> {
    match body {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => match body.strip_prefix('#') {
            Some(number) => numbered(number),
            None if check_name(body).is_ok() => Err(Problem::UndefinedEntity),
            None => Err(Problem::BareAmpersand),
        },
    }
}

/// `CharRef` (production 66) without `&#` and `;`.
fn numbered(number: &str) -> Result<char, Problem> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() {
        return Err(Problem::MalformedCharacterReference);
    }
    // Leading zeros are allowed, so the length says nothing; past the last character it stays there.
    let mut code = 0u32;
    for digit in digits.chars() {
        let digit = digit.to_digit(radix).ok_or(Problem::MalformedCharacterReference)?;
        code = code.saturating_mul(radix).saturating_add(digit);
    }
    char::from_u32(code).filter(|c| is_char(*c)).ok_or(Problem::ForbiddenCharacterReference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_entities_and_numbers() {
        assert_eq!(character("amp"), Ok('&'));
        assert_eq!(character("quot"), Ok('"'));
        assert_eq!(character("#65"), Ok('A'));
        assert_eq!(character("#x41"), Ok('A'));
        assert_eq!(character("#x000000000000000000041"), Ok('A'));
        assert_eq!(character("#x1F600"), Ok('😀'));
        assert_eq!(character("#13"), Ok('\r'));
        assert_eq!(character("#x10FFFF"), Ok('\u{10FFFF}'));
    }

    #[test]
    fn everything_else_is_refused_for_its_reason() {
        for body in ["AMP", "nbsp", "saml:x", "é"] {
            assert_eq!(character(body), Err(Problem::UndefinedEntity), "{body}");
        }
        for body in ["", " amp", "amp ", "1", "a b", "%x"] {
            assert_eq!(character(body), Err(Problem::BareAmpersand), "{body}");
        }
        for body in ["#", "#x", "#X41", "#4a", "#xG", "# 65", "#-1", "#+1", "#x 41", "#１"] {
            assert_eq!(character(body), Err(Problem::MalformedCharacterReference), "{body}");
        }
        for body in ["#0", "#x1F", "#xB", "#xD800", "#xDFFF", "#xFFFE", "#xFFFF", "#x110000"] {
            assert_eq!(character(body), Err(Problem::ForbiddenCharacterReference), "{body}");
        }
        // 2^32 + 65 must not wrap around to "A".
        assert_eq!(character("#4294967361"), Err(Problem::ForbiddenCharacterReference));
        assert_eq!(character("#x100000041"), Err(Problem::ForbiddenCharacterReference));
    }
}
