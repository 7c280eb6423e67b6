//! Digests, public-key signatures and decryption. The only room that names a crate of cryptography.
//!
//! It knows keys and bytes, not XML, and not whom to trust. The key decides which algorithms are
//! possible; a message only names one of them. What a key may be is decided here, before any
//! arithmetic: RSA of 1024 to 8192 bits with an odd exponent of at least 3, and the NIST curves
//! P-256, P-384 and P-521.

mod allowance;
#[cfg(feature = "whole")]
mod cipher;
mod digest;
#[cfg(feature = "whole")]
mod ecdsa;
#[cfg(not(feature = "whole"))]
#[path = "no_ecdsa.rs"]
mod ecdsa;
mod key;
mod mask;
#[cfg(not(feature = "whole"))]
mod no_decryption;
#[cfg(feature = "whole")]
mod private_key;
mod private_key_error;
mod pss;
mod rsa;

pub use self::allowance::Allowance;
#[cfg(feature = "whole")]
pub use self::cipher::{ContentCipher, ContentKey, DecryptError, KeyWrap};
pub use self::digest::{Digest, DigestAlgorithm, Hasher};
pub use self::key::{KeyDescription, KeyError, KeyKind, KeyType, PublicKey};
#[cfg(not(feature = "whole"))]
pub use self::no_decryption::DecryptionKey;
#[cfg(feature = "whole")]
pub use self::private_key::{DecryptionKey, KeyTransport};
pub use self::private_key_error::DecryptionKeyError;
pub use self::rsa::{OpenedBlock, open_rsa_block};

use self::key::Kind;
use std::fmt;

/// A signature algorithm that this crate can verify. HMAC, DSA, MD5 and RIPEMD do not exist here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017 §8.1) with MGF1 of the same hash and a salt as long as the hash.
    RsaPss(DigestAlgorithm),
    /// ECDSA (FIPS 186-5 §6.4) on the key's own curve; the signature is r‖s, each of the order's width.
    Ecdsa(DigestAlgorithm),
}

impl SignatureAlgorithm {
    /// The hash that the signature is over.
    pub fn digest_algorithm(self) -> DigestAlgorithm {
        match self {
            SignatureAlgorithm::RsaPkcs1(digest)
            | SignatureAlgorithm::RsaPss(digest)
            | SignatureAlgorithm::Ecdsa(digest) => digest,
        }
    }

    /// Whether this build can verify such a signature: ECDSA is behind the feature `whole`.
    pub fn is_in_this_build(self) -> bool {
        cfg!(feature = "whole") || !matches!(self, SignatureAlgorithm::Ecdsa(_))
    }

    /// Whether a key of this type can have made such a signature.
    pub fn fits(self, key: KeyType) -> bool {
        match self {
            SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss(_) => key == KeyType::Rsa,
            SignatureAlgorithm::Ecdsa(_) => key != KeyType::Rsa,
        }
    }
}

/// Why a signature is not this key's signature over this digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The algorithm belongs to another type of key.
    AlgorithmDoesNotFitKey,
    /// The digest was not made with the algorithm's hash: a mistake of the caller, not of the message.
    DigestDoesNotFitAlgorithm,
    /// The signature is not as long as this key makes them (RFC 8017 §8.1.2, §8.2.2; RFC 9231 §2.3.6).
    WrongLength {
        /// The only length in bytes that this key makes.
        expected: usize,
        /// The length in bytes that was found.
        found: usize,
    },
    /// The signature's number is not below the modulus, or r or s is not in 1..n-1.
    OutOfRange,
    /// Well-formed, but made by another key, over another digest, or with another encoding.
    Mismatch,
    /// It would be verified by ECDSA, which this build is without: nothing is known about it.
    NotInThisBuild,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VerifyError::AlgorithmDoesNotFitKey => {
                f.write_str("the algorithm belongs to another type of key")
            }
            VerifyError::DigestDoesNotFitAlgorithm => {
                f.write_str("the digest is not of the algorithm's hash")
            }
            VerifyError::WrongLength { expected, found } => {
                write!(f, "the signature has {found} bytes where this key makes {expected}")
            }
            VerifyError::OutOfRange => f.write_str("the signature holds a number that this key cannot make"),
            VerifyError::Mismatch => f.write_str("the signature is not this key's over this digest"),
            VerifyError::NotInThisBuild => f.write_str("ECDSA is not part of this build"),
        }
    }
}

impl std::error::Error for VerifyError {}

impl PublicKey {
    /// Verifies that `signature` is this key's, made with `algorithm`, over `digest`.
    ///
    /// # Errors
    /// [`VerifyError`] for every other outcome.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &Digest,
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        if digest.algorithm() != algorithm.digest_algorithm() {
            return Err(VerifyError::DigestDoesNotFitAlgorithm);
        }
        match (algorithm, &self.kind) {
            (SignatureAlgorithm::RsaPkcs1(_), Kind::Rsa(key)) => key.verify_pkcs1(digest, signature),
            (SignatureAlgorithm::RsaPss(_), Kind::Rsa(key)) => key.verify_pss(digest, signature),
            (SignatureAlgorithm::Ecdsa(_), Kind::P256(key)) => key.verify(digest, signature),
            (SignatureAlgorithm::Ecdsa(_), Kind::P384(key)) => key.verify(digest, signature),
            (SignatureAlgorithm::Ecdsa(_), Kind::P521(key)) => key.verify(digest, signature),
            _ => Err(VerifyError::AlgorithmDoesNotFitKey),
        }
    }
}

#[cfg(test)]
mod tests;
