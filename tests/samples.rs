//! The page's gallery: does every sample show what it is there for, whenever it was made?

mod support;

use std::collections::BTreeSet;

use sso_preflight::input::Input;
use sso_preflight::time::Instant;
use support::fixture::verdict_name;
use support::sample::{self, Sample};
use support::{Idp, NOW, read_input};

/// A build of long after the templates were written.
const LATER: &str = "2029-07-31T23:59:59Z";

fn moments() -> [Instant; 2] {
    [NOW, LATER].map(|moment| Instant::read(moment).expect("a moment"))
}

fn input(sample: &Sample) -> Input {
    read_input(sample.input.clone()).unwrap_or_else(|error| panic!("{}: {error}", sample.id))
}

#[test]
fn every_sample_shows_first_what_it_is_there_for() {
    let mut complaints = Vec::new();
    for sample in moments().into_iter().flat_map(sample::all) {
        let report = sso_preflight::check(&input(&sample));
        let verdict = verdict_name(report.verdict);
        let rule = report.findings.first().map(|finding| finding.rule.as_str());
        if verdict != sample.verdict || rule != sample.rule {
            let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
            let (id, now) = (sample.id, &sample.input["now"]);
            let expected = (sample.verdict, sample.rule);
            complaints.push(format!("{id} at {now}: {verdict} with {rules:?}, not {expected:?}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_vendor_has_a_healthy_sample_and_broken_ones() {
    let samples = sample::all(moments()[0]);
    let ids: BTreeSet<&str> = samples.iter().map(|sample| sample.id).collect();
    assert_eq!(ids.len(), samples.len(), "an id names one sample");
    for idp in Idp::ALL {
        let of_idp = || samples.iter().filter(move |sample| sample.idp == idp);
        assert!(of_idp().count() >= 3, "{}", idp.name());
        assert!(of_idp().any(|sample| sample.verdict == "accept"), "{}", idp.name());
        assert!(of_idp().any(|sample| sample.verdict == "reject"), "{}", idp.name());
        for sample in of_idp() {
            assert!(sample.id.starts_with(idp.name()), "{}", sample.id);
            assert!(!sample.title.ends_with('.') && sample.teaches.ends_with('.'), "{}", sample.id);
        }
    }
}

#[test]
fn the_gallery_ships_no_key_but_the_one_that_decrypts() {
    let gallery = sample::gallery(moments()[0]);
    let with_key: Vec<&str> = gallery["samples"]
        .as_array()
        .expect("samples")
        .iter()
        .filter(|sample| sample.to_string().contains("PRIVATE KEY"))
        .filter_map(|sample| sample["id"].as_str())
        .collect();
    assert_eq!(with_key, ["adfs-encrypted"]);
    let text = gallery.to_string();
    for name in ["idp", "old", "other"] {
        let pem = support::key::private_pem(name);
        // The first lines are the modulus, which the certificate has too; these are the exponent.
        let line = pem.lines().nth(12).expect("a line of the key");
        assert!(!text.contains(line), "the key {name}");
    }
}
