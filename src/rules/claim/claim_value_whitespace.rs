use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::text::trim_xml;

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
    let Some(assertion) = facts.assertion() else {
        return;
    };
    if let Some(name_id) = assertion.assertion.name_id().map(|name_id| &name_id.value) {
        let used = trim_xml(&name_id.value);
        if used.len() != name_id.value.len() && !used.is_empty() {
            let message = format!("The user's name (NameID) has blanks around it; {} is used.", quoted(used));
            let fix = fix::at_idp(facts, Change::NameId, Values::default());
            report.add(name_id.span, message).fix(fix::after(REMOVE, fix));
        }
    }
    for attribute in &assertion.claims.attributes {
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
            let fix = fix::at_idp(facts, fix::change_of(claim, Change::Attr), values);
            report.add(value.value.span, message).fix(fix::after(REMOVE, fix));
        }
    }
}

const REMOVE: &str = "Remove the blanks before and after the value where it comes from: the field of the directory, or \
                      the text typed into the attribute mapping.";
