//! The set-up mistakes of the shared folder: is the cause the first thing that is said?
//!
//! `tests/diagnosis/known-wrong.txt` lists the cases where it is not, and may only shrink.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use sso_preflight::report::model::{Report, Severity};
use support::fixture::verdict_name;
use support::shared::{self, text, texts};
use support::{list, read_input};

#[test]
fn the_cause_of_every_mistake_comes_first() {
    let Some(folder) = shared::folder("diagnosis") else {
        return;
    };
    let lines = shared::read_text(&folder.join("diagnosis.ndjson"));
    let (mut failed, mut names) = (BTreeMap::new(), Vec::new());
    let (mut mistakes, mut top_1, mut top_3, mut healthy, mut quiet, mut verdicts) = (0, 0, 0, 0, 0, 0);
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).expect("a line of JSON");
        let name = format!("{}/{}", text(&case, "vendor"), text(&case, "name"));
        let report = match read_input(case["input"].clone()) {
            Ok(input) => sso_preflight::check(&input),
            Err(error) => panic!("{name}: {error}"),
        };
        let rules = rules_by_severity(&report);
        let expected = texts(&case, "expect");
        let place = rules.iter().position(|(_, rule)| expected.iter().any(|expected| expected == rule));
        let mut wrong = Vec::new();
        if expected.is_empty() {
            healthy += 1;
            let errors: Vec<&str> =
                rules.iter().filter(|(severity, _)| *severity == 0).map(|(_, rule)| *rule).collect();
            match errors.is_empty() {
                true => quiet += 1,
                false => wrong.push(format!("healthy, but {}", errors.join(", "))),
            }
        } else {
            mistakes += 1;
            top_1 += usize::from(place == Some(0));
            top_3 += usize::from(place.is_some_and(|place| place < 3));
            if place != Some(0) {
                let shown: Vec<&str> = rules.iter().take(4).map(|(_, rule)| *rule).collect();
                let place = place.map_or("absent".to_owned(), |place| format!("at place {}", place + 1));
                wrong.push(format!("{} is {place}: {}", expected.join(" or "), shown.join(", ")));
            }
        }
        let verdict = verdict_name(report.verdict);
        match text(&case, "verdict") {
            "any" => verdicts += 1,
            expected if expected == verdict => verdicts += 1,
            expected => wrong.push(format!("the verdict is {verdict}, not {expected}")),
        }
        if !wrong.is_empty() {
            failed.insert(name.clone(), wrong.join("; "));
        }
        names.push(name);
    }
    println!("{top_1} of {mistakes} causes come first, {top_3} among the first three");
    println!("{quiet} of {healthy} healthy set-ups have no error");
    println!("{verdicts} of {} verdicts are right", names.len());
    list::compare("diagnosis/known-wrong.txt", &failed, &names).unwrap_or_else(|error| panic!("{error}"));
}

/// The rules of the findings: errors, warnings, the rest, otherwise as reported.
fn rules_by_severity(report: &Report) -> Vec<(u8, &str)> {
    let rank = |severity| match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Hint | Severity::Info => 2,
    };
    let mut rules: Vec<(u8, &str)> =
        report.findings.iter().map(|finding| (rank(finding.severity), finding.rule.as_str())).collect();
    rules.sort_by_key(|(rank, _)| *rank);
    rules
}
