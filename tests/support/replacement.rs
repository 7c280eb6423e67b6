//! `old => new`, as fixtures write it.

pub fn read_replacement(line: &str) -> Result<(String, String), String> {
    let (old, new) = match line.strip_suffix("=>") {
        Some(old) => (old, ""),
        None => line.split_once(" => ").ok_or_else(|| format!("`{line}` is no `old => new`"))?,
    };
    Ok((unescape(old.trim())?, unescape(new.trim())?))
}

/// `\n`, `\r`, `\t`, `\s` for a blank, `\\`, and `\u{200B}`.
pub fn unescape(text: &str) -> Result<String, String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut characters = after.chars();
        let escaped = match characters.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('s') => ' ',
            Some('\\') => '\\',
            Some('u') => {
                let (number, after) = after
                    .strip_prefix("u{")
                    .and_then(|after| after.split_once('}'))
                    .ok_or_else(|| format!("`{text}`: \\u{{…}}"))?;
                characters = after.chars();
                let number = u32::from_str_radix(number, 16).map_err(|error| format!("`{text}`: {error}"))?;
                char::from_u32(number).ok_or_else(|| format!("`{text}`: no such character"))?
            }
            _ => return Err(format!("`{text}`: an unknown escape; \\\\ is a backslash")),
        };
        plain.push(escaped);
        rest = characters.as_str();
    }
    plain.push_str(rest);
    Ok(plain)
}
