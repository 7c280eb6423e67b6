//! Stand-ins for values: the same value has the same one, two values never have one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::ops::Bound;

use super::vocabulary::{Vocabulary, is_time, shared_domain};
use crate::claims::shown;
use crate::text::trim_xml;

/// What a value is for, which names its stand-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Value,
    Id,
    Account,
    User,
    Host,
    Address,
    Attribute,
    Uri,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Value => "value",
            Kind::Id => "id",
            Kind::Account => "account",
            Kind::User => "user",
            Kind::Host => "host",
            Kind::Address => "ip",
            Kind::Attribute => "attribute",
            Kind::Uri => "uri",
        }
    }
}

/// The stand-ins that were given out, in the order in which values were met.
pub(super) struct Aliases {
    pub(super) vocabulary: Vocabulary,
    known: BTreeMap<String, String>,
    /// The keys of `known` in small letters.
    in_small: BTreeSet<String>,
    counts: BTreeMap<Kind, u32>,
    /// Values with quotation marks of their own, which end a quotation too early.
    marked: Vec<String>,
}

/// Values with quotation marks that are kept: people have one or two.
const MAX_MARKED: usize = 64;

impl Aliases {
    pub(super) fn new(vocabulary: Vocabulary) -> Aliases {
        Aliases {
            vocabulary,
            known: BTreeMap::new(),
            in_small: BTreeSet::new(),
            counts: BTreeMap::new(),
            marked: Vec::new(),
        }
    }

    /// The stand-in of a value that was met before.
    pub(super) fn known(&self, value: &str) -> Option<&str> {
        self.known.get(value).map(String::as_str)
    }

    /// The values met that begin with `prefix`, in order.
    pub(super) fn beginning_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let rest = self.known.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        rest.take_while(move |(value, _)| value.starts_with(prefix)).map(|(a, b)| (a.as_str(), b.as_str()))
    }

    /// Every value met.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }

    /// Whether a value was met that is the same but for the letter case, which a sentence may have changed.
    pub(super) fn has_in_other_case(&self, text: &str) -> bool {
        self.in_small.contains(&text.to_lowercase())
    }

    /// `text` with those values replaced that hold quotation marks themselves.
    pub(super) fn without_marked_values<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for value in &self.marked {
            let quoted = format!("“{}”", shown(value));
            if let (true, Some(alias)) = (text.contains(&quoted), self.known(value)) {
                text = Cow::Owned(text.replace(&quoted, &format!("“{alias}”")));
            }
        }
        text
    }

    fn remember(&mut self, value: &str, alias: String) {
        self.in_small.insert(value.to_lowercase());
        self.known.insert(value.to_owned(), alias);
    }

    /// What to write in place of `value`. White space around it stays: it may be the fault.
    pub(super) fn alias(&mut self, value: &str, kind: Kind) -> String {
        let inner = trim_xml(value);
        if inner.is_empty() {
            return value.to_owned();
        }
        let alias = self.alias_trimmed(inner, kind);
        value.replacen(inner, &alias, 1)
    }

    /// What to write in place of something that is said about a person, where a time tells something, too.
    pub(super) fn personal(&mut self, value: &str) -> String {
        let inner = trim_xml(value);
        if !inner.split_whitespace().any(is_time) {
            return self.alias(value, Kind::Value);
        }
        let alias = match self.known.get(inner) {
            Some(alias) => alias.clone(),
            None => self.numbered(Kind::Value),
        };
        self.remember(inner, alias.clone());
        value.replacen(inner, &alias, 1)
    }

    fn alias_trimmed(&mut self, value: &str, kind: Kind) -> String {
        if let Some(alias) = self.known.get(value) {
            return alias.clone();
        }
        if self.vocabulary.is_public(value) {
            return value.to_owned();
        }
        if value.contains(' ') && value.split_whitespace().all(|word| self.vocabulary.is_public(word)) {
            return value.to_owned();
        }
        let alias = match value.split_once("://") {
            Some((scheme, rest)) if is_scheme(scheme) => self.url(scheme, rest),
            _ => match value.rsplit_once('@') {
                Some((local, domain)) if is_host(domain) && !local.contains(char::is_whitespace) => {
                    self.mailbox(local, domain)
                }
                _ if value.parse::<IpAddr>().is_ok() => self.numbered(Kind::Address),
                _ if kind == Kind::Host => self.host_name(value),
                _ if value.starts_with("urn:") => self.numbered(Kind::Uri),
                _ => self.numbered(kind),
            },
        };
        if value.contains(['“', '”']) && self.marked.len() < MAX_MARKED {
            self.marked.push(value.to_owned());
        }
        self.remember(value, alias.clone());
        alias
    }

    fn numbered(&mut self, kind: Kind) -> String {
        let count = self.counts.entry(kind).or_default();
        *count = count.saturating_add(1);
        match kind {
            Kind::Host => format!("host-{count}.invalid"),
            _ => format!("{}-{count}", kind.name()),
        }
    }

    /// Scheme, port and the form of the path stay: a slash too many is the fault as often as not.
    fn url(&mut self, scheme: &str, rest: &str) -> String {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (self.alias(user, Kind::User) + "@", host),
            None => (String::new(), authority),
        };
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, format!(":{port}"))
            }
            _ => (host, String::new()),
        };
        let host = self.host(host);
        let (address, fragment) = match after.split_once('#') {
            Some((address, fragment)) => (address, format!("#{}", self.alias(fragment, Kind::Value))),
            None => (after, String::new()),
        };
        let (path, query) = match address.split_once('?') {
            Some((path, query)) => (path, format!("?{}", self.query(query))),
            None => (address, String::new()),
        };
        let path = self.path(path);
        format!("{scheme}://{user}{host}{port}{path}{query}{fragment}")
    }

    /// A host, whose product's domain stays.
    pub(super) fn host(&mut self, host: &str) -> String {
        if host.is_empty() || self.vocabulary.is_public_host(host) {
            return host.to_owned();
        }
        self.alias(host, Kind::Host)
    }

    fn host_name(&mut self, host: &str) -> String {
        match shared_domain(host).and_then(|before| before.strip_suffix('.')) {
            Some(customer) => {
                let domain = host.get(customer.len()..).unwrap_or("").to_owned();
                self.alias(customer, Kind::Value) + &domain
            }
            None => self.numbered(Kind::Host),
        }
    }

    /// A path, whose slashes and products' words stay.
    pub(super) fn path(&mut self, path: &str) -> String {
        let segments = path.split('/').map(|segment| match self.vocabulary.is_public_segment(segment) {
            true => segment.to_owned(),
            false => self.alias(segment, Kind::Value),
        });
        segments.collect::<Vec<_>>().join("/")
    }

    fn query(&mut self, query: &str) -> String {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) => {
                let name = match self.vocabulary.is_public_segment(name) || QUERY.contains(&name) {
                    true => name.to_owned(),
                    false => self.alias(name, Kind::Value),
                };
                format!("{name}={}", self.alias(value, Kind::Value))
            }
            None => self.alias(pair, Kind::Value),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// An address of a person. The mark of a guest stays, since a rule is about it.
    fn mailbox(&mut self, local: &str, domain: &str) -> String {
        const GUEST: &str = "#EXT#";
        let (name, mark) = match local.strip_suffix(GUEST) {
            Some(name) => (name, GUEST),
            None => (local, ""),
        };
        let name = self.alias(name, Kind::User);
        let domain = self.host(domain);
        format!("{name}{mark}@{domain}")
    }
}

