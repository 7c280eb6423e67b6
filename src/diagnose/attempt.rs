//! One failing Signature: which key made it, and what is still to be explained.

use super::{
    Alteration, Diagnosis, DigestCause, KeyIdentity, KeyOrigin, Suspect, ValueCause, may_open, open, verifies,
};
use crate::crypto::{Allowance, Digest, PublicKey, SignatureAlgorithm};
use crate::dsig::{DSIG, Signature, algorithm, plan_enveloped, reference_digest, signed_info_digest};
use crate::trust::{SignatureCheck, SignatureProblem, TrustedCertificate, distinct_keys};
use crate::x509::{Certificate, read_base64_text};
use crate::xml::{Document, NodeId};

/// Keys that are tried a signature and a hypothesis: each costs a public-key operation. Metadata has
/// one to four.
const MAX_KEYS: usize = 8;

/// A failing Signature that is being explained.
pub(super) struct Attempt<'a> {
    /// Its index among the checks, and among the Signatures of the document.
    pub(super) at: usize,
    pub(super) check: &'a SignatureCheck,
    pub(super) signature: &'a Signature,
    /// How a hypothesis about SignedInfo is proved; `None` where nothing is to be explained any more.
    signed: Option<Signed<'a>>,
    /// Whether the digest still is to be explained.
    needs_digest: bool,
    /// What trying keys may still cost.
    allowance: &'a Allowance,
    diagnosis: Diagnosis,
}

/// What is known about the SignedInfo that was really signed.
enum Signed<'a> {
    /// Its digest, out of the RSA block that a trusted key opens.
    Digest(Digest),
    /// Nothing, but these keys would verify it. Most changes leave SignedInfo as it is, so what was tried is
    /// kept: it is at most one digest a hypothesis.
    Verifies(SignatureAlgorithm, Vec<&'a PublicKey>, Vec<Digest>),
}

impl<'a> Attempt<'a> {
    /// `None` where the Signature is so broken that nothing can be tried.
    pub(super) fn new(
        document: &Document,
        at: usize,
        check: &'a SignatureCheck,
        trusted: &'a [TrustedCertificate],
        suspects: &[Suspect<'_>],
        allowance: &'a Allowance,
    ) -> Option<Attempt<'a>> {
        let signature = check.signature.as_ref().ok()?;
        let needs_digest = check.problems.contains(&SignatureProblem::DigestMismatch);
        let needs_key = check.problems.iter().any(|problem| {
            matches!(problem, SignatureProblem::NoKeyVerifies | SignatureProblem::NoTrustedKey)
        });
        let diagnosis = Diagnosis::default();
        let mut attempt = Attempt { at, check, signature, signed: None, needs_digest, allowance, diagnosis };
        if needs_key {
            attempt.find_key(document, trusted, suspects);
        }
        (needs_key || needs_digest).then_some(attempt)
    }

