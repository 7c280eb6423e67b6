//! Which product an identity provider runs on, from several weak signs.
//!
//! Host names alone miss custom domains and everything that is hosted by its owner, so paths, certificates
//! and habits count too. One strong sign or two weak ones are enough.

use super::Vendor;
use std::fmt;

/// What the metadata or a message shows. All of it is optional; what is missing says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The entityID of the metadata, or the Issuer of a message.
    pub entity_id: String,
    /// Locations of the endpoints.
    pub locations: Vec<String>,
    /// The prefix of the metadata's root element, empty for the default namespace: a habit, nothing more.
    pub root_prefix: Option<String>,
    /// Subjects of the certificates, as RFC 4514 writes them.
    pub certificate_subjects: Vec<String>,
    /// Local names of the `xsi:type` of RoleDescriptor elements.
    pub role_descriptor_types: Vec<String>,
    /// There is a `shibmd:Scope`.
    pub has_shibmd_scope: bool,
    /// Contents of `ds:KeyName` elements.
    pub key_names: Vec<String>,
    /// Names of the attributes that a message sends.
    pub attribute_names: Vec<String>,
    /// The ID of a message or assertion.
    pub message_id: Option<String>,
}

/// What was recognised, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// The vendor; [`Vendor::Generic`] where the signs are too weak.
    pub vendor: Vendor,
    /// The signs that speak for it, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// One sign that speaks for a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it was seen.
    pub sign: Sign,
    /// What was seen there.
    pub found: String,
    /// How much it says: [`ENOUGH`] decides alone.
    pub weight: u32,
}

/// Where a sign was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sign {
    /// The entityID or Issuer.
    EntityId,
    /// An endpoint's Location.
    Location,
    /// A certificate's subject.
    CertificateSubject,
    /// The prefix of the metadata's root element.
    RootPrefix,
    /// The type of a RoleDescriptor.
    RoleDescriptor,
    /// A `shibmd:Scope`.
    Scope,
    /// A `ds:KeyName`.
    KeyName,
    /// An attribute's name.
    Attribute,
    /// The ID of a message.
    MessageId,
}

/// The weight that is needed to name a vendor.
pub const ENOUGH: u32 = 40;

impl Sign {
    /// What people call the place.
    pub fn name(self) -> &'static str {
        match self {
            Sign::EntityId => "entityID or Issuer",
            Sign::Location => "endpoint",
            Sign::CertificateSubject => "certificate",
            Sign::RootPrefix => "namespace prefix",
            Sign::RoleDescriptor => "RoleDescriptor",
            Sign::Scope => "extension",
            Sign::KeyName => "KeyName",
            Sign::Attribute => "attribute",
            Sign::MessageId => "message ID",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.sign.name(), self.found)
    }
}

/// A shape that speaks for a vendor.
pub(super) struct Pattern {
    pub(super) sign: Sign,
    pub(super) how: Match,
    pub(super) text: &'static str,
    pub(super) weight: u32,
}

impl Pattern {
    pub(super) const fn new(sign: Sign, how: Match, text: &'static str, weight: u32) -> Pattern {
        Pattern { sign, how, text, weight }
    }

    /// The first thing among the signs that has this shape.
    fn find(&self, signs: &Signs, urls: &Urls) -> Option<Evidence> {
        let found = match self.sign {
            Sign::EntityId => self.first_url(&urls.entity_id, [signs.entity_id.as_str()]),
            Sign::Location => self.first_url(&urls.locations, signs.locations.iter().map(String::as_str)),
            Sign::CertificateSubject => self.first(signs.certificate_subjects.iter().map(String::as_str)),
            Sign::RoleDescriptor => self.first(signs.role_descriptor_types.iter().map(String::as_str)),
            Sign::RootPrefix => self.first(signs.root_prefix.as_deref()),
            Sign::KeyName => self.first(signs.key_names.iter().map(String::as_str)),
            Sign::Attribute => self.first(signs.attribute_names.iter().map(String::as_str)),
            Sign::MessageId => self.first(signs.message_id.as_deref()),
            Sign::Scope => signs.has_shibmd_scope.then_some("shibmd:Scope"),
        }?;
        Some(Evidence { sign: self.sign, found: found.to_owned(), weight: self.weight })
    }

