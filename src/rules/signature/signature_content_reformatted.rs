use crate::diagnose::{Alteration, Diagnosis, DigestCause, ValueCause};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{alike, carrier, place, signatures};
use crate::rules::{Reporter, fix};
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
    let mut found = signatures(facts).filter_map(|(check, diagnosis)| {
        let alterations = alterations(check, diagnosis)?;
        Some((carrier(facts, check), place(facts, check), reason(check, diagnosis, alterations)))
    });
    for group in alike(&mut found) {
        let message = format!("{} {}", group.subject("was", "were"), group.reason);
        group.report(report, message).fix(fix::copy_response(facts).then(
            "Check that what you paste is one long line of letters and digits, not the XML that a viewer shows.",
        ));
    }
}

fn reason(check: &SignatureCheck, diagnosis: &Diagnosis, alterations: &[Alteration]) -> String {
    let undone: Vec<&str> = alterations.iter().map(|alteration| alteration.undone()).collect();
    let undone = undone.join(" and ");
    if alterations.iter().any(|alteration| alteration.is_canonicalization()) {
        return format!(
            "signed in another way of writing the text down (canonical form) than the one that the \
             signature names: it matches once {undone}."
        );
    }
    // Only a trusted key's signature vouches for the digest in it, and only a digest that is explained
    // for the content.
    let is_vouched = check.verified_by.is_some() || matches!(diagnosis.value, ValueCause::Altered(_));
    let is_explained =
        check.digest_matches == Some(true) || matches!(diagnosis.digest, DigestCause::Altered(_));
    let genuine = match is_vouched && is_explained {
        true => "Nothing but the layout was changed: the",
        false => "The",
    };
    format!(
        "reformatted after signing, so the signature does not verify as it stands. {genuine} checksum \
         matches once {undone}."
    )
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
