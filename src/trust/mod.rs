//! SAML's signature profile (SAML Core §5.4): which trusted key signed which element.
//!
//! This is the only maker of [`Coverage`]. A signature counts for its own parent and for nothing
//! else; what is covered is a set of nodes of the one document that the claims are read from.

mod detached;
mod search;

pub use detached::{DetachedCheck, verify_detached};
pub use search::distinct_keys;

use search::Search;

use crate::crypto::{Allowance, PublicKey};
use crate::dsig::{
    DSIG, Signature, SignedInfoError, StructureError, TransformFault, algorithm, plan_enveloped,
    reference_digest, signed_info_digest,
};
use crate::text::{SourceId, Span};
use crate::x509::Certificate;
use crate::xml::{Document, NodeId, RepeatedId, Subtree};

/// A certificate of the configured metadata whose key may verify signatures.
#[derive(Clone, Debug)]
pub struct TrustedCertificate {
    certificate: Certificate,
    place: Span,
}

impl TrustedCertificate {
    /// Trusts the key of `certificate`, which the metadata at `place` declares for signing.
    pub fn from_metadata(certificate: Certificate, place: Span) -> TrustedCertificate {
        TrustedCertificate { certificate, place }
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Where the metadata declares it.
    pub fn place(&self) -> Span {
        self.place
    }

    fn key(&self) -> Option<&PublicKey> {
        self.certificate.public_key.as_ref().ok()
    }
}

/// What was proved about the signatures of one document.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Every ds:Signature of the document, in document order.
    pub checks: Vec<SignatureCheck>,
    /// Whether there are more Signatures than were looked at.
    pub too_many: bool,
    /// Whether an ID occurs more than once in the document.
    pub has_repeated_ids: bool,
    /// IDs of a decrypted text that occur in the message around it too.
    pub shared_ids: Vec<RepeatedId>,
    /// What trusted keys cover.
    pub coverage: Coverage,
}

impl Verification {
    /// Whether every Signature of the document counts: a single bad one refuses the message, and so does an
    /// ID that leaves open which element is meant.
    pub fn is_sound(&self) -> bool {
        self.is_unambiguous() && self.checks.iter().all(SignatureCheck::is_valid)
    }

    /// Whether a Signature would have to be verified by an algorithm or a key that this build is without.
    pub fn is_left_open(&self) -> bool {
        self.checks.iter().any(|check| check.problems.contains(&SignatureProblem::NotInThisBuild))
    }

    fn is_unambiguous(&self) -> bool {
        !self.too_many && !self.has_repeated_ids && self.shared_ids.is_empty()
    }
}

/// One ds:Signature and everything that speaks against it.
#[derive(Clone, Debug)]
pub struct SignatureCheck {
    /// The text that it stands in.
    pub source: SourceId,
    /// The ds:Signature element.
    pub node: NodeId,
    /// The element that carries it.
    pub parent: NodeId,
    /// The Signature as read, or why it cannot be read.
    pub signature: Result<Signature, StructureError>,
    /// The index of the trusted certificate whose key verifies SignatureValue.
    pub verified_by: Option<usize>,
    /// Whether the digest of the parent matches; `None` where it could not be computed.
    pub digest_matches: Option<bool>,
    /// Why it does not count; empty for a good signature.
    pub problems: Vec<SignatureProblem>,
}

impl SignatureCheck {
    /// Whether it verifies, with a trusted key, exactly the element that carries it.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty() && self.verified_by.is_some() && self.digest_matches == Some(true)
    }
}

/// Why a Signature does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureProblem {
    /// The element that carries it is none that SAML signs here.
    Misplaced,
    /// Another Signature of the same element.
    SecondOfItsParent,
    /// It cannot be read.
    Structure(StructureError),
    /// It does not have exactly one Reference.
    ReferenceCount(usize),
    /// It has a ds:Object.
    HasObject,
    /// The Reference has no `URI`, or one that is no `#` with an ID.
    ReferenceRefused {
        /// The URI, if there is one.
        uri: Option<String>,
        /// Where it stands.
        span: Span,
    },
    /// The Reference names another element than the one that carries the Signature.
    ReferenceMisplaced {
        /// The URI.
        uri: String,
        /// Where it stands.
        span: Span,
    },
    /// The ID that the Reference names occurs more than once.
    IdAmbiguous {
        /// The ID.
        id: String,
    },
    /// The transforms are refused.
    Transforms(TransformFault),
    /// An algorithm is not on the list: the element that names it, and its URI.
    AlgorithmRefused {
        /// `SignatureMethod`, `DigestMethod` or `CanonicalizationMethod`.
        element: &'static str,
        /// Its `Algorithm`.
        uri: String,
        /// Where it stands.
        span: Span,
    },
    /// SignedInfo or the signed element has no canonical form.
    NoCanonicalForm(crate::c14n::C14nError),
    /// Its algorithm, or a key to try, is not part of this build: whether a key verifies it is not known.
    NotInThisBuild,
    /// No trusted key verifies SignatureValue.
    NoKeyVerifies,
    /// Not every trusted key was tried, and none that was tried verifies SignatureValue: there are too many.
    TooManyKeys,
    /// There is no trusted key to try.
    NoTrustedKey,
    /// The digest of the signed element is another one.
    DigestMismatch,
}