/// Names in queries that say nothing.
const QUERY: [&str; 7] = ["appid", "idpid", "spid", "entityID", "SAMLRequest", "SAMLResponse", "RelayState"];

fn is_scheme(text: &str) -> bool {
    matches!(text, "http" | "https" | "HTTP" | "HTTPS" | "ldap" | "ldaps" | "ftp" | "file" | "spn")
}

fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::BuiltInProfile;

    fn aliases() -> Aliases {
        Aliases::new(Vocabulary::of(&BuiltInProfile::Imagekit.profile()))
    }

    #[test]
    fn the_same_value_has_the_same_stand_in() {
        let mut aliases = aliases();
        let mut of = |value: &str| aliases.alias(value, Kind::Value);
        assert_eq!(of("Ada Lovelace"), "value-1");
        assert_eq!(of("Charles Babbage"), "value-2");
        assert_eq!(of("  Ada Lovelace\n"), "  value-1\n");
        assert_eq!(of("ada@acme.example"), "user-1@host-1.invalid");
        assert_eq!(of("ada@other.example"), "user-1@host-2.invalid");
        assert_eq!(of("ada_x.com#EXT#@acme.onmicrosoft.com"), "user-2#EXT#@value-3.onmicrosoft.com");
        assert_eq!(of("192.0.2.7"), "ip-1");
        assert_eq!(of("2.0"), "2.0");
    }

    #[test]
    fn the_form_of_an_address_stays() {
        let mut aliases = aliases();
        let mut of = |value: &str| aliases.alias(value, Kind::Value);
        assert_eq!(of("http://www.okta.com/exk1"), "http://www.okta.com/value-1");
        assert_eq!(
            of("https://acme.okta.com/app/exk1/sso/saml"),
            "https://value-2.okta.com/app/value-1/sso/saml"
        );
        assert_eq!(of("https://imagekit.io/saml/consume/"), "https://imagekit.io/saml/consume/");
        assert_eq!(of("https://imagekit.io/saml/consume#acme"), "https://imagekit.io/saml/consume#value-2");
        assert_eq!(
            of("https://sso.acme.example:8443/adfs/ls?x=y"),
            "https://host-1.invalid:8443/adfs/ls?value-3=value-4"
        );
    }
}
