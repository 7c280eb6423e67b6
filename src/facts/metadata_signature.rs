//! The metadata's own signature (SAML Metadata §3).

use crate::capture::MetadataPaste;
use crate::dsig::DSIG;
use crate::facts::MetadataFacts;
use crate::saml::Metadata;
use crate::trust::{SignatureCheck, SignatureProblem, TrustedCertificate, Verification, verify};
use crate::x509::read_base64_text;
use crate::xml::{Document, NodeId};

/// The metadata's own signature.
#[derive(Debug)]
pub struct MetadataSignature {
    /// Verified with the certificate that the settings name; empty where they name none.
    pub by_signer: Verification,
    /// Verified with the certificates that the signature itself carries: says that the text is
    /// unchanged since then, not who signed it.
    pub by_itself: Verification,
}

/// What shows, without trusting any key, that a signature of the metadata is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelfContradiction {
    /// The signed text is not the one that was signed.
    ContentChanged,
    /// The certificate that the signature carries does not verify it.
    OwnKeyFails,
    /// It is not built as SAML allows.
    Refused,
}

impl MetadataSignature {
    /// Verifies the signatures of the root and of the entity that is used; `None` where there is no
    /// signature at all.
    pub(super) fn verify(
        document: &Document,
        metadata: &Metadata,
        facts: &MetadataFacts,
    ) -> Option<MetadataSignature> {
        let mut signable = vec![metadata.root];
        signable.extend(facts.entity.as_ref().map(|entity| entity.node));
        document.elements_named(&[(DSIG, "Signature")]).next()?;
        let signer = facts.signer.iter().flatten().cloned();
        let signer: Vec<_> =
            signer.map(|certificate| TrustedCertificate::from_metadata(certificate, facts.start())).collect();
        let embedded = embedded_certificates(document, &signable);
        Some(MetadataSignature {
            by_signer: match signer.is_empty() {
                true => Verification::default(),
                false => verify(document, &signable, &signer),
            },
            by_itself: verify(document, &signable, &embedded),
        })
    }

    /// The signatures that stand where they cover the entity that is used.
    pub fn checks(&self) -> impl Iterator<Item = &SignatureCheck> {
        let checks = self.by_itself.checks.iter();
        checks.filter(|check| !check.problems.contains(&SignatureProblem::Misplaced))
    }

    /// The first signature that contradicts itself.
    pub fn contradiction(&self) -> Option<(&SignatureCheck, SelfContradiction)> {
        self.checks().find_map(|check| Some((check, contradiction(check)?)))
    }
}

fn contradiction(check: &SignatureCheck) -> Option<SelfContradiction> {
    let problems = &check.problems;
    if problems.contains(&SignatureProblem::DigestMismatch) {
        return Some(SelfContradiction::ContentChanged);
    }
    let is_about_keys = |problem: &SignatureProblem| {
        use SignatureProblem::{NoKeyVerifies, NoTrustedKey, NotInThisBuild, TooManyKeys};
        matches!(problem, NotInThisBuild | NoKeyVerifies | NoTrustedKey | TooManyKeys)
    };
    if problems.iter().any(|problem| !is_about_keys(problem)) {
        return Some(SelfContradiction::Refused);
    }
    problems.contains(&SignatureProblem::NoKeyVerifies).then_some(SelfContradiction::OwnKeyFails)
}

impl MetadataFacts {
    /// Whether it cannot be judged by this build: how it was pasted, a key, or the signature that it counts by.
    pub fn is_left_open(&self) -> bool {
        let keys = self.certificates.iter().filter_map(|declared| declared.certificate.as_ref().ok());
        let mut keys = keys.filter_map(|certificate| certificate.public_key.as_ref().ok());
        matches!(self.paste, MetadataPaste::NotInThisBuild { .. })
            || keys.any(|key| !key.is_checked())
            || self.signature.as_ref().is_some_and(|signature| signature.by_signer.is_left_open())
    }

    /// Whether the whole build may say more about it.
    pub(super) fn needs_whole(&self) -> bool {
        self.is_left_open() || self.signature.as_ref().is_some_and(|it| it.by_itself.is_left_open())
    }

    /// Whether the signature of the signer that the settings name covers the entity that is used.
    pub fn is_signed_by_signer(&self) -> bool {
        let node = self.entity.as_ref().map(|entity| entity.node);
        match (&self.signature, node) {
            (Some(signature), Some(node)) => signature.by_signer.coverage.covers(node),
            _ => false,
        }
    }
}

fn embedded_certificates(document: &Document, signable: &[NodeId]) -> Vec<TrustedCertificate> {
    let signatures = signable
        .iter()
        .flat_map(|parent| document.elements(*parent).filter(|child| document.is(*child, DSIG, "Signature")));
    let mut certificates = Vec::new();
    // The root's and the entity's: more are refused anyway.
    for node in signatures.take(2) {
        let Ok(signature) = crate::dsig::Signature::read(document, node) else {
            continue;
        };
        for text in &signature.embedded_certificates {
            if let Ok(read) = read_base64_text(&text.value) {
                certificates.push(TrustedCertificate::from_metadata(read.certificate, text.span));
            }
        }
    }
    certificates
}
