use crate::facts::{Facts, ResponseFacts};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, issuer, malformed};

declare_rule! {
    /// ## What it means
    /// The response is not built as SAML 2.0 says: something required is missing, doubled, out of order
    /// or unreadable.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. If it stays so, the identity provider has to be
    /// corrected.
    ///
    /// ## Standard
    /// SAML Core §3.2.2, SAML Profiles §4.1.4.2
    Response, "response-malformed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response() else {
        return;
    };
    let response = &judged.response;
    // Strays are the business of response-several-assertions.
    for problem in response.problems.iter().filter(|problem| !problem.kind.is_stray()) {
        report.add(problem.span, malformed::sentence(problem)).fix(malformed::remedy(facts));
    }
    match &response.issuer {
        Some(found) => {
            if let Some((span, message)) = issuer::bad_format(found) {
                report.add(span, message).fix(malformed::remedy(facts));
            }
        }
        None => {
            if let Some(reason) = needs_issuer(judged) {
                let message = format!("The response does not say who sent it: it has no Issuer, which it needs as {reason}.");
                report.add(response.span, message).fix(malformed::remedy(facts));
            }
        }
    }
}

/// When a Response needs an Issuer (SAML Profiles §4.1.4.2).
fn needs_issuer(judged: &ResponseFacts) -> Option<&'static str> {
    let response = &judged.response;
    if judged.carries_signature() {
        return Some("it is signed");
    }
    (!response.encrypted_assertions.is_empty()).then_some("its assertion is encrypted")
}
