//! Addresses that are compared as texts: Recipient, Destination, Audience.

use crate::facts::Facts;
use crate::rules::words::{difference, list, quoted};

/// Whether a text is a template that nobody filled in, such as `{recipient}`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let opened = text.split_once('{').map(|(_, rest)| rest);
    opened.is_some_and(|rest| rest.contains('}'))
}

/// Whether `found` is one of the addresses at which this service provider receives responses.
pub(super) fn is_ours(facts: &Facts<'_>, found: &str) -> bool {
    facts.expected.acs_urls.iter().any(|acs| acs == found)
}

/// The addresses at which responses are received, in quotes.
pub(super) fn ours(facts: &Facts<'_>) -> String {
    list(facts.expected.acs_urls.iter().map(String::as_str))
}

/// In what way `found` differs from one of our addresses, as a sentence with a blank before it.
pub(super) fn hint(facts: &Facts<'_>, found: &str) -> String {
    let separator = facts.profile.instance_suffix.as_deref().unwrap_or("#");
    let has_suffix =
        |acs: &String| found.strip_prefix(acs.as_str()).is_some_and(|s| s.starts_with(separator));
    if facts.expected.suffix.is_none() && facts.profile.acs_urls.iter().any(has_suffix) {
        return format!(
            " It ends with the suffix of an account, and the field Entity ID in the settings of {} has none: type the \
             whole address there, or take the suffix off at the identity provider.",
            facts.profile.name
        );
    }
    let expected = facts.expected.acs_urls.first().map_or("", String::as_str);
    let mut acs_urls = facts.expected.acs_urls.iter();
    let small = acs_urls.find_map(|acs| difference(found, acs)).map(str::to_owned);
    match small.or_else(|| parts(found, expected)) {
        Some(difference) => format!(" The difference: {difference}."),
        None => String::new(),
    }
}

/// Which part of two addresses differs, where the others are equal.
pub(super) fn parts(found: &str, expected: &str) -> Option<String> {
    let rest = found.strip_prefix(expected).filter(|rest| !expected.is_empty() && !rest.is_empty());
    if let Some(rest) = rest {
        return Some(format!("it has {} at its end that should not be there", quoted(rest)));
    }
    let rest = expected.strip_prefix(found).filter(|rest| !found.is_empty() && !rest.is_empty());
    if let Some(rest) = rest {
        return Some(format!("{} is missing at its end", quoted(rest)));
    }
    let (a, b) = (split(found)?, split(expected)?);
    let without_port = |host: &str| host.split(':').next().unwrap_or("").to_owned();
    match (a.host == b.host, a.path == b.path) {
        (true, false) => Some(format!(
            "the host is right, but what follows it is {} and not {}",
            quoted(a.path),
            quoted(b.path)
        )),
        (false, true) if without_port(a.host) == without_port(b.host) => {
            Some("it has a port that should not be there, or another one".to_owned())
        }
        (false, true) => Some(format!("the host is {} and not {}", quoted(a.host), quoted(b.host))),
        _ => None,
    }
}

struct Address<'a> {
    host: &'a str,
    path: &'a str,
}

fn split(address: &str) -> Option<Address<'_>> {
    let (_, rest) = address.split_once("://")?;
    let (host, path) = rest.split_at_checked(rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    Some(Address { host, path })
}
