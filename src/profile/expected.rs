//! What a service provider expects to read, once an account's own settings are known.

use super::Profile;
use crate::text::trim_xml;

/// What this service provider expects to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The Audience: the Entity ID field, or the profile's entityID.
    pub audience: String,
    /// Accepted values of Recipient and Destination.
    pub acs_urls: Vec<String>,
    /// The first address with the suffix of the Entity ID field; absent where it has no suffix.
    pub acs_url_of_instance: Option<String>,
    /// The suffix of the Entity ID field, without its separator.
    pub suffix: Option<String>,
    /// This account's identifier; empty where unknown.
    pub account: String,
}

impl Expected {
    /// What follows from a profile, the Entity ID field (empty means the profile's own) and the account's
    /// identifier (empty means unknown).
    pub fn of(profile: &Profile, entity_id: &str, account_id: &str) -> Expected {
        // As everywhere: a blank of another kind is a character, and never turns a comparison off.
        let own = trim_xml(entity_id);
        let audience = if own.is_empty() { profile.entity_id.clone() } else { own.to_owned() };
        let separator = profile.instance_suffix.as_deref().filter(|separator| !separator.is_empty());
        let suffix = separator
            .and_then(|separator| audience.split_once(separator))
            .map(|(_, suffix)| suffix.to_owned())
            .filter(|suffix| !suffix.is_empty());
        let mut acs_urls = profile.acs_urls.clone();
        let mut of_instances = Vec::new();
        if let (Some(separator), Some(suffix)) = (separator, &suffix) {
            of_instances.extend(acs_urls.iter().map(|acs| format!("{acs}{separator}{suffix}")));
        }
        let acs_url_of_instance = of_instances.first().cloned();
        acs_urls.extend(of_instances);
        Expected { audience, acs_urls, acs_url_of_instance, suffix, account: trim_xml(account_id).to_owned() }
    }
}
