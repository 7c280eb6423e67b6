use crate::diagnose::{Diagnosis, DigestCause, ValueCause};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{alike, carrier, place, signatures};
use crate::rules::{Reporter, fix};
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
    let mut changed = signatures(facts)
        .filter(|(check, diagnosis)| {
            check.problems.contains(&SignatureProblem::DigestMismatch)
                && !matches!(diagnosis.digest, DigestCause::Altered(_))
        })
        .map(|(check, diagnosis)| {
            (carrier(facts, check), place(facts, check), detail(check, diagnosis).to_owned())
        });
    for group in alike(&mut changed) {
        let message = format!(
            "{} changed after signing: the text no longer fits the checksum (digest) in the signature.{}",
            group.subject("was", "were"),
            group.reason
        );
        group.report(report, message).fix(fix::copy_response(facts).then(
            "If that untouched copy fails too, the message is changed on its way: do not switch single sign-on on yet, and \
             look for a proxy or a browser extension that changes pages.",
        ));
    }
}

fn detail(check: &SignatureCheck, diagnosis: &Diagnosis) -> &'static str {
    match (check.verified_by, &diagnosis.value, &diagnosis.digest) {
        (Some(_), _, DigestCause::Unexplained) => {
            " The signature is real, but it does not protect this text. A viewer's layout does not explain the \
             difference: most likely a value was changed."
        }
        (Some(_), ..) => " The signature is real, but it does not protect this text.",
        (None, ValueCause::OtherSignedInfo(_), _) => " The checksum in the signature was changed too.",
        _ => "",
    }
}
