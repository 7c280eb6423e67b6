//! Files that are made from the source must be fresh. `RENEW=1 cargo test --test generated` renews them.

use std::fs;
use std::path::PathBuf;

use sso_preflight::rules;

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

#[test]
fn the_page_has_the_texts_of_the_rules() {
    let json = rules::to_json(rules::ALL);
    let text = serde_json::to_string_pretty(&json).expect("the catalogue is JSON");
    compare("www/rules.json", &(text + "\n"));
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
