//! The report as it leaves the core: plain data, the same JSON on every border.
//!
//! Offsets are in UTF-16 units, as browsers count; lines and columns count from 1.

use serde::Serialize;

/// Declares types of the report with what they all share.
macro_rules! report_types {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Serialize)]
            #[serde(rename_all = "camelCase")]
            // The report is handed over as JSON, so a map is an object.
            #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
            pub $kind $name $body
        )*
    };
}

mod fix;
mod flow;
mod user;

pub use fix::{Actor, Fix, FixValue};
pub use flow::{FlowAnswer, FlowStep, Login};
pub use user::{ProvisionedField, Provisioning, ProvisioningAction, User, UserValue};

report_types! {
    /// The outcome of one check.
    pub struct Report {
        /// The version of this form: `sso-preflight/1`.
        pub schema: String,
        /// Whether this would work.
        pub verdict: Verdict,
        /// Whether this build is without something that the whole one would use here: `initMetadata` loads one that
        /// judges metadata alone. Then `init` and check again, since that may say something else. Absent otherwise, and
        /// always absent where everything is there.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub needs_whole: bool,
        /// What was found, the most important first.
        pub findings: Vec<Finding>,
        /// What the metadata says; absent where none was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub metadata: Option<Metadata>,
        /// How the capture was read; absent where none was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub capture: Option<Capture>,
        /// The messages of the capture, put together into logins and logouts in the order in which they
        /// were sent; absent where there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub flow: Option<Vec<Login>>,
        /// Every signature of the judged message, in document order.
        pub signatures: Vec<Signature>,
        /// The NameID and every attribute of the assertion, in document order.
        pub claims: Vec<Claim>,
        /// The user that would be created or updated; only where the verdict is `accept`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user: Option<User>,
        /// What a login would do to the user's account; absent where no assertion was judged.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub provisioning: Option<Provisioning>,
        /// How the second capture differs; absent where none was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub comparison: Option<Comparison>,
        /// How the metadata differs from the saved one; empty where none was given.
        pub changes: Vec<Change>,
        /// Every instant in the message and in the certificates, and the present, in order of time.
        pub timeline: Vec<TimelineEntry>,
        /// The texts that places point into.
        pub sources: Vec<Source>,
    }

    /// Whether a login, or saving the metadata, would work.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Verdict {
        /// It would work.
        Accept,
        /// It would fail: there is at least one error.
        Reject,
        /// Nothing was judged that could be accepted.
        Undecided,
    }

    /// How much a finding matters.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Severity {
        /// A conforming service provider refuses this, or saving it would break logins.
        Error,
        /// It works, but it should be looked at.
        Warning,
        /// About the paste, not about the set-up.
        Hint,
        /// Good to know.
        Info,
    }

    /// One thing found, in one place, with what to do about it.
    pub struct Finding {
        /// The rule's name, which never changes.
        pub rule: String,
        /// How much it matters.
        pub severity: Severity,
        /// What is wrong, with the actual values, for people.
        pub message: String,
        /// Where it stands.
        #[serde(flatten)]
        pub place: Place,
        /// Other places that belong to it.
        pub related: Vec<Related>,
        /// What follows from it and needs no action of its own.
        pub consequences: Vec<Consequence>,
        /// What to do.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fix: Option<Fix>,
        /// The section of the standard that says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub standard: Option<String>,
    }

    /// A range of one source's text.
    #[derive(PartialEq, Eq)]
    pub struct Place {
        /// The `id` of the source.
        pub source: String,
        /// The first UTF-16 unit, from 0.
        pub from: u32,
        /// The UTF-16 unit after the last one.
        pub to: u32,
        /// The line of `from`, from 1.
        pub line: u32,
        /// The column of `from` in UTF-16 units, from 1.
        pub column: u32,
    }

    /// A place that belongs to a finding.
    pub struct Related {
        /// What stands there.
        pub message: String,
        /// Where it stands.
        #[serde(flatten)]
        pub place: Place,
    }

    /// What follows from a finding.
    pub struct Consequence {
        /// The rule that would have reported it.
        pub rule: String,
        /// What it says.
        pub message: String,
        /// Where it stands.
        #[serde(flatten)]
        pub place: Place,
    }

    /// What the metadata says.
    pub struct Metadata {
        /// The verdict on the metadata alone.
        pub verdict: Verdict,
        /// The entityID of the entity that is used.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub entity_id: Option<String>,
        /// The product behind it, as far as it is recognised.
        pub vendor: String,
        /// The product's name for people.
        pub vendor_label: String,
        /// Which signs told the product.
        pub vendor_evidence: Vec<String>,
        /// Single sign-on, logout and other endpoints of the identity provider role.
        pub endpoints: Vec<Endpoint>,
        /// Certificates of the identity provider role, in document order.
        pub certificates: Vec<Certificate>,
        /// The NameID formats listed.
        pub name_id_formats: Vec<String>,
        /// When the metadata stops being valid; the earliest where several apply.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub valid_until: Option<String>,
        /// Whether the identity provider wants AuthnRequests signed.
        pub wants_signed_requests: bool,
        /// Whether the metadata document is signed.
        pub signed: bool,
        /// Every entity of the document; at most 20,000 of them.
        pub entities: Vec<Entity>,
        /// How many entities the document holds.
        pub entity_count: u32,
    }

    /// An entity of a metadata document.
    pub struct Entity {
        /// Its entityID.
        pub entity_id: String,
        /// Whether it has an identity provider role for SAML 2.0.
        pub is_identity_provider: bool,
        /// Whether it is the one that is used.
        pub chosen: bool,
    }

    /// An endpoint of the identity provider.
    pub struct Endpoint {
        /// The element's name, such as `SingleSignOnService`.
        pub kind: String,
        /// The binding's URI.
        pub binding: String,
        /// The address.
        pub location: String,
        /// Where it stands.
        pub span: Place,
    }

    /// A certificate of the metadata, or one embedded in a message.
    pub struct Certificate {
        /// SHA-256 of its DER, in lower-case hexadecimal.
        pub sha256: String,
        /// The subject's name (RFC 4514).
        pub subject: String,
        /// What the metadata says it is for.
        #[serde(rename = "use")]
        pub usage: KeyUse,
        /// Its public key.
        pub key: Key,
        /// Start of its validity.
        pub not_before: String,
        /// End of its validity.
        pub not_after: String,
        /// Where it stands.
        pub span: Place,
    }

    /// What a KeyDescriptor says its key is for (SAML Metadata §2.4.1.1).
    #[derive(Copy, PartialEq, Eq)]
    pub enum KeyUse {
        /// `use="signing"`.
        Signing,
        /// `use="encryption"`.
        Encryption,
        /// No `use`: both.
        Unspecified,
        /// Another value, which makes the key unusable.
        Unknown,
    }

    /// A public key.
    pub struct Key {
        /// `RSA`, `EC P-256`, or another algorithm's name.
        #[serde(rename = "type")]
        pub kind: String,
        /// Its length in bits; 0 where unknown.
        pub bits: u32,
    }

    /// How the capture was read.
    pub struct Capture {
        /// The shape of what was pasted.
        pub format: String,
        /// What was done to read it, in order.
        pub steps: Vec<Step>,
        /// The messages found, in order.
        pub messages: Vec<Message>,
        /// Indices of `messages` in the order in which they were sent.
        pub flow: Vec<u32>,
        /// The index of the message that was judged.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub judged: Option<u32>,
    }

    /// One step of decoding.
    pub struct Step {
        /// What was done, such as `base64`.
        pub what: String,
        /// More about it, for people.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
    }

    /// A message found in the capture.
    pub struct Message {
        /// `Response`, `AuthnRequest` and so on, or `unknown`.
        pub kind: String,
        /// `post` or `redirect`, where the paste tells.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub binding: Option<String>,
        /// The RelayState beside it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub relay_state: Option<String>,
        /// The address it was sent to.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /// When it was sent, as the paste says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub time: Option<String>,
        /// Where it stands in the paste, encodings included.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub place: Option<Place>,
        /// The `id` of the source that holds its XML.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
        /// Details worth showing, as name and value: issuer, destination and so on.
        pub details: Vec<Detail>,
    }

    /// A named value to show.
    pub struct Detail {
        /// What it is.
        pub name: String,
        /// Its value.
        pub value: String,
    }

    /// One signature of the judged message.
    pub struct Signature {
        /// The element that carries it, such as `Assertion`.
        pub element: String,
        /// Whether a trusted key verified it and its digest matches.
        pub valid: bool,
        /// SignatureMethod's URI.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub signature_algorithm: Option<String>,
        /// CanonicalizationMethod's URI.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub canonicalization_algorithm: Option<String>,
        /// The key that verified SignatureValue.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub verified_by: Option<SigningKey>,
        /// The certificates that the signature itself carries. Never trusted.
        pub embedded: Vec<EmbeddedCertificate>,
        /// Outcome of each reference.
        pub references: Vec<Reference>,
        /// The key that made it without being trusted for it, where that is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub made_by: Option<UntrustedKey>,
        /// Why it fails, each proved; empty where it does not fail.
        pub diagnosis: Vec<String>,
        /// Where it stands.
        pub span: Place,
        /// What it covers: the parts of the text that are proved by a trusted key.
        pub covers: Vec<Place>,
    }

    /// A key that verified a signature.
    pub struct SigningKey {
        /// SHA-256 of the certificate's DER.
        pub sha256: String,
        /// The certificate's subject.
        pub subject: String,
        /// Where the certificate comes from: `metadata`.
        pub from: String,
    }

    /// A key that made a signature and that the metadata does not trust to sign.
    pub struct UntrustedKey {
        /// SHA-256 of the certificate's DER.
        pub sha256: String,
        /// The certificate's subject.
        pub subject: String,
        /// Start of its validity.
        pub not_before: String,
        /// End of its validity.
        pub not_after: String,
        /// Where the certificate is: `message`, `savedMetadata`, or `metadata` for one that only encrypts.
        pub from: String,
    }

    /// A certificate inside ds:KeyInfo.
    pub struct EmbeddedCertificate {
        /// SHA-256 of its DER.
        pub sha256: String,
        /// Its subject.
        pub subject: String,
        /// Start of its validity.
        pub not_before: String,
        /// End of its validity.
        pub not_after: String,
        /// Whether the metadata has a certificate with the same key.
        pub in_metadata: bool,
    }

    /// One ds:Reference.
    pub struct Reference {
        /// Its URI.
        pub uri: String,
        /// DigestMethod's URI.
        pub digest_algorithm: String,
        /// The transforms' URIs.
        pub transforms: Vec<String>,
        /// Whether the digest matches; absent where it could not be computed.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub digest_matches: Option<bool>,
    }

    /// The NameID or an attribute of the assertion.
    pub struct Claim {
        /// `NameID`, or the attribute's Name.
        pub name: String,
        /// Its values, without white space around them.
        pub values: Vec<String>,
        /// Whether it lies inside what a trusted key signed.
        pub covered: bool,
        /// The profile's label, where the profile uses it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The meaning of an accepted value, such as what a role may do.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub meaning: Option<String>,
        /// The attribute's FriendlyName.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub friendly_name: Option<String>,
        /// The NameID's Format or the attribute's NameFormat.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub format: Option<String>,
        /// Where it stands.
        pub span: Place,
    }

    /// How the second capture differs from the judged one.
    pub struct Comparison {
        /// What differs, one entry a difference.
        pub differences: Vec<Difference>,
    }

    /// One difference between two captures.
    pub struct Difference {
        /// What it is about, such as `Audience`.
        pub what: String,
        /// In the judged capture.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub this: Option<String>,
        /// In the other one.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub other: Option<String>,
    }

    /// One change of the metadata against the saved one.
    pub struct Change {
        /// What changed, such as `certificate`.
        pub what: String,
        /// The saved value; absent where it is new.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub before: Option<String>,
        /// The new value; absent where it was removed.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub after: Option<String>,
    }

    /// An instant worth showing.
    pub struct TimelineEntry {
        /// What happens then, such as `conditions.notOnOrAfter` or `now`.
        pub what: String,
        /// The same for people.
        pub label: String,
        /// How far from the present: `3 hours ago`, `in 5 minutes`, `now`.
        pub relative: String,
        /// When, in RFC 3339.
        pub instant: String,
        /// Where it stands; absent for the present.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub span: Option<Place>,
    }

    /// A text that places point into.
    pub struct Source {
        /// `metadata`, `capture`, `savedMetadata`, `otherCapture`, or `decoded-1` and so on.
        pub id: String,
        /// What it is, for people.
        pub label: String,
        /// The text; absent where it is the caller's own string.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
    }
}