    /// Tells a wrong key from a changed SignedInfo. For RSA with PKCS#1 v1.5 the block that a key opens
    /// is the proof; for PSS and ECDSA only a SignedInfo that verifies proves anything.
    fn find_key(&mut self, document: &Document, trusted: &'a [TrustedCertificate], suspects: &[Suspect<'_>]) {
        let embedded = self.embedded();
        let first = embedded.first();
        self.diagnosis.embedded = first.map(|certificate| KeyIdentity::of(KeyOrigin::Embedded, certificate));
        let method = algorithm::signature(&self.signature.signature_method.value);
        let value = &self.signature.value.value;
        let rsa_keys = distinct_keys(trusted, |key| may_open(key, value));
        let opened = rsa_keys.take(MAX_KEYS).find_map(|(_, trusted, key)| {
            let block = open(key, value, self.allowance)?;
            Some((block.digest, KeyIdentity::of(KeyOrigin::Metadata, trusted.certificate())))
        });
        if let Some((digest, identity)) = opened {
            self.diagnosis.value = ValueCause::OtherSignedInfo(identity);
            self.signed = Some(Signed::Digest(digest));
            return;
        }
        let own = embedded.iter().map(|certificate| Suspect { origin: KeyOrigin::Embedded, certificate });
        let made_it = |suspect: &Suspect<'_>| self.was_made_by(document, suspect.certificate);
        if let Some(suspect) = suspects.iter().copied().chain(own).take(MAX_KEYS).find(made_it) {
            self.diagnosis.value = ValueCause::OtherKey(KeyIdentity::of(suspect.origin, suspect.certificate));
            return;
        }
        let claimed = first.and_then(|certificate| {
            let has_its_key =
                |trusted: &&TrustedCertificate| trusted.certificate().spki_sha256 == certificate.spki_sha256;
            trusted.iter().find(has_its_key)
        });
        if let Some(claimed) = claimed {
            let identity = KeyIdentity::of(KeyOrigin::Metadata, claimed.certificate());
            self.diagnosis.value = ValueCause::ClaimedKeyFails(identity);
        }
        // A PKCS#1 v1.5 block that opens with no trusted key was made by none, whatever was changed.
        if let Some(method) = method.filter(|method| !matches!(method, SignatureAlgorithm::RsaPkcs1(_))) {
            let fitting = distinct_keys(trusted, |key| key.may_have_made(method, value));
            let tried = signed_info_digest(document, self.signature).map(|(_, digest)| digest);
            let keys = fitting.take(MAX_KEYS).map(|(_, _, key)| key).collect();
            self.signed = Some(Signed::Verifies(method, keys, tried.into_iter().collect()));
        }
    }

    /// The certificates that the signature brings along.
    fn embedded(&self) -> Vec<Certificate> {
        let texts = self.signature.embedded_certificates.iter().take(MAX_KEYS);
        texts.filter_map(|text| read_base64_text(&text.value).ok()).map(|read| read.certificate).collect()
    }

    fn was_made_by(&self, document: &Document, certificate: &Certificate) -> bool {
        let Ok(key) = &certificate.public_key else {
            return false;
        };
        let value = &self.signature.value.value;
        // Without arithmetic where the key cannot have made it.
        let made_it = signed_info_digest(document, self.signature)
            .is_ok_and(|(method, digest)| verifies(key, method, &digest, value, self.allowance));
        made_it || open(key, value, self.allowance).is_some()
    }

    /// Whether nothing is left to be explained.
    pub(super) fn is_done(&self) -> bool {
        self.signed.is_none() && !self.needs_digest
    }

    /// Whether the digest still is to be explained.
    pub(super) fn needs_digest(&self) -> bool {
        self.needs_digest
    }

    /// Tries a text in which `alterations` are undone.
    pub(super) fn try_document(&mut self, candidate: &Document, alterations: &[Alteration]) {
        let Some(node) = candidate.elements_named(&[(DSIG, "Signature")]).nth(self.at) else {
            return;
        };
        let Ok(signature) = Signature::read(candidate, node) else {
            return;
        };
        if let Ok((_, digest)) = signed_info_digest(candidate, &signature) {
            self.try_signed_info(&digest, alterations);
        }
        if self.needs_digest && digest_matches(candidate, &signature) {
            self.explain_digest(alterations);
        }
    }

    /// Tries a digest of SignedInfo.
    pub(super) fn try_signed_info(&mut self, digest: &Digest, alterations: &[Alteration]) {
        let is_it = match &mut self.signed {
            None => false,
            Some(Signed::Digest(signed)) => signed == digest,
            Some(Signed::Verifies(_, _, tried)) if tried.contains(digest) => false,
            Some(Signed::Verifies(method, keys, tried)) => {
                tried.push(*digest);
                let value = &self.signature.value.value;
                keys.iter().any(|key| verifies(key, *method, digest, value, self.allowance))
            }
        };
        if is_it {
            self.diagnosis.value = ValueCause::Altered(alterations.to_vec());
            self.signed = None;
        }
    }

    /// The digest matches once `alterations` are undone.
    pub(super) fn explain_digest(&mut self, alterations: &[Alteration]) {
        self.diagnosis.digest = DigestCause::Altered(alterations.to_vec());
        self.needs_digest = false;
    }

    /// Everything was tried.
    pub(super) fn give_up(&mut self) {
        if self.needs_digest {
            self.diagnosis.digest = DigestCause::Unexplained;
        }
    }

    pub(super) fn into_diagnosis(self) -> Diagnosis {
        self.diagnosis
    }
}

fn digest_matches(document: &Document, signature: &Signature) -> bool {
    let [reference] = signature.references.as_slice() else {
        return false;
    };
    let (Ok(plan), Some(method)) =
        (plan_enveloped(reference), algorithm::digest(&reference.digest_method.value))
    else {
        return false;
    };
    let parent = document.parent(signature.node).unwrap_or(NodeId::DOCUMENT);
    reference_digest(document, signature.node, parent, &plan, method)
        .is_ok_and(|digest| digest == *reference.digest_value.value.as_slice())
}
