//! The signatures' part of the report.

use std::borrow::Cow;

use super::build::Places;
use super::model;
use super::words::hexadecimal;
use crate::base64::decode_base64;
use crate::diagnose::{Diagnosis, KeyOrigin, ValueCause};
use crate::dsig::Signature;
use crate::facts::{Facts, Verified};
use crate::text::Span;
use crate::trust::{SignatureCheck, TrustedCertificate};
use crate::x509::{Certificate, read_base64_text};
use crate::xml::Document;

pub(super) fn to_signatures(facts: &Facts<'_>, places: &Places<'_>) -> Vec<model::Signature> {
    let to_signatures = |verified: Verified<'_>| {
        let diagnoses = verified.diagnoses.iter().map(Some).chain(std::iter::repeat(None));
        let checks = verified.verification.checks.iter().zip(diagnoses);
        let signatures = checks.map(|(check, diagnosis)| model::Signature {
            made_by: diagnosis.and_then(made_by),
            diagnosis: diagnosis.map_or_else(Vec::new, |diagnosis| diagnosis.phrases(check)),
            ..to_signature(check, verified, facts, places)
        });
        signatures.collect::<Vec<_>>()
    };
    facts.verified().flat_map(to_signatures).collect()
}

fn to_signature(
    check: &SignatureCheck,
    Verified { document, verification, .. }: Verified<'_>,
    facts: &Facts<'_>,
    places: &Places<'_>,
) -> model::Signature {
    let signature = check.signature.as_ref().ok();
    let trusted = facts.metadata.as_ref().map_or([].as_slice(), |metadata| metadata.trusted.as_slice());
    let verified_by =
        check.verified_by.and_then(|index| trusted.get(index)).map(|trusted| model::SigningKey {
            sha256: hexadecimal(&trusted.certificate().sha256),
            subject: trusted.certificate().subject.clone(),
            from: "metadata".to_owned(),
        });
    let covers = match check.is_valid() && verification.coverage.is_signed(check.parent) {
        true => covered_parts(document, check),
        false => Vec::new(),
    };
    model::Signature {
        element: document.name(check.parent).local.to_owned(),
        valid: !covers.is_empty(),
        signature_algorithm: signature.map(|signature| signature.signature_method.value.clone()),
        canonicalization_algorithm: signature.map(|signature| signature.canonicalization.uri.value.clone()),
        verified_by,
        embedded: signature.map_or_else(Vec::new, |signature| to_embedded(signature, trusted)),
        references: signature.map_or_else(Vec::new, |signature| to_references(signature, check)),
        made_by: None,
        diagnosis: Vec::new(),
        span: places.place(document.span(check.node)),
        covers: covers.into_iter().map(|span| places.place(span)).collect(),
    }
}

fn made_by(diagnosis: &Diagnosis) -> Option<model::UntrustedKey> {
    let ValueCause::OtherKey(identity) = &diagnosis.value else {
        return None;
    };
    let from = match identity.origin {
        KeyOrigin::Metadata | KeyOrigin::MetadataEncryption => "metadata",
        KeyOrigin::SavedMetadata => "savedMetadata",
        KeyOrigin::Embedded => "message",
    };
    Some(model::UntrustedKey {
        sha256: hexadecimal(&identity.sha256),
        subject: identity.subject.clone(),
        not_before: identity.not_before.to_string(),
        not_after: identity.not_after.to_string(),
        from: from.to_owned(),
    })
}

/// The signed element before and after the Signature, which the enveloped transform leaves out.
fn covered_parts(document: &Document, check: &SignatureCheck) -> Vec<Span> {
    let (element, signature) = (document.span(check.parent), document.span(check.node));
    let before = Span { to: signature.from, ..element };
    let after = Span { from: signature.to, ..element };
    vec![before, after]
}

fn to_embedded(signature: &Signature, trusted: &[TrustedCertificate]) -> Vec<model::EmbeddedCertificate> {
    let in_metadata = |certificate: &Certificate| {
        trusted.iter().any(|trusted| trusted.certificate().spki_sha256 == certificate.spki_sha256)
    };
    let texts = signature.embedded_certificates.iter();
    texts
        .filter_map(|text| {
            let der = decode_base64(&text.value).unwrap_or_default();
            let known = trusted.iter().map(TrustedCertificate::certificate).find(|known| known.der == der);
            // Mostly it is one of the metadata, which need not be read again.
            let certificate = match known {
                Some(known) => Cow::Borrowed(known),
                None => Cow::Owned(read_base64_text(&text.value).ok()?.certificate),
            };
            Some(model::EmbeddedCertificate {
                sha256: hexadecimal(&certificate.sha256),
                subject: certificate.subject.clone(),
                not_before: certificate.not_before.to_string(),
                not_after: certificate.not_after.to_string(),
                in_metadata: in_metadata(&certificate),
            })
        })
        .collect()
}

fn to_references(signature: &Signature, check: &SignatureCheck) -> Vec<model::Reference> {
    let is_only = signature.references.len() == 1;
    let references = signature.references.iter().map(|reference| model::Reference {
        uri: reference.uri.as_ref().map_or("", |uri| uri.value.as_str()).to_owned(),
        digest_algorithm: reference.digest_method.value.clone(),
        transforms: reference
            .transforms
            .iter()
            .flatten()
            .map(|transform| transform.uri.value.clone())
            .collect(),
        digest_matches: check.digest_matches.filter(|_| is_only),
    });
    references.collect()
}
