use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::together::{faulty, filled, labels, names, others};
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
    let empty = faulty(facts, &|_, fault| *fault == ClaimFault::Empty);
    let Some(first) = empty.first().and_then(|one| one.attribute) else {
        return;
    };
    let (labels, names) = (labels(&empty), names(&empty, &|one| one.claim.name.clone()));
    let (message, either) = match empty.len() {
        1 => (
            format!(
                "The attribute {labels} has {}: the directory field behind it is probably empty for this user.",
                if first.values.is_empty() { "no value" } else { "a blank value" }
            ),
            format!(
                "Either fill in the field of the user's profile that {names} comes from, for this user and for others who \
                 lack it. Or, if it is the wrong field, map another one:"
            ),
        ),
        _ => (
            format!(
                "The attributes {labels} have no value: the directory fields behind them are probably empty for this user."
            ),
            format!(
                "Either fill in the fields of the user's profile that {names} come from, for this user and for others who \
                 lack them. Or, if they are the wrong fields, map others:"
            ),
        ),
    };
    let span = first.values.first().map_or(first.span, |value| value.value.span);
    let steps = fix::after(either, filled(facts, &empty, Change::Attr));
    others(report.add(span, message).fix(steps), &empty);
}
