//! Why a signature fails, each answer proved: room 14.
//!
//! What is found here explains a failure to people. Nothing here makes a failing signature count: the
//! verdict knows only `trust`. An answer is a proof or it is not given: a key is named where it made
//! the signature, a change where the digest matches without it.

mod alteration;
mod attempt;
mod canonical;
mod composition;
mod detached;
mod identity;

pub use alteration::Alteration;
pub use detached::{DetachedCause, Encoding, RelayState, Rewriting, diagnose_detached};
pub use identity::{KeyIdentity, KeyOrigin, Suspect};

use attempt::Attempt;
use std::fmt;

use crate::crypto::{Allowance, Digest, KeyType, OpenedBlock, PublicKey, SignatureAlgorithm, open_rsa_block};
use crate::trust::{SignatureCheck, TrustedCertificate};
use crate::xml::Document;

/// Why one Signature fails.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    /// Why no trusted key verifies SignatureValue.
    pub value: ValueCause,
    /// Why the digest of the signed element is another one.
    pub digest: DigestCause,
    /// The certificate that the signature itself brings along, where it can be read. Never trusted.
    pub embedded: Option<KeyIdentity>,
}

/// Why no trusted key verifies SignatureValue.
#[derive(Clone, Debug, Default)]
pub enum ValueCause {
    /// No key was found that made it.
    #[default]
    Unknown,
    /// This key made it, but it is not trusted.
    OtherKey(KeyIdentity),
    /// A trusted key made it, over a SignedInfo that says something else.
    OtherSignedInfo(KeyIdentity),
    /// The signature names this trusted key, which did not make it as it stands.
    ClaimedKeyFails(KeyIdentity),
    /// A trusted key made it, over the SignedInfo that stands here once these changes are undone.
    Altered(Vec<Alteration>),
}

/// Why the digest of the signed element is another one.
#[derive(Clone, Debug, Default)]
pub enum DigestCause {
    /// Nothing was tried.
    #[default]
    Unknown,
    /// None of the changes that are tried explains it.
    Unexplained,
    /// It matches once these changes are undone.
    Altered(Vec<Alteration>),
}

/// Signatures that are explained: a message has two, and more than that is refused anyway.
const MAX_EXPLAINED: usize = 4;

/// Bytes of text for which changes are tried: each costs reading the text anew. Real messages stay
/// below 100 kB.
const MAX_TEXT: usize = 1024 * 1024;

/// Bytes of text for which other canonical forms are computed: eight of them a signature.
const MAX_CANONICAL_TEXT: usize = 256 * 1024;

/// Explains every signature of `checks` that fails, in their order; `checks` are those of `document`. Keys are
/// tried as far as `allowance` goes.
pub fn diagnose(
    document: &Document,
    checks: &[SignatureCheck],
    trusted: &[TrustedCertificate],
    suspects: &[Suspect<'_>],
    allowance: &Allowance,
) -> Vec<Diagnosis> {
    let mut diagnoses = vec![Diagnosis::default(); checks.len()];
    let failing = checks.iter().enumerate().filter(|(_, check)| !check.problems.is_empty());
    let mut attempts: Vec<Attempt<'_>> = failing
        .filter_map(|(at, check)| Attempt::new(document, at, check, trusted, suspects, allowance))
        .take(MAX_EXPLAINED)
        .collect();
    let length = document.text_source().len();
    if length <= MAX_CANONICAL_TEXT {
        attempts.iter_mut().for_each(|attempt| canonical::explain(document, attempt));
    }
    if length <= MAX_TEXT && alteration::explain(document, &mut attempts) {
        attempts.iter_mut().for_each(Attempt::give_up);
    }
    for attempt in attempts {
        if let Some(diagnosis) = diagnoses.get_mut(attempt.at) {
            *diagnosis = attempt.into_diagnosis();
        }
    }
    diagnoses
}

/// Whether `key` made `value` over `digest`; a key that cannot have, or that is not paid for, did not.
fn verifies(
    key: &PublicKey,
    method: SignatureAlgorithm,
    digest: &Digest,
    value: &[u8],
    allowance: &Allowance,
) -> bool {
    key.may_have_made(method, value) && allowance.pays(key) && key.verify(method, digest, value).is_ok()
}

/// Whether opening `value` with `key` is worth a try: the RSA keys of its length.
fn may_open(key: &PublicKey, value: &[u8]) -> bool {
    key.key_type() == KeyType::Rsa && key.signature_length() == value.len()
}

/// What `key` opens, where that is worth a try and paid for.
fn open(key: &PublicKey, value: &[u8], allowance: &Allowance) -> Option<OpenedBlock> {
    (may_open(key, value) && allowance.pays(key)).then(|| open_rsa_block(key, value)).flatten()
}

impl Diagnosis {
    /// What is known about the failure of `check`, one phrase an answer.
    pub fn phrases(&self, check: &SignatureCheck) -> Vec<String> {
        use crate::trust::SignatureProblem::{DigestMismatch, NoKeyVerifies, NoTrustedKey};
        let has_value = check.problems.iter().any(|it| matches!(it, NoKeyVerifies | NoTrustedKey));
        let value = has_value.then(|| self.value.to_string());
        let digest = check.problems.contains(&DigestMismatch).then(|| self.digest.to_string());
        value.into_iter().chain(digest).filter(|phrase| !phrase.is_empty()).collect()
    }
}

impl fmt::Display for ValueCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueCause::Unknown => Ok(()),
            ValueCause::OtherKey(identity) => {
                write!(f, "made with the key of {identity}, which is {}", identity.origin)
            }
            ValueCause::OtherSignedInfo(identity) => {
                write!(f, "made with the key of {identity} in the metadata, but over another SignedInfo")
            }
            ValueCause::ClaimedKeyFails(identity) => {
                write!(f, "names {identity} of the metadata, whose key did not make it as it stands")
            }
            ValueCause::Altered(alterations) => {
                write!(f, "SignedInfo verifies once {}", alteration::undone(alterations))
            }
        }
    }
}

impl fmt::Display for DigestCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DigestCause::Unknown => Ok(()),
            DigestCause::Unexplained => {
                f.write_str("no usual change of formatting explains the other digest")
            }
            DigestCause::Altered(alterations) => {
                write!(f, "the digest matches once {}", alteration::undone(alterations))
            }
        }
    }
}
