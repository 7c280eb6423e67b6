//! What a check is given: the pasted texts, the clock and the settings.

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;
use zeroize::Zeroize;

use crate::profile::{BuiltInProfile, Profile};
use crate::time::Instant;

/// Everything that one check depends on. The clock, the keys and the settings are arguments: the
/// same input always gives the same report.
///
/// The texts are shared with the documents that are read from them: a federation's metadata is long.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Input {
    /// What was pasted into the metadata box. Present, even empty, it is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "read_text", serialize_with = "write_text")]
    pub metadata: Option<Arc<str>>,
    /// What was pasted into the test box, in any shape. Present, even empty, it is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "read_text", serialize_with = "write_text")]
    pub capture: Option<Arc<str>>,
    /// The metadata in force now, to compare a new paste with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "read_text", serialize_with = "write_text")]
    pub saved_metadata: Option<Arc<str>>,
    /// A second capture to compare with: the one that works, or the same user's previous response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "read_text", serialize_with = "write_text")]
    pub other_capture: Option<Arc<str>>,
    /// The present, in RFC 3339.
    #[serde(deserialize_with = "read_instant", serialize_with = "write_instant")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub now: Instant,
    /// The service provider's side.
    #[serde(default)]
    pub settings: Settings,
}

/// The service provider's settings. Every default is the strict one that `contract` names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Settings {
    /// The service provider: a built-in profile's name, or a profile.
    pub profile: ProfileChoice,
    /// The Entity ID field; empty means the profile's own.
    pub entity_id: String,
    /// This account's identifier; empty means unknown, and the claim is shown, not compared.
    pub account_id: String,
    /// Which entityID to use where the metadata holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Which of several messages in the capture to judge, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<u32>,
    /// What this service provider needs signed.
    pub require_signed: RequireSigned,
    /// Whether a response without InResponseTo (an IdP-initiated login) is allowed.
    pub allow_unsolicited: bool,
    /// The ID of the request we are waiting for; `null` means that no request was sent; absent means
    /// unknown, and InResponseTo is shown, not compared.
    #[serde(skip_serializing_if = "ExpectedRequest::is_unknown")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null", optional))]
    pub in_response_to: ExpectedRequest,
    /// IDs of assertions that were used before.
    pub seen_assertion_ids: Vec<String>,
    /// How far clocks may differ, in seconds, in either direction.
    pub clock_skew_seconds: u32,
    /// The certificate (PEM) whose key must have signed the metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata_signer: Option<String>,
    /// Whether http: endpoints on hosts other than loopback are a warning instead of an error.
    pub allow_insecure_endpoints: bool,
    /// The service provider's private key (PEM). Used in memory, never stored, never reported.
    // Not `skip_serializing`: the TypeScript declaration would lose the field.
    #[serde(skip_serializing_if = "always", serialize_with = "write_nothing")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string", optional))]
    pub decryption_key: Option<Secret>,
    /// The passphrase of an encrypted [`Settings::decryption_key`].
    #[serde(skip_serializing_if = "always", serialize_with = "write_nothing")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string", optional))]
    pub decryption_passphrase: Option<Secret>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            profile: ProfileChoice::default(),
            entity_id: String::new(),
            account_id: String::new(),
            entity: None,
            message: None,
            require_signed: RequireSigned::Either,
            allow_unsolicited: true,
            in_response_to: ExpectedRequest::Unknown,
            seen_assertion_ids: Vec::new(),
            clock_skew_seconds: 120,
            metadata_signer: None,
            allow_insecure_endpoints: false,
            decryption_key: None,
            decryption_passphrase: None,
        }
    }
}

/// Which set-up guide is wanted: a vendor's, with the values of one account.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GuideRequest {
    /// The vendor's name as reports and the list of vendors give it, such as `okta`; empty means generic.
    pub vendor: String,
    /// The service provider: a built-in profile's name, or a profile.
    pub profile: ProfileChoice,
    /// The Entity ID field; empty means the profile's own.
    pub entity_id: String,
    /// This account's identifier; empty means unknown, and steps say it in words.
    pub account_id: String,
}

/// A built-in profile by name, or a profile of one's own.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ProfileChoice {
    /// The name of a built-in profile.
    Named(BuiltInProfile),
    /// A profile given in full.
    Own(Box<Profile>),
}

impl ProfileChoice {
    /// The profile that is meant.
    pub fn profile(&self) -> Profile {
        match self {
            ProfileChoice::Named(built_in) => built_in.profile(),
            ProfileChoice::Own(profile) => (**profile).clone(),
        }
    }
}

