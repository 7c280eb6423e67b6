//! In place of private keys where decryption is left out of the build: there is none, whatever is given.

use super::DecryptionKeyError;

/// A key that cannot exist, so nothing that needs one is compiled.
#[derive(Debug)]
pub enum DecryptionKey {}

impl DecryptionKey {
    /// # Errors
    /// Always [`DecryptionKeyError::NotInThisBuild`].
    pub fn read_pem(_: &str, _: Option<&str>) -> Result<DecryptionKey, DecryptionKeyError> {
        Err(DecryptionKeyError::NotInThisBuild)
    }
}
