//! The attack messages of the shared folder: one false accept fails everything.
//!
//! `tests/attacks/known-wrong.txt` lists what ends otherwise than it should, and may only shrink.
//! A false accept cannot be listed.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use sso_preflight::report::model::{KeyUse, Report, UserValue, Verdict};
use support::shared::{self, text, texts};
use support::{Metadata, cpu, list, read_input, to_base64};

/// The rules behind the names of `warn`.
const WARNINGS: [(&str, &str); 5] = [
    ("weak-algorithm-sha1", "signature-algorithm-weak"),
    ("weak-key-rsa1024", "certificate-key-weak"),
    ("weak-encryption-cbc", "assertion-encryption-weak"),
    ("weak-key-transport-rsa15", "assertion-encryption-weak"),
    ("missing-destination", "response-destination-absent"),
];

/// How a case ended.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    FalseAccept(String),
    FalseReject(String),
    /// The verdict is right, something else is not.
    Wrong(String),
    Late(Duration),
}

#[test]
fn the_attack_messages_end_as_they_should() {
    let Some(folder) = shared::folder("attacks") else {
        return;
    };
    let index = shared::read_json(&folder.join("index.json"));
    let cases = index["cases"].as_array().expect("a list of cases");
    assert!(cases.len() > 100, "the cases are there");
    let mut board: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    let (mut failed, mut false_accepts, mut names) = (BTreeMap::new(), Vec::new(), Vec::new());
    for case in cases {
        let name = text(case, "name");
        names.push(name.to_owned());
        let outcome = run(&folder, case);
        let row = board.entry(text(case, "class")).or_default();
        let (column, what) = match outcome {
            Outcome::Passed => (0, None),
            Outcome::FalseAccept(what) => {
                false_accepts.push(format!("{name} ({}): {what}", text(case, "reason")));
                (1, None)
            }
            Outcome::FalseReject(what) => (2, Some(format!("refused: {what}"))),
            Outcome::Wrong(what) => (3, Some(what)),
            Outcome::Late(time) => (4, Some(format!("took {} ms", time.as_millis()))),
        };
        row[column] += 1;
        failed.extend(what.map(|what| (name.to_owned(), what)));
    }
    println!(
        "{:<12} {:>6} {:>13} {:>14} {:>6} {:>5}",
        "class", "passed", "false accepts", "false rejects", "wrong", "late"
    );
    for (class, row) in &board {
        println!("{class:<12} {:>6} {:>13} {:>14} {:>6} {:>5}", row[0], row[1], row[2], row[3], row[4]);
    }
    assert!(false_accepts.is_empty(), "{} FALSE ACCEPTS:\n{}", false_accepts.len(), false_accepts.join("\n"));
    list::compare("attacks/known-wrong.txt", &failed, &names).unwrap_or_else(|error| panic!("{error}"));
}

/// The worst outcome over the forms in which the case can be pasted.
fn run(folder: &Path, case: &Value) -> Outcome {
    let outcomes = inputs(folder, case).into_iter().map(|(form, input)| run_one(folder, case, form, input));
    outcomes.fold(Outcome::Passed, |worst, outcome| match (&worst, &outcome) {
        (Outcome::FalseAccept(_), _) | (_, Outcome::Passed) => worst,
        (Outcome::Passed, _) | (_, Outcome::FalseAccept(_)) => outcome,
        _ => worst,
    })
}

/// The inputs of a case, each with the form of its paste.
fn inputs(folder: &Path, case: &Value) -> Vec<(&'static str, Value)> {
    let bytes = shared::read_bytes(&folder.join(text(case, "file")));
    let lossy = String::from_utf8_lossy(&bytes);
    let sp = &case["sp"];
    let mut settings = json!({
        "profile": "imagekit",
        "accountId": text(sp, "imagekit_id"),
        "clockSkewSeconds": case["clock_skew_s"],
        "allowUnsolicited": case["allow_unsolicited"],
        "inResponseTo": case["in_response_to"],
        "seenAssertionIds": texts(case, "seen_assertion_ids"),
    });
    if let Some(key) = case.get("sp_key").and_then(Value::as_str) {
        settings["decryptionKey"] = json!(shared::read_text(&folder.join(key)));
    }
    let trusted = texts(case, "trusted_cert");
    let input = |settings: &Value, name: &str, paste: &str| {
        let mut input = json!({ "now": text(case, "clock"), "settings": settings });
        input[name] = json!(paste);
        input
    };
    if text(case, "kind") == "metadata" {
        if text(case, "metadata_signature") == "required" {
            settings["metadataSigner"] = json!(shared::read_text(&folder.join(&trusted[0])));
        }
        return vec![("text", input(&settings, "metadata", &lossy))];
    }
    let certificates: Vec<String> =
        trusted.iter().map(|file| shared::certificate(&folder.join(file))).collect();
    let metadata = Metadata::plain(text(&case["idp"], "entity_id"), &certificates);
    let pastes = match (text(case, "encoding"), std::str::from_utf8(&bytes)) {
        ("base64", _) => vec![("base64", lossy.into_owned())],
        (_, Ok(xml)) => vec![("base64", to_base64(&bytes)), ("text", xml.to_owned())],
        (_, Err(_)) => vec![("base64", to_base64(&bytes))],
    };
    let mut inputs = Vec::new();
    for entity_id in audiences(case, &bytes) {
        settings["entityId"] = json!(entity_id);
        for (form, paste) in &pastes {
            let mut input = input(&settings, "capture", paste);
            input["metadata"] = json!(metadata);
            inputs.push((*form, input));
        }
    }
    inputs
}

