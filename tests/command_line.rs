//! The command line: its exit statuses, its forms, and that it says what the library says.

mod support;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use sso_preflight::input::Input;
use support::{Idp, healthy};

const NOW: &str = "2026-01-15T12:00:00Z";

/// Runs the command with `arguments`; `stdin` is what it reads.
fn run(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sso-preflight"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that does not read its input closes it: that is no failure of this test.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A file of this test's own, named after what it holds.
fn file(name: &str, content: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    std::fs::write(&path, content).expect("the file can be written");
    path
}

fn healthy_files(name: &str) -> (Input, String, String, String) {
    let input = healthy(Idp::Okta);
    let write = |kind: &str, content: &str| file(&format!("{name}-{kind}"), content).display().to_string();
    let metadata = write("metadata.xml", input.metadata.as_deref().unwrap_or(""));
    let capture = write("capture.txt", input.capture.as_deref().unwrap_or(""));
    let settings = write("settings.json", &serde_json::to_string(&input.settings).expect("JSON"));
    (input, metadata, capture, settings)
}

#[test]
fn the_exit_status_is_the_verdict() {
    let (_, metadata, capture, settings) = healthy_files("status");
    let checked = |extra: &[&str]| {
        let mut arguments = vec!["check", "--metadata", &metadata, "--settings", &settings];
        arguments.extend(extra);
        run(&arguments, "").status.code()
    };
    assert_eq!(checked(&["--capture", &capture, "--now", NOW]), Some(0));
    assert_eq!(checked(&["--now", NOW]), Some(0), "the metadata alone is usable");
    assert_eq!(checked(&["--capture", &capture, "--now", "2026-02-15T12:00:00Z"]), Some(1));
    let alone = ["check", "--capture", &capture, "--settings", &settings, "--now", NOW];
    assert_eq!(run(&alone, "").status.code(), Some(2), "without metadata nothing can be accepted");
}

#[test]
fn wrong_use_is_told_apart_from_every_verdict() {
    let (_, metadata, ..) = healthy_files("usage");
    for arguments in [
        vec!["check"],
        vec!["check", "--metadata", "no-such-file.xml"],
        vec!["check", "--metadata", "-", "--capture", "-"],
        vec!["check", "--metadata", &metadata, "--now", "yesterday"],
        vec!["check", "--metadata", &metadata, "--settings", &metadata],
        vec!["rules", "no-such-rule"],
        vec!["guide", "no-such-vendor"],
        vec!["guide", "okta", "--profile", "no-such-file.json"],
        vec!["guide", "okta", "--profile", &metadata],
        vec!["frobnicate"],
        vec![],
    ] {
        let output = run(&arguments, "");
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?} says nothing");
    }
    assert_eq!(run(&["--help"], "").status.code(), Some(0));
}

#[test]
fn every_way_gives_the_same_report() {
    let (input, metadata, capture, settings) = healthy_files("same");
    let library = serde_json::to_string(&sso_preflight::check(&input)).expect("JSON");
    let arguments = [
        "check",
        "--metadata",
        &metadata,
        "--capture",
        "-",
        "--settings",
        &settings,
        "--now",
        NOW,
        "--format",
        "json",
    ];
    let checked = run(&arguments, input.capture.as_deref().unwrap_or(""));
    assert_eq!(text(&checked).trim_end(), library);
    let named = run(
        &[
            "check",
            "--metadata",
            &metadata,
            "--capture",
            &capture,
            "--settings",
            &settings,
            "--now",
            NOW,
            "--format",
            "json",
        ],
        "",
    );
    assert_eq!(text(&named).trim_end(), library);
    let batch = run(&["batch"], &(serde_json::to_string(&input).expect("JSON") + "\n"));
    assert_eq!(text(&batch).trim_end(), library);
}

