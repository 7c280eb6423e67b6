//! Keys that are not trusted but may explain a failure.

use crate::time::Instant;
use crate::x509::Certificate;

/// Where a key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOrigin {
    /// The metadata, for signing.
    Metadata,
    /// The metadata, for encryption only.
    MetadataEncryption,
    /// The metadata that is in force now.
    SavedMetadata,
    /// The signature itself.
    Embedded,
}

/// A key that is tried, to explain.
#[derive(Clone, Copy, Debug)]
pub struct Suspect<'a> {
    /// Where it comes from.
    pub origin: KeyOrigin,
    /// Its certificate.
    pub certificate: &'a Certificate,
}

/// What names a key to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyIdentity {
    /// Where it comes from.
    pub origin: KeyOrigin,
    /// The certificate's subject.
    pub subject: String,
    /// SHA-256 of the certificate.
    pub sha256: [u8; 32],
    /// The certificate's validity.
    pub not_before: Instant,
    /// The end of it.
    pub not_after: Instant,
}

impl KeyIdentity {
    /// What names the key of `certificate`.
    pub fn of(origin: KeyOrigin, certificate: &Certificate) -> KeyIdentity {
        KeyIdentity {
            origin,
            subject: certificate.subject.clone(),
            sha256: certificate.sha256,
            not_before: certificate.not_before,
            not_after: certificate.not_after,
        }
    }
}
