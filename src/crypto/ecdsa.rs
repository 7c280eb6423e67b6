//! ECDSA (FIPS 186-5 §6.4) over the three NIST curves that XML signatures name.
//!
//! The signature is r‖s as RFC 9231 §2.3.6 writes it: two numbers of exactly the order's width, never DER.

use super::{Digest, VerifyError};
use p256::ecdsa::signature::hazmat::PrehashVerifier;

macro_rules! curve {
    ($(#[$doc:meta])* $name:ident, $curve:ident, $width:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct $name($curve::PublicKey);

        impl $name {
            /// Reads a point in the form of SEC 1 §2.3.4, compressed or not; `None` where it is not on
            /// the curve or is the point at infinity.
            pub(super) fn read_point(sec1: &[u8]) -> Option<$name> {
                // The forms of RFC 5480 §2.2; the crates know one more.
                let is_known = matches!(sec1.first(), Some(2..=4));
                let key = is_known.then(|| $curve::PublicKey::from_sec1_bytes(sec1).ok());
                key.flatten().map($name)
            }

            pub(super) fn verify(&self, digest: &Digest, signature: &[u8]) -> Result<(), VerifyError> {
                let expected = 2 * $width;
                if signature.len() != expected {
                    return Err(VerifyError::WrongLength { expected, found: signature.len() });
                }
                // Refuses r or s of 0 or of n and above (FIPS 186-5 §6.4.2, step 1).
                let signature =
                    $curve::ecdsa::Signature::from_slice(signature).map_err(|_| VerifyError::OutOfRange)?;
                // Takes the leftmost bits of a digest that is longer than the order (steps 3 and 4).
                let key = $curve::ecdsa::VerifyingKey::from(&self.0);
                key.verify_prehash(digest.as_bytes(), &signature).map_err(|_| VerifyError::Mismatch)
            }
        }
    };
}

curve!(
    /// A key on P-256, whose numbers have 32 bytes.
    P256Key, p256, 32
);
curve!(
    /// A key on P-384, whose numbers have 48 bytes.
    P384Key, p384, 48
);
curve!(
    /// A key on P-521, whose numbers have 66 bytes: 521 bits after seven zero bits.
    P521Key, p521, 66
);
