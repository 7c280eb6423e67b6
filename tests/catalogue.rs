//! The list of rules: complete, and in the words of whoever has to act.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sso_preflight::facts::Facts;
use sso_preflight::rules::{self, Finding, Severity};
use support::fixture::Fixture;
use support::shared;

/// The list of rules in the shared folder names them all, and the severity of each.
#[test]
fn every_rule_that_was_planned_is_there() {
    let Some(folder) = shared::folder("design") else {
        return;
    };
    let text = shared::read_text(&folder.join("rules.md"));
    let mut missing = Vec::new();
    let mut planned = 0;
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (Some(names), Some(severities)) = (cells.get(1), cells.get(2)) else {
            continue;
        };
        let severities: Vec<&str> = severities.split(" / ").collect();
        for (at, name) in names.split(" / ").enumerate().filter(|(_, name)| name.contains('-')) {
            planned += 1;
            // Where one severity stands for several names, or several for one, the first is the rule's own.
            let own = severities.get(at).filter(|_| names.contains(" / ")).or(severities.first());
            let letter = own.and_then(|own| own.chars().next()).unwrap_or(' ');
            match rules::named(name) {
                None => missing.push(format!("{name} is missing")),
                Some(rule) if letter_of(rule.severity) != letter => {
                    missing.push(format!("{name} is {}, not {letter}", rule.severity.name()));
                }
                Some(_) => {}
            }
        }
    }
    assert!(planned > 100, "{planned} rules are in the list");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn letter_of(severity: Severity) -> char {
    match severity {
        Severity::Error => 'E',
        Severity::Warning => 'W',
        Severity::Hint => 'H',
        Severity::Info => 'I',
    }
}

/// Rules some of whose messages have no value to name: something is absent or cannot be read, or the rule is
/// about the whole of the text.
const NOTHING_TO_NAME: [&str; 47] = [
    "assertion-authn-statement-missing",
    "assertion-confirmation-missing",
    "assertion-decryption-failed",
    "assertion-encrypted",
    "assertion-encryption-weak",
    "assertion-malformed",
    "assertion-unsigned",
    "capture-bare-assertion",
    "capture-error-text",
    "capture-part-unread",
    "capture-redacted",
    "capture-reformatted",
    "capture-repaired",
    "capture-truncated",
    "capture-unrecognised",
    "capture-wrong-message",
    "certificate-unreadable",
    "metadata-entity-id-missing",
    "metadata-escaped",
    "metadata-is-certificate",
    "metadata-is-html",
    "metadata-no-logout-endpoint",
    "metadata-no-signing-key",
    "metadata-signature-invalid",
    "metadata-signature-missing",
    "metadata-signature-untrusted",
    "metadata-truncated",
    "metadata-unrecognised",
    "name-id-missing",
    "response-malformed",
    "response-no-assertion",
    "response-several-assertions",
    "response-unsolicited",
    "signature-algorithm-refused",
    "signature-content-reformatted",
    "signature-digest-mismatch",
    "signature-missing",
    "signature-policy-unmet",
    "signature-redirect-mismatch",
    "signature-reference-misplaced",
    "signature-reference-refused",
    "signature-structure-refused",
    "signature-transform-refused",
    "xml-byte-order-mark",
    "xml-doctype-refused",
    "xml-leading-blank-lines",
    "xml-not-well-formed",
];

/// Rules about two texts that should be one and the same, which have to name both.
const TWO_TEXTS: [&str; 8] = [
    "response-destination-mismatch",
    "response-issuer-mismatch",
    "assertion-audience-mismatch",
    "assertion-recipient-mismatch",
    "claim-account-mismatch",
    "claim-name-near-miss",
    "name-id-format-mismatch",
    "metadata-entity-changed",
];

#[test]
fn messages_name_what_was_found() {
    let mut without: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut count = 0;
    for (rule, input) in fixtures() {
        let facts = Facts::gather(&input);
        for finding in rules::run(&facts).iter().filter(|finding| finding.rule.name == rule) {
            count += 1;
            if std::env::var_os("SHOW").is_some() {
                show(finding);
            }
            let is_name = |text: &str| text.contains('“') || text.contains(|c: char| c.is_ascii_digit());
            // The lines beside it name what would be too much for one.
            let names = is_name(&finding.message) || finding.related.iter().any(|(text, _)| is_name(text));
            let enough = if TWO_TEXTS.contains(&rule) { 2 } else { 0 };
            let names = names && finding.message.matches('“').count() >= enough;
            if !names && !NOTHING_TO_NAME.contains(&rule) {
                without.entry(rule).or_default().insert(finding.message.clone());
            }
        }
    }
    assert!(count > 300, "{count} messages");
    assert!(without.is_empty(), "name the values found and expected, or list the rule above: {without:#?}");
}

fn show(finding: &Finding) {
    println!("{} [{}] {}", finding.rule.name, finding.severity.name(), finding.message);
    for step in finding.fix.iter().flat_map(|fix| &fix.steps) {
        println!("    → {}", step.text);
    }
}

/// The input of every fixture that fires, with its rule.
fn fixtures() -> Vec<(&'static str, sso_preflight::input::Input)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut found = Vec::new();
    for rule in rules::ALL {
        let entries = fs::read_dir(folder.join(rule.name)).expect("the fixtures of a rule");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
        paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("fires")));
        paths.sort();
        for path in paths {
            let input = Fixture::read(&path).and_then(|fixture| fixture.input()).expect("a fixture");
            found.push((rule.name, input));
        }
    }
    found
}
