//! In place of keys on curves where ECDSA is left out of the build: their form is read, whether they are on
//! their curve is not known, and nothing is verified with them.

use super::{Digest, VerifyError};

macro_rules! curve {
    ($(#[$doc:meta])* $name:ident, $width:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct $name(Box<[u8]>);

        impl $name {
            /// Takes what has the form of a point (SEC 1 §2.3.4), compressed or not; `None` for all else.
            pub(super) fn read_point(sec1: &[u8]) -> Option<$name> {
                let length = match sec1.first()? {
                    2 | 3 => 1 + $width,
                    4 => 1 + 2 * $width,
                    _ => return None,
                };
                (sec1.len() == length).then(|| $name(sec1.into()))
            }

            /// # Errors
            /// Always [`VerifyError::NotInThisBuild`].
            pub(super) fn verify(&self, _: &Digest, _: &[u8]) -> Result<(), VerifyError> {
                Err(VerifyError::NotInThisBuild)
            }
        }
    };
}

curve!(
    /// A key on P-256, whose numbers have 32 bytes.
    P256Key, 32
);
curve!(
    /// A key on P-384, whose numbers have 48 bytes.
    P384Key, 48
);
curve!(
    /// A key on P-521, whose numbers have 66 bytes.
    P521Key, 66
);
