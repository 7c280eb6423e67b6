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
use sso_preflight::dsig::DSIG;
use sso_preflight::facts::Facts;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::report::{to_sarif, to_text};
use sso_preflight::rules;
use sso_preflight::text::Span;
use sso_preflight::verdict::{self, verdicts};
use sso_preflight::xml::NodeId;
use support::encrypt::{Cipher, Part};
use support::fixture::{Fixture, verdict_name};
use support::message::Sign;
use support::{Idp, Message, Metadata, key};

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

/// Rules about what may not even depend on a rule: the facts themselves do not allow to accept.
const BY_FACTS: [&str; 5] = ["signature-", "response-several-", "metadata-", "claim-", "name-id-"];

fn run(rule: &str, path: &Path) -> Result<(), String> {
    let fixture = Fixture::read(path)?;
    fixture.run(rule, true)?;
    let input = fixture.input()?;
    let report = check(&input);
    let by_facts = BY_FACTS.iter().any(|start| rule.starts_with(start)) && rule != "signature-policy-unmet";
    if by_facts && verdicts(&Facts::gather(&input), &[]).overall == verdict::Verdict::Accept {
        return Err("without the rules it would be accepted".to_owned());
    }
    let expected = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let expected =
        expected.lines().find_map(|line| line.strip_prefix("verdict: ")).unwrap_or("reject").to_owned();
    let verdict = verdict_name(report.verdict);
    if verdict != expected {
        return Err(format!("the verdict is {verdict}, not {expected}: {:?}", report.findings));
    }
    let is_signed_otherwise = rule == "signature-policy-unmet" || path.ends_with("in-subject.txt");
    let covered = report.claims.iter().find(|claim| claim.covered);
    let proves_nothing = ["signature-", "metadata-several-", "metadata-signature-"];
    let proves_nothing = proves_nothing.iter().any(|start| rule.starts_with(start));
    if let (true, false, Some(claim)) = (proves_nothing, is_signed_otherwise, covered) {
        return Err(format!("{} is said to be signed", claim.name));
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
        for result in to_sarif(&report, &[])["runs"][0]["results"].as_array().expect("results") {
            let told = result["message"]["text"].as_str().expect("a text");
            assert!(!told.contains("[a](https") && told.lines().count() <= 3, "{told}");
            assert!(!told.contains(['\u{9b}', '\u{202e}']), "{told}");
        }
    }
}

#[test]
fn coverage_is_the_signed_element_without_its_signature() {
    for idp in Idp::ALL {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            let input =
                support::input(Some(Metadata::new(idp).xml()), Some(Message::new(idp).sign(sign).base64()));
            let facts = Facts::gather(&input);
            let document = facts.judged_document().expect("a document");
            let is_signature = |node: &NodeId| document.is(*node, DSIG, "Signature");
            let signatures = document.descendants(NodeId::DOCUMENT).filter(is_signature);
            let signed: Vec<_> = signatures
                .map(|signature| {
                    let parent = document.parent(signature).expect("a parent");
                    (document.span(parent), document.span(signature))
                })
                .collect();
            assert_eq!(signed.len(), if sign == Sign::Both { 2 } else { 1 });
            let coverage = &facts.response().expect("a response").verification.coverage;
            for node in document.descendants(document.root()) {
                let at = document.span(node);
                let within = |outer: &Span| outer.start() <= at.start() && at.end() <= outer.end();
                let expected = signed.iter().any(|(element, own)| within(element) && !within(own));
                assert_eq!(coverage.covers(node), expected, "{idp:?} {sign:?} {at:?}");
            }
        }
    }
}

/// The rules refuse these too; a user is not built all the same.
#[test]
fn no_user_is_built_from_what_is_unsigned_or_wrong() {
    let name_id = ("ada.lovelace@example.com", "ada");
    let role = |required: bool| {
        let accepted = json!([{ "value": "developer", "label": "A", "description": "B" }]);
        json!([{ "name": "imagekit_role", "label": "A", "required": required, "accepted": accepted }])
    };
    for (what, sign, (old, new), claims, is_built) in [
        ("signed", Sign::Assertion, name_id, json!([]), true),
        ("signed around", Sign::Response, name_id, json!([]), true),
        ("unsigned", Sign::Nothing, name_id, json!([]), false),
        ("hidden", Sign::Assertion, ("ada.lovelace", "ada\u{200b}"), json!([]), false),
        ("blank", Sign::Assertion, ("ada.lovelace@example.com", " \n "), json!([]), false),
        ("accepted role", Sign::Assertion, name_id, role(false), true),
        ("optional role that is none", Sign::Assertion, (">developer<", ">owner<"), role(false), false),
        (
            "optional role twice",
            Sign::Assertion,
            ("Name=\"full_name\"", "Name=\"imagekit_role\""),
            role(false),
            false,
        ),
        (
            "required role missing",
            Sign::Assertion,
            ("Name=\"imagekit_role\"", "Name=\"a\""),
            role(true),
            false,
        ),
        (
            "optional role missing",
            Sign::Assertion,
            ("Name=\"imagekit_role\"", "Name=\"a\""),
            role(false),
            true,
        ),
    ] {
        let message = Message::okta().sign(sign).replace(old, new);
        let mut input = support::input(Some(Metadata::okta().xml()), Some(message.base64()));
        let acs = "https://imagekit.io/saml/consume";
        let profile = json!({ "name": "A", "entityId": acs, "acsUrls": [acs],
            "nameId": { "format": "urn:x", "is": "any" }, "claims": claims });
        input.settings.profile = serde_json::from_value(profile).expect("a profile");
        let facts = Facts::gather(&input);
        let user = facts.response().expect("a response").user.as_ref();
        assert_eq!(user.is_some(), is_built, "{what}: {user:?}");
        assert_eq!(check(&input).verdict == Verdict::Accept, is_built, "{what}");
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
