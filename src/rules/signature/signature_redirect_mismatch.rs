use crate::crypto::SignatureAlgorithm;
use crate::diagnose::{DetachedCause, KeyIdentity, KeyOrigin};
use crate::dsig::algorithm;
use crate::facts::{DetachedFacts, Facts};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::key;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, Severity, fix};
use crate::trust::DetachedCheck;

declare_rule! {
    /// ## What it means
    /// A message that travels in an address is signed in the address, over the very characters of its
    /// parameters. Whoever decodes them and writes them anew, as frameworks and proxies do, may write them
    /// otherwise: %2b for %2B, + for %20. The message is the same, and its signature does not match any
    /// more. Where the message itself was changed, or another key signed, it does not match either.
    ///
    /// ## How to fix it
    /// Copy the address again from the browser's Network tab. If that copy fails too: where a proxy or a
    /// framework rewrites addresses, let it pass the query on as it came; where the key is another one, paste
    /// the identity provider's current metadata; where the message was changed, do not accept it.
    ///
    /// ## Standard
    /// SAML Bindings §3.4.4.1
    Signature, "signature-redirect-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let judged = facts.capture().and_then(|capture| {
        let index = capture.judged_index?;
        let captured = capture.capture.messages.get(index)?;
        let signature = captured.detached.as_ref()?;
        Some((captured, signature, capture.messages.get(index)?.detached.as_ref()?))
    });
    let Some((captured, signature, detached)) = judged else {
        return;
    };
    let method = signature.sig_alg.as_str();
    let told = match detached.check {
        None
        | Some(DetachedCheck::Verified(_) | DetachedCheck::NoTrustedKey | DetachedCheck::NotInThisBuild) => None,
        Some(DetachedCheck::NotTried) => Some((
            "The metadata has too many keys to try them all for the signature in the address, and none that was \
             tried made it."
                .to_owned(),
            fix::remove_old_certificates(),
        )),
        Some(DetachedCheck::NoAlgorithm) => Some((
            "The signature in the address cannot be checked: the address does not say how it was signed (SigAlg).".to_owned(),
            copy_the_address(),
        )),
        Some(DetachedCheck::NoSignature) => Some((
            "The signature in the address cannot be checked: it is missing, or is not base64."
                .to_owned(),
            copy_the_address(),
        )),
        Some(DetachedCheck::AlgorithmRefused) => Some((
            format!("The address is signed in a way that is not accepted: {}.", quoted(method)),
            fix::at_idp(facts, Change::Alg, Values::default()),
        )),
        Some(DetachedCheck::NoKeyVerifies) if detached.is_verified() => None,
        Some(DetachedCheck::NoKeyVerifies) => Some(explain(facts, detached, method)),
    };
    if let Some((message, fix)) = told {
        let span = captured.place.unwrap_or(facts.capture_start());
        let finding = report.add(span, message);
        if !is_proved(detached, method) {
            finding.severity(Severity::Warning);
            finding.message.push_str(
                " The pasted values are decoded, so it may be that they were only written otherwise in the address: \
                 paste the address itself to be sure.",
            );
        }
        finding.fix(fix);
    }
}

/// Decoded values prove nothing where the answer depends on how they were written.
fn is_proved(detached: &DetachedFacts, method: &str) -> bool {
    let depends = match detached.cause {
        DetachedCause::OtherValues(_) => true,
        DetachedCause::Unknown => detached.check == Some(DetachedCheck::NoKeyVerifies) && !is_pkcs1(method),
        _ => false,
    };
    detached.is_original || !depends
}

/// A block of PKCS#1 v1.5 tells a wrong key from other octets.
fn is_pkcs1(method: &str) -> bool {
    matches!(algorithm::signature(method), Some(SignatureAlgorithm::RsaPkcs1(_)))
}

fn explain(facts: &Facts<'_>, detached: &DetachedFacts, method: &str) -> (String, Fix) {
    let at_idp = |change| fix::at_idp(facts, change, Values::default());
    match &detached.cause {
        DetachedCause::Unknown if is_pkcs1(method) => (
            format!("The address is signed with a key (a certificate) that is not in the metadata. In the metadata: {}.", trusted(facts)),
            at_idp(Change::Cert),
        ),
        DetachedCause::Unknown => (
            format!(
                "The address is signed with a key (a certificate) that is not in the metadata, or it was changed \
                 after signing; with a signature of this kind that cannot be told apart. In the metadata: {}.",
                trusted(facts)
            ),
            at_idp(Change::Cert),
        ),
        DetachedCause::OtherKey(identity) => (
            format!("The address is signed with a certificate that is {1}: {0}.", key(identity), identity.origin),
            at_idp(Change::Cert),
        ),
        DetachedCause::OtherHash(_, hash) => (
            format!(
                "The address does not say rightly how it was signed: SigAlg names {1}, but it was {0}.",
                hash.name(),
                quoted(method)
            ),
            at_idp(Change::Alg),
        ),
        DetachedCause::EcdsaInDer => (
            "The signature in the address is real, but written in a form (DER) that most receivers refuse. The \
                 usual algorithm, RSA-SHA256, does not have this trouble."
                .to_owned(),
            at_idp(Change::Alg),
        ),
        DetachedCause::Rewritten(rewriting) => (
            format!(
                "The address was written anew after it was signed, so its signature no longer fits. What was signed: \
                 {rewriting}."
            ),
            copy_the_address().then(
                "If that copy fails too, a proxy or a framework on the way to the service provider writes the address \
                 anew: let it hand on the query as it came (the original query), and verify the signature over that.",
            ),
        ),
        DetachedCause::OtherValues(identity) => (
            format!(
                "The address was changed after signing: its message, RelayState or SigAlg is not what was signed. The \
                 key is right: {}.",
                key(identity)
            ),
            copy_the_address().then(
                "If that copy fails too, somebody on the way changes the message: do not switch single sign-on on, \
                 and tell your security team.",
            ),
        ),
    }
}

fn copy_the_address() -> Fix {
    Fix::copy_again(
        "In the browser, press F12 → Network, right-click the request → Copy → Copy URL, and paste the whole address into the test \
         box, from https: to its end, as it is.",
    )
}

/// The first certificates of the metadata.
fn trusted(facts: &Facts<'_>) -> String {
    const SHOWN: usize = 2;
    let trusted = facts.metadata.as_ref().map_or([].as_slice(), |metadata| metadata.trusted.as_slice());
    let identity = |certificate| KeyIdentity::of(KeyOrigin::Metadata, certificate);
    let shown: Vec<String> =
        trusted.iter().take(SHOWN).map(|trusted| key(&identity(trusted.certificate()))).collect();
    match trusted.len().saturating_sub(SHOWN) {
        0 => shown.join(" and "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
