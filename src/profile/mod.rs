//! A service provider described as data: what it expects of an identity provider's messages.

mod expected;
mod imagekit;

pub use self::expected::Expected;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// What one service provider expects: its addresses, its NameID and its claims.
///
/// `imagekit` is the built-in default; any other product is described by the same fields as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Profile {
    /// The product's name, shown to people.
    pub name: String,
    /// The service provider's entityID, which is the Audience it expects (SAML Core §2.5.1.4).
    pub entity_id: String,
    /// Assertion consumer service addresses: the accepted values of Recipient and Destination.
    pub acs_urls: Vec<String>,
    /// The RelayState that an IdP-initiated login should carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<String>,
    /// Where the identity provider sends people after logout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logout_url: Option<String>,
    /// What the NameID has to be.
    pub name_id: NameIdExpectation,
    /// The attributes that are read, in the order in which they are shown.
    pub claims: Vec<ClaimExpectation>,
    /// What separates an account's suffix from the entityID where one identity provider serves
    /// several accounts, such as `#`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_suffix: Option<String>,
}

/// What a profile expects of the NameID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NameIdExpectation {
    /// The Format URI to be set at the identity provider (SAML Core §8.3).
    pub format: String,
    /// What the text has to be.
    pub is: NameIdKind,
}

/// What the text of a NameID has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum NameIdKind {
    /// An e-mail address.
    Email,
    /// Any text that is not blank.
    Any,
}

/// One attribute that a profile reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClaimExpectation {
    /// The attribute's Name, compared exactly (SAML Core §2.7.3.1); neither empty nor `__proto__`.
    #[serde(deserialize_with = "read_claim_name")]
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Whether a login without it is refused.
    pub required: bool,
    /// The only values accepted; any text where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Vec<AcceptedValue>>,
    /// Whether more than one value may be sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub multiple: bool,
    /// Whether the value has to be this account's identifier.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub equals_account: bool,
}

/// A claim's name is a key of the report's `user.claims`, and JavaScript takes `__proto__` for something
/// else than a key.
fn read_claim_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    match name.as_str() {
        "" => Err(D::Error::custom("a claim has no name")),
        "__proto__" => Err(D::Error::custom("a claim cannot be named `__proto__`")),
        _ => Ok(name),
    }
}

/// A value that a claim may have, with its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct AcceptedValue {
    /// The value as it has to be sent.
    pub value: String,
    /// What people call it.
    pub label: String,
    /// What a user with this value may do.
    pub description: String,
}

impl BuiltInProfile {
    /// The profile itself.
    pub fn profile(self) -> Profile {
        match self {
            BuiltInProfile::Imagekit => imagekit::profile(),
        }
    }
}

/// The built-in profiles, by the names that an input uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum BuiltInProfile {
    /// ImageKit.
    Imagekit,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Result<ClaimExpectation, String> {
        let json = serde_json::json!({ "name": name, "label": "A", "required": true });
        serde_json::from_value(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_claim_has_a_name_that_every_language_can_keep() {
        assert_eq!(read("__proto__").unwrap_err(), "a claim cannot be named `__proto__`");
        assert_eq!(read("").unwrap_err(), "a claim has no name");
        for name in ["role", "constructor", "toString", "__proto", "hasOwnProperty"] {
            assert_eq!(read(name).unwrap().name, name);
        }
    }
}
