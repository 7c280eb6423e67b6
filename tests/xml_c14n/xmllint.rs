//! Files and documents written at random through xmllint: accepted or refused alike, and the same canonical
//! bytes.
//!
//! Runs where `SSO_PREFLIGHT_XMLLINT` is set, as it starts some thousand processes.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use sso_preflight::c14n::{Canonicalization, Method, to_vec};
use sso_preflight::xml::{NodeId, XmlError};

use crate::random::{Numbers, document};
use crate::{corpus, read_bytes};

const DIVERGENCES: &str = include_str!("../vectors/xmllint.json");

/// Larger files add nothing but time.
const LARGEST: u64 = 3_000_000;

/// What xmllint is asked for, and what that is here.
const FORMS: [(Method, &str); 3] =
    [(Method::Inclusive10, "--c14n"), (Method::Inclusive11, "--c14n11"), (Method::Exclusive, "--exc-c14n")];

/// Documents written at random: each costs three processes.
const RANDOM: usize = 600;

#[test]
fn xmllint_agrees_on_what_is_read_and_on_its_canonical_form() {
    if !is_asked_for() {
        return;
    }
    let divergences: Value = serde_json::from_str(DIVERGENCES).unwrap();
    let explained: BTreeSet<String> = divergences["divergences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|divergence| divergence["problem"].as_str().unwrap().to_owned())
        .collect();
    let mut tally = Tally::default();
    let has_corpus = corpus::folder("corpus").is_some();
    for folder in ["corpus", "attacks/cases"].into_iter().filter_map(corpus::folder) {
        for file in corpus::files(&folder).into_iter().filter(|file| looks_like_xml(file)) {
            tally.compare(&file.display().to_string(), &file, &explained);
        }
    }
    let mut numbers = Numbers(20);
    let file = std::env::temp_dir().join(format!("sso-preflight-{}.xml", std::process::id()));
    for _ in 0..RANDOM {
        let text = document(&mut numbers);
        std::fs::write(&file, &text).unwrap();
        tally.compare(&format!("{text:?}"), &file, &explained);
    }
    std::fs::remove_file(&file).unwrap();
    let Tally { equal, both_refuse, odd, seen, wrong } = tally;
    println!(
        "xmllint: {equal} canonical forms equal, {both_refuse} refused by both, {odd} with odd namespaces, divergences {seen:?}"
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(equal > RANDOM, "only {equal} forms were compared");
    if has_corpus {
        assert_eq!(explained, seen, "a reason that no file needs");
    }
}

#[test]
fn xmllint_differs_where_it_is_said_to() {
    if !is_asked_for() {
        return;
    }
    let file = std::env::temp_dir().join(format!("sso-preflight-form-{}.xml", std::process::id()));
    let divergences: Value = serde_json::from_str(DIVERGENCES).unwrap();
    for form in divergences["forms"].as_array().unwrap() {
        let option = form["option"].as_str().unwrap();
        let (method, _) = FORMS.into_iter().find(|(_, other)| *other == option).unwrap();
        std::fs::write(&file, form["text"].as_str().unwrap()).unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        assert_eq!(ours(&file, method).map(text).as_deref(), Ok(form["ours"].as_str().unwrap()), "{form}");
        assert_eq!(theirs(&file, option).map(text).as_deref(), form["theirs"].as_str(), "{form}");
        assert!(!form["note"].as_str().unwrap().is_empty());
    }
    std::fs::remove_file(&file).unwrap();
}

fn is_asked_for() -> bool {
    let is_asked_for = std::env::var_os("SSO_PREFLIGHT_XMLLINT").is_some();
    if !is_asked_for {
        println!("SSO_PREFLIGHT_XMLLINT is not set: nothing was compared");
    }
    is_asked_for
}

/// How the comparisons ended.
#[derive(Default)]
struct Tally {
    equal: usize,
    both_refuse: usize,
    /// Accepted by us alone for a namespace that xmllint takes for no URI.
    odd: usize,
    seen: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Tally {
    fn compare(&mut self, name: &str, file: &Path, explained: &BTreeSet<String>) {
        for (method, option) in FORMS {
            match (ours(file, method), theirs(file, option)) {
                (Ok(ours), Some(theirs)) if ours == theirs => self.equal += 1,
                (Ok(_), _) if has_odd_namespace(file) => self.odd += 1,
                (Ok(_), Some(_)) => self.wrong.push(format!("{name} {option}: different bytes")),
                (Ok(_), None) => self.wrong.push(format!("{name} {option}: only we accept it")),
                (Err(_), None) => self.both_refuse += 1,
                (Err(problem), Some(_)) if explained.contains(&problem) => {
                    self.seen.insert(problem);
                }
                (Err(problem), Some(_)) => {
                    self.wrong.push(format!("{name} {option}: only we refuse it, {problem}"));
                }
            }
        }
    }
}

/// Whether a namespace has a character for which `forms` in the list of divergences has an example.
fn has_odd_namespace(file: &Path) -> bool {
    let Ok(document) = read_bytes(&std::fs::read(file).unwrap()) else { return false };
    let is_odd = |c: char| !c.is_ascii_alphanumeric() && !":/?=%.~#+-_;".contains(c);
    document
        .descendants(NodeId::DOCUMENT)
        .any(|node| document.namespace_declarations(node).any(|declared| declared.uri.contains(is_odd)))
}

fn looks_like_xml(file: &Path) -> bool {
    if std::fs::metadata(file).unwrap().len() > LARGEST {
        return false;
    }
    let bytes = std::fs::read(file).unwrap();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_start();
    matches!(text, [b'<', ..] | [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..])
}

/// The canonical bytes, or the name of the problem.
fn ours(file: &Path, method: Method) -> Result<Vec<u8>, String> {
    let document = read_bytes(&std::fs::read(file).unwrap()).map_err(|error| {
        let name = match error {
            XmlError::NotWellFormed { problem, .. } => format!("{problem:?}"),
            other => format!("{other:?}"),
        };
        name.split([' ', '{']).next().unwrap_or("").to_owned()
    })?;
    let algorithm = Canonicalization { with_comments: true, ..Canonicalization::new(method) };
    to_vec(&document, NodeId::DOCUMENT, None, &algorithm).map_err(|error| format!("{error:?}"))
}

fn theirs(file: &Path, option: &str) -> Option<Vec<u8>> {
    let output = Command::new("xmllint").args(["--nonet", "--huge", option]).arg(file).output().unwrap();
    (output.status.success() && !output.stdout.is_empty()).then_some(output.stdout)
}
