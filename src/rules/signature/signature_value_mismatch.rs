use crate::diagnose::ValueCause;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, distrust, key, place, signatures};
use crate::rules::Reporter;
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// The key is right, but the signature does not belong to what stands here. Where an RSA signature
    /// can be opened with the key, this is proved: it signs another list of checksums and algorithms
    /// (SignedInfo) than the one in the message. Otherwise the signature names a key of the metadata
    /// that does not verify it. Either it was changed after signing, or it was taken from another message.
    ///
    /// ## How to fix it
    /// Copy the original `SAMLResponse` value (base64) from the browser and paste that.
    ///
    /// ## Standard
    /// XML-DSig §3.2.2
    Signature, "signature-value-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, diagnosis) in signatures(facts) {
        if !check.problems.contains(&SignatureProblem::NoKeyVerifies) {
            continue;
        }
        let carrier = carrier(facts, check);
        let message = match &diagnosis.value {
            ValueCause::OtherSignedInfo(identity) => format!(
                "The signature of the {carrier} does not belong to this text: it was changed, or was taken from another \
                 message. The key is right, {}, but what it signed is another list of checksums (SignedInfo).",
                key(identity)
            ),
            ValueCause::ClaimedKeyFails(identity) => format!(
                "The signature of the {carrier}, or what it signs, was changed or cut: it says that it was made with {}, \
                 which is in the metadata, but that key does not verify it.",
                key(identity)
            ),
            _ => continue,
        };
        report.add(place(facts, check), message).fix(distrust(facts));
    }
}
