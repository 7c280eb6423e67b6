//! The signature of the HTTP-Redirect binding: it stands in the address, not in the message.

use super::{MAX_KEYS, TrustedCertificate};
use crate::capture::DetachedSignature;
use crate::crypto::PublicKey;
use crate::dsig::algorithm;

/// What came of verifying a signature in an address (SAML Bindings §3.4.4.1).
///
/// It covers no node of any document: nothing read from a message becomes trusted by it. A Response
/// has to be signed itself (SAML Profiles §4.1.2, which keeps responses from this binding).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetachedCheck {
    /// The trusted key of this index made it.
    Verified(usize),
    /// The address names no algorithm.
    NoAlgorithm,
    /// The address has no signature, or one that is not base64.
    NoSignature,
    /// The algorithm is not accepted.
    AlgorithmRefused,
    /// There is no trusted key to verify with.
    NoTrustedKey,
    /// The algorithm is accepted, but not part of this build.
    NotInThisBuild,
    /// No trusted key made it over these octets.
    NoKeyVerifies,
    /// It was not looked at: there are too many signatures and keys.
    NotTried,
}

/// Verifies `signature` over its original octets with the keys of `trusted`.
pub fn verify_detached(signature: &DetachedSignature, trusted: &[TrustedCertificate]) -> DetachedCheck {
    if signature.sig_alg.is_empty() {
        return DetachedCheck::NoAlgorithm;
    }
    let Some(algorithm) = algorithm::signature(&signature.sig_alg) else {
        return DetachedCheck::AlgorithmRefused;
    };
    if signature.signature.is_empty() {
        return DetachedCheck::NoSignature;
    }
    if !trusted.iter().any(|trusted| trusted.key().is_some()) {
        return DetachedCheck::NoTrustedKey;
    }
    if !algorithm.is_in_this_build() {
        return DetachedCheck::NotInThisBuild;
    }
    let digest = algorithm.digest_algorithm().digest(&signature.signed_octets);
    let verifies = |key: &PublicKey| key.verify(algorithm, &digest, &signature.signature).is_ok();
    let keys = trusted.iter().take(MAX_KEYS).map(TrustedCertificate::key);
    match keys.enumerate().find(|(_, key)| key.is_some_and(verifies)) {
        Some((at, _)) => DetachedCheck::Verified(at),
        None => DetachedCheck::NoKeyVerifies,
    }
}
