//! Core validation (XML-DSig §3.2): reference validation and signature validation, one at a time.

use super::algorithm::{self, CanonicalizationMethod, ENVELOPED_SIGNATURE};
use super::read::{Algorithm, Reference, Signature};
use crate::c14n::{C14nError, Canonicalization, Method, canonicalize};
use crate::crypto::{Digest, DigestAlgorithm, Hasher, SignatureAlgorithm};
use crate::text::Span;
use crate::xml::{Document, NodeId};

/// The transforms of a Reference as this product carries them out.
#[derive(Clone, Debug)]
pub struct TransformPlan<'a> {
    /// Whether enveloped-signature removes the Signature.
    pub enveloped: bool,
    /// The canonicalisation; inclusive C14N 1.0 where none is named (XML-DSig §4.4.3.2).
    pub canonicalization: CanonicalizationMethod,
    /// The PrefixList that belongs to it.
    pub prefix_list: &'a [String],
}

/// Why a list of transforms is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransformFault {
    /// There is no enveloped-signature transform.
    NotEnveloped,
    /// A transform other than enveloped-signature and the canonicalisations.
    Unknown {
        /// Its URI.
        uri: String,
        /// Where it stands.
        span: Span,
    },
    /// A transform twice, or in the wrong order.
    Order {
        /// Where it stands.
        span: Span,
    },
}

/// Orders the transforms of an enveloped signature: enveloped-signature first and exactly once, then
/// at most one canonicalisation (SAML Core §5.4.4).
///
/// # Errors
/// [`TransformFault`] for every other list.
pub fn plan_enveloped(reference: &Reference) -> Result<TransformPlan<'_>, TransformFault> {
    let transforms = reference.transforms.as_deref().unwrap_or_default();
    let known = |transform: &Algorithm| {
        let uri = &transform.uri.value;
        let is_known = uri == ENVELOPED_SIGNATURE || algorithm::canonicalization(uri).is_some();
        is_known && !transform.has_other_children
    };
    if let Some(unknown) = transforms.iter().find(|transform| !known(transform)) {
        return Err(TransformFault::Unknown { uri: unknown.uri.value.clone(), span: unknown.uri.span });
    }
    let mut rest = match transforms.split_first() {
        Some((first, rest)) if first.uri.value == ENVELOPED_SIGNATURE => rest.iter(),
        Some((first, rest)) if rest.iter().any(|other| other.uri.value == ENVELOPED_SIGNATURE) => {
            return Err(TransformFault::Order { span: first.uri.span });
        }
        _ => return Err(TransformFault::NotEnveloped),
    };
    let default = CanonicalizationMethod { method: Method::Inclusive10, with_comments: false };
    let (canonicalization, prefix_list) = match rest.next() {
        None => (default, [].as_slice()),
        Some(second) => match algorithm::canonicalization(&second.uri.value) {
            Some(method) => (method, second.prefix_list.as_slice()),
            None => return Err(TransformFault::Order { span: second.uri.span }),
        },
    };
    match rest.next() {
        Some(third) => Err(TransformFault::Order { span: third.uri.span }),
        None => Ok(TransformPlan { enveloped: true, canonicalization, prefix_list }),
    }
}

/// The digest of the element `target` as `plan` transforms it.
///
/// A same-document reference leaves comments out whatever the canonicalisation says
/// (XML-DSig §4.4.3.3).
///
/// # Errors
/// [`C14nError`] where the element has no canonical form.
pub fn reference_digest(
    document: &Document,
    signature: NodeId,
    target: NodeId,
    plan: &TransformPlan<'_>,
    digest: DigestAlgorithm,
) -> Result<Digest, C14nError> {
    let omit = plan.enveloped.then_some(signature);
    let method = CanonicalizationMethod { with_comments: false, ..plan.canonicalization };
    digest_of(document, target, omit, method, plan.prefix_list, digest)
}

/// The digest of SignedInfo that SignatureValue signs.
///
/// # Errors
/// [`SignedInfoError`] where an algorithm is not known or SignedInfo has no canonical form.
pub fn signed_info_digest(
    document: &Document,
    signature: &Signature,
) -> Result<(SignatureAlgorithm, Digest), SignedInfoError> {
    let named = &signature.canonicalization;
    let method = algorithm::canonicalization(&named.uri.value)
        .filter(|_| !named.has_other_children)
        .ok_or(SignedInfoError::CanonicalizationRefused)?;
    let algorithm = algorithm::signature(&signature.signature_method.value)
        .filter(|_| !signature.signature_method_has_children)
        .ok_or(SignedInfoError::SignatureMethodRefused)?;
    let digest = algorithm.digest_algorithm();
    let digest = digest_of(document, signature.signed_info, None, method, &named.prefix_list, digest)
        .map_err(SignedInfoError::Canonicalization)?;
    Ok((algorithm, digest))
}

/// Why the digest of SignedInfo cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedInfoError {
    /// CanonicalizationMethod is not on the list.
    CanonicalizationRefused,
    /// SignatureMethod is not on the list, or has parameters that are not defined for it.
    SignatureMethodRefused,
    /// SignedInfo has no canonical form.
    Canonicalization(C14nError),
}

fn digest_of(
    document: &Document,
    apex: NodeId,
    omit: Option<NodeId>,
    method: CanonicalizationMethod,
    prefix_list: &[String],
    digest: DigestAlgorithm,
) -> Result<Digest, C14nError> {
    let mut hasher = Hasher::new(digest);
    let algorithm =
        Canonicalization { method: method.method, with_comments: method.with_comments, prefix_list };
    canonicalize(document, apex, omit, &algorithm, &mut |bytes| hasher.update(bytes))?;
    Ok(hasher.finish())
}