impl Default for ProfileChoice {
    fn default() -> ProfileChoice {
        ProfileChoice::Named(BuiltInProfile::Imagekit)
    }
}

// By hand: a derived one would try each variant in turn and could only say that neither fits.
impl<'de> Deserialize<'de> for ProfileChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ProfileChoice, D::Error> {
        deserializer.deserialize_any(ChoiceVisitor)
    }
}

struct ChoiceVisitor;

impl<'de> Visitor<'de> for ChoiceVisitor {
    type Value = ProfileChoice;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name of a built-in profile, or a profile")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<ProfileChoice, E> {
        BuiltInProfile::deserialize(name.into_deserializer()).map(ProfileChoice::Named)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ProfileChoice, A::Error> {
        let profile = Profile::deserialize(MapAccessDeserializer::new(map))?;
        Ok(ProfileChoice::Own(Box::new(profile)))
    }
}

/// What a service provider needs signed by a trusted key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum RequireSigned {
    /// The assertion or the Response around it.
    Either,
    /// The assertion itself.
    Assertion,
    /// The Response.
    Response,
    /// Both.
    Both,
}

/// Which request a response may answer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum ExpectedRequest {
    /// Not known: InResponseTo is shown, not compared.
    #[default]
    Unknown,
    /// No request was sent: a response that names one is refused.
    NoneSent,
    /// The request with this ID.
    Id(String),
}

impl ExpectedRequest {
    fn is_unknown(&self) -> bool {
        *self == ExpectedRequest::Unknown
    }
}

impl Serialize for ExpectedRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ExpectedRequest::Id(id) => serializer.serialize_str(id),
            ExpectedRequest::Unknown | ExpectedRequest::NoneSent => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for ExpectedRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ExpectedRequest, D::Error> {
        let id = Option::<String>::deserialize(deserializer)?;
        Ok(id.map_or(ExpectedRequest::NoneSent, ExpectedRequest::Id))
    }
}

/// A text that must not be shown: it has no `Display`, its `Debug` hides it, and it is wiped when it is
/// dropped.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub struct Secret(String);

impl Secret {
    /// The text itself, to be used and dropped.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A secret is never written.
fn always(_: &Option<Secret>) -> bool {
    true
}

fn write_nothing<S: Serializer>(_: &Option<Secret>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}

/// Reads a text right to where it is shared from.
fn read_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<str>>, D::Error> {
    struct Text(Arc<str>);
    struct Reader;
    impl Visitor<'_> for Reader {
        type Value = Text;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
            Ok(Text(Arc::from(text)))
        }
    }
    impl<'de> Deserialize<'de> for Text {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
            deserializer.deserialize_str(Reader)
        }
    }
    Ok(Option::<Text>::deserialize(deserializer)?.map(|text| text.0))
}

fn write_text<S: Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}

fn read_instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
    let text = String::deserialize(deserializer)?;
    Instant::read(&text).map_err(|error| serde::de::Error::custom(format_args!("now: {error}")))
}

fn write_instant<S: Serializer>(instant: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<ProfileChoice, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_profile_is_a_name_or_an_object() {
        assert!(matches!(read(r#""imagekit""#), Ok(ProfileChoice::Named(BuiltInProfile::Imagekit))));
        let own =
            r#"{"name":"A","entityId":"b","acsUrls":[],"nameId":{"format":"c","is":"any"},"claims":[]}"#;
        assert!(matches!(read(own), Ok(ProfileChoice::Own(profile)) if profile.entity_id == "b"));
    }

    #[test]
    fn what_is_wrong_with_a_profile_is_said() {
        assert!(read(r#""other""#).unwrap_err().starts_with("unknown variant `other`"));
        assert!(read(r#"{"name":"A"}"#).unwrap_err().starts_with("missing field `entityId`"));
        assert!(read(r#"{"colour":1}"#).unwrap_err().starts_with("unknown field `colour`"));
        let neither = "expected the name of a built-in profile, or a profile";
        for json in ["1", "null", "[]", "true"] {
            assert!(read(json).unwrap_err().contains(neither), "{json}");
        }
    }

    #[test]
    fn a_secret_is_read_and_never_written() {
        let given = r#"{"decryptionKey":"the key","decryptionPassphrase":"the words"}"#;
        let settings: Settings = serde_json::from_str(given).unwrap();
        assert_eq!(settings.decryption_key.as_ref().map(Secret::expose), Some("the key"));
        let written = serde_json::to_string(&settings).unwrap() + &format!("{settings:?}");
        for part in ["the key", "the words", "decryptionKey", "decryptionPassphrase"] {
            assert!(!written.contains(part), "{written}");
        }
    }
}
