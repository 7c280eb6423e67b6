use crate::claims::{ClaimFault, NameLikeness};
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// An attribute was sent whose name is nearly the one this service provider reads. Names are
    /// compared whole, with letter case and blanks, so it is another attribute.
    ///
    /// ## How to fix it
    /// Correct the attribute's name at the identity provider.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-name-near-miss", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let Some(ClaimFault::NameNearMiss { attribute, likeness }) = &outcome.fault else {
            continue;
        };
        let Some(attribute) = assertion.claims.attributes.get(*attribute) else {
            continue;
        };
        let how = match likeness {
            NameLikeness::Blanks => "there is a blank before or after it",
            NameLikeness::Case => "the letter case differs",
            NameLikeness::LookAlike => "a character in it is hidden, or only looks like the right one",
            NameLikeness::Separators => "the words are joined by another character (such as - for _)",
            NameLikeness::Spelling => "it is spelt differently",
        };
        let (found, expected) = (quoted(&attribute.name.value), quoted(&claim.name));
        let message = format!("An attribute is named {found}; {expected} is needed: {how}.");
        let values = fix::renamed(claim, &attribute.name.value);
        report.add(attribute.name.span, message).fix(fix::at_idp(facts, Change::Rename, values));
    }
}
