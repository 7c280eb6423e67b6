//! The catalogue of rules as text and as data.

use serde_json::{Value, json};

use super::{Group, Rule, Severity};

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

/// `rules` as JSON: name, severity, group, and the sections of the documentation.
pub fn to_json(rules: &[&Rule]) -> Value {
    let entry = |rule: &&Rule| {
        json!({
            "name": rule.name,
            "severity": rule.severity.name(),
            "group": rule.group.name(),
            "meaning": one_line(rule.section("What it means")),
            "fix": one_line(rule.section("How to fix it")),
            "standard": one_line(rule.section("Standard")),
        })
    };
    Value::Array(rules.iter().map(entry).collect())
}

/// A rule's page for people.
pub fn to_page(rule: &Rule) -> String {
    let mut page =
        format!("{} ({})\n\n{}\n", rule.name, rule.severity.name(), one_line(rule.section("What it means")));
    let fix = one_line(rule.section("How to fix it"));
    if !fix.is_empty() {
        page.push_str(&format!("\nHow to fix it: {fix}\n"));
    }
    let standard = one_line(rule.section("Standard"));
    if !standard.is_empty() {
        page.push_str(&format!("\nStandard: {standard}\n"));
    }
    page
}

/// A rule's line in a list.
pub fn to_line(rule: &Rule) -> String {
    format!("{:8} {}\n", rule.severity.name(), rule.name)
}

fn one_line(text: Option<&str>) -> String {
    text.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
}
