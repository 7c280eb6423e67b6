//! A service provider described as data: what it expects of an identity provider's messages.

mod expected;
mod imagekit;

pub use self::expected::Expected;

use serde::{Deserialize, Serialize};

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
    /// The attribute's Name, compared exactly (SAML Core §2.7.3.1).
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
