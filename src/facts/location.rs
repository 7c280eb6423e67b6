//! Where an address of the metadata leads. Strict by hand: a browser is sent there, so what two readers
//! could take for two places is refused.

use std::net::Ipv4Addr;

/// An absolute `https:` or `http:` address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// Whether it is `https:`.
    pub is_https: bool,
    /// The host, without a port; an IPv6 address with its brackets.
    pub host: &'a str,
}

impl Location<'_> {
    /// Whether it is this computer: `localhost`, 127.0.0.0/8 or `[::1]` (RFC 6761 §6.3, RFC 1122 §3.2.1.3).
    pub fn is_loopback(&self) -> bool {
        let is_v4 = self.host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
        is_v4 || self.host.eq_ignore_ascii_case("localhost") || self.host == "[::1]"
    }
}

/// Why no browser should be sent to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocationFault {
    /// Nothing but white space.
    Empty,
    /// It does not begin with a scheme.
    NotAbsolute,
    /// Another scheme than `https:` and `http:`, such as `javascript:`.
    Scheme(String),
    /// No `//` and host after the scheme.
    NoHost,
    /// A user name or password before the host.
    UserInfo,
    /// The host has characters that no host name or address has.
    Host,
    /// The port is no number up to 65535.
    Port,
    /// A blank, a control character, a backslash, or one that must be escaped in an address.
    Character(char),
}

/// Reads an address (RFC 3986 §4.3). White space around it is for the caller to trim.
///
/// # Errors
/// [`LocationFault`]: the first reason against it.
pub fn read_location(text: &str) -> Result<Location<'_>, LocationFault> {
    if text.is_empty() {
        return Err(LocationFault::Empty);
    }
    let (scheme, rest) = text.split_once(':').ok_or(LocationFault::NotAbsolute)?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if !is_scheme {
        // Browsers drop blanks and control characters within a scheme: `java script:` must not pass as a path.
        return Err(forbidden_character(text).map_or(LocationFault::NotAbsolute, LocationFault::Character));
    }
    let is_https = scheme.eq_ignore_ascii_case("https");
    if !is_https && !scheme.eq_ignore_ascii_case("http") {
        return Err(LocationFault::Scheme(scheme.to_owned()));
    }
    if let Some(character) = forbidden_character(text) {
        return Err(LocationFault::Character(character));
    }
    let rest = rest.strip_prefix("//").ok_or(LocationFault::NoHost)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.contains('@') {
        return Err(LocationFault::UserInfo);
    }
    let (host, port) = split_port(authority);
    if host.is_empty() {
        return Err(LocationFault::NoHost);
    }
    if !is_host(host) {
        return Err(LocationFault::Host);
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err() || port.starts_with('+')) {
        return Err(LocationFault::Port);
    }
    Ok(Location { is_https, host })
}

/// The first character that no address holds unescaped (RFC 3986 §2); letters of other scripts pass, as in
/// an IRI.
fn forbidden_character(text: &str) -> Option<char> {
    text.chars().find(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\\' | '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}')
            || crate::claims::find_suspicious(c.encode_utf8(&mut [0; 4])).is_some()
    })
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    let after_address = authority.rfind(']').map_or(0, |at| at.saturating_add(1));
    let tail = authority.get(after_address..).unwrap_or("");
    match tail.rfind(':') {
        Some(at) => {
            let at = after_address.saturating_add(at);
            (authority.get(..at).unwrap_or(""), authority.get(at.saturating_add(1)..))
        }
        None => (authority, None),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return address
            .strip_suffix(']')
            .is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok());
    }
    let is_label = |label: &str| {
        let may_stand = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        !label.is_empty() && label.chars().all(may_stand)
    };
    // One dot at the end names the root of the name space.
    host.strip_suffix('.').unwrap_or(host).split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_identity_providers_are_read() {
        for (text, is_https, host) in [
            ("https://idp.example.com/sso", true, "idp.example.com"),
            ("HTTPS://IdP.example.com:8443/sso?x=1#y", true, "IdP.example.com"),
            ("http://adfs_1/adfs/ls/", false, "adfs_1"),
            ("https://[2001:db8::1]:443/", true, "[2001:db8::1]"),
            ("https://münchen.example", true, "münchen.example"),
            ("https://a.example?b@c", true, "a.example"),
        ] {
            assert_eq!(read_location(text), Ok(Location { is_https, host }), "{text}");
        }
    }

    #[test]
    fn loopback_is_this_computer_and_nothing_else() {
        let is_loopback = |text| read_location(text).is_ok_and(|location| location.is_loopback());
        for text in ["http://localhost:8080/x", "http://LOCALHOST/", "http://127.8.9.1/", "http://[::1]:80/"]
        {
            assert!(is_loopback(text), "{text}");
        }
        for text in
            ["http://localhost.example/", "http://127.0.0.1.example/", "http://[::2]/", "http://10.0.0.1/"]
        {
            assert!(!is_loopback(text), "{text}");
        }
    }

    #[test]
    fn what_no_browser_should_open_is_refused() {
        let fault = |text| read_location(text).err();
        assert_eq!(fault(""), Some(LocationFault::Empty));
        assert_eq!(fault("/sso"), Some(LocationFault::NotAbsolute));
        assert_eq!(fault("idp.example.com"), Some(LocationFault::NotAbsolute));
        assert_eq!(fault("javascript:alert(1)"), Some(LocationFault::Scheme("javascript".to_owned())));
        assert_eq!(fault("java\tscript:alert(1)"), Some(LocationFault::Character('\t')));
        assert_eq!(fault("https:idp.example.com"), Some(LocationFault::NoHost));
        assert_eq!(fault("https:///sso"), Some(LocationFault::NoHost));
        assert_eq!(fault("https://:443/sso"), Some(LocationFault::NoHost));
        assert_eq!(fault("https://good.example@evil.example/"), Some(LocationFault::UserInfo));
        assert_eq!(fault("https://a b.example/"), Some(LocationFault::Character(' ')));
        assert_eq!(fault("https://good.example\\@evil.example/"), Some(LocationFault::Character('\\')));
        assert_eq!(fault("https://a%2eb.example/"), Some(LocationFault::Host));
        assert_eq!(fault("https://a..example/"), Some(LocationFault::Host));
        assert_eq!(fault("https://[::1/"), Some(LocationFault::Host));
        assert_eq!(fault("https://a.example:99999/"), Some(LocationFault::Port));
        assert_eq!(fault("https://a.example\u{200b}/"), Some(LocationFault::Character('\u{200b}')));
    }
}
