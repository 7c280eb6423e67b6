//! The report as SARIF 2.1.0, for tools that collect findings.

use serde_json::{Map, Value, json};

use super::model::{Finding, Fix, Place, Report, Severity, Source};
use super::words;
use crate::rules;

/// Renders `report` as one SARIF run.
///
/// `files` are the names of the files that the sources came from, as `(id of the source, path)`. Places in
/// any other source name its id, and the run carries the text where the report does.
pub fn to_sarif(report: &Report, files: &[(&str, &str)]) -> Value {
    let rules: Vec<Value> = rules::ALL.iter().map(|rule| to_descriptor(rule)).collect();
    let run = Run { report, files };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sso-preflight",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            // Offsets and columns count as browsers and editors do.
            "columnKind": "utf16CodeUnits",
            "invocations": [{ "executionSuccessful": true }],
            "artifacts": report.sources.iter().map(|source| run.artifact(source)).collect::<Vec<_>>(),
            "results": report.findings.iter().map(|finding| run.result(finding)).collect::<Vec<_>>(),
            "properties": { "verdict": report.verdict },
        }],
    })
}

fn to_descriptor(rule: &rules::Rule) -> Value {
    let meaning = rule.section("What it means").unwrap_or(rule.name);
    json!({
        "id": rule.name,
        "shortDescription": { "text": words::first_sentence(meaning) },
        "fullDescription": { "text": words::one_line(meaning) },
        "help": {
            "text": words::one_line(rule.section("How to fix it").unwrap_or(meaning)),
            "markdown": rule.docs.trim(),
        },
        "defaultConfiguration": { "level": level(rule.severity.name()) },
        "properties": { "tags": [rule.group.name()] },
    })
}

/// SARIF has no hint and no info.
fn level(severity: &str) -> &'static str {
    match severity {
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    }
}

struct Run<'a> {
    report: &'a Report,
    files: &'a [(&'a str, &'a str)],
}

impl Run<'_> {
    fn artifact(&self, source: &Source) -> Value {
        let mut artifact = json!({
            "location": { "uri": self.uri(&source.id) },
            "description": { "text": source.label },
        });
        if let (Some(text), Some(members)) = (&source.text, artifact.as_object_mut()) {
            members.insert("contents".to_owned(), json!({ "text": text }));
            members.insert("sourceLanguage".to_owned(), json!("xml"));
        }
        artifact
    }

    fn uri(&self, source: &str) -> String {
        let file = self.files.iter().find(|(id, _)| *id == source);
        file.map_or_else(|| source.to_owned(), |(_, path)| uri_reference(path))
    }

    fn result(&self, finding: &Finding) -> Value {
        let related = finding.related.iter().map(|it| (it.message.clone(), &it.place));
        let hence = finding.consequences.iter().map(|it| (format!("{}: {}", it.rule, it.message), &it.place));
        let places = (0u32..).zip(related.chain(hence)).map(|(id, (message, place))| {
            let mut location = self.location(place);
            location.insert("id".to_owned(), json!(id));
            location.insert("message".to_owned(), json!({ "text": literal(&message) }));
            location
        });
        let places: Vec<_> = places.collect();
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint | Severity::Info => "note",
            }),
            "message": { "text": message(finding) },
            "locations": [self.location(&finding.place)],
            "relatedLocations": places,
            "properties": { "severity": finding.severity, "fix": finding.fix, "standard": finding.standard },
        });
        let index = rules::ALL.iter().position(|rule| rule.name == finding.rule);
        if let (Some(index), Some(members)) = (index, result.as_object_mut()) {
            members.insert("ruleIndex".to_owned(), json!(index));
        }
        result
    }

    fn location(&self, place: &Place) -> Map<String, Value> {
        let index = self.report.sources.iter().position(|source| source.id == place.source);
        let mut artifact = json!({ "uri": self.uri(&place.source) });
        if let (Some(index), Some(members)) = (index, artifact.as_object_mut()) {
            members.insert("index".to_owned(), json!(index));
        }
        let physical = json!({
            "artifactLocation": artifact,
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "charOffset": place.from,
                "charLength": place.to.saturating_sub(place.from),
            },
        });
        Map::from_iter([("physicalLocation".to_owned(), physical)])
    }
}

/// What is wrong and what to do: many viewers show nothing but this.
fn message(finding: &Finding) -> String {
    let told = literal(&finding.message);
    match &finding.fix {
        Some(Fix { who, steps, .. }) => {
            format!("{told}\n\nWhat to do {}: {}", words::place_of(*who), literal(&steps.join(" ")))
        }
        None => told,
    }
}

/// `[text](address)` in a message is a link (SARIF 2.1.0 §3.11.6); what was pasted never becomes one.
fn literal(text: &str) -> String {
    let text = words::plain(text);
    match text.contains("](") {
        true => text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]"),
        false => text,
    }
}

/// A path as a URI reference (RFC 3986 §4.1): what may not stand there is percent-encoded.
fn uri_reference(path: &str) -> String {
    let path = path.replace('\\', "/");
    let encoded: String = path
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    match encoded.starts_with('/') {
        true => format!("file://{encoded}"),
        false => encoded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri_reference("idp/okta.xml"), "idp/okta.xml");
        assert_eq!(uri_reference("/tmp/my idp.xml"), "file:///tmp/my%20idp.xml");
        assert_eq!(uri_reference("C:\\idp.xml"), "C%3A/idp.xml");
        assert_eq!(uri_reference("Größe#1.xml"), "Gr%C3%B6%C3%9Fe%231.xml");
    }

    #[test]
    fn no_message_holds_a_link() {
        assert_eq!(literal("is “[a](https://b)”"), "is “\\[a\\](https://b)”");
        assert_eq!(literal("plain [a] (b)"), "plain [a] (b)");
    }
}
