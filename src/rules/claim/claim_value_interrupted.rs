use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, judged};

declare_rule! {
    /// ## What it means
    /// A comment or a processing instruction stands within the NameID or within the value of an attribute.
    /// Here the whole text around it is used. Some products read only the part before it, so that
    /// ada@example.com<!---->.evil.example is another user for them; and since the usual canonicalisation
    /// leaves comments out, anybody on the way can put one in without breaking the signature.
    ///
    /// ## How to fix it
    /// No identity provider writes a comment there. Copy the response again; if it is still in it, find out
    /// who puts it in.
    ///
    /// ## Standard
    /// CVE-2017-11427; XML-DSig §8.1.3; Exclusive XML Canonicalization §2
    Claim, "claim-value-interrupted", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(found) = facts.assertion() else {
        return;
    };
    if let Some((name_id, span)) =
        found.assertion.name_id().and_then(|name_id| Some((name_id, name_id.interruption?)))
    {
        let message = describe("The user's name (NameID)", name_id.value.trimmed());
        report.add(span, message).fix(judged::distrust(facts));
    }
    // Both are in document order.
    for (attribute, mapped) in found.assertion.attributes().zip(&found.claims.attributes) {
        let Some(claim) = mapped.claim.and_then(|claim| facts.profile.claims.get(claim)) else {
            continue;
        };
        for value in &attribute.values {
            if let Some(span) = value.interruption {
                let what = format!("The value of the attribute {}", quoted(&claim.name));
                report.add(span, describe(&what, value.text.trimmed())).fix(judged::distrust(facts));
            }
        }
    }
}

fn describe(what: &str, value: &str) -> String {
    format!(
        "{what} is interrupted by a comment or a processing instruction. The whole text {} is used here; other products may \
         read only the part before it, which can be another user or another right.",
        quoted(value)
    )
}
