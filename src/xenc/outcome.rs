//! What may be spent on decrypting, and what comes of it.

use crate::text::{Located, Span};
use std::cell::Cell;
use std::fmt;

/// Operations with the private key that a message may still cost: each takes milliseconds, and a text of
/// 1 MB has room for thousands of keys.
#[derive(Debug)]
pub struct Attempts(
    #[cfg_attr(not(feature = "whole"), allow(dead_code, reason = "none are made"))] Cell<u32>,
);

impl Attempts {
    /// So many operations.
    pub fn new(count: u32) -> Attempts {
        Attempts(Cell::new(count))
    }

    #[cfg(feature = "whole")]
    pub(super) fn take(&self) -> Option<()> {
        self.0.set(self.0.get().checked_sub(1)?);
        Some(())
    }
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decrypted {
    /// The plaintext. Nothing is known about it but that it is UTF-8.
    pub text: String,
    /// What is weak about the way it was encrypted, where the algorithm is named.
    pub weaknesses: Vec<Located<Weakness>>,
}

/// An outdated way to encrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weakness {
    /// A cipher that does not notice a change of the text: CBC (XML Encryption 1.1 §6.1.1).
    Unauthenticated,
    /// RSA with the padding of PKCS#1 v1.5 (XML Encryption 1.1 §5.5.1).
    RsaPkcs1,
}

/// Why nothing was decrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum XencError {
    /// It is not built as XML Encryption says, or in a way that is not accepted.
    Structure {
        /// What is wrong with it.
        fault: StructureFault,
        /// Where.
        span: Span,
    },
    /// An algorithm is not on the list.
    AlgorithmRefused {
        /// The element that names it, such as `EncryptionMethod`.
        element: &'static str,
        /// Its `Algorithm`.
        uri: String,
        /// Where it stands.
        span: Span,
    },
    /// The key does not open it: it was encrypted for another key, or changed since. One error for
    /// everything that can happen to keys and ciphertexts.
    NotDecrypted {
        /// The start tag of the EncryptedData.
        span: Span,
    },
}

impl XencError {
    /// Where.
    pub fn span(&self) -> Span {
        match self {
            XencError::Structure { span, .. }
            | XencError::AlgorithmRefused { span, .. }
            | XencError::NotDecrypted { span } => *span,
        }
    }
}

impl fmt::Display for XencError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            XencError::Structure { fault, .. } => write!(f, "it cannot be read: {fault:?}"),
            XencError::AlgorithmRefused { element, uri, .. } => {
                write!(f, "the {element} {uri:?} is not supported")
            }
            XencError::NotDecrypted { .. } => f.write_str("it does not decrypt with this key"),
        }
    }
}

impl std::error::Error for XencError {}

/// How encrypted content deviates from what is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StructureFault {
    /// A required element is absent or stands elsewhere.
    Missing(&'static str),
    /// An element that does not belong there, or belongs there only once.
    Unexpected,
    /// There are several EncryptedData.
    SeveralEncryptedData,
    /// A required `Algorithm` attribute is absent.
    NoAlgorithm,
    /// Text between elements.
    Text,
    /// A comment, a processing instruction or an element inside a value.
    MarkupInValue,
    /// A value that is not base64.
    NotBase64,
    /// A key or a parameter that is longer than any algorithm makes it.
    ValueTooLong,
    /// The ciphertext is somewhere else. Nothing is ever fetched.
    CipherReference,
    /// `Type` says that the plaintext is something else than one element (SAML Core §2.3.4).
    NotAnElement,
    /// A RetrievalMethod that is no `#` with the ID of an EncryptedKey beside the EncryptedData.
    RetrievalMethod,
    /// A key that is wrapped with a key that is wrapped itself.
    WrappedTwice,
    /// More keys than are tried.
    TooManyKeys,
}
