use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, issuer};

declare_rule! {
    /// ## What it means
    /// The response comes from another identity provider than the one whose metadata was pasted: its
    /// Issuer is not the metadata's entityID. The two texts have to be equal in every character.
    ///
    /// ## How to fix it
    /// Paste the metadata of the application that sent this response, or correct the identity provider's
    /// entityID.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2
    Response, "response-issuer-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(found) = facts.response().and_then(|response| response.response.issuer.as_ref()) else {
        return;
    };
    if let Some((span, message)) = issuer::mismatch(facts, found, "response") {
        let finding = report.add(span, message).fix(issuer::remedy(facts, found));
        finding.explaining_keys(issuer::explains_keys(facts, found));
    }
}
