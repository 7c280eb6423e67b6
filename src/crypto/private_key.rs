//! The service provider's private key: read from PEM, and used to decrypt the keys of texts.
//!
//! Blinding, which hides how long an operation takes, needs random numbers, and there are none here. The
//! key is the user's own, used in the user's own browser or shell: nobody else is there to measure.

use super::cipher::{ContentKey, DecryptError};
use super::key::{RSA_ENCRYPTION, name_of_algorithm};
use super::mask::unmask;
use super::rsa::{LONGEST_BITS, SHORTEST_BITS, bit_length};
use super::{DecryptionKeyError, DigestAlgorithm};
use crate::base64::decode_base64;
use crypto_bigint::BoxedUint;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::pkcs1;
use rsa::rand_core::CryptoRng;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};
use std::fmt;
use zeroize::Zeroizing;

/// An RSA private key. Its `Debug` shows its length alone; it is wiped when it is dropped.
pub struct DecryptionKey {
    key: RsaPrivateKey,
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecryptionKey({} bits)", self.key.n().bits_vartime())
    }
}

/// How a key is encrypted for the owner of an RSA key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyTransport {
    /// RSAES-PKCS1-v1_5 (RFC 8017 §7.2).
    RsaPkcs1,
    /// RSAES-OAEP (RFC 8017 §7.1).
    RsaOaep {
        /// The hash of the label.
        digest: DigestAlgorithm,
        /// The hash that MGF1 uses.
        mask: DigestAlgorithm,
        /// The label, usually empty.
        label: Vec<u8>,
    },
}

type Read<T> = Result<T, DecryptionKeyError>;

impl DecryptionKey {
    /// Reads PEM (RFC 7468) of PKCS#1, PKCS#8 or PKCS#8 encrypted with `passphrase`. Other text and other
    /// blocks around it, such as a certificate, are passed over.
    ///
    /// # Errors
    /// [`DecryptionKeyError`] for anything but a usable RSA private key.
    pub fn read_pem(text: &str, passphrase: Option<&str>) -> Read<DecryptionKey> {
        let (label, body) = find_block(text)?;
        if body.contains("Proc-Type:") {
            return Err(DecryptionKeyError::EncryptionUnsupported);
        }
        let der = Zeroizing::new(decode_base64(body).map_err(|_| DecryptionKeyError::NotBase64)?);
        match label {
            "RSA PRIVATE KEY" => read_pkcs1(&der),
            "PRIVATE KEY" => read_pkcs8(&der),
            _ => {
                let passphrase = passphrase.ok_or(DecryptionKeyError::PassphraseMissing)?;
                // A wrong passphrase now and then leaves padding that looks right, but never a key.
                read_pkcs8(&decrypt_pkcs8(&der, passphrase)?).map_err(|error| match error {
                    DecryptionKeyError::Malformed => DecryptionKeyError::PassphraseWrong,
                    other => other,
                })
            }
        }
    }

    /// Decrypts the octets of an EncryptedKey's CipherValue.
    ///
    /// # Errors
    /// [`DecryptError`], whatever the reason. PKCS#1 v1.5 gives a key that fits nothing instead, where its
    /// padding is wrong.
    pub fn decrypt(&self, transport: &KeyTransport, encrypted: &[u8]) -> Result<ContentKey, DecryptError> {
        let key = match transport {
            KeyTransport::RsaPkcs1 => {
                self.key.decrypt(Pkcs1v15Encrypt, encrypted).map(Zeroizing::new).map_err(|_| DecryptError)?
            }
            KeyTransport::RsaOaep { digest, mask, label } => {
                let mut block = private_operation(&self.key, encrypted).ok_or(DecryptError)?;
                decode_oaep(&mut block, *digest, *mask, label).ok_or(DecryptError)?
            }
        };
        Ok(ContentKey(key))
    }
}

/// What a PEM text starts with, before its label.
const BEGIN: &str = "-----BEGIN ";
/// What ends both lines.
const DASHES: &str = "-----";
/// Blocks that are looked at: a file has a key, a certificate and its issuers.
const MAX_BLOCKS: usize = 16;
/// The labels of RFC 7468 are half as long.
const LONGEST_LABEL: usize = 64;

/// The label and the body of the first private key.
fn find_block(text: &str) -> Read<(&'static str, &str)> {
    let mut other = None;
    for block in text.split(BEGIN).skip(1).take(MAX_BLOCKS) {
        let Some((label, rest)) = block.split_once(DASHES).filter(|(label, _)| is_label(label)) else {
            other.get_or_insert(DecryptionKeyError::NotClosed);
            continue;
        };
        let known = ["RSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"];
        match (known.into_iter().find(|known| *known == label), label.strip_suffix(" PRIVATE KEY")) {
            (Some(label), _) => {
                let (body, end) = rest.split_once("-----END ").ok_or(DecryptionKeyError::NotClosed)?;
                let is_closed = end.strip_prefix(label).is_some_and(|end| end.starts_with(DASHES));
                return if is_closed { Ok((label, body)) } else { Err(DecryptionKeyError::NotClosed) };
            }
            (None, Some(name)) => {
                return Err(DecryptionKeyError::UnsupportedAlgorithm { name: name.to_owned() });
            }
            (None, None) => {
                other.get_or_insert(DecryptionKeyError::NotPrivate { label: label.to_owned() });
            }
        }
    }
    Err(other.unwrap_or(DecryptionKeyError::NoArmour))
}

