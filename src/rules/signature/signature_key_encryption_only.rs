use crate::diagnose::{KeyOrigin, ValueCause};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{alike, carrier, key, place, signatures};
use crate::rules::{Reporter, fix};
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// The signature was made with a key that the metadata lists, but marks with `use="encryption"`.
    /// Such a key is not for signatures, so it must not verify one.
    ///
    /// ## How to fix it
    /// Download the metadata of the identity provider again: its signing certificate has to be in a
    /// KeyDescriptor with `use="signing"`, or without `use`.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Signature, "signature-key-encryption-only", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut found = signatures(facts).filter_map(|(check, diagnosis)| {
        let ValueCause::OtherKey(identity) = &diagnosis.value else {
            return None;
        };
        let fails = check.problems.iter().any(|problem| {
            matches!(problem, SignatureProblem::NoKeyVerifies | SignatureProblem::NoTrustedKey)
        });
        let is_it = fails && identity.origin == KeyOrigin::MetadataEncryption;
        is_it.then(|| (carrier(facts, check), place(facts, check), key(identity)))
    });
    for group in alike(&mut found) {
        let message = format!(
            "{} signed with a certificate that the metadata lists for encryption only: {}.",
            group.subject("is", "are"),
            group.reason
        );
        group.report(report, message).fix(fix::fresh_metadata(facts).then(fix::ask_support("for metadata that lists this certificate for signing")));
    }
}