/// The nodes that a trusted key proves. Only [`verify`] and [`verify_decrypted`] make one that is not empty.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    proved: Vec<Proved>,
    /// The whole document was decrypted from what a trusted key signed.
    is_inherited: bool,
}

#[derive(Clone, Copy, Debug)]
struct Proved {
    element: NodeId,
    subtree: Subtree,
    /// The Signature itself, which the enveloped-signature transform left out.
    without: Subtree,
    certificate: usize,
}

impl Coverage {
    /// Whether `node` lies in what a trusted key signed.
    pub fn covers(&self, node: NodeId) -> bool {
        self.is_inherited
            || self
                .proved
                .iter()
                .any(|proved| proved.subtree.contains(node) && !proved.without.contains(node))
    }

    /// Whether `element` itself carries a valid signature of a trusted key.
    pub fn is_signed(&self, element: NodeId) -> bool {
        self.proved.iter().any(|proved| proved.element == element)
    }

    /// Elements that carry a valid signature, with the index of the certificate whose key made it.
    pub fn signed_elements(&self) -> impl Iterator<Item = (NodeId, usize)> {
        self.proved.iter().map(|proved| (proved.element, proved.certificate))
    }
}

/// Signatures that are looked at: SAML has at most two in a message, metadata one an entity. Only
/// those at a place where one belongs cost any cryptography.
const MAX_SIGNATURES: usize = 64;

/// Different keys that are tried a signature: each costs one public-key operation. Metadata has one to four.
pub const MAX_KEYS: usize = 64;

/// What all keys tried for the signatures of one document may cost, in units of [`PublicKey::cost`]: twice
/// [`MAX_KEYS`] of RSA-2048 for each of two signatures, or 17 tries on P-521, the slowest curve. A signature for
/// which this does not suffice has a problem of its own.
pub const MAX_COST: u32 = 256;

/// Verifies every ds:Signature of `document`. A signature counts only where its parent is one of
/// `signable`; any other is a problem by itself.
pub fn verify(document: &Document, signable: &[NodeId], trusted: &[TrustedCertificate]) -> Verification {
    let has_repeated_ids = !document.repeated_ids().is_empty();
    let mut verification = Verification { has_repeated_ids, ..Verification::default() };
    let allowance = Allowance::new(MAX_COST);
    for node in document.elements_named(&[(DSIG, "Signature")]) {
        if verification.checks.len() >= MAX_SIGNATURES {
            verification.too_many = true;
            break;
        }
        let parent = document.parent(node).unwrap_or(NodeId::DOCUMENT);
        let is_second = verification.checks.iter().any(|check| check.parent == parent);
        let mut check = SignatureCheck::new(document, node, parent);
        if !signable.contains(&parent) {
            check.problems.push(SignatureProblem::Misplaced);
        } else if is_second {
            check.problems.push(SignatureProblem::SecondOfItsParent);
        } else {
            check.run(document, trusted, &allowance);
        }
        verification.checks.push(check);
    }
    // A repeated ID leaves open which element a reference means: then nothing counts.
    let counts = verification.is_unambiguous();
    let proved = verification.checks.iter().filter(|check| counts && check.is_valid());
    verification.coverage.proved = proved
        .filter_map(|check| {
            Some(Proved {
                element: check.parent,
                subtree: document.subtree(check.parent),
                without: document.subtree(check.node),
                certificate: check.verified_by?,
            })
        })
        .collect();
    verification
}

/// What a decrypted text stood in.
#[derive(Clone, Copy, Debug)]
pub struct Enclosing<'a> {
    /// The document with the ciphertext.
    pub document: &'a Document,
    /// What trusted keys cover in it.
    pub coverage: &'a Coverage,
    /// The element that holds the EncryptedData and its keys.
    pub envelope: NodeId,
}

/// Verifies every ds:Signature of `document`, a text that stood encrypted in `enclosing`.
///
/// Its own signature counts inside it. Beside that, all of it is covered where the ciphertext was: who
/// signs a ciphertext together with its key signs what is in it. An ID that occurs on both sides leaves
/// open which element is meant, so then nothing counts.
pub fn verify_decrypted(
    document: &Document,
    trusted: &[TrustedCertificate],
    enclosing: &Enclosing<'_>,
) -> Verification {
    let mut verification = verify(document, &[document.root()], trusted);
    verification.shared_ids = document.ids_shared_with(enclosing.document);
    match verification.is_unambiguous() {
        true => verification.coverage.is_inherited = enclosing.coverage.covers(enclosing.envelope),
        false => verification.coverage = Coverage::default(),
    }
    verification
}

