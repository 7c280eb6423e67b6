//! The same files through xmllint: accepted or refused alike, and the same canonical bytes.
//!
//! Runs where `SSO_PREFLIGHT_XMLLINT` is set, as it starts some thousand processes.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use sso_preflight::c14n::{Canonicalization, Method, to_vec};
use sso_preflight::xml::{NodeId, XmlError};

use crate::{corpus, read_bytes};

const DIVERGENCES: &str = include_str!("../vectors/xmllint.json");

/// Larger files add nothing but time.
const LARGEST: u64 = 3_000_000;

#[test]
fn xmllint_agrees_on_what_is_read_and_on_its_canonical_form() {
    if std::env::var_os("SSO_PREFLIGHT_XMLLINT").is_none() {
        println!("SSO_PREFLIGHT_XMLLINT is not set: nothing was compared");
        return;
    }
    let explained: BTreeSet<String> = serde_json::from_str::<Value>(DIVERGENCES).unwrap()["divergences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|divergence| divergence["problem"].as_str().unwrap().to_owned())
        .collect();
    let (mut equal, mut both_refuse, mut seen, mut wrong) = (0, 0, BTreeSet::new(), Vec::new());
    for folder in ["corpus", "attacks/cases"].into_iter().filter_map(corpus::folder) {
        for file in corpus::files(&folder).into_iter().filter(|file| looks_like_xml(file)) {
            for (method, option) in [
                (Method::Inclusive10, "--c14n"),
                (Method::Inclusive11, "--c14n11"),
                (Method::Exclusive, "--exc-c14n"),
            ] {
                let name = format!("{} {option}", file.display());
                match (ours(&file, method), theirs(&file, option)) {
                    (Ok(ours), Some(theirs)) if ours == theirs => equal += 1,
                    (Ok(_), Some(_)) => wrong.push(format!("{name}: different bytes")),
                    (Ok(_), None) => wrong.push(format!("{name}: only we accept it")),
                    (Err(_), None) => both_refuse += 1,
                    (Err(problem), Some(_)) if explained.contains(&problem) => drop(seen.insert(problem)),
                    (Err(problem), Some(_)) => wrong.push(format!("{name}: only we refuse it, {problem}")),
                }
            }
        }
    }
    println!("xmllint: {equal} canonical forms equal, {both_refuse} refused by both, divergences {seen:?}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    if equal > 0 {
        assert_eq!(explained, seen, "a reason that no file needs");
    }
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
