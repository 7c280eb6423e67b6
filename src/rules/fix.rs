//! Where a fix depends on the identity provider, its steps come from the catalogue of products.

use super::Fix;
use crate::facts::Facts;
use crate::idp::{Change, Values, steps};

/// Steps in the console of the recognised identity provider. The values of this service provider are
/// filled in where `values` leaves them out.
pub(super) fn at_idp(facts: &Facts<'_>, change: Change, values: Values) -> Fix {
    let values = Values {
        acs: values.acs.or_else(|| facts.expected.acs_urls.first().cloned()),
        audience: values.audience.or_else(|| Some(facts.expected.audience.clone())),
        ..values
    };
    Fix::at_idp(steps(facts.vendor(), change, &values))
}
