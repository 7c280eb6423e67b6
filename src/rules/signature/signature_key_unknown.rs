use crate::crypto::SignatureAlgorithm;
use crate::diagnose::{Diagnosis, KeyIdentity, KeyOrigin, ValueCause};
use crate::dsig::algorithm;
use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::{alike, carrier, key, place, signatures};
use crate::rules::{Reporter, fix};
use crate::trust::{SignatureCheck, SignatureProblem};

declare_rule! {
    /// ## What it means
    /// None of the keys in the metadata made this signature. Usually the identity provider has changed
    /// its signing certificate since the metadata was downloaded, or the metadata is that of another
    /// application or tenant. The certificate that a message brings along proves nothing: whoever signs
    /// a message also chooses what it brings along.
    ///
    /// ## How to fix it
    /// Download the metadata of this very application again and paste it here, or make the certificate
    /// that the metadata shows the active one.
    ///
    /// ## Standard
    /// SAML Core §5.4.5, SAML Metadata §2.4.1.1
    Signature, "signature-key-unknown", Error
}

/// Fresh metadata need not help: then it is the signing that has to change.
const STILL_THE_SAME: &str = "If that metadata has the same certificate as before, the identity provider still signs with another \
                              one: make the certificate of its metadata the active one there.";

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let unknown = signatures(facts)
        .filter(|(check, diagnosis)| is_about_keys(facts, check) && is_unknown(diagnosis))
        .map(|(check, diagnosis)| (carrier(facts, check), place(facts, check), reason(facts, check, diagnosis)));
    for group in alike(unknown) {
        let message = format!("{} signed with a key that is not in the metadata{}", group.subject("is", "are"), group.reason);
        let mut fix = fix::at_idp(facts, Change::Cert, Values::default());
        fix.steps.push(STILL_THE_SAME.to_owned());
        group.report(report, message).fix(fix);
    }
}

fn reason(facts: &Facts<'_>, check: &SignatureCheck, diagnosis: &Diagnosis) -> String {
    let doubt = match is_provable(check, diagnosis) {
        true => ".",
        false => ", or changed after signing; with a signature of this kind that cannot be told apart.",
    };
    format!("{doubt}{}", about_key(facts, diagnosis))
}

/// Where the metadata has no usable key, its own rules say so, and nothing can be accepted.
fn is_about_keys(facts: &Facts<'_>, check: &SignatureCheck) -> bool {
    check.problems.iter().any(|problem| match problem {
        SignatureProblem::NoKeyVerifies => true,
        SignatureProblem::NoTrustedKey => facts.has_usable_metadata(),
        _ => false,
    })
}

/// The other causes have rules of their own.
fn is_unknown(diagnosis: &Diagnosis) -> bool {
    match &diagnosis.value {
        ValueCause::Unknown => true,
        ValueCause::OtherKey(identity) => identity.origin != KeyOrigin::MetadataEncryption,
        ValueCause::OtherSignedInfo(_) | ValueCause::ClaimedKeyFails(_) | ValueCause::Altered(_) => false,
    }
}

/// Only an RSA block tells a wrong key from a changed text; a key that verifies tells it always.
fn is_provable(check: &SignatureCheck, diagnosis: &Diagnosis) -> bool {
    let method = check.signature.as_ref().ok().map(|signature| signature.signature_method.value.as_str());
    let is_rsa = matches!(method.and_then(algorithm::signature), Some(SignatureAlgorithm::RsaPkcs1(_)));
    is_rsa || matches!(diagnosis.value, ValueCause::OtherKey(_))
}

fn about_key(facts: &Facts<'_>, diagnosis: &Diagnosis) -> String {
    let trusted = trusted(facts);
    match (&diagnosis.value, &diagnosis.embedded) {
        (ValueCause::OtherKey(identity), _) if identity.origin == KeyOrigin::SavedMetadata => format!(
            " It was made with {}, which is in the metadata in force now, but not in this new one, which has \
             {trusted}.",
            key(identity)
        ),
        (ValueCause::OtherKey(identity), _) => {
            format!(" It was made with {}; the metadata has {trusted}.", key(identity))
        }
        (_, Some(identity)) => format!(
            " It brings along the certificate {}, which did not make it either; the metadata has {trusted}.",
            key(identity)
        ),
        (_, None) => format!(" The metadata has {trusted}."),
    }
}

/// The certificates of the metadata, each by its subject, fingerprint and dates.
fn trusted(facts: &Facts<'_>) -> String {
    const SHOWN: usize = 3;
    let trusted = facts.metadata.as_ref().map_or([].as_slice(), |metadata| metadata.trusted.as_slice());
    let identities = trusted.iter().map(|trusted| {
        KeyIdentity::of(KeyOrigin::Metadata, trusted.certificate())
    });
    let shown: Vec<String> = identities.take(SHOWN).map(|identity| key(&identity)).collect();
    match trusted.len().saturating_sub(SHOWN) {
        0 => shown.join(" and "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
