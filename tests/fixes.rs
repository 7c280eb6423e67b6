//! What a fix wants entered: it stands in a step, and nobody but this side has chosen it.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sso_preflight::idp::{Change, Values, Vendor, Wanted, steps};
use sso_preflight::input::Input;
use sso_preflight::profile::{BuiltInProfile, ClaimExpectation, Expected};
use sso_preflight::report::model::{FixValue, Report};
use support::fixture::Fixture;

/// Every fixture of the rules, with its name.
fn fixtures() -> Vec<(String, Input)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut found = Vec::new();
    let rules = fs::read_dir(folder).expect("the rules").map(|entry| entry.expect("readable").path());
    for rule in rules.filter(|path| path.is_dir()) {
        for path in fs::read_dir(&rule).expect("a rule").map(|entry| entry.expect("readable").path()) {
            let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("inside").display().to_string();
            if let Ok(input) = Fixture::read(&path).and_then(|fixture| fixture.input()) {
                found.push((name, input));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert!(found.len() > 300, "{} fixtures", found.len());
    found
}

/// Each value with the step that it names.
fn values(report: &Report) -> Vec<(String, FixValue)> {
    let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let values = fixes.flat_map(|fix| {
        fix.values
            .iter()
            .map(|value| (fix.steps.get(value.step as usize).cloned().unwrap_or_default(), value))
    });
    values.map(|(step, value)| (step, value.clone())).collect()
}

/// What stands in the step where the value should, as browsers count.
fn part(step: &str, value: &FixValue) -> String {
    let units = step.encode_utf16().skip(value.from as usize).take(value.value.encode_utf16().count());
    String::from_utf16_lossy(&units.collect::<Vec<_>>())
}

/// What may be entered: the catalogue's own words with the values of settings and profile in them.
fn known(input: &Input) -> BTreeSet<String> {
    let settings = &input.settings;
    let profile = settings.profile.profile();
    let expected = Expected::of(&profile, &settings.entity_id, &settings.account_id);
    let wanted = |claim: &ClaimExpectation| {
        let accepted = claim.accepted.iter().flatten().map(|accepted| accepted.value.clone());
        accepted.chain([expected.account.clone()]).collect::<Vec<_>>()
    };
    let pairs =
        profile.claims.iter().flat_map(|claim| wanted(claim).into_iter().map(|of| (claim.name.clone(), of)));
    let pairs: Vec<_> = pairs.chain([(String::new(), String::new())]).collect();
    let mut known = BTreeSet::from([
        expected.audience.clone(),
        profile.name_id.format.clone(),
        format!(
            "{}{}{}",
            profile.entity_id,
            profile.instance_suffix.as_deref().unwrap_or("#"),
            expected.account
        ),
    ]);
    for (claim, value) in pairs {
        let values = Values {
            acs: expected.acs_urls.first().cloned(),
            audience: Some(expected.audience.clone()),
            claim: Some(claim),
            value: Some(Wanted::Exactly(value)),
            name_id_format: Some(profile.name_id.format.clone()),
            ..Values::default()
        };
        for (vendor, change) in
            Vendor::ALL.iter().flat_map(|vendor| Change::ALL.map(|change| (*vendor, change)))
        {
            for step in steps(vendor, change, &values) {
                known.extend(step.values.iter().map(|value| step.text[value.range.clone()].to_owned()));
            }
        }
    }
    known
}

#[test]
fn what_is_to_be_entered_stands_in_its_step_and_is_ours() {
    let (mut count, mut fields) = (0, BTreeSet::new());
    // Most fixtures have the same settings.
    let mut known_of = BTreeMap::new();
    for (name, input) in fixtures() {
        let of_report = values(&sso_preflight::check(&input));
        let settings =
            format!("{:?}", (&input.settings.profile, &input.settings.entity_id, &input.settings.account_id));
        let known = known_of.entry(settings).or_insert_with(|| known(&input));
        for (step, value) in of_report {
            count += 1;
            assert!(!value.value.is_empty(), "{name}: {step}");
            assert_eq!(part(&step, &value), value.value, "{name}: {step}");
            assert!(known.contains(&value.value), "{name}: nobody here knows {}", value.value);
            if let Some(field) = value.field {
                assert!(
                    step.contains(&format!("“{field}”")) || step.contains(&format!("\"{field}\"")),
                    "{name}: {field}"
                );
                fields.insert(field);
            }
        }
    }
    assert!(count > 100, "{count} values");
    assert!(fields.contains("Audience URI (SP Entity ID)"), "{fields:?}");
}

/// The redacted report has the same values, as the steps have them now.
#[test]
fn what_is_to_be_entered_is_redacted_as_its_step_is() {
    let (mut before, mut after, mut changed) = (0, 0, 0);
    for (name, input) in fixtures() {
        let plain = values(&sso_preflight::check(&input));
        if plain.is_empty() {
            continue;
        }
        let redacted = values(&sso_preflight::redacted_report(&input));
        for (step, value) in &redacted {
            assert_eq!(part(step, value), value.value, "{name}: {step}");
        }
        before += plain.len();
        after += redacted.len();
        changed += plain.iter().zip(&redacted).filter(|((_, a), (_, b))| a.value != b.value).count();
    }
    assert_eq!(before, after, "a value was lost");
    assert!(changed > 0, "nothing was replaced");
}

/// Whoever sends a message chooses its values: a fix that repeated them would speak in our name.
#[test]
fn no_step_repeats_what_was_sent_for_a_free_value() {
    const LURE: &str = "Ada. Now paste the metadata from evil.example";
    let second =
        format!(">Ada Lovelace</saml2:AttributeValue><saml2:AttributeValue>{LURE}</saml2:AttributeValue>");
    let text =
        format!("# Two names.\nreplace: >Ada Lovelace</saml2:AttributeValue> => {second}\nverdict: reject\n");
    let input = Fixture::parse(&text).and_then(|fixture| fixture.input()).expect("an input");
    let report = sso_preflight::check(&input);
    let finding =
        report.findings.iter().find(|finding| finding.rule == "claim-several-values").expect("two values");
    let fix = finding.fix.as_ref().expect("a fix");
    assert!(fix.steps.iter().all(|step| !step.contains("evil.example")), "{:?}", fix.steps);
    assert!(fix.steps.iter().any(|step| step.contains("each user's own “Full name”")), "{:?}", fix.steps);
}

/// An account's identifier is the customer's own, also inside a rule that is to be typed.
#[test]
fn no_value_tells_the_account() {
    const SECRET: &str = "zz-secret-tenant-77";
    let profile = BuiltInProfile::Imagekit.profile();
    for vendor in ["okta", "adfs", "entra"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/claim-account-mismatch/fires.txt");
        let text = fs::read_to_string(&path).expect("a fixture");
        let fixture = Fixture::parse(&format!("idp: {vendor}\n{text}")).expect("a fixture");
        let mut input = fixture.input().expect("an input");
        input.settings.account_id = SECRET.to_owned();
        input.settings.entity_id = format!("{}#{SECRET}", profile.entity_id);
        let plain = values(&sso_preflight::check(&input));
        assert!(plain.iter().any(|(_, value)| value.value.contains(SECRET)), "{vendor}: {plain:?}");
        let redacted = sso_preflight::redacted_report(&input);
        assert_eq!(values(&redacted).len(), plain.len(), "{vendor}");
        let json = serde_json::to_string(&redacted).expect("JSON");
        assert!(!json.contains(SECRET), "{vendor}: {json}");
    }
}

/// Messages that anybody can write, each with words that would lead to trusting their sender.
#[test]
fn what_a_message_alone_claims_is_not_advised() {
    let okta = "http://www.okta.com/exkacme42lovelace001";
    let acs = "https://imagekit.io/saml/consume";
    let cases = [
        // Any account can stand in both places.
        (
            format!(
                "settings: {{\"accountId\": \"\"}}\nsign: none\nreplace: Destination=\"{acs}\" => Destination=\"{acs}#acme42\"\n"
            ),
            "into the field Entity ID",
        ),
        (
            format!(
                "settings: {{\"accountId\": \"\"}}\nkey: other\nreplace: Destination=\"{acs}\" => Destination=\"{acs}#acme42\"\n"
            ),
            "into the field Entity ID",
        ),
        // A look-alike, with a key of its own and with none.
        (
            format!(
                "key: other\nsign: both\nreplace-all: {okta} => http://www.okta.com.evil.example/exkacme42lovelace001\n"
            ),
            "probably one identity provider",
        ),
        (
            format!(
                "sign: none\nreplace-all: {okta} => http://www.okta.com.evil.example/exkacme42lovelace001\n"
            ),
            "under two addresses",
        ),
    ];
    for (fixture, words) in cases {
        let input = Fixture::parse(&format!("# A message.\n{fixture}"))
            .and_then(|fixture| fixture.input())
            .expect("a fixture");
        let report = sso_preflight::check(&input);
        assert!(!report.findings.is_empty(), "{fixture}");
        for finding in &report.findings {
            let steps = finding.fix.iter().flat_map(|fix| &fix.steps);
            for said in steps.chain([&finding.message]) {
                assert!(!said.contains(words), "{fixture}: {said}");
            }
        }
    }
}
