//! The catalogue of rules as text and as data.

use serde_json::{Value, json};

use super::explain::Explanation;
use super::{Group, Rule, Severity};
use crate::idp::{Change, Values, Vendor, steps};

impl Severity {
    /// The word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
            Severity::Info => "info",
        }
    }
}

impl Group {
    /// The word that the catalogue uses.
    pub fn name(self) -> &'static str {
        match self {
            Group::Capture => "capture",
            Group::Xml => "xml",
            Group::Status | Group::Response => "response",
            Group::Signature => "signature",
            Group::Request => "request",
            Group::Assertion => "assertion",
            Group::NameId => "nameId",
            Group::Claim => "claim",
            Group::Settings => "settings",
            Group::Metadata => "metadata",
            Group::Certificate => "certificate",
        }
    }
}

/// `rules` as JSON: name, severity, group, the sections of the documentation, and the explanation.
pub fn to_json(rules: &[&Rule]) -> Value {
    let entry = |rule: &&Rule| {
        let explanation = Explanation::of(rule);
        json!({
            "name": rule.name,
            "severity": rule.severity.name(),
            "group": rule.group.name(),
            "meaning": one_line(rule.section("What it means")),
            "fix": one_line(rule.section("How to fix it")),
            "standard": one_line(rule.section("Standard")),
            "why": explanation.why,
            "example": explanation.example,
            "changes": explanation.changes.iter().map(|change| change.name()).collect::<Vec<_>>(),
            "causes": explanation.causes,
            "consequences": explanation.consequences,
        })
    };
    Value::Array(rules.iter().map(entry).collect())
}

/// The steps for each change at each product, by the changes' and the vendors' names. The service provider's
/// values are described in words.
pub fn steps_to_json() -> Value {
    let of = |change: Change| {
        let at = |vendor: Vendor| {
            let steps = steps(vendor, change, &Values::default()).into_iter().map(|step| step.text);
            (vendor.name().to_owned(), steps.collect())
        };
        (change.name().to_owned(), Value::Object(Vendor::ALL.into_iter().map(at).collect()))
    };
    // A page about a rule speaks of attributes of every kind.
    let is_told = |change: &Change| !matches!(change, Change::FullName | Change::OneOf);
    Value::Object(Change::ALL.into_iter().filter(is_told).map(of).collect())
}

/// A rule's line in a list.
pub fn to_line(rule: &Rule) -> String {
    format!("{:8} {}\n", rule.severity.name(), rule.name)
}

fn one_line(text: Option<&str>) -> String {
    text.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
}
