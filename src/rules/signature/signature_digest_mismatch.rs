use crate::diagnose::{DigestCause, ValueCause};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, place, signatures};
use crate::rules::{Fix, Reporter};
use crate::trust::{SignatureCheck, SignatureProblem};

declare_rule! {
    /// ## What it means
    /// A signature contains a checksum (digest) of the text that was signed. Computed from the text that
    /// was pasted, it comes out differently: something in it is not as it was signed. The usual reason
    /// is that a value was edited or the text went through a tool that changed it; otherwise somebody
    /// tampers with the message.
    ///
    /// ## How to fix it
    /// Copy the original `SAMLResponse` value (base64) from the browser and paste that.
    ///
    /// ## Standard
    /// XML-DSig §3.2.1
    Signature, "signature-digest-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, diagnosis) in signatures(facts) {
        let differs = check.problems.contains(&SignatureProblem::DigestMismatch);
        if !differs || matches!(diagnosis.digest, DigestCause::Altered(_)) {
            continue;
        }
        let carrier = carrier(facts, check);
        let message = format!(
            "The {carrier} was changed after it was signed: its text no longer gives the checksum (digest) \
             in the signature.{}",
            detail(check, &diagnosis.value)
        );
        report.add(place(facts, check), message).fix(Fix::copy_again(
            "Paste the SAMLResponse value exactly as the browser sent it (base64), not XML that was edited \
             or passed through a formatter. If that fails too, somebody changes the message on its way.",
        ));
    }
}

fn detail(check: &SignatureCheck, value: &ValueCause) -> &'static str {
    match (check.verified_by, value) {
        (Some(_), _) => {
            " The signature itself is genuine, and neither re-indenting nor any other usual change of a \
             formatter explains the difference, so a value was changed."
        }
        (None, ValueCause::OtherSignedInfo(_)) => {
            " The digest in the signature was changed too."
        }
        (None, _) => "",
    }
}
