//! Every finding that an identity provider's administrator acts on names the console of their product: the
//! fixtures of `tests/rules`, asked once for each product of the cookbook.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sso_preflight::facts::Facts;
use sso_preflight::idp::{Change, Recognition, Values, Vendor, steps};
use sso_preflight::rules::{self, Actor, Finding, Severity};
use support::fixture::Fixture;
use support::{Idp, Message};

/// The products whose consoles were looked up field by field, and what tells that a step is theirs.
const COOKBOOK: [(Vendor, &[&str]); 5] = [
    (Vendor::Okta, &["Okta:"]),
    (Vendor::Entra, &["Entra admin center:"]),
    (Vendor::OneLogin, &["OneLogin:"]),
    (Vendor::Adfs, &["AD FS Management:", "PowerShell", "FederationMetadata.xml"]),
    (Vendor::Google, &["Google Admin console:", "Google Workspace"]),
];

/// Rules whose fix is the same whatever the product, each with the reason.
const SAME_EVERYWHERE: [(&str, &str); 16] = [
    ("assertion-authn-statement-missing", "no product of the cookbook leaves it out"),
    ("assertion-condition-unknown", "no product of the cookbook has a field for it"),
    ("capture-error-text", "the text itself names the product"),
    ("certificate-not-yet-valid", "nothing to change, or a clock"),
    ("certificate-pem-wrapped", "nothing has to be done"),
    ("certificate-unreadable", "what stands in the certificate says what it is"),
    ("claim-groups-overage", "one product does this"),
    ("claim-value-suspicious", "the hidden character is in what was typed, not in a setting"),
    ("metadata-endpoint-duplicate", "nothing has to be done"),
    ("metadata-endpoint-changed", "nothing to change: to be compared before saving"),
    ("metadata-entity-id-placeholder", "only two products can have it, and they are told apart"),
    ("metadata-no-logout-endpoint", "nothing is wrong"),
    ("metadata-signature-missing", "whoever signs metadata is not the product"),
    ("request-force-authn-ignored", "one product has the switch, and it is named"),
    ("response-status-failed", "the identity provider's own log says why"),
    ("response-version-unsupported", "no product of the cookbook sends another"),
];

#[test]
fn a_fix_at_the_identity_provider_names_its_console() {
    let mut asked = BTreeSet::new();
    let mut complaints = Vec::new();
    for (rule, path) in fixtures() {
        if SAME_EVERYWHERE.iter().any(|(name, _)| *name == rule) {
            continue;
        }
        let input = Fixture::read(&path).and_then(|fixture| fixture.input()).expect("a fixture");
        for (vendor, marks) in COOKBOOK {
            let mut facts = Facts::gather(&input);
            let recognition = Recognition { vendor, evidence: Vec::new() };
            if let Some(metadata) = &mut facts.metadata {
                metadata.recognition = recognition.clone();
            }
            if let Some(capture) = facts.capture() {
                capture.recognition.set(recognition).expect("not asked for yet");
            }
            for finding in rules::run(&facts).iter().filter(|finding| finding.rule.name == rule) {
                let Some(steps) = steps_at_idp(finding) else {
                    continue;
                };
                asked.insert(rule.clone());
                if !marks.iter().any(|mark| steps.contains(mark)) {
                    complaints.push(format!("{rule} at {vendor}: {steps}"));
                }
            }
        }
    }
    complaints.dedup();
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    assert!(asked.len() > 50, "{} rules were asked: {asked:?}", asked.len());
}

/// New metadata is checked here when it is pasted; only a change in the console has to be tried by a login.
#[test]
fn what_is_changed_in_a_console_is_tried_by_a_login() {
    for (rule, is_tried) in [("signature-key-unknown", false), ("claim-missing", true)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rules/{rule}/fires.txt"));
        let input = Fixture::read(&path).and_then(|fixture| fixture.input()).expect("a fixture");
        for vendor in Vendor::ALL {
            let mut facts = Facts::gather(&input);
            let recognition = Recognition { vendor, evidence: Vec::new() };
            facts.metadata.as_mut().expect("metadata").recognition = recognition.clone();
            facts.capture().expect("a capture").recognition.set(recognition).expect("not asked for yet");
            let findings = rules::fold(rules::run(&facts));
            let own = findings.iter().find(|finding| finding.rule.name == rule).expect("it fires");
            let steps = &own.fix.as_ref().expect("a fix").steps;
            let last = steps.last().expect("a step");
            assert_eq!(
                last.text.starts_with("When all is saved, log in again"),
                is_tried,
                "{rule} at {vendor}: {steps:?}"
            );
        }
    }
}

