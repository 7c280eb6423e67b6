//! The rules: each looks at the facts and speaks to people. One file a rule; no rule calls another.

mod catalogue;
mod declare;
mod finding;
mod fix;
mod fold;
mod words;

pub use catalogue::{to_json, to_line, to_page};
pub use declare::{Group, Rule};
pub use finding::{Actor, Finding, Fix, Reporter, Severity};
pub use fold::fold;

use crate::facts::Facts;
use declare::rules;

rules! {
    capture {
    }

    xml {
    }

    signature {
    }

    response {
    }

    assertion {
        assertion_audience_mismatch
    }

    name_id {
        name_id_missing
        name_id_not_email
        name_id_format_mismatch
        name_id_transient
        name_id_guest_upn
        name_id_mixed_case
    }

    claim {
        claims_absent
        claim_missing
        claim_empty
        claim_name_is_uri
        claim_name_near_miss
        claim_name_only_friendly
        claim_repeated
        claim_several_values
        claim_value_joined
        claim_value_not_accepted
        claim_value_near_miss
        claim_value_whitespace
        claim_value_suspicious
        claim_account_mismatch
        claim_groups_overage
        claim_groups_are_ids
        claim_unmapped
    }

    settings {
    }

    metadata {
    }

    certificate {
    }
}

/// Runs every rule over `facts` and orders what they found, causes first. [`fold`] then puts the
/// consequences under their causes.
pub fn run(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in ALL {
        (rule.check)(facts, &mut Reporter::new(rule, &mut findings));
    }
    fold::order(&mut findings, facts);
    findings
}

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
