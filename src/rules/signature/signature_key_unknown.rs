use std::cmp::Ordering;

use crate::crypto::SignatureAlgorithm;
use crate::diagnose::{Diagnosis, KeyIdentity, KeyOrigin, ValueCause};
use crate::dsig::algorithm;
use crate::facts::Facts;
use crate::idp::{Change, Vendor};
use crate::rules::declare::declare_rule;
use crate::rules::judged::{alike, by_unknown_keys, carrier, is_tenant_level, key, place, signatures};
use crate::rules::{Finding, Fix, Reporter, fix};
use crate::trust::{SignatureCheck, SignatureProblem};

declare_rule! {
    /// ## What it means
    /// None of the keys in the metadata made this signature. Usually the identity provider has changed
    /// its signing certificate since the metadata was downloaded, or the metadata is that of another
    /// application or tenant. The certificate that a message brings along proves nothing: whoever signs
    /// a message also chooses what it brings along.
    ///
    /// ## How to fix it
    /// Compare the dates of the two certificates. Is the one that signed newer, the metadata is old:
    /// download the metadata of this very application again and paste it. Is it older, the identity provider
    /// still signs with its former certificate: make the one that the metadata shows the active one there, or, as long as the
    /// former one has not expired, take the metadata that has it. Is the one that signed none of those that
    /// the identity provider's console lists, somebody else made the message.
    ///
    /// ## Standard
    /// SAML Core §5.4.5, SAML Metadata §2.4.1.1
    Signature, "signature-key-unknown", Error
}

/// Fresh metadata need not help: then it is the signing that has to change.
const STILL_THE_SAME: &str = "If this error comes back with a fresh login, compare the beginnings of the SHA-256 numbers above with the \
                              identity provider's list of certificates, and make the one active there that the metadata has.";

/// A certificate that only a message brings may be anybody's.
const NOT_THEIRS: &str = "If the identity provider's list of certificates lacks the one that signed, this login is not from there: \
                          trust neither it nor its certificate.";

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let unknown = by_unknown_keys(facts);
    let told = |(check, diagnosis): &(&SignatureCheck, &Diagnosis)| format!("{}{}", doubt(check, diagnosis), signed_with(diagnosis));
    let mut each = unknown.iter().map(|one| (carrier(facts, one.0), place(facts, one.0), told(one)));
    for group in alike(&mut each) {
        let Some((check, diagnosis)) = unknown.iter().find(|one| told(one) == group.reason) else {
            continue;
        };
        let age = signer(diagnosis).and_then(|signer| Age::of(facts, signer)).map_or("", Age::said);
        let (subject, doubt) = (group.subject("is", "are"), doubt(check, diagnosis));
        let message = format!("{subject} signed with a key (a certificate) that is not in the metadata{doubt}{age}");
        let finding = group.report(report, message).fix(remedy(facts, signer(diagnosis)));
        compare(facts, check, diagnosis, finding);
    }
    let untried = signatures(facts).filter(|(check, _)| check.problems.contains(&SignatureProblem::TooManyKeys));
    for group in alike(&mut untried.map(|(check, _)| (carrier(facts, check), place(facts, check), String::new()))) {
        let message = format!(
            "{} signed with none of the keys that were tried; the metadata has too many to try them all.",
            group.subject("is", "are")
        );
        group.report(report, message).fix(fix::remove_old_certificates());
    }
}

/// The certificate that is known to have signed.
fn signer(diagnosis: &Diagnosis) -> Option<&KeyIdentity> {
    match &diagnosis.value {
        ValueCause::OtherKey(identity) => Some(identity),
        _ => None,
    }
}

fn remedy(facts: &Facts<'_>, signer: Option<&KeyIdentity>) -> Fix {
    let fresh = fix::fresh_metadata(facts);
    let former = signer.filter(|signer| Age::of(facts, signer) == Some(Age::Older));
    let fix = match former.zip(newest(facts)) {
        Some((former, newest)) => keep_or_change(facts, former, &newest, fresh),
        None => fresh.then(STILL_THE_SAME),
    };
    if signer.is_some_and(|signer| signer.origin == KeyOrigin::Embedded) { fix.then(NOT_THEIRS) } else { fix }
}

