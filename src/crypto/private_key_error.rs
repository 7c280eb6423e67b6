//! Why there is no private key to decrypt with.

use std::fmt;

/// Why a text holds no private key that can decrypt here. No variant holds any of the text but the word
/// in its first line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecryptionKeyError {
    /// There is no `-----BEGIN …-----`.
    NoArmour,
    /// There is no END line that fits the BEGIN line.
    NotClosed,
    /// It is PEM of something else.
    NotPrivate {
        /// What, such as `CERTIFICATE`.
        label: String,
    },
    /// What is inside is not base64.
    NotBase64,
    /// The bytes are not the structure that their label names, or the numbers are no RSA key.
    Malformed,
    /// A key that is not for RSA.
    UnsupportedAlgorithm {
        /// What it is for, such as `EC`.
        name: String,
    },
    /// An RSA modulus of fewer than 1024 bits.
    TooShort {
        /// The modulus's length in bits.
        bits: u32,
    },
    /// An RSA modulus of more than 8192 bits.
    TooLong {
        /// The modulus's length in bits.
        bits: u32,
    },
    /// It is encrypted, and there is no passphrase.
    PassphraseMissing,
    /// It does not decrypt with the passphrase.
    PassphraseWrong,
    /// It is encrypted in another way than PBES2 with AES (RFC 8018 §6.2), such as that of old OpenSSL.
    EncryptionUnsupported,
    /// Trying the passphrase would take longer than it could be worth.
    EncryptionTooCostly,
    /// Decryption is left out of this build (the feature `decryption`), so the key was not even looked at.
    NotInThisBuild,
}

impl fmt::Display for DecryptionKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecryptionKeyError::NoArmour => f.write_str("there is no -----BEGIN PRIVATE KEY----- line"),
            DecryptionKeyError::NotClosed => f.write_str("the -----END line is missing"),
            DecryptionKeyError::NotPrivate { label } => write!(f, "it is a {label}, not a private key"),
            DecryptionKeyError::NotBase64 => f.write_str("what is between its lines is not base64"),
            DecryptionKeyError::Malformed => f.write_str("its content cannot be read"),
            DecryptionKeyError::UnsupportedAlgorithm { name } => {
                write!(f, "it is a key for {name}, not for RSA")
            }
            DecryptionKeyError::TooShort { bits } => write!(f, "an RSA key of {bits} bits is too short"),
            DecryptionKeyError::TooLong { bits } => write!(f, "an RSA key of {bits} bits is too long"),
            DecryptionKeyError::PassphraseMissing => f.write_str("it needs a passphrase"),
            DecryptionKeyError::PassphraseWrong => f.write_str("the passphrase is wrong"),
            DecryptionKeyError::EncryptionUnsupported => {
                f.write_str("its passphrase protects it in a way that is not supported")
            }
            DecryptionKeyError::EncryptionTooCostly => f.write_str("trying its passphrase takes too long"),
            DecryptionKeyError::NotInThisBuild => f.write_str("decryption is not part of this build"),
        }
    }
}

impl std::error::Error for DecryptionKeyError {}
