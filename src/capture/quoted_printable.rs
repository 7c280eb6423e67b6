//! Quoted-Printable (RFC 2045 §6.7), as the source of an e-mail shows what somebody sent.

/// The longest encoded line, with the `=` at its end.
const LONGEST_LINE: usize = 76;

/// The text that `text` stands for, where it is certain to be Quoted-Printable: each `=` begins an octet or ends a
/// line that goes on, and there are both, or every line goes on. Neither XML nor a form is ever so, nor is base64,
/// whose `=` stand at its end.
pub(super) fn undone(text: &str) -> Option<String> {
    let mut octets = Vec::new();
    let (mut rest, mut codes, mut breaks) = (text, 0usize, 0usize);
    while let Some((before, after)) = rest.split_once('=') {
        octets.extend_from_slice(before.as_bytes());
        rest = match after.trim_start_matches([' ', '\t']) {
            line if line.starts_with(['\n', '\r']) => {
                let line = line.strip_prefix('\r').unwrap_or(line);
                let line = line.strip_prefix('\n').unwrap_or(line);
                let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
                let is_short = before.len().saturating_sub(start) < LONGEST_LINE;
                let goes_on = is_short && line.starts_with(|c: char| !c.is_whitespace());
                breaks = breaks.saturating_add(usize::from(goes_on));
                line
            }
            _ => {
                let (code, after) = after.split_at_checked(2)?;
                let is_code = code.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
                octets.push(u8::from_str_radix(code, 16).ok().filter(|_| is_code)?);
                codes = codes.saturating_add(1);
                after
            }
        };
    }
    let is_all = || breaks > 1 && text.trim_end().lines().count() == breaks.saturating_add(1);
    if breaks == 0 || (codes == 0 && !is_all()) {
        return None;
    }
    octets.extend_from_slice(rest.as_bytes());
    String::from_utf8(octets).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_octets_are_put_together_again() {
        assert_eq!(
            undone("SAMLResponse=3DPHN=\r\nhbWw=3D\r\n").as_deref(),
            Some("SAMLResponse=PHNhbWw=\r\n")
        );
        assert_eq!(undone("<a b=3D\"c=\n=C3=A9\"/>").as_deref(), Some("<a b=\"c\u{e9}\"/>"));
        assert_eq!(undone("PHNh=\nbWwg=\nYQ\n").as_deref(), Some("PHNhbWwgYQ\n"));
        assert_eq!(undone("=41= \t\nB"), Some("AB".to_owned()));
    }

    #[test]
    fn nothing_else_is_taken_for_it() {
        let long = format!("{}=\nPHN", "P".repeat(76));
        for text in [
            "",
            "a=\nb=c",
            "<a b=\"c\"/>",
            "PHNhbWw=\n",
            "PHNhbWw=\n\n",
            "PHN=3D",
            "PHN=\n--END",
            "P\nH=\nN=\nh",
            "a=\n=fe",
            "a=\n=FF",
            "=",
            &long,
        ] {
            assert_eq!(undone(text), None, "{text}");
        }
    }
}
