//! Files that are made from the source must be fresh. `RENEW=1 cargo test --test generated` renews them.

mod support;

use std::fs;
use std::path::PathBuf;

use sso_preflight::facts::Facts;
use sso_preflight::idp::Change;
use sso_preflight::rules;
use support::fixture::Fixture;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn compare(name: &str, expected: &str) {
    if std::env::var_os("RENEW").is_some() {
        fs::write(path(name), expected).expect("the file can be written");
    }
    let found = fs::read_to_string(path(name)).unwrap_or_default();
    assert!(found == expected, "{name} is stale: run `RENEW=1 cargo test --test generated`");
}

/// Rule, the changes that its source asks for at the identity provider, and the message of its first
/// fixture.
#[test]
fn every_rule_has_an_example() {
    let mut lines = String::new();
    for rule in rules::ALL {
        let example = example_of(rule.name).unwrap_or_else(|error| panic!("{}: {error}", rule.name));
        lines.push_str(&format!("{}\t{}\t{example}\n", rule.name, changes_of(rule.name)));
    }
    compare("src/rules/explained.tsv", &lines);
}

fn example_of(rule: &str) -> Result<String, String> {
    let folder = path(&format!("tests/rules/{rule}"));
    let entries = fs::read_dir(&folder).map_err(|error| error.to_string())?.flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("fires")));
    files.sort();
    // The plain case where there is one.
    let plain = folder.join("fires.txt");
    let file = if plain.exists() { &plain } else { files.first().ok_or("no fixture fires")? };
    let input = Fixture::read(file)?.input()?;
    let findings = rules::run(&Facts::gather(&input));
    let finding = findings.iter().find(|finding| finding.rule.name == rule).ok_or("does not fire")?;
    // On one line, and not longer than a line can be read.
    let message: String = finding.message.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(message)
}

/// The changes that the source of a rule names; one that names many explains error codes.
fn changes_of(rule: &str) -> String {
    let name = rule.replace('-', "_");
    let folders = fs::read_dir(path("src/rules")).expect("the rules").flatten().map(|entry| entry.path());
    let file = folders.map(|folder| folder.join(format!("{name}.rs"))).find(|file| file.is_file());
    let source = fs::read_to_string(file.expect("the rule's file")).expect("the rule's source");
    let is_named = |change: &Change| {
        let variant = format!("Change::{change:?}");
        let mut after = source.match_indices(&variant).map(|(at, _)| &source[at + variant.len()..]);
        after.any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let mut changes: Vec<Change> = Change::ALL.into_iter().filter(is_named).collect();
    let fetches =
        ["metadata_again(", "fresh_metadata(", "new_certificate("].iter().any(|call| source.contains(call));
    if source.contains("new_certificate(") {
        changes.push(Change::Renew);
    }
    if fetches && !changes.contains(&Change::Cert) {
        changes.push(Change::Cert);
    }
    match changes.len() {
        0..=2 => changes.iter().map(|change| change.name()).collect::<Vec<_>>().join(","),
        _ => String::new(),
    }
}

#[test]
fn the_page_has_the_texts_of_the_rules() {
    let json = rules::to_json(rules::ALL);
    let text = serde_json::to_string_pretty(&json).expect("the catalogue is JSON");
    compare("www/rules.json", &(text + "\n"));
    let text = serde_json::to_string_pretty(&rules::steps_to_json()).expect("the steps are JSON");
    compare("www/steps.json", &(text + "\n"));
}

#[test]
fn the_readme_lists_the_rules() {
    const FROM: &str = "<!-- rules -->\n";
    const TO: &str = "<!-- /rules -->";
    let readme = fs::read_to_string(path("README.md")).expect("there is a README.md");
    let (before, rest) = readme.split_once(FROM).expect("the README has the mark before the table");
    let (_, after) = rest.split_once(TO).expect("the README has the mark after the table");
    let mut table = String::from("| rule | severity | what it means |\n|---|---|---|\n");
    for rule in rules::ALL {
        let meaning = rule.section("What it means").unwrap_or("");
        let meaning: Vec<&str> = meaning.split_whitespace().collect();
        // The first sentence is enough for a table.
        let meaning = meaning.join(" ");
        let first = meaning.split_inclusive(". ").next().unwrap_or("").trim();
        let line =
            format!("| `{}` | {} | {} |\n", rule.name, rule.severity.name(), first.replace('|', "\\|"));
        table.push_str(&line);
    }
    compare("README.md", &format!("{before}{FROM}{table}{TO}{after}"));
}
