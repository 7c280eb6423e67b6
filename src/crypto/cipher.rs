//! The ciphers of XML Encryption 1.1 (§5.2, §5.7): AES in CBC and GCM, and AES key wrap (RFC 3394).

use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::AeadInOut;
use aes_gcm::aead::consts::{U12, U16};
use aes_kw::AesKw;
use cbc::cipher::block_padding::Iso10126;
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockSizeUser, KeyInit, KeyIvInit,
};
use std::fmt;
use zeroize::Zeroizing;

/// Nothing was decrypted: another key, changed bytes, a wrong tag or wrong padding. Which of them is not
/// told on purpose, so that nobody can learn a text by asking often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecryptError;

impl fmt::Display for DecryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it does not decrypt with this key")
    }
}

impl std::error::Error for DecryptError {}

/// A key that came out of an EncryptedKey. It cannot be shown, and is wiped when it is dropped.
pub struct ContentKey(pub(super) Zeroizing<Vec<u8>>);

impl fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContentKey(…)")
    }
}

/// How a text is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentCipher {
    /// AES-128 in CBC, which does not notice a change of the text.
    Aes128Cbc,
    /// AES-192 in CBC.
    Aes192Cbc,
    /// AES-256 in CBC.
    Aes256Cbc,
    /// AES-128 in GCM with a tag of 128 bits.
    Aes128Gcm,
    /// AES-192 in GCM.
    Aes192Gcm,
    /// AES-256 in GCM.
    Aes256Gcm,
}

impl ContentCipher {
    /// Whether a change of the encrypted text is always noticed.
    pub fn is_authenticated(self) -> bool {
        match self {
            ContentCipher::Aes128Cbc | ContentCipher::Aes192Cbc | ContentCipher::Aes256Cbc => false,
            ContentCipher::Aes128Gcm | ContentCipher::Aes192Gcm | ContentCipher::Aes256Gcm => true,
        }
    }

    /// Decrypts the octets of a CipherValue: initialization vector, text and padding or tag.
    ///
    /// # Errors
    /// [`DecryptError`], whatever the reason: also for a key of another length.
    pub fn decrypt(self, key: &ContentKey, ciphertext: &[u8]) -> Result<Vec<u8>, DecryptError> {
        let decrypted = match self {
            ContentCipher::Aes128Cbc => decrypt_cbc::<Aes128>(&key.0, ciphertext),
            ContentCipher::Aes192Cbc => decrypt_cbc::<Aes192>(&key.0, ciphertext),
            ContentCipher::Aes256Cbc => decrypt_cbc::<Aes256>(&key.0, ciphertext),
            ContentCipher::Aes128Gcm => decrypt_gcm::<Aes128>(&key.0, ciphertext),
            ContentCipher::Aes192Gcm => decrypt_gcm::<Aes192>(&key.0, ciphertext),
            ContentCipher::Aes256Gcm => decrypt_gcm::<Aes256>(&key.0, ciphertext),
        };
        decrypted.ok_or(DecryptError)
    }
}

/// XML Encryption §5.2: a vector of one block, then whole blocks; the last octet says how many octets of
/// the last block are padding, 1 to 16 of any value, which is what ISO 10126 says too.
fn decrypt_cbc<C: BlockCipherDecrypt + KeyInit + BlockSizeUser<BlockSize = U16>>(
    key: &[u8],
    ciphertext: &[u8],
) -> Option<Vec<u8>> {
    let (vector, blocks) = ciphertext.split_first_chunk::<16>()?;
    let mut text = blocks.to_vec();
    let cipher = cbc::Decryptor::<C>::new_from_slices(key, vector).ok()?;
    let length = cipher.decrypt_padded::<Iso10126>(&mut text).ok()?.len();
    text.truncate(length);
    Some(text)
}

/// XML Encryption §5.2.4: a vector of 96 bits, the text, and a tag of 128 bits, never a shorter one.
fn decrypt_gcm<C: BlockCipherEncrypt + KeyInit + BlockSizeUser<BlockSize = U16>>(
    key: &[u8],
    ciphertext: &[u8],
) -> Option<Vec<u8>> {
    let (vector, rest) = ciphertext.split_first_chunk::<12>()?;
    let (text, tag) = rest.split_last_chunk::<16>()?;
    let cipher = AesGcm::<C, U12, U16>::new_from_slice(key).ok()?;
    let mut text = text.to_vec();
    cipher.decrypt_inout_detached(&(*vector).into(), &[], text.as_mut_slice().into(), &(*tag).into()).ok()?;
    Some(text)
}

/// How a key is encrypted with another key of AES.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyWrap {
    /// With AES-128.
    Aes128,
    /// With AES-192.
    Aes192,
    /// With AES-256.
    Aes256,
}

/// The longest key that is wrapped is one of AES-256, and wrapping adds 8 octets.
const LONGEST_WRAPPED: usize = 40;

impl KeyWrap {
    /// Unwraps a key with `wrapping` (RFC 3394 §2.2.2).
    ///
    /// # Errors
    /// [`DecryptError`], whatever the reason.
    pub fn unwrap(self, wrapping: &ContentKey, wrapped: &[u8]) -> Result<ContentKey, DecryptError> {
        if wrapped.len() > LONGEST_WRAPPED {
            return Err(DecryptError);
        }
        let unwrapped = match self {
            KeyWrap::Aes128 => unwrap::<Aes128>(&wrapping.0, wrapped),
            KeyWrap::Aes192 => unwrap::<Aes192>(&wrapping.0, wrapped),
            KeyWrap::Aes256 => unwrap::<Aes256>(&wrapping.0, wrapped),
        };
        unwrapped.map(ContentKey).ok_or(DecryptError)
    }
}

fn unwrap<C: BlockCipherDecrypt + KeyInit + BlockSizeUser<BlockSize = U16>>(
    wrapping: &[u8],
    wrapped: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = AesKw::<C>::new_from_slice(wrapping).ok()?;
    let mut key = Zeroizing::new(vec![0; LONGEST_WRAPPED]);
    let length = cipher.unwrap_key(wrapped, &mut key).ok()?.len();
    key.truncate(length);
    Some(key)
}
