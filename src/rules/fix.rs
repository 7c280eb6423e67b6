//! Where a fix depends on the identity provider, its steps come from the catalogue of products.

use super::Fix;
use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor, steps};
use crate::profile::{AcceptedValue, ClaimExpectation};

/// Steps in the console of the recognised identity provider. The values of this service provider are
/// filled in where `values` leaves them out.
pub(super) fn at_idp(facts: &Facts<'_>, change: Change, values: Values) -> Fix {
    at_vendor(facts, facts.vendor(), change, values)
}

/// The same steps in the console of `vendor`, where something else than the facts tells which one it is.
pub(super) fn at_vendor(facts: &Facts<'_>, vendor: Vendor, change: Change, values: Values) -> Fix {
    let values = Values {
        acs: values.acs.or_else(|| facts.expected.acs_urls.first().cloned()),
        audience: values.audience.or_else(|| Some(facts.expected.audience.clone())),
        name_id_format: Some(facts.profile.name_id.format.clone()),
        service: Some(facts.profile.name.clone()),
        ..values
    };
    Fix::at_idp(steps(vendor, change, &values))
}

/// What `first` says, and then where the identity provider offers its metadata.
pub(super) fn metadata_again(facts: &Facts<'_>, first: &str) -> Fix {
    let mut fix = at_idp(facts, Change::Cert, Values::default());
    fix.steps.insert(0, first.to_owned());
    fix
}

/// The same, after a step of the rule's own.
pub(super) fn after(first: impl Into<String>, mut fix: Fix) -> Fix {
    fix.steps.insert(0, first.into());
    fix
}

/// Accepted values that a fix lists: more are for the documentation of the service provider.
const MAX_ACCEPTED: usize = 12;

/// The values that a fix about an attribute names: its name, and what it may be. Of several accepted
/// values none is picked: one is as right as the other, and some give more rights.
pub(super) fn claim_values(facts: &Facts<'_>, claim: &ClaimExpectation) -> Values {
    let account = facts.expected.account.as_str();
    let value = match &claim.accepted {
        _ if claim.equals_account && !account.is_empty() => Some(account.to_owned()),
        Some(accepted) => Some(one_of(accepted)),
        None if claim.label.is_empty() => None,
        // Without “each user's own” people type the label itself, for everybody.
        None => Some(format!("each user's own “{}”", claim.label)),
    };
    Values { claim: Some(claim.name.clone()), value, ..Values::default() }
}

/// The same, where it is known which value is meant.
pub(super) fn claim_value(claim: &ClaimExpectation, value: &str) -> Values {
    Values { claim: Some(claim.name.clone()), value: Some(value.to_owned()), ..Values::default() }
}

fn one_of(accepted: &[AcceptedValue]) -> String {
    let values: Vec<&str> =
        accepted.iter().take(MAX_ACCEPTED).map(|accepted| accepted.value.as_str()).collect();
    match (values.as_slice(), accepted.len() > MAX_ACCEPTED) {
        ([only], _) => (*only).to_owned(),
        (_, false) => format!("one of {}", values.join(", ")),
        (_, true) => format!("one of {} and the others that are accepted", values.join(", ")),
    }
}
