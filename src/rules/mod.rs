//! The rules: each looks at the facts and speaks to people. One file a rule; no rule calls another.

mod declare;
mod finding;
mod fix;
mod fold;
mod words;

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
    }

    claim {
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