/// Roles give rights: a fix names the one that is meant, or all of them, and never one for want of another.
#[test]
fn no_fix_picks_a_role() {
    let mut asked = 0;
    for (rule, path) in fixtures() {
        let input = Fixture::read(&path).and_then(|fixture| fixture.input()).expect("a fixture");
        let facts = Facts::gather(&input);
        for finding in rules::run(&facts) {
            let fix = finding.fix.iter().flat_map(|fix| &fix.steps);
            for step in fix.filter(|step| step.text.contains("account_administrator")) {
                asked += 1;
                let meant = finding.rule.name == "claim-value-near-miss";
                let all = step.text.contains("one of account_administrator, developer, ")
                    || step.text.contains("either ");
                assert!(meant || all, "{rule}: {} says {}", finding.rule.name, step.text);
            }
        }
    }
    assert!(asked > 10, "{asked} steps were asked");
}

fn steps_at_idp(finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref().filter(|fix| fix.who == Actor::Idp)?;
    matches!(finding.severity, Severity::Error | Severity::Warning).then(|| fix.words())
}

/// The fixtures that fire, with the rule of each.
fn fixtures() -> Vec<(String, std::path::PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut found = Vec::new();
    for rule in rules::ALL {
        let entries = fs::read_dir(folder.join(rule.name)).expect("the fixtures of a rule");
        for path in entries.map(|entry| entry.expect("a readable folder").path()) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            if name.starts_with("fires") {
                found.push((rule.name.to_owned(), path));
            }
        }
    }
    found.sort();
    found
}

/// A response alone, without metadata, tells its product too, and so does metadata alone; both say by what.
#[test]
fn every_product_of_the_templates_is_recognised() {
    for idp in Idp::ALL {
        let healthy = support::healthy(idp);
        let [metadata, capture] =
            [&healthy.metadata, &healthy.capture].map(|of| of.as_deref().map(str::to_owned));
        for (metadata, capture) in [(metadata, None), (None, capture)] {
            let input = support::input(metadata, capture);
            let facts = Facts::gather(&input);
            assert_eq!(facts.vendor().name(), idp.name());
            let metadata = facts.metadata.as_ref().map(|metadata| &metadata.recognition);
            let recognition = metadata.or(facts.capture().map(|capture| capture.recognition()));
            assert!(recognition.is_some_and(|of| !of.evidence.is_empty()), "{}: no evidence", idp.name());
        }
    }
}

/// An Issuer of one's own tells nothing; the certificate in the signature still does.
#[test]
fn an_embedded_certificate_tells_the_product_of_a_response() {
    let mut message = Message::new(Idp::Okta)
        .try_replace_all("http://www.okta.com/exkacme42lovelace001", "https://login.acme.example")
        .expect("the Issuer");
    message.seal.embedded = Some("okta".to_owned());
    let input = support::input(None, Some(message.base64()));
    let facts = Facts::gather(&input);
    assert_eq!(facts.vendor(), Vendor::Okta);
    message.seal.embedded = Some("other".to_owned());
    let input = support::input(None, Some(message.base64()));
    assert_eq!(Facts::gather(&input).vendor(), Vendor::Generic, "nothing else tells");
}

#[test]
fn the_cookbook_has_every_change_of_every_product() {
    // What a product cannot do, or what is said in plain words as well as anywhere.
    const LEFT_OUT: [(Vendor, &[Change]); 9] = [
        (Vendor::Keycloak, &[]),
        (Vendor::Auth0, EXTRAS),
        (Vendor::PingOne, EXTRAS),
        (Vendor::PingFederate, EXTRAS),
        (Vendor::JumpCloud, EXTRAS),
        (Vendor::Shibboleth, EXTRAS),
        (Vendor::SimpleSamlPhp, EXTRAS),
        (Vendor::Rippling, EXTRAS),
        (Vendor::Generic, &Change::ALL),
    ];
    const EXTRAS: &[Change] = &[
        Change::Rename,
        Change::Value,
        Change::Namespace,
        Change::OneValue,
        Change::Groups,
        Change::Requests,
        Change::Clock,
        Change::LowerCase,
        Change::Renew,
        Change::Activate,
        Change::Application,
    ];
    let left_out: BTreeMap<&str, &[Change]> =
        LEFT_OUT.iter().map(|(vendor, changes)| (vendor.name(), *changes)).collect();
    let values = Values::default();
    for vendor in Vendor::ALL {
        for change in Change::ALL {
            let may_be_generic = left_out.get(vendor.name()).is_some_and(|of| of.contains(&change));
            let own = steps(vendor, change, &values);
            assert!(
                may_be_generic || own != steps(Vendor::Generic, change, &values),
                "{vendor} has no steps of its own for {change:?}"
            );
        }
    }
}