/// The Entity ID field: the plain one, and the one with the suffix where the message has that.
fn audiences(case: &Value, message: &[u8]) -> Vec<String> {
    let audiences = texts(&case["sp"], "audience");
    let decoded;
    let message = match text(case, "encoding") {
        "base64" => {
            decoded =
                sso_preflight::base64::decode_base64(&String::from_utf8_lossy(message)).unwrap_or_default();
            decoded.as_slice()
        }
        _ => message,
    };
    let is_used = |audience: &&String| {
        let element = format!("Audience>{audience}<");
        message.windows(element.len()).any(|window| window == element.as_bytes())
    };
    let suffixed: Vec<String> = audiences.iter().skip(1).filter(is_used).cloned().collect();
    match text(case, "expected") == "accept" && !suffixed.is_empty() {
        true => suffixed,
        false => audiences.into_iter().take(1).chain(suffixed).collect(),
    }
}

fn run_one(folder: &Path, case: &Value, form: &str, input: Value) -> Outcome {
    let input = match read_input(input) {
        Ok(input) => input,
        Err(error) => return Outcome::Wrong(error),
    };
    let start = cpu::time();
    let report = catch_unwind(AssertUnwindSafe(|| sso_preflight::check(&input)));
    let time = cpu::time().saturating_sub(start);
    let Ok(report) = report else {
        return Outcome::Wrong(format!("a panic, as {form}"));
    };
    match score(folder, case, &report) {
        Outcome::Passed => match is_late(case, time) {
            true => Outcome::Late(time),
            false => Outcome::Passed,
        },
        Outcome::FalseReject(what) => Outcome::FalseReject(format!("{what}, as {form}")),
        Outcome::FalseAccept(what) => Outcome::FalseAccept(format!("{what}, as {form}")),
        Outcome::Wrong(what) => Outcome::Wrong(format!("{what}, as {form}")),
        late @ Outcome::Late(_) => late,
    }
}

/// A build without optimisation may take ten times as long.
fn is_late(case: &Value, time: Duration) -> bool {
    let factor = if cfg!(debug_assertions) { 10 } else { 1 };
    let limit = case.get("max_ms").and_then(Value::as_u64).map(|limit| Duration::from_millis(limit * factor));
    limit.is_some_and(|limit| time > limit)
}

fn score(folder: &Path, case: &Value, report: &Report) -> Outcome {
    if let Some(value) = leaked(case, report) {
        return Outcome::FalseAccept(format!("`{value}` came out"));
    }
    let errors = || {
        let errors = report.findings.iter().map(|finding| finding.rule.as_str()).take(4);
        format!("{:?}: {}", report.verdict, errors.collect::<Vec<_>>().join(", "))
    };
    let must_accept = text(case, "expected") == "accept";
    let (values, tolerated) = match (text(case, "kind"), must_accept) {
        ("metadata", true) => (case.get("yields"), case.get("tolerate_yields")),
        ("metadata", false) => (None, case.get("tolerate_yields")),
        (_, true) => (case.get("claims"), None),
        (_, false) => (None, case.get("tolerated_claims")),
    };
    let yields = |expected: &Value| match text(case, "kind") {
        "metadata" => yields_metadata(folder, expected, report),
        _ => yields_claims(expected, report),
    };
    match (must_accept, report.verdict) {
        (true, Verdict::Accept) => match values.map_or(Ok(()), yields).and_then(|()| warns(case, report)) {
            Ok(()) => Outcome::Passed,
            Err(what) => Outcome::Wrong(what),
        },
        (true, Verdict::Reject) if case["tolerate_reject"] == json!(true) => Outcome::Passed,
        (true, _) => Outcome::FalseReject(errors()),
        (false, Verdict::Reject) => Outcome::Passed,
        (false, Verdict::Accept) => match tolerated.map(yields) {
            Some(Ok(())) => Outcome::Passed,
            Some(Err(what)) => Outcome::FalseAccept(format!("tolerated, but {what}")),
            None => Outcome::FalseAccept(errors()),
        },
        (false, Verdict::Undecided) => Outcome::Wrong(format!("not refused: {}", errors())),
    }
}

