use crate::crypto::DigestAlgorithm;
use crate::dsig::{Reference, algorithm};
use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, signatures};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The signature uses SHA-1, for which different texts with the same checksum can be made. It still
    /// verifies here, but many service providers refuse it.
    ///
    /// ## How to fix it
    /// Set the identity provider's signature algorithm to RSA-SHA256 and its digest to SHA-256.
    ///
    /// ## Standard
    /// NIST SP 800-131A, RFC 9231 §2.1
    Signature, "signature-algorithm-weak", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, _) in signatures(facts).filter(|(check, _)| check.is_valid()) {
        let Ok(signature) = &check.signature else {
            continue;
        };
        let method = &signature.signature_method;
        let signs = algorithm::signature(&method.value).map(|algorithm| algorithm.digest_algorithm());
        let is_weak_digest = |reference: &&Reference| {
            algorithm::digest(&reference.digest_method.value) == Some(DigestAlgorithm::Sha1)
        };
        let weak_digest = signature.references.iter().find(is_weak_digest);
        let (what, span) = match (signs == Some(DigestAlgorithm::Sha1), weak_digest) {
            (true, Some(_)) => ("in the signature and in the checksum", method.span),
            (true, None) => ("in the signature", method.span),
            (false, Some(reference)) => ("in the checksum", reference.digest_method.span),
            (false, None) => continue,
        };
        let message = format!(
            "The {} is signed with an old method, SHA-1 ({what}): it is accepted here, but many service providers refuse it.",
            carrier(facts, check)
        );
        report.add(span, message).fix(fix::at_idp(facts, Change::Alg, Values::default()));
    }
    check_address(facts, report);
}

/// The signature beside a message in an address.
fn check_address(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let judged = facts.capture().and_then(|capture| {
        let index = capture.judged_index?;
        let detached = capture.messages.get(index)?.detached.as_ref()?;
        capture.capture.messages.get(index).filter(|_| detached.is_verified())
    });
    let Some((captured, signature)) = judged.and_then(|judged| Some((judged, judged.detached.as_ref()?)))
    else {
        return;
    };
    let hash = algorithm::signature(&signature.sig_alg).map(|algorithm| algorithm.digest_algorithm());
    if hash == Some(DigestAlgorithm::Sha1) {
        let message = "The address is signed with an old method, SHA-1: it is accepted here, but many receivers refuse it.";
        report.add(captured.place.unwrap_or(facts.capture_start()), message).fix(fix::at_idp(
            facts,
            Change::Alg,
            Values::default(),
        ));
    }
}