    fn first<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        texts.into_iter().take(LOOKED_AT).find(|text| self.how.fits(text, self.text))
    }

    /// The first of the texts that has this shape, where `urls` are what they are as URLs.
    fn first_url<'a>(
        &self,
        urls: &[Option<Url>],
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let texts = texts.into_iter().zip(urls);
        let fits = |(text, url): &(&str, &Option<Url>)| match url {
            Some(url) if self.how.is_of_url() => self.how.fits_url(url, self.text),
            _ => self.how.fits(text, self.text),
        };
        texts.take(LOOKED_AT).find(fits).map(|(text, _)| text)
    }
}

/// Of each kind of sign, so many are looked at: an IdP that shows nothing in the first ones shows nothing.
const LOOKED_AT: usize = 64;

/// How a pattern's text is compared. Hosts and paths are compared without regard to case.
pub(super) enum Match {
    /// The URL's host is this domain or lies below it.
    Host,
    /// The URL's path starts so.
    PathStarts,
    /// The URL's path ends so.
    PathEnds,
    /// The URL's path has this in it.
    PathContains,
    /// The text starts so.
    Starts,
    /// The text has this in it.
    Contains,
    /// The text is this.
    Is,
}

impl Match {
    /// Whether a text that is no URL has the shape.
    fn fits(&self, text: &str, pattern: &str) -> bool {
        match self {
            Match::Starts => text.starts_with(pattern),
            Match::Contains => text.contains(pattern),
            Match::Is => text == pattern,
            Match::Host | Match::PathStarts | Match::PathEnds | Match::PathContains => false,
        }
    }

    fn fits_url(&self, url: &Url, pattern: &str) -> bool {
        match self {
            Match::Host => is_below(&url.host, pattern),
            Match::PathStarts => url.path.starts_with(pattern),
            Match::PathEnds => url.path.ends_with(pattern),
            Match::PathContains => url.path.contains(pattern),
            Match::Starts | Match::Contains | Match::Is => false,
        }
    }

    fn is_of_url(&self) -> bool {
        matches!(self, Match::Host | Match::PathStarts | Match::PathEnds | Match::PathContains)
    }
}

/// Host and path of an http or https URL in lower case.
struct Url {
    host: String,
    path: String,
}

/// The URLs among the signs, taken apart once for all the patterns.
struct Urls {
    entity_id: [Option<Url>; 1],
    locations: Vec<Option<Url>>,
}

impl Urls {
    fn of(signs: &Signs) -> Urls {
        Urls {
            entity_id: [split_url(&signs.entity_id)],
            locations: signs.locations.iter().take(LOOKED_AT).map(|url| split_url(url)).collect(),
        }
    }
}

/// The URL without user, port, query and fragment.
fn split_url(url: &str) -> Option<Url> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let rest = rest.get(..end)?;
    let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    Some(Url { host: host.to_ascii_lowercase(), path: path.to_ascii_lowercase() })
}

fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Names the vendor that most of the signs speak for.
pub fn recognise(signs: &Signs) -> Recognition {
    let mut best = Recognition { vendor: Vendor::Generic, evidence: Vec::new() };
    let mut most = ENOUGH.saturating_sub(1);
    let urls = Urls::of(signs);
    for vendor in Vendor::ALL {
        let mut evidence: Vec<Evidence> =
            vendor.data().patterns.iter().filter_map(|pattern| pattern.find(signs, &urls)).collect();
        let weight = evidence.iter().map(|evidence| evidence.weight).fold(0, u32::saturating_add);
        if weight > most {
            most = weight;
            evidence.sort_by_key(|evidence| std::cmp::Reverse(evidence.weight));
            best = Recognition { vendor, evidence };
        }
    }
    best
}
