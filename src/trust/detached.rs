//! The signature of the HTTP-Redirect binding: it stands in the address, not in the message.

use super::TrustedCertificate;
use super::search::{Search, search};
use crate::capture::DetachedSignature;
use crate::crypto::Allowance;
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
    /// Not every trusted key was tried, as there are too many signatures and keys.
    NotTried,
}

/// Verifies `signature` over its original octets with the keys of `trusted`, as far as `allowance` goes.
pub fn verify_detached(
    signature: &DetachedSignature,
    trusted: &[TrustedCertificate],
    allowance: &Allowance,
) -> DetachedCheck {
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
    match search(trusted, algorithm, &digest, &signature.signature, allowance) {
        Search::Found(at) => DetachedCheck::Verified(at),
        Search::None => DetachedCheck::NoKeyVerifies,
        Search::NotAll => DetachedCheck::NotTried,
    }
}
