//! Addresses that are compared as texts: Recipient, Destination, Audience.

use crate::facts::Facts;
use crate::rules::Fix;
use crate::rules::words::{difference, list, quoted};

/// Whether a text is a template that nobody filled in, such as `{recipient}`, or has the place for a name in
/// it that a guide shows, such as `<account>`. No URI has such brackets (RFC 3986 §2).
pub(super) fn is_placeholder(text: &str) -> bool {
    place_of_name(text).is_some()
}

/// What of a text stands in brackets for a name.
fn place_of_name(text: &str) -> Option<&str> {
    [('{', '}'), ('<', '>')].into_iter().find_map(|(open, close)| {
        let from = text.find(open)?;
        let length = text.get(from..)?.find(close)?.saturating_add(1);
        text.get(from..from.saturating_add(length))
    })
}

/// What is wrong with a placeholder: its field was left empty, or filled with what a guide shows.
pub(super) fn why_unfilled(text: &str) -> String {
    match place_of_name(text) {
        Some(place) if place != text => {
            format!("{} in it is a placeholder, as guides write it, that has to be replaced", quoted(place))
        }
        _ => "a placeholder, as its field was left empty at the identity provider".to_owned(),
    }
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
            " It ends with the suffix of an account, and the field Entity ID in the settings of {} has none. If \
             that account is yours, type the whole address there; otherwise take the suffix off at the identity provider.",
            facts.profile.name
        );
    }
    let expected = facts.expected.acs_urls.first().map_or("", String::as_str);
    let mut acs_urls = facts.expected.acs_urls.iter();
    let small = acs_urls.find_map(|acs| difference(found, acs)).map(str::to_owned);
    let other = || facts.profile.acs_urls.iter().find_map(|acs| other_account(facts, found, acs));
    match small.or_else(other).or_else(|| parts(found, expected)) {
        Some(difference) => format!(" The difference: {difference}."),
        None => String::new(),
    }
}

/// That an address has the suffix of another account than the one of the field Entity ID.
pub(super) fn other_account(facts: &Facts<'_>, found: &str, base: &str) -> Option<String> {
    let separator = facts.profile.instance_suffix.as_deref().unwrap_or("#");
    let own = facts.expected.suffix.as_deref()?;
    let suffix = found.strip_prefix(base)?.strip_prefix(separator)?;
    let is_other = !suffix.is_empty() && suffix != own;
    is_other.then(|| {
        format!("its suffix is {} and not {}, so it is another account's", quoted(suffix), quoted(own))
    })
}

/// The fix where the addresses of a login have the suffix of this very account, and only the field Entity ID has
/// none: nothing is wrong at the identity provider then.
pub(super) fn entity_id_field(facts: &Facts<'_>, found: &str, base: &str) -> Option<Fix> {
    let separator = facts.profile.instance_suffix.as_deref()?;
    let suffix = found.strip_prefix(base)?.strip_prefix(separator)?;
    // By the settings alone: a message can name any account in both places.
    let is_ours = facts.expected.suffix.is_none() && !suffix.is_empty() && facts.expected.account == suffix;
    is_ours.then(|| {
        let step = format!(
            "Type {} into the field Entity ID in the settings of {}, and save: the suffix is the one of this account. \
             Nothing has to be changed at the identity provider.",
            quoted(&format!("{}{separator}{suffix}", facts.profile.entity_id)),
            facts.profile.name
        );
        Fix::at_sp(step, Some("entityId"))
    })
}

/// The same for the addresses at which responses are received.
pub(super) fn of_instance(facts: &Facts<'_>, found: &str) -> Option<Fix> {
    facts.profile.acs_urls.iter().find_map(|acs| entity_id_field(facts, found, acs))
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
    if let Some((scheme, rest)) = expected.split_once("://").filter(|_| !found.is_empty()) {
        if found == rest {
            return Some(format!("{} is missing at its beginning", quoted(&format!("{scheme}://"))));
        }
        if rest.starts_with(found) && !found.contains("://") {
            return Some("it is only a part of that address, and all of it is needed".to_owned());
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_of_an_address_is_named() {
        let of = |found| parts(found, "https://sp.example/acs").unwrap_or_default();
        assert!(of("sp.example/acs").contains("“https://” is missing at its beginning"));
        assert!(of("sp.example").contains("only a part"));
        assert!(of("https://sp.example").contains("“/acs” is missing at its end"));
        assert_eq!(of("urn:sp"), "");
        assert_eq!(of(""), "");
    }

    #[test]
    fn names_in_brackets_are_placeholders() {
        assert!(is_placeholder("{audience}") && why_unfilled("{audience}").contains("left empty"));
        assert!(
            is_placeholder("https://a/#<id>") && why_unfilled("https://a/#<id>").contains("“<id>” in it")
        );
        assert!(!is_placeholder("https://a/#id") && !is_placeholder("a>b<c"));
    }
}
