//! Where a fix depends on the identity provider, its steps come from the catalogue of products.

use super::Fix;
use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor, steps};
use crate::profile::ClaimExpectation;

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

/// The values that a fix about an attribute names: its name, and what it may be.
pub(super) fn claim_values(facts: &Facts<'_>, claim: &ClaimExpectation) -> Values {
    let value = match (&claim.accepted, claim.equals_account) {
        (_, true) if !facts.expected.account.is_empty() => Some(facts.expected.account.clone()),
        (Some(accepted), _) => accepted.first().map(|accepted| accepted.value.clone()),
        _ => None,
    };
    Values { claim: Some(claim.name.clone()), value, ..Values::default() }
}