/// Only what cannot be any part of a key is ever repeated to people.
fn is_label(label: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b" .".contains(&byte);
    label.len() <= LONGEST_LABEL && label.bytes().all(is_plain)
}

/// RSAPrivateKey (RFC 8017 §A.1.2). Sizes are judged before any arithmetic.
fn read_pkcs1(der: &[u8]) -> Read<DecryptionKey> {
    let parts = pkcs1::RsaPrivateKeyRef::try_from(der).map_err(|_| DecryptionKeyError::Malformed)?;
    let bits = bit_length(parts.modulus.as_bytes());
    if bits < SHORTEST_BITS {
        return Err(DecryptionKeyError::TooShort { bits });
    }
    if bits > LONGEST_BITS {
        return Err(DecryptionKeyError::TooLong { bits });
    }
    let key = RsaPrivateKey::try_from(parts).map_err(|_| DecryptionKeyError::Malformed)?;
    Ok(DecryptionKey { key })
}

/// PrivateKeyInfo (RFC 5208 §5).
fn read_pkcs8(der: &[u8]) -> Read<DecryptionKey> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| DecryptionKeyError::Malformed)?;
    match info.algorithm.oid {
        RSA_ENCRYPTION => read_pkcs1(info.private_key.as_bytes()),
        other => Err(DecryptionKeyError::UnsupportedAlgorithm { name: name_of_algorithm(other) }),
    }
}

/// Rounds of PBKDF2 that are run: tools make 2,048 to 600,000, and a million take seconds in a browser.
const MAX_ROUNDS: u32 = 2_000_000;
/// Bytes that scrypt may fill: OpenSSL's and everybody's parameters take 16 MiB.
const MAX_MEMORY: u64 = 64 << 20;
/// Times that scrypt may fill them.
const MAX_PARALLEL: u16 = 4;

/// EncryptedPrivateKeyInfo (RFC 5208 §6).
fn decrypt_pkcs8(der: &[u8], passphrase: &str) -> Read<Zeroizing<Vec<u8>>> {
    let unsupported = |_| DecryptionKeyError::EncryptionUnsupported;
    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(unsupported)?;
    let EncryptionScheme::Pbes2(parameters) = &info.encryption_algorithm else {
        return Err(DecryptionKeyError::EncryptionUnsupported);
    };
    let is_cheap = match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MAX_ROUNDS,
        Kdf::Scrypt(scrypt) => {
            let memory =
                scrypt.cost_parameter.saturating_mul(u64::from(scrypt.block_size)).saturating_mul(128);
            memory <= MAX_MEMORY && scrypt.parallelization <= MAX_PARALLEL
        }
        _ => return Err(DecryptionKeyError::EncryptionUnsupported),
    };
    if !is_cheap {
        return Err(DecryptionKeyError::EncryptionTooCostly);
    }
    let mut text = Zeroizing::new(info.encrypted_data.as_bytes().to_vec());
    let decrypted = parameters.decrypt_in_place(passphrase, &mut text);
    let length = decrypted.map_err(|_| DecryptionKeyError::PassphraseWrong)?.len();
    text.truncate(length);
    Ok(text)
}

/// RSADP (RFC 8017 §5.1.2), as a block of the modulus's length.
fn private_operation(key: &RsaPrivateKey, encrypted: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if encrypted.len() != key.size() {
        return None;
    }
    let number = BoxedUint::from_be_slice(encrypted, key.n_bits_precision()).ok()?;
    let opened = Zeroizing::new(rsa_decrypt_and_check(key, None::<&mut dyn CryptoRng>, &number).ok()?);
    let bytes = Zeroizing::new(opened.to_be_bytes());
    // Of the precision's length, which is that of the modulus in whole words.
    let surplus = bytes.len().checked_sub(key.size())?;
    Some(Zeroizing::new(bytes.get(surplus..)?.to_vec()))
}

/// EME-OAEP decoding (RFC 8017 §7.1.2, step 3) of 00 ‖ masked seed ‖ masked (hash of the label ‖ 00… ‖ 01 ‖
/// message). There is one outcome for every fault.
fn decode_oaep(
    block: &mut [u8],
    digest: DigestAlgorithm,
    mask: DigestAlgorithm,
    label: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let hash = digest.digest(label);
    let (first, rest) = block.split_first_mut()?;
    let (seed, data) = rest.split_at_mut_checked(hash.as_bytes().len())?;
    unmask(seed, data, mask);
    unmask(data, seed, mask);
    let (found, padded) = data.split_at_checked(hash.as_bytes().len())?;
    let zeros = padded.iter().take_while(|byte| **byte == 0).count();
    let (one, message) = padded.get(zeros..)?.split_first()?;
    let differs = found.iter().zip(hash.as_bytes()).fold(*first, |all, (a, b)| all | (a ^ b));
    (differs | (one ^ 1) == 0).then(|| Zeroizing::new(message.to_vec()))
}
