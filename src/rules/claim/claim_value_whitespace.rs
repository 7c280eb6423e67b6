use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// There are blanks or line breaks around the value. They are removed here; other service providers
    /// take them for part of the value.
    ///
    /// ## How to fix it
    /// Remove the blanks where the value comes from: the directory's field, or the expression that
    /// builds it.
    Claim, "claim-value-whitespace", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let attributes = facts.assertion().map(|assertion| assertion.claims.attributes.as_slice());
    for attribute in attributes.unwrap_or_default() {
        let Some(claim) = attribute.claim.and_then(|claim| facts.profile.claims.get(claim)) else {
            continue;
        };
        let padded = |value: &&crate::claims::MappedValue| value.was_padded && !value.value.value.is_empty();
        for value in attribute.values.iter().filter(padded) {
            let message = format!(
                "The attribute {} has blanks around its value; {} is used.",
                quoted(&claim.name),
                quoted(&value.value.value)
            );
            let values = fix::claim_values(facts, claim);
            report.add(value.value.span, message).fix(fix::after(
                "Remove the blanks before and after the value where it comes from: the field of the directory, or the \
                 text typed into the attribute mapping.",
                fix::at_idp(facts, fix::change_of(claim, Change::Value), values),
            ));
        }
    }
}
