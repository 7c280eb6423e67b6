use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::profile::ClaimExpectation;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::words::{joined, quoted};
use crate::rules::{Reporter, fix};
use crate::text::Span;

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

/// Attributes that one finding tells of.
const MAX_CLAIMS: usize = 25;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let outcomes = assertion.outcomes(&facts.profile);
    let empty = outcomes.filter(|(_, outcome)| outcome.fault == Some(ClaimFault::Empty)).filter_map(|(claim, outcome)| {
        let attribute = assertion.claims.attributes.get(*outcome.attributes.first()?)?;
        let span = attribute.values.first().map_or(attribute.span, |value| value.value.span);
        Some((claim, attribute.values.is_empty(), span))
    });
    let empty: Vec<(&ClaimExpectation, bool, Span)> = empty.take(MAX_CLAIMS).collect();
    let Some((&(only, has_none, span), others)) = empty.split_first() else {
        return;
    };
    let names = joined(&empty.iter().map(|(claim, ..)| naming::claim(claim)).collect::<Vec<_>>());
    let (message, first) = match others {
        [] => (
            format!(
                "The attribute {names} has {}: the directory field behind it is probably empty for this user.",
                if has_none { "no value" } else { "a blank value" }
            ),
            format!(
                "Either fill in the field of the user's profile that {} comes from, for this user and for others who lack \
                 it. Or, if it is the wrong field, map another one:",
                only.name
            ),
        ),
        _ => (
            format!(
                "The attributes {names} have no value: the directory fields behind them are probably empty for this user."
            ),
            format!(
                "Either fill in the fields of the user's profile that {} come from, for this user and for others who lack \
                 them. Or, if they are the wrong fields, map others:",
                joined(&empty.iter().map(|(claim, ..)| claim.name.clone()).collect::<Vec<_>>())
            ),
        ),
    };
    let mut changes = empty.iter().map(|(claim, ..)| (fix::change_of(claim, Change::Attr), fix::claim_values(facts, claim)));
    let finding = report.add(span, message).fix(fix::after(first, fix::together(facts, &mut changes)));
    for (claim, _, span) in others {
        finding.related(format!("{} stands here.", quoted(&claim.name)), *span);
    }
}
