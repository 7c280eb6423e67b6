use crate::diagnose::{Alteration, Diagnosis, DigestCause, ValueCause};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, place, signatures};
use crate::rules::{Fix, Reporter};
use crate::trust::{SignatureCheck, SignatureProblem};

declare_rule! {
    /// ## What it means
    /// The signature is over a text that was reformatted on its way here. This is proved: with the named
    /// change undone, the checksum matches. The content is what was signed, but a service provider
    /// verifies the text as it receives it, and so must this page.
    ///
    /// ## How to fix it
    /// Copy the original `SAMLResponse` value (base64) from the browser and paste that. If the login
    /// itself fails this way, something between the identity provider and the service provider rewrites
    /// the message.
    ///
    /// ## Standard
    /// XML-DSig §3.2.1, §8.1.3
    Signature, "signature-content-reformatted", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, diagnosis) in signatures(facts) {
        let Some(alterations) = alterations(check, diagnosis) else {
            continue;
        };
        let undone: Vec<&str> = alterations.iter().map(|alteration| alteration.undone()).collect();
        let message = format!(
            "The {} was reformatted after it was signed. Its content is genuine: the signature's checksum \
             matches once {}. As it stands, it does not verify.",
            carrier(facts, check),
            undone.join(" and ")
        );
        report.add(place(facts, check), message).fix(Fix::copy_again(
            "Paste the SAMLResponse value exactly as the browser sent it (base64), not the XML that a \
             viewer shows.",
        ));
    }
}

fn alterations<'d>(check: &SignatureCheck, diagnosis: &'d Diagnosis) -> Option<&'d [Alteration]> {
    let has = |problem| check.problems.contains(&problem);
    let digest = match &diagnosis.digest {
        DigestCause::Altered(alterations) if has(SignatureProblem::DigestMismatch) => Some(alterations),
        _ => None,
    };
    let value = match &diagnosis.value {
        ValueCause::Altered(alterations) if has(SignatureProblem::NoKeyVerifies) => Some(alterations),
        _ => None,
    };
    digest.or(value).map(Vec::as_slice)
}
