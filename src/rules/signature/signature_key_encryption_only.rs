use crate::diagnose::{KeyOrigin, ValueCause};
use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, key, place, signatures};
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
    for (check, diagnosis) in signatures(facts) {
        let ValueCause::OtherKey(identity) = &diagnosis.value else {
            continue;
        };
        let fails = check.problems.iter().any(|problem| {
            matches!(problem, SignatureProblem::NoKeyVerifies | SignatureProblem::NoTrustedKey)
        });
        if !fails || identity.origin != KeyOrigin::MetadataEncryption {
            continue;
        }
        let message = format!(
            "The {} is signed with {}, which the metadata lists for encryption only, not for signing.",
            carrier(facts, check),
            key(identity)
        );
        report
            .add(place(facts, check), message)
            .fix(fix::at_idp(facts, Change::Cert, Values::default()));
    }
}
