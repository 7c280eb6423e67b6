use crate::claims::ClaimFault;
use crate::facts::{EncryptedKind, EncryptedPart, Facts};
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::together::{faulty, filled, labels};
use crate::rules::words::list;
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
        1..=MAX_LISTED => format!(" What was sent is named {}.", list(sent)),
        all => {
            let more = all.saturating_sub(MAX_LISTED);
            format!(" What was sent is named {}, and {more} more.", list(sent.into_iter().take(MAX_LISTED)))
        }
    };
    let is_closed = |part: &EncryptedPart| part.kind == EncryptedKind::Attribute && part.outcome.is_err();
    let closed = match facts.encrypted_parts().iter().any(is_closed) {
        true => " What is encrypted could not be read.",
        false => "",
    };
    // Those that another user's login has are this user's own matter; the others are one of the set-up.
    for is_users in [false, true] {
        let missing = faulty(facts, &|claim, fault| {
            *fault == ClaimFault::Missing && fix::is_right_elsewhere(facts, claim) == is_users
        });
        let Some(first) = missing.first() else {
            continue;
        };
        let message = match labels(&missing) {
            names if missing.len() == 1 => format!("The attribute {names} was not sent.{sent}{closed}"),
            names => format!("The attributes {names} were not sent.{sent}{closed}"),
        };
        let steps = fix::of_claim(facts, first.claim, filled(facts, &missing, Change::Attr));
        report.add(span, message).fix(steps);
    }
}
