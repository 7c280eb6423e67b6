//! Which of the trusted keys made a signature.

use super::{MAX_KEYS, TrustedCertificate};
use crate::crypto::{Allowance, Digest, PublicKey, SignatureAlgorithm};

/// What came of trying the trusted keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// The key of this index made the signature.
    Found(usize),
    /// None did.
    None,
    /// None that was tried did; there are more than are tried, or the allowance does not suffice.
    NotAll,
}

/// The keys for which `may_fit` holds, with their indices; each once however often it is declared, as nothing
/// comes of trying it again.
pub fn distinct_keys(
    trusted: &[TrustedCertificate],
    may_fit: impl Fn(&PublicKey) -> bool,
) -> impl Iterator<Item = (usize, &TrustedCertificate, &PublicKey)> {
    // At most as many as metadata is read for: a few comparisons of 32 bytes each.
    let mut seen: Vec<&[u8; 32]> = Vec::new();
    trusted.iter().enumerate().filter_map(move |(at, trusted)| {
        let key = trusted.key().filter(|key| may_fit(key))?;
        let hash = &trusted.certificate.spki_sha256;
        if seen.contains(&hash) {
            return None;
        }
        seen.push(hash);
        Some((at, trusted, key))
    })
}

/// Tries every different key that can have made `signature` at all, in the order of the metadata.
pub(super) fn search(
    trusted: &[TrustedCertificate],
    algorithm: SignatureAlgorithm,
    digest: &Digest,
    signature: &[u8],
    allowance: &Allowance,
) -> Search {
    let keys = distinct_keys(trusted, |key| key.may_have_made(algorithm, signature));
    for (tried, (at, _, key)) in keys.enumerate() {
        if tried >= MAX_KEYS || !allowance.pays(key) {
            return Search::NotAll;
        }
        if key.verify(algorithm, digest, signature).is_ok() {
            return Search::Found(at);
        }
    }
    Search::None
}
