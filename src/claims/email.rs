//! What counts as an e-mail address: a plain addr-spec (RFC 5322 §3.4.1), in ASCII.

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmailFault {
    /// It is empty.
    Empty,
    /// It is longer than 254 characters (RFC 5321 §4.5.3.1).
    TooLong,
    /// It has no `@`.
    NoAt,
    /// It has more than one `@`.
    SeveralAt,
    /// What stands before the `@` is no dot-atom.
    LocalPart,
    /// What stands after the `@` is no host name.
    Domain,
    /// It has characters outside ASCII.
    NotAscii,
}

/// The longest address that mail carries, and so the longest accepted.
const MAX_LENGTH: usize = 254;
/// The longest label of a host name (RFC 1035 §2.3.4).
const MAX_LABEL: usize = 63;

/// Checks that `text` is a dot-atom, `@`, and labels of letters, digits and hyphens: no quotes, no
/// comments, no display name.
///
/// # Errors
/// [`EmailFault`] with the first reason.
pub fn check_email(text: &str) -> Result<(), EmailFault> {
    if text.is_empty() {
        return Err(EmailFault::Empty);
    }
    if !text.is_ascii() {
        return Err(EmailFault::NotAscii);
    }
    let (local, domain) = text.split_once('@').ok_or(EmailFault::NoAt)?;
    if domain.contains('@') {
        return Err(EmailFault::SeveralAt);
    }
    if !local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_text)) {
        return Err(EmailFault::LocalPart);
    }
    if !domain.split('.').all(is_label) {
        return Err(EmailFault::Domain);
    }
    if text.len() > MAX_LENGTH {
        return Err(EmailFault::TooLong);
    }
    Ok(())
}

/// `atext` of RFC 5322 §3.2.3.
fn is_atom_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= MAX_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_accepted() {
        for text in [
            "a@b.example",
            "first.last+tag@xn--bcher-kva.example",
            "a_gmail.com#EXT#@tenant.onmicrosoft.com",
            "O'Neil@example.com",
        ] {
            assert_eq!(check_email(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn lengths_end_at_their_limits() {
        let with =
            |label: usize| format!("{}.{}@{}.example", "a".repeat(92), "b".repeat(89), "c".repeat(label));
        assert_eq!((with(63).len(), check_email(&with(63))), (254, Ok(())));
        assert_eq!(check_email(&with(64)), Err(EmailFault::Domain));
        assert_eq!(check_email(&format!("a{}", with(63))), Err(EmailFault::TooLong));
    }

    #[test]
    fn everything_else_is_told_apart() {
        let long = format!("{}@example.com", "a".repeat(250));
        for (text, fault) in [
            ("", EmailFault::Empty),
            ("jdoe", EmailFault::NoAt),
            ("a@b@c.example", EmailFault::SeveralAt),
            ("@b.example", EmailFault::LocalPart),
            ("a..b@c.example", EmailFault::LocalPart),
            ("\"a b\"@c.example", EmailFault::LocalPart),
            ("Ann <a@b.example>", EmailFault::LocalPart),
            ("mailto:a@b.example", EmailFault::LocalPart),
            ("a@b.example,c@d.example", EmailFault::SeveralAt),
            ("a@", EmailFault::Domain),
            ("a@-b.example", EmailFault::Domain),
            ("a@b..example", EmailFault::Domain),
            ("a\u{200b}@b.example", EmailFault::NotAscii),
            (long.as_str(), EmailFault::TooLong),
        ] {
            assert_eq!(check_email(text), Err(fault), "{text}");
        }
    }
}