/// A value that must not come out and did: in `user`, or as a claim said to be signed.
fn leaked(case: &Value, report: &Report) -> Option<String> {
    let forbidden = texts(case, "must_not_yield");
    let mut out: BTreeSet<String> = BTreeSet::new();
    // A tolerated accept may name what the forger kept of the original.
    let is_tolerated =
        case.get("tolerated_claims").is_some_and(|claims| yields_claims(claims, report).is_ok());
    if let Some(user) = report.user.as_ref().filter(|_| !is_tolerated) {
        out.extend(user.claims.values().flat_map(values));
        out.insert(user.name_id.clone());
    }
    if case["naive_signature_check_passes"] == json!(false) {
        let covered = report.claims.iter().filter(|claim| claim.covered);
        out.extend(covered.flat_map(|claim| claim.values.iter().cloned()));
    }
    forbidden.into_iter().find(|value| out.contains(value))
}

fn values(value: &UserValue) -> Vec<String> {
    match value {
        UserValue::One(value) => vec![value.clone()],
        UserValue::Several(values) => values.clone(),
    }
}

/// Whether the user is exactly the expected one.
fn yields_claims(expected: &Value, report: &Report) -> Result<(), String> {
    let user = report.user.as_ref().ok_or("accepted without a user")?;
    let mut found: BTreeMap<String, Vec<String>> =
        user.claims.iter().map(|(name, value)| (name.clone(), values(value))).collect();
    found.insert("name_id".to_owned(), vec![user.name_id.clone()]);
    let expected = expected.as_object().ok_or("claims: an object")?;
    let expected: BTreeMap<String, Vec<String>> = expected
        .iter()
        .map(|(name, value)| (name.clone(), vec![value.as_str().unwrap_or_default().to_owned()]))
        .collect();
    match found == expected {
        true => Ok(()),
        false => Err(format!("the user is {found:?}, not {expected:?}")),
    }
}

fn yields_metadata(folder: &Path, expected: &Value, report: &Report) -> Result<(), String> {
    let metadata = report.metadata.as_ref().ok_or("accepted without metadata")?;
    let entity_id = text(expected, "entity_id");
    if metadata.entity_id.as_deref() != Some(entity_id) {
        return Err(format!("the entityID is {:?}, not {entity_id}", metadata.entity_id));
    }
    let signs = |usage: KeyUse| matches!(usage, KeyUse::Signing | KeyUse::Unspecified);
    let mut found: Vec<&str> = metadata
        .certificates
        .iter()
        .filter(|certificate| signs(certificate.usage))
        .map(|certificate| certificate.sha256.as_str())
        .collect();
    // The report lists what is declared; the same key twice is one key.
    found.dedup();
    let names = texts(expected, "signing_certs");
    let expected: Vec<String> =
        names.iter().map(|name| fingerprint(&folder.join(format!("certs/{name}.crt")))).collect();
    match found == expected {
        true => Ok(()),
        false => Err(format!("the signing certificates are {found:?}, not those of {names:?}")),
    }
}

fn fingerprint(path: &Path) -> String {
    use sso_preflight::{base64::decode_base64, crypto::DigestAlgorithm, x509::to_fingerprint};
    let der = decode_base64(&shared::certificate(path)).expect("a certificate in base64");
    let digest = DigestAlgorithm::Sha256.digest(&der);
    let shown = to_fingerprint(digest.as_bytes()).to_string();
    shown.replace(':', "").to_ascii_lowercase()
}

fn warns(case: &Value, report: &Report) -> Result<(), String> {
    for name in texts(case, "warn") {
        let rule =
            WARNINGS.iter().find(|(warning, _)| *warning == name).map_or(name.as_str(), |(_, rule)| rule);
        if !report.findings.iter().any(|finding| finding.rule == rule) {
            return Err(format!("{rule} does not fire"));
        }
    }
    Ok(())
}
