use crate::claims::ClaimFault;
use crate::facts::{EncryptedKind, EncryptedPart, Facts};
use crate::idp::Change;
use crate::profile::ClaimExpectation;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::words::{joined, list};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// An attribute that this service provider needs was not sent, and none of those that were sent
    /// comes near it in name.
    ///
    /// ## How to fix it
    /// Add an attribute with exactly this name at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-missing", Error
}

/// Attributes that are listed by name.
const MAX_LISTED: usize = 8;

/// Attributes that one finding tells of; a service provider that needs more learns of the others later.
const MAX_CLAIMS: usize = 25;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let statement = assertion.assertion.attribute_statements.first();
    let span = statement.map_or(assertion.assertion.span, |statement| statement.span);
    let sent: Vec<&str> =
        assertion.claims.attributes.iter().map(|attribute| attribute.name.value.as_str()).collect();
    let sent = match sent.len() {
        0 => String::new(),
        1..=MAX_LISTED => format!(" Only {} came.", list(sent)),
        all => {
            let more = all.saturating_sub(MAX_LISTED);
            format!(" Only {} and {more} more came.", list(sent.into_iter().take(MAX_LISTED)))
        }
    };
    let is_closed = |part: &EncryptedPart| part.kind == EncryptedKind::Attribute && part.outcome.is_err();
    let closed = match facts.encrypted_parts().iter().any(is_closed) {
        true => " What is encrypted could not be read.",
        false => "",
    };
    // Those that another user's login has are this user's own matter; the others are one of the set-up.
    for is_users in [false, true] {
        let missing: Vec<&ClaimExpectation> = assertion
            .outcomes(&facts.profile)
            .filter(|(_, outcome)| outcome.fault == Some(ClaimFault::Missing))
            .map(|(claim, _)| claim)
            .filter(|claim| fix::is_right_elsewhere(facts, claim) == is_users)
            .take(MAX_CLAIMS)
            .collect();
        let names = joined(&missing.iter().map(|claim| naming::claim(claim)).collect::<Vec<_>>());
        let message = match missing.as_slice() {
            [] => continue,
            [_] => format!("The attribute {names} was not sent.{sent}{closed}"),
            _ => format!("The attributes {names} were not sent.{sent}{closed}"),
        };
        report.add(span, message).fix(fix::of_claims(facts, &missing, Change::Attr));
    }
}