/// What to do where the signing has stayed with the former certificate. One that has ended is no way out.
fn keep_or_change(facts: &Facts<'_>, former: &KeyIdentity, newest: &KeyIdentity, fresh: Fix) -> Fix {
    let activate = format!(
        "ake the newer certificate (SHA-256 {}) the active one at the identity provider. {} Nothing changes in {}.",
        newest.short_fingerprint(),
        fix::in_console(facts, Change::Activate),
        facts.profile.name
    );
    // The way to Entra's metadata makes the newest certificate the active one.
    if former.not_after < facts.now() || facts.vendor() == Vendor::Entra {
        return Fix::at_idp(vec![format!("M{activate}")]);
    }
    let or = "Or, if the identity provider is to go on signing with the older one, take the metadata that has it. ";
    fix::after(format!("Either m{activate}"), fix::otherwise(or, fresh))
}

/// The certificate of the metadata that begins last.
fn newest(facts: &Facts<'_>) -> Option<KeyIdentity> {
    let trusted = facts.metadata.as_ref()?.trusted.iter();
    let newest = trusted.max_by_key(|trusted| trusted.certificate().not_before)?;
    Some(KeyIdentity::of(KeyOrigin::Metadata, newest.certificate()))
}

/// How the certificate of a signature compares with those of the metadata, by when they begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Age {
    Newer,
    Older,
}

impl Age {
    /// Nothing follows from the age of a tenant's certificate: an application has its own beside it.
    fn of(facts: &Facts<'_>, identity: &KeyIdentity) -> Option<Age> {
        if facts.metadata.as_ref().is_some_and(is_tenant_level) {
            return None;
        }
        match identity.not_before.cmp(&newest(facts)?.not_before) {
            Ordering::Greater => Some(Age::Newer),
            Ordering::Less => Some(Age::Older),
            Ordering::Equal => None,
        }
    }

    fn said(self) -> &'static str {
        match self {
            Age::Newer => {
                " The one that signed is newer, so this metadata is probably old: the identity provider has changed its \
                 certificate since."
            }
            Age::Older => {
                " The one that signed is older, so the identity provider probably still signs with its former \
                 certificate."
            }
        }
    }
}

/// The end of the sentence: whether it may be something else than the key.
fn doubt(check: &SignatureCheck, diagnosis: &Diagnosis) -> &'static str {
    match is_provable(check, diagnosis) {
        true => ".",
        false => ", or changed after signing; with a signature of this kind that cannot be told apart.",
    }
}

/// Only an RSA block tells a wrong key from a changed text; a key that verifies tells it always.
fn is_provable(check: &SignatureCheck, diagnosis: &Diagnosis) -> bool {
    let method = check.signature.as_ref().ok().map(|signature| signature.signature_method.value.as_str());
    let is_rsa = matches!(method.and_then(algorithm::signature), Some(SignatureAlgorithm::RsaPkcs1(_)));
    is_rsa || matches!(diagnosis.value, ValueCause::OtherKey(_))
}

/// What is known of the certificate that signed; empty where nothing is.
fn signed_with(diagnosis: &Diagnosis) -> String {
    match (&diagnosis.value, &diagnosis.embedded) {
        (ValueCause::OtherKey(identity), _) if identity.origin == KeyOrigin::SavedMetadata => {
            format!("Signed with {}, which is in the saved metadata.", key(identity))
        }
        (ValueCause::OtherKey(identity), _) => format!("Signed with {}.", key(identity)),
        (_, Some(identity)) => format!("The certificate that comes with it did not sign it either: {}.", key(identity)),
        (_, None) => String::new(),
    }
}

/// The certificate that signed and those of the metadata, a line each, to compare them.
fn compare(facts: &Facts<'_>, check: &SignatureCheck, diagnosis: &Diagnosis, finding: &mut Finding) {
    const SHOWN: usize = 3;
    let own = check.signature.as_ref().ok().and_then(|signature| signature.embedded_certificates.first());
    let signed_with = signed_with(diagnosis);
    if !signed_with.is_empty() {
        finding.related(signed_with, own.map_or_else(|| place(facts, check), |certificate| certificate.span));
    }
    let trusted = facts.metadata.as_ref().map_or([].as_slice(), |metadata| metadata.trusted.as_slice());
    for one in trusted.iter().take(SHOWN) {
        let identity = KeyIdentity::of(KeyOrigin::Metadata, one.certificate());
        finding.related(format!("In the metadata: {}.", key(&identity)), one.place());
    }
    if let (Some(one), Some(more @ 1..)) = (trusted.get(SHOWN), trusted.len().checked_sub(SHOWN)) {
        finding.related(format!("In the metadata: {more} more."), one.place());
    }
}
