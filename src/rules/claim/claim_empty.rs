use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// An attribute that this service provider needs was sent without a value, or with a blank one.
    /// Usually the directory's field that fills it is empty for this user.
    ///
    /// ## How to fix it
    /// Fill the field in the directory, or let the identity provider fill the attribute from another
    /// one.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-empty", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    for (claim, outcome) in assertion.outcomes(&facts.profile) {
        let attribute = outcome.attributes.first().and_then(|at| assertion.claims.attributes.get(*at));
        if let (Some(ClaimFault::Empty), Some(attribute)) = (&outcome.fault, attribute) {
            let how = if attribute.values.is_empty() { "no value" } else { "a blank value" };
            let message = format!(
                "The attribute {} ({}) has {how}: the directory field behind it is probably empty for this user.",
                quoted(&claim.name),
                claim.label
            );
            let span = attribute.values.first().map_or(attribute.span, |value| value.value.span);
            let values = fix::claim_values(facts, claim);
            report.add(span, message).fix(fix::after(
                format!(
                    "Either fill in the field of the user's profile that {} comes from, for this user and for others who lack \
                     it. Or, if it is the wrong field, map another one:",
                    claim.name
                ),
                fix::at_idp(facts, fix::change_of(claim, Change::Attr), values),
            ));
        }
    }
}
