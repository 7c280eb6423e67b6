//! Keys that may explain a failure, and how they are named.

use std::fmt;

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

impl fmt::Display for KeyOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KeyOrigin::Metadata => "in the metadata",
            KeyOrigin::MetadataEncryption => "in the metadata for encryption only",
            KeyOrigin::SavedMetadata => "in the saved metadata only",
            KeyOrigin::Embedded => "in the signature itself and not in the metadata",
        })
    }
}

/// A key that is not trusted to sign but may have signed all the same.
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
    /// The first instant of the certificate's validity.
    pub not_before: Instant,
    /// The last one.
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

    /// The beginning of the fingerprint: enough to compare by eye with what a console shows.
    pub fn short_fingerprint(&self) -> String {
        const SHOWN: usize = 6;
        let bytes: Vec<String> = self.sha256.iter().take(SHOWN).map(|byte| format!("{byte:02X}")).collect();
        format!("{}…", bytes.join(":"))
    }
}

impl fmt::Display for KeyIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (SHA-256 {})", self.subject, self.short_fingerprint())
    }
}
