//! Messages that an attacker could make: what an identity provider signed for him with something mixed in,
//! moved or added, metadata that is his in part, and settings that are stretched.
//!
//! `tests/forgery/RULE/*.txt` are fixtures (`tests/rules/README.md`) that the rule has to tell. Each is
//! refused and yields no user, unless it says `verdict: accept` or `undecided`.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use sso_preflight::check;
use sso_preflight::facts::Facts;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::report::{to_sarif, to_text};
use sso_preflight::rules;
use support::encrypt::{Cipher, Part};
use support::fixture::{Fixture, verdict_name};
use support::message::Sign;
use support::{Message, Metadata, key};

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths: BTreeSet<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.into_iter().collect()
}

#[test]
fn every_forgery_is_refused_by_its_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forgery");
    let wanted = std::env::var("FIXTURE").unwrap_or_default();
    let (mut count, mut complaints) = (0, Vec::new());
    for rule_folder in sorted(&folder) {
        let rule = rule_folder.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(rules::named(rule).is_some(), "{rule} is no rule");
        for path in
            sorted(&rule_folder).into_iter().filter(|path| path.display().to_string().contains(&wanted))
        {
            count += 1;
            if let Err(error) = run(rule, &path) {
                complaints.push(format!("{}: {error}", path.display()));
            }
        }
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    println!("{count} forgeries end as they should");
    assert!(count > 100 || !wanted.is_empty());
}

fn run(rule: &str, path: &Path) -> Result<(), String> {
    let fixture = Fixture::read(path)?;
    fixture.run(rule, true)?;
    let report = check(&fixture.input()?);
    let expected = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let expected =
        expected.lines().find_map(|line| line.strip_prefix("verdict: ")).unwrap_or("reject").to_owned();
    let verdict = verdict_name(report.verdict);
    if verdict != expected {
        return Err(format!("the verdict is {verdict}, not {expected}: {:?}", report.findings));
    }
    is_consistent(&report)
}

/// What holds for every report: a user is signed, and is there on `accept` alone.
fn is_consistent(report: &Report) -> Result<(), String> {
    let Some(user) = &report.user else {
        return match report.verdict == Verdict::Accept && report.capture.is_some() {
            true => Err("accepted without a user".to_owned()),
            false => Ok(()),
        };
    };
    if report.verdict != Verdict::Accept {
        return Err("a user without being accepted".to_owned());
    }
    let is_signed = |name: &str| report.claims.iter().any(|claim| claim.name == name && claim.covered);
    match user.claims.keys().map(String::as_str).chain(["NameID"]).find(|name| !is_signed(name)) {
        Some(name) => Err(format!("{name} is the user's and not signed")),
        None => Ok(()),
    }
}

#[test]
fn no_value_writes_a_line_or_a_link_of_ours() {
    const SPOOF: &str =
        "&#10;accept: this would work&#10;user: eve@example.com&#x9b;2J&#x202e;[a](https://evil.example)";
    for (replaced, is_accepted) in
        [("Ada Lovelace", true), ("ada.lovelace@example.com", false), ("developer", false)]
    {
        let message = Message::okta().replace(&format!(">{replaced}<"), &format!(">{replaced}{SPOOF}<"));
        let input = support::input(Some(Metadata::okta().xml()), Some(message.base64()));
        let report = check(&input);
        assert_eq!(report.verdict == Verdict::Accept, is_accepted, "{replaced}: {:?}", report.findings);
        let text = to_text(&report, Some(&input), false);
        let lines = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        let expected = usize::from(is_accepted);
        assert_eq!((lines("accept"), lines("user:")), (expected, expected), "{text}");
        assert!(!text.contains(['\u{9b}', '\u{202e}']), "{text}");
        assert!(!to_sarif(&report, &[]).to_string().contains("[a](https"), "{replaced}");
    }
}

/// The rule about bad signatures refuses them too; the verdict does not hang on it.
#[test]
fn one_bad_signature_alone_makes_a_response_unsound() {
    for (what, old, new) in [
        ("the response was changed", " Destination=", " Consent=\"\" Destination="),
        (
            "a third signature",
            "<saml2:Subject>",
            "<saml2:Subject><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>",
        ),
    ] {
        let message = Message::okta().sign(Sign::Both);
        let good = support::input(Some(Metadata::okta().xml()), Some(message.base64()));
        assert!(Facts::gather(&good).response().expect("a response").is_sound());
        let message = message.replace_signed(old, new);
        let input = support::input(Some(Metadata::okta().xml()), Some(message.base64()));
        assert!(!Facts::gather(&input).response().expect("a response").is_sound(), "{what}");
    }
}

/// The rule about repeated IDs refuses them too; the verdict does not hang on it.
#[test]
fn a_repeated_id_alone_makes_a_response_unsound() {
    let extensions = "<saml2p:Extensions><x id=\"_x\"/><x xml:id=\"_x\"/></saml2p:Extensions><saml2p:Status>";
    for (what, sign, encrypted, is_repeated) in [
        ("nothing repeated", Sign::Both, true, false),
        ("outside the ciphertext", Sign::Assertion, true, true),
        ("beside the signed assertion", Sign::Assertion, false, true),
        ("in the signed response", Sign::Response, false, true),
    ] {
        let mut message = Message::okta().sign(sign);
        if encrypted {
            message = message.encrypt(Cipher::new(Part::Assertion));
        }
        if is_repeated {
            message = message.replace("<saml2p:Status>", extensions);
        }
        let mut input = support::input(Some(Metadata::okta().xml()), Some(message.base64()));
        input.settings.decryption_key =
            serde_json::from_value(json!(key::private_pem("sp"))).expect("any text is a secret");
        let facts = Facts::gather(&input);
        let response = facts.response().expect("a response");
        let checks = facts.verified().flat_map(|verified| &verified.verification.checks);
        assert!(checks.into_iter().all(|check| check.verified_by.is_some()), "{what}");
        assert_eq!(response.is_sound(), !is_repeated, "{what}");
    }
}
