use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The attribute was sent under a name that is a web address ending with the name this service
    /// provider reads, or the other way round. Names are compared whole, so it is another attribute.
    ///
    /// ## How to fix it
    /// At Microsoft Entra ID, open the claim and empty its Namespace field. Elsewhere, type the bare
    /// name.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-name-is-uri", Error
}

/// Attributes that one finding tells of.
const MAX_CLAIMS: usize = 25;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let outcomes = assertion.outcomes(&facts.profile).filter_map(|(claim, outcome)| match &outcome.fault {
        Some(ClaimFault::NameIsUri { attribute }) => Some((claim, assertion.claims.attributes.get(*attribute)?)),
        _ => None,
    });
    let misnamed: Vec<_> = outcomes.take(MAX_CLAIMS).collect();
    let Some(((_, first), others)) = misnamed.split_first() else {
        return;
    };
    let found = list(misnamed.iter().map(|(_, attribute)| attribute.name.value.as_str()));
    let expected = list(misnamed.iter().map(|(claim, _)| claim.name.as_str()));
    let message = match others {
        [] => format!("An attribute is named {found}; it has to be named {expected} alone."),
        _ => format!("Attributes are named {found}; they have to be named {expected} alone."),
    };
    let mut changes = misnamed.iter().map(|(claim, attribute)| {
        // The profile may want a URI as well, and then the bare name is wrong.
        let change = if claim.name.contains(':') { Change::Rename } else { Change::Namespace };
        (change, fix::renamed(claim, &attribute.name.value))
    });
    let finding = report.add(first.name.span, message).fix(fix::together(facts, &mut changes));
    for (claim, attribute) in others {
        finding.related(format!("{} stands here.", quoted(&claim.name)), attribute.name.span);
    }
}
