use crate::diagnose::ValueCause;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, distrust, key, place, signatures};
use crate::rules::Reporter;
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// The signature was made with a key of the metadata, so the key is right; but what it signs is
    /// another list of checksums and algorithms (SignedInfo) than the one that stands in the message.
    /// Either SignedInfo was changed after signing, or the signature was taken from another message.
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
        let ValueCause::OtherSignedInfo(identity) = &diagnosis.value else {
            continue;
        };
        if !check.problems.contains(&SignatureProblem::NoKeyVerifies) {
            continue;
        }
        let message = format!(
            "The signature of the {} is genuine, made with {}, but over another SignedInfo than the one \
             here: the signature's own details were changed, or it was taken from another message.",
            carrier(facts, check),
            key(identity)
        );
        report.add(place(facts, check), message).fix(distrust());
    }
}
