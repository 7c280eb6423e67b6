use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, problems};
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// The signature names an algorithm that is not accepted: it is broken (MD5, RIPEMD), needs a shared
    /// secret (HMAC), or is not known. Accepted are RSA and ECDSA with SHA-2, and, with a warning, SHA-1.
    ///
    /// ## How to fix it
    /// Set the identity provider's signature algorithm to RSA-SHA256 and its digest to SHA-256. Where the
    /// message names no algorithm at all, no setting makes it so: capture it again unchanged.
    ///
    /// ## Standard
    /// XML-DSig §6.1, RFC 9231 §2, RFC 6151
    Signature, "signature-algorithm-refused", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, problem) in problems(facts) {
        let SignatureProblem::AlgorithmRefused { element, uri, span } = problem else {
            continue;
        };
        let purpose = match *element {
            "SignatureMethod" => "signature algorithm",
            "DigestMethod" => "digest algorithm",
            _ => "canonicalisation (way to write the text down before signing)",
        };
        let (found, fix) = match uri.trim().is_empty() {
            true => ("not named".to_owned(), fix::capture_again(facts)),
            false => (
                format!("{}, {}", quoted(uri), reason(uri)),
                fix::at_idp(facts, Change::Alg, Values::default()),
            ),
        };
        let message =
            format!("The {} is signed in a way that is not accepted: its {purpose} is {found}.", carrier(facts, check));
        report.add(*span, message).fix(fix);
    }
}

fn reason(uri: &str) -> &'static str {
    let uri = uri.to_ascii_lowercase();
    let has = |part: &str| uri.contains(part);
    if has("hmac") {
        "which works with a shared secret and cannot prove who signed"
    } else if has("md5") || has("md2") || has("ripemd") {
        "which is broken"
    } else if has("dsa-sha") && !has("ecdsa") {
        "which is outdated"
    } else if uri != uri.trim() {
        "which has a blank in it"
    } else {
        "which is not known here"
    }
}