#[test]
fn a_batch_keeps_its_order_and_goes_on_after_a_bad_line() {
    let inputs: Vec<Input> = Idp::ALL.into_iter().cycle().take(40).map(healthy).collect();
    let mut lines: Vec<String> =
        inputs.iter().map(|input| serde_json::to_string(input).expect("JSON")).collect();
    lines.insert(7, "{ this is no JSON".to_owned());
    lines.insert(20, "{\"now\": \"2026-01-15T12:00:00Z\", \"settigns\": {}}".to_owned());
    let output = run(&["batch"], &lines.join("\n"));
    assert_eq!(output.status.code(), Some(0));
    let reports: Vec<Value> =
        text(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(reports.len(), lines.len());
    let mut expected = inputs.iter();
    for (at, report) in reports.iter().enumerate() {
        if at == 7 || at == 20 {
            assert!(report["error"].is_string(), "line {at}: {report}");
            continue;
        }
        let own = sso_preflight::check(expected.next().expect("an input for each report"));
        assert_eq!(
            report["metadata"]["entityId"],
            own.metadata.and_then(|of| of.entity_id).expect("an entityID")
        );
        assert_eq!(report["verdict"], "accept", "line {at}");
    }
}

#[test]
fn a_redacted_batch_has_no_name() {
    let input = healthy(Idp::Okta);
    let line = serde_json::to_string(&input).expect("JSON");
    assert!(text(&run(&["batch"], &line)).contains("Ada Lovelace"));
    let redacted = text(&run(&["batch", "--redact"], &line));
    assert!(!redacted.contains("Ada Lovelace"), "{redacted}");
    let expected = serde_json::to_string(&sso_preflight::redacted_report(&input)).expect("JSON");
    assert_eq!(redacted.trim_end(), expected);
}

/// What `check` says of a healthy login a month later.
fn checked_late(name: &str, format: &str) -> String {
    let (_, metadata, capture, settings) = healthy_files(name);
    let files = ["check", "--metadata", &metadata, "--capture", &capture, "--settings", &settings];
    text(&run(&[&files[..], &["--now", "2026-02-15T12:00:00Z", "--format", format]].concat(), ""))
}

#[test]
fn the_text_shows_the_place_and_the_fix() {
    let shown = checked_late("text", "text");
    assert!(shown.starts_with("reject"), "{shown}");
    assert!(shown.contains("error[assertion-expired]"), "{shown}");
    assert!(shown.contains("2026-01-15T12:04:30Z"), "the line with the time is shown: {shown}");
    assert!(shown.contains("^^^^^^^^^^^^^^^^^^^^"), "the time is marked: {shown}");
    assert!(shown.contains("= fix"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours where nobody looks");
}

#[test]
fn colours_are_for_who_asks_for_them() {
    let late = |color: &str| {
        let (_, metadata, ..) = healthy_files("colours");
        text(&run(&["check", "--metadata", &metadata, "--now", NOW, "--color", color], ""))
    };
    assert!(late("always").contains("\u{1b}["));
    assert!(!late("auto").contains('\u{1b}'), "this is no terminal");
    assert!(!late("never").contains('\u{1b}'));
}

#[test]
fn sarif_names_the_rules_it_uses() {
    let sarif: Value = serde_json::from_str(&checked_late("sarif", "sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_i64().expect("an index")).expect("not negative");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64() >= Some(1));
    }
}

#[test]
fn a_rule_explains_itself() {
    let page = text(&run(&["rules", "assertion-audience-mismatch"], ""));
    assert!(page.contains("How to fix it:") && page.contains("SAML Core §2.5.1.4"), "{page}");
    let all = text(&run(&["rules"], ""));
    assert_eq!(all.lines().count(), sso_preflight::rules::ALL.len());
    let json: Value = serde_json::from_str(&text(&run(&["rules", "--format", "json"], ""))).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(sso_preflight::rules::ALL.len()));
}

#[test]
fn a_rule_is_explained_for_one_product_and_by_nearly_its_name() {
    let page = text(&run(&["rules", "claim-missing", "--vendor", "entra"], ""));
    for part in
        ["Why it matters: ", "Example: ", "At Microsoft Entra ID:\n  1. ", "fix it first: claims-absent"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("At Okta"), "{page}");
    let mistyped = run(&["rules", "claim-mising"], "");
    assert_eq!(mistyped.status.code(), Some(64));
    assert!(String::from_utf8_lossy(&mistyped.stderr).contains("is it claim-missing"));
    let group = text(&run(&["rules", "--group", "signature"], ""));
    assert!(group.lines().count() > 5 && group.lines().all(|line| line.contains(" signature-")), "{group}");
    assert_eq!(run(&["rules", "--group", "colours"], "").status.code(), Some(64));
}

#[test]
fn a_guide_gives_the_exact_values() {
    let shown = text(&run(&["guide", "okta", "--account-id", "acme7"], ""));
    assert!(shown.starts_with("Setting up ImageKit at Okta\n"), "{shown}");
    for line in [
        "Applications → Create App Integration → SAML 2.0",
        "     Single sign-on URL = https://imagekit.io/saml/consume",
        "     Audience URI (SP Entity ID) = https://imagekit.io/saml/consume",
        "     Value = acme7",
    ] {
        assert!(shown.lines().any(|other| other == line), "{line} in {shown}");
    }
    let suffixed =
        ["guide", "entra", "--entity-id", "https://imagekit.io/saml/consume#acme7", "--format", "json"];
    let guide: Value = serde_json::from_str(&text(&run(&suffixed, ""))).expect("JSON");
    assert_eq!(guide["vendorLabel"], "Microsoft Entra ID");
    let steps = guide["steps"].as_array().expect("steps");
    let identifier = steps.iter().find(|step| step["fields"][0]["field"] == "Identifier (Entity ID)");
    let identifier = identifier.expect("the field");
    assert_eq!(identifier["fields"][0]["value"], "https://imagekit.io/saml/consume#acme7");
    assert!(identifier["path"].as_str().expect("a place").contains("Basic SAML Configuration"));
    assert!(guide["notes"].as_array().is_some_and(|notes| !notes.is_empty()));
}

#[test]
fn a_guide_is_for_any_service_provider() {
    let profile = r#"{"name":"Acme","entityId":"https://acme.test/saml","acsUrls":["https://acme.test/acs"],
        "nameId":{"format":"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent","is":"any"},"claims":[]}"#;
    let shown = text(&run(&["guide", "adfs", "--profile", "-"], profile));
    assert!(shown.starts_with("Setting up Acme at AD FS\n"), "{shown}");
    assert!(shown.contains("Outgoing name ID format = Persistent Identifier"), "{shown}");
    assert!(!shown.contains("magekit"), "{shown}");
}

#[test]
fn the_vendors_are_listed() {
    let all = text(&run(&["guide"], ""));
    assert!(all.lines().any(|line| line == "entra          Microsoft Entra ID"), "{all}");
    let json: Value = serde_json::from_str(&text(&run(&["guide", "--format", "json"], ""))).expect("JSON");
    let json = json.as_array().expect("a list");
    assert_eq!(json.len(), all.lines().count());
    assert_eq!(json[0]["name"], "okta");
    for vendor in json {
        let name = vendor["name"].as_str().expect("a name");
        assert_eq!(run(&["guide", name], "").status.code(), Some(0), "{name}");
    }
}

#[test]
fn a_redacted_report_has_no_name_in_any_form() {
    let (_, metadata, capture, settings) = healthy_files("redacted");
    let given =
        ["check", "--metadata", &metadata, "--capture", &capture, "--settings", &settings, "--now", NOW];
    for format in ["text", "json", "sarif"] {
        let redacted = run(&[&given[..], &["--format", format, "--redact"]].concat(), "");
        assert_eq!(redacted.status.code(), Some(0), "the verdict stays");
        let redacted = text(&redacted);
        assert!(!redacted.is_empty(), "{format}");
        for name in ["Lovelace", "acme42", "ada."] {
            assert!(!redacted.contains(name), "{format}: {name}");
        }
    }
    assert!(text(&run(&given, "")).contains("Lovelace"), "the other form has it");
}