impl SignatureCheck {
    fn new(document: &Document, node: NodeId, parent: NodeId) -> SignatureCheck {
        let signature = Signature::read(document, node);
        let problems = signature.as_ref().err().cloned().map(SignatureProblem::Structure);
        SignatureCheck {
            source: document.source(),
            node,
            parent,
            signature,
            verified_by: None,
            digest_matches: None,
            problems: problems.into_iter().collect(),
        }
    }

    fn run(&mut self, document: &Document, trusted: &[TrustedCertificate], allowance: &Allowance) {
        let Ok(signature) = self.signature.clone() else {
            return;
        };
        // SignatureValue first: nothing of SignedInfo is worth anything before.
        self.verify_value(document, &signature, trusted, allowance);
        self.verify_reference(document, &signature);
    }

    fn verify_value(
        &mut self,
        document: &Document,
        signature: &Signature,
        trusted: &[TrustedCertificate],
        allowance: &Allowance,
    ) {
        let (algorithm, digest) = match signed_info_digest(document, signature) {
            Ok(signed) => signed,
            Err(error) => {
                self.problems.push(signed_info_problem(error, signature));
                return;
            }
        };
        if !algorithm.is_in_this_build() {
            self.problems.push(SignatureProblem::NotInThisBuild);
            return;
        }
        let has_key = trusted.iter().any(|certificate| certificate.key().is_some());
        let is_unchecked =
            |certificate: &TrustedCertificate| certificate.key().is_some_and(|key| !key.is_checked());
        match search::search(trusted, algorithm, &digest, &signature.value.value, allowance) {
            Search::Found(at) => self.verified_by = Some(at),
            Search::NotAll => self.problems.push(SignatureProblem::TooManyKeys),
            // The whole build may say of such a key that it is none.
            Search::None if trusted.iter().any(is_unchecked) => {
                self.problems.push(SignatureProblem::NotInThisBuild);
            }
            Search::None if has_key => self.problems.push(SignatureProblem::NoKeyVerifies),
            Search::None => self.problems.push(SignatureProblem::NoTrustedKey),
        }
    }

    fn verify_reference(&mut self, document: &Document, signature: &Signature) {
        if !signature.objects.is_empty() {
            self.problems.push(SignatureProblem::HasObject);
        }
        let [reference] = signature.references.as_slice() else {
            self.problems.push(SignatureProblem::ReferenceCount(signature.references.len()));
            return;
        };
        if let Err(problem) = self.resolve(document, reference) {
            self.problems.push(problem);
        }
        let plan = match plan_enveloped(reference) {
            Ok(plan) => plan,
            Err(fault) => {
                self.problems.push(SignatureProblem::Transforms(fault));
                return;
            }
        };
        let Some(digest) = algorithm::digest(&reference.digest_method.value) else {
            let named = &reference.digest_method;
            self.problems.push(SignatureProblem::AlgorithmRefused {
                element: "DigestMethod",
                uri: named.value.clone(),
                span: named.span,
            });
            return;
        };
        match reference_digest(document, self.node, self.parent, &plan, digest) {
            Ok(computed) => {
                let matches = computed.as_bytes() == reference.digest_value.value.as_slice();
                self.digest_matches = Some(matches);
                if !matches {
                    self.problems.push(SignatureProblem::DigestMismatch);
                }
            }
            Err(error) => self.problems.push(SignatureProblem::NoCanonicalForm(error)),
        }
    }

    /// The Reference must be `#` and the ID of the element that carries the Signature, byte for byte.
    fn resolve(
        &self,
        document: &Document,
        reference: &crate::dsig::Reference,
    ) -> Result<(), SignatureProblem> {
        let refused = |uri: Option<String>, span| SignatureProblem::ReferenceRefused { uri, span };
        let Some(uri) = &reference.uri else {
            return Err(refused(None, reference.span));
        };
        let id = uri.value.strip_prefix('#').filter(|id| !id.is_empty() && !id.starts_with("xpointer("));
        let Some(id) = id else {
            return Err(refused(Some(uri.value.clone()), uri.span));
        };
        let own_id = document.attribute(self.parent, "ID").map(|id| id.value);
        if own_id != Some(id) {
            return Err(SignatureProblem::ReferenceMisplaced { uri: uri.value.clone(), span: uri.span });
        }
        match document.repeated_ids().iter().any(|repeated| repeated.value == id) {
            true => Err(SignatureProblem::IdAmbiguous { id: id.to_owned() }),
            false => Ok(()),
        }
    }
}

fn signed_info_problem(error: SignedInfoError, signature: &Signature) -> SignatureProblem {
    let refused = |element, named: &crate::text::Located<String>| SignatureProblem::AlgorithmRefused {
        element,
        uri: named.value.clone(),
        span: named.span,
    };
    match error {
        SignedInfoError::CanonicalizationRefused => {
            refused("CanonicalizationMethod", &signature.canonicalization.uri)
        }
        SignedInfoError::SignatureMethodRefused => refused("SignatureMethod", &signature.signature_method),
        SignedInfoError::Canonicalization(error) => SignatureProblem::NoCanonicalForm(error),
    }
}
