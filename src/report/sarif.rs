//! The report as SARIF 2.1.0, for tools that collect findings.

use serde_json::{Value, json};

use super::model::{Finding, Place, Report, Severity};
use crate::rules;

/// Renders `report` as one SARIF run.
pub fn to_sarif(report: &Report) -> Value {
    let rules: Vec<Value> = rules::ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "fullDescription": { "text": rule.section("What it means").unwrap_or(rule.name) },
                "help": { "text": rule.section("How to fix it").unwrap_or(""), "markdown": rule.docs.trim() },
            })
        })
        .collect();
    let results: Vec<Value> = report.findings.iter().map(to_result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sso-preflight",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn to_result(finding: &Finding) -> Value {
    let index = rules::ALL.iter().position(|rule| rule.name == finding.rule);
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|related| {
            let mut location = to_location(&related.place);
            if let Some(location) = location.as_object_mut() {
                location.insert("message".to_owned(), json!({ "text": literal(&related.message) }));
            }
            location
        })
        .collect();
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index.map_or(-1, |index| i64::try_from(index).unwrap_or(-1)),
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint | Severity::Info => "note",
        },
        "message": { "text": literal(&finding.message) },
        "locations": [to_location(&finding.place)],
        "relatedLocations": related,
    })
}

/// `[text](address)` in a message is a link (SARIF 2.1.0 §3.11.6); what was pasted never becomes one.
fn literal(text: &str) -> String {
    match text.contains("](") {
        true => text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]"),
        false => text.to_owned(),
    }
}

fn to_location(place: &Place) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": place.source },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "charOffset": place.from,
                "charLength": place.to.saturating_sub(place.from),
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_holds_a_link() {
        assert_eq!(literal("is “[a](https://b)”"), "is “\\[a\\](https://b)”");
        assert_eq!(literal("plain [a] (b)"), "plain [a] (b)");
    }
}
