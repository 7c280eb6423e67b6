//! What has to hold for every report.

use sso_preflight::check;
use sso_preflight::input::Input;
use sso_preflight::report::model::{Place, Report, Severity, UserValue, Verdict};
use sso_preflight::report::{to_sarif, to_text};

/// Checks the input, and that its report is one.
pub(crate) fn sound(input: &Input) -> Report {
    let report = check(input);
    is_sound(input, &report);
    report
}

fn is_sound(input: &Input, report: &Report) {
    let is_accepted = report.verdict == Verdict::Accept;
    let has_response = is_accepted && input.capture.is_some();
    assert_eq!(report.user.is_some(), has_response, "a user without being accepted, or the reverse");
    let has_error = |finding: &sso_preflight::report::model::Finding| finding.severity == Severity::Error;
    if is_accepted && input.capture.is_none() {
        assert!(!report.findings.iter().any(has_error), "accepted with an error");
    }
    if let Some(user) = &report.user {
        is_covered(report, &user.name_id);
        user.email.iter().for_each(|email| is_covered(report, email));
        for value in user.claims.values() {
            match value {
                UserValue::One(value) => is_covered(report, value),
                UserValue::Several(values) => values.iter().for_each(|value| is_covered(report, value)),
            }
        }
        assert!(report.signatures.iter().any(|signature| signature.valid), "nothing is signed");
        assert!(report.signatures.iter().all(|signature| signature.valid), "one signature is bad");
    }
    places(report).for_each(|place| is_place(input, report, place));
    let json = serde_json::to_string(report).expect("a report is JSON");
    assert!(!json.contains("PRIVATE KEY") || text_of(input, report).contains("PRIVATE KEY"));
    let _ = to_text(report, Some(input), true);
    let _ = to_sarif(report, &[]);
}

/// The value has to be one of a covered claim.
fn is_covered(report: &Report, value: &str) {
    let mut covered = report.claims.iter().filter(|claim| claim.covered);
    let holds = |of: &Vec<String>| of.iter().any(|other| other == value);
    assert!(covered.any(|claim| holds(&claim.values)), "{value:?} is the user's and not covered");
}

/// What was pasted, as it is and decoded: words of a key can stand in a certificate's base64.
fn text_of(input: &Input, report: &Report) -> String {
    let boxes = [&input.metadata, &input.capture, &input.saved_metadata, &input.other_capture];
    let decoded = report.sources.iter().filter_map(|source| source.text.as_deref());
    boxes.into_iter().filter_map(|text| text.as_deref()).chain(decoded).collect()
}

fn places(report: &Report) -> impl Iterator<Item = &Place> {
    let of_findings = report.findings.iter().flat_map(|finding| {
        let related = finding.related.iter().map(|related| &related.place);
        let consequences = finding.consequences.iter().map(|consequence| &consequence.place);
        std::iter::once(&finding.place).chain(related).chain(consequences)
    });
    let of_claims = report.claims.iter().map(|claim| &claim.span);
    let of_instants = report.timeline.iter().filter_map(|entry| entry.span.as_ref());
    of_findings.chain(of_claims).chain(of_instants)
}

/// Offsets are UTF-16 units of a source that exists, and line and column say the same.
fn is_place(input: &Input, report: &Report, place: &Place) {
    let own = report.sources.iter().find(|source| source.id == place.source);
    let text = match (place.source.as_str(), own.and_then(|source| source.text.as_deref())) {
        (_, Some(text)) => text,
        ("metadata", None) => input.metadata.as_deref().unwrap_or(""),
        ("capture", None) => input.capture.as_deref().unwrap_or(""),
        ("savedMetadata", None) => input.saved_metadata.as_deref().unwrap_or(""),
        ("otherCapture", None) => input.other_capture.as_deref().unwrap_or(""),
        (other, None) => panic!("there is no source {other}"),
    };
    let (mut at, mut line, mut column, mut found) = (0, 1, 1, None);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if at == place.from {
            found = Some((line, column));
        }
        let units = if c.len_utf16() == 2 { 2 } else { 1 };
        at += units;
        column += units;
        if c == '\n' || (c == '\r' && characters.peek() != Some(&'\n')) {
            (line, column) = (line + 1, 1);
        }
    }
    let found = if at == place.from { Some((line, column)) } else { found };
    assert!(place.from <= place.to && place.to <= at, "{place:?} of {at} units");
    assert_eq!(found, Some((place.line, place.column)), "{place:?}");
}
