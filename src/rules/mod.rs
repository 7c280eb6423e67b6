//! The rules: each looks at the facts and speaks to people. One file a rule; no rule calls another.

mod declare;
mod finding;
mod fix;
mod fold;
mod words;

pub use declare::{Group, Rule};
pub use finding::{Actor, Finding, Fix, Reporter, Severity};

use crate::facts::Facts;
use declare::rules;

rules! {
    capture {
    }
}

/// Runs every rule over `facts` and orders what they found: causes first, their consequences folded
/// under them.
pub fn run(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in ALL {
        (rule.check)(facts, &mut Reporter::new(rule, &mut findings));
    }
    fold::order(&mut findings, facts);
    fold::fold(findings)
}

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
