//! Addresses that are compared as texts: Recipient, Destination, Audience.

use crate::facts::Facts;
use crate::rules::words::{difference, list};

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
        return " It has an account's suffix, which the Entity ID field of this page lacks.".to_owned();
    }
    let mut acs_urls = facts.expected.acs_urls.iter();
    match acs_urls.find_map(|acs| difference(found, acs)) {
        Some(difference) => format!(" The difference: {difference}."),
        None => String::new(),
    }
}
