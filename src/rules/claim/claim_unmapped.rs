use crate::claims::{ClaimFault, Claims};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::Reporter;

declare_rule! {
    /// ## What it means
    /// Attributes were sent that this service provider does not read. They do no harm.
    ///
    /// ## How to fix it
    /// Nothing needs to be done. To send less, remove them from the application's attribute mapping.
    Claim, "claim-unmapped", Info
}

/// Names that one message lists; the others are counted.
const LISTED: usize = 6;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let named = misnamed(&assertion.claims);
    let unused: Vec<_> = (assertion.claims.attributes.iter().enumerate())
        .filter(|(at, attribute)| attribute.claim.is_none() && !named.contains(at))
        .map(|(_, attribute)| attribute)
        .collect();
    let Some(first) = unused.first() else {
        return;
    };
    let names = list(unused.iter().take(LISTED).map(|attribute| attribute.name.value.as_str()));
    let more = match unused.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let finding = report.add(first.span, format!("Sent but not used here: {names}{more}. Harmless, nothing to do."));
    for other in unused.iter().skip(1).take(LISTED) {
        finding.related(format!("{} stands here.", quoted(&other.name.value)), other.span);
    }
}

/// The attributes that were probably meant as a claim: other rules say how to name them.
fn misnamed(claims: &Claims) -> Vec<usize> {
    let faults = claims.outcomes.iter().filter_map(|outcome| outcome.fault.as_ref());
    faults
        .filter_map(|fault| match fault {
            ClaimFault::NameIsUri { attribute }
            | ClaimFault::NameNearMiss { attribute, .. }
            | ClaimFault::OnlyFriendlyName { attribute } => Some(*attribute),
            _ => None,
        })
        .collect()
}
