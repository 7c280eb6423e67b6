//! Inputs built to be slow: each gets an answer that stays small, and none is accepted for what was added.
//!
//! Here they are a tenth of a megabyte, as nothing is optimised; `HOSTILE_BYTES=1000000 cargo test --release
//! --test hostile` takes longer ones, and `cargo xtask bench hostile` measures what they cost.

// CPU time is asked of Unix.
#![cfg(unix)]

mod shapes;
#[path = "../support/mod.rs"]
mod support;

use std::time::Duration;

use shapes::{Group, Shape};
use sso_preflight::check;
use sso_preflight::input::Input;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::report::to_text;
use support::cpu;

fn bytes() -> usize {
    let asked = std::env::var("HOSTILE_BYTES").ok();
    asked.map_or(100_000, |text| text.parse().expect("a number"))
}

fn length(input: &Input) -> usize {
    let boxes = [&input.metadata, &input.capture, &input.saved_metadata, &input.other_capture];
    boxes.into_iter().flatten().map(|text| text.len()).sum()
}

/// What a page or a terminal is sent, beside texts that were decoded from the paste.
fn told(report: &Report) -> usize {
    let decoded: usize = report.sources.iter().filter_map(|source| Some(source.text.as_ref()?.len())).sum();
    serde_json::to_string(report).expect("JSON").len().saturating_sub(decoded)
}

fn timed(input: &Input) -> (Report, Duration) {
    let start = cpu::time();
    let report = check(input);
    (report, cpu::time().saturating_sub(start))
}

/// The benchmark's bar is 20; nothing is optimised here, so only what grows out of all proportion fails.
const MOST_TIME: u32 = 100;

/// Measurements of what exceeds that at first.
const ROUNDS: usize = 5;

/// Rules tell at most 25 things each, and few rules meet.
const MOST_FINDINGS: usize = 400;

#[test]
fn every_shape_gets_an_answer_that_stays_small() {
    let usual = Group::ALL.map(|group| timed(&group.healthy(bytes())).1);
    let mut complaints = Vec::new();
    for shape in shapes::all() {
        let (_, usual) = Group::ALL.iter().zip(usual).find(|(group, _)| **group == shape.group).expect("one");
        complaints.extend(complaint(&shape, usual).map(|what| format!("{}: {what}", shape.name)));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn complaint(shape: &Shape, usual: Duration) -> Option<String> {
    let input = (shape.input)(bytes());
    let (report, time) = timed(&input);
    let is_accepted = report.verdict == Verdict::Accept;
    if is_accepted != HARMLESS.contains(&shape.name) {
        let first: Vec<_> = report.findings.iter().take(3).map(|finding| &finding.message).collect();
        return Some(format!("{:?}, {first:?}", report.verdict));
    }
    if !is_accepted && report.findings.is_empty() {
        return Some("refused without a word".to_owned());
    }
    if is_accepted && report.user.as_ref().is_some_and(|user| user.name_id != USER) {
        return Some("another user".to_owned());
    }
    if time > usual * MOST_TIME {
        // One measurement may be of a bad moment: the best of several counts, of both, taken in turns.
        let healthy = shape.group.healthy(bytes());
        let rounds = (0..ROUNDS).map(|_| (timed(&input).1, timed(&healthy).1));
        let (time, usual) =
            rounds.fold((time, usual), |best, round| (best.0.min(round.0), best.1.min(round.1)));
        if time > usual * MOST_TIME {
            return Some(format!("{time:?}, where a healthy input takes {usual:?}"));
        }
    }
    let (read, told, findings) = (length(&input), told(&report), report.findings.len());
    let shown = to_text(&report, Some(&input), false).len();
    // Of many things the first are told, of long ones the beginning; values are repeated once or twice.
    let most = read * 2 + 300_000;
    (findings > MOST_FINDINGS || told > most || shown > most)
        .then(|| format!("{findings} findings, {told} bytes of report and {shown} of text for {read}"))
}

/// The templates' user.
const USER: &str = "ada.lovelace@example.com";

/// Slow, and right all the same: what was added is signed, or lies where nothing needs to be, and does not
/// matter.
const HARMLESS: &[&str] = &[
    "depth within the limit",
    "tiny elements",
    "attributes within the limit",
    "attributes with prefixes",
    "declarations in force",
    "declarations again and again",
    "inherited prefixes, inclusive C14N",
    "xml:base again and again, C14N 1.1",
    "identifiers",
    "identifiers that begin alike",
    "a long value",
    "invisible characters",
    "character references",
    "text in pieces",
    "comments in a value",
    "instructions",
    "values",
    "attributes",
    "attributes with near names",
    "attributes without content",
    "a long name",
    "audiences",
    "confirmations",
    "a long status message",
    "another capture",
    "embedded certificates",
    "a long embedded certificate",
    "a long ciphertext",
    "an archive of one message",
    "endpoints",
    "changed after signing",
];

#[test]
fn the_healthy_inputs_are_healthy() {
    for group in Group::ALL {
        let input = group.healthy(bytes());
        let report = check(&input);
        assert!(length(&input) >= bytes());
        match group {
            Group::Response => assert_eq!(report.verdict, Verdict::Accept, "{:#?}", report.findings),
            Group::Metadata => {
                // Somebody has to say which entity is meant; nothing else is wrong.
                let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
                assert_eq!(rules, ["metadata-several-entities"], "{:#?}", report.findings);
            }
        }
    }
}
