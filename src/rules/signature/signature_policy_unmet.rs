use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::input::RequireSigned;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};
use crate::text::Span;
use crate::trust::Verification;
use crate::xml::NodeId;

declare_rule! {
    /// ## What it means
    /// The response is signed, but not the part that this service provider wants signed. Products sign
    /// the response, the assertion in it, or both; which of them a service provider asks for differs.
    ///
    /// ## How to fix it
    /// Choose at the identity provider to sign the part that is asked for, or both.
    ///
    /// ## Standard
    /// SAML Core §5.3, SAML Profiles §4.1.4.5
    Signature, "signature-policy-unmet", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(response) = facts.response() else {
        return;
    };
    let verification = &response.verification;
    // Without a signature, or without a key to verify with, other rules have spoken.
    let is_signed = facts.verified().any(|verified| !verified.verification.checks.is_empty());
    if !is_signed || !response.had_keys {
        return;
    }
    let required = facts.settings().require_signed;
    let message = &response.response;
    if matches!(required, RequireSigned::Response | RequireSigned::Both) {
        check_part(facts, verification, (message.node, message.span), "response", report);
    }
    if matches!(required, RequireSigned::Assertion | RequireSigned::Both) {
        for assertion in &message.assertions {
            check_part(facts, verification, (assertion.node, assertion.span), "assertion", report);
        }
        if let Some(decrypted) = &response.decrypted {
            let root = decrypted.document.root();
            let part = (root, decrypted.document.start_tag_span(root));
            check_part(facts, &decrypted.verification, part, "assertion", report);
        }
    }
}

fn check_part(
    facts: &Facts<'_>,
    verification: &Verification,
    (node, span): (NodeId, Span),
    part: &str,
    report: &mut Reporter<'_>,
) {
    // A bad signature of this part is told by the rule that says what is bad about it.
    let has_bad_one =
        verification.checks.iter().any(|check| check.parent == node && !check.problems.is_empty());
    if verification.coverage.is_signed(node) || has_bad_one {
        return;
    }
    let other = if part == "response" { "assertion in it" } else { "response around it" };
    let message = format!(
        "The {part} itself is not signed, only the {other}; but {} is set to ask for a signature of the {part} (the \
         setting requireSigned).",
        facts.profile.name
    );
    report.add(span, message).fix(fix::at_idp(facts, Change::Sign, Values::default()));
}
