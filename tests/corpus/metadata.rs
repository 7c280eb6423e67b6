//! Real metadata: is it read, without errors that it does not deserve, and is its product recognised?

use serde_json::{Value, json};
use sso_preflight::report::model::{Report, Severity, Verdict};
use sso_preflight::time::Instant;

use crate::board::Board;
use crate::entry::{Corpus, Entry};
use crate::support::shared::{read_bytes, text, texts};
use crate::support::{NOW, read_input};

/// The vendors' folders and the products that we tell apart.
const VENDORS: [(&str, &str); 9] = [
    ("adfs", "adfs"),
    ("auth0", "auth0"),
    ("azure", "entra"),
    ("google-workspace", "google"),
    ("jumpcloud", "jumpcloud"),
    ("keycloak", "keycloak"),
    ("okta", "okta"),
    ("onelogin", "onelogin"),
    ("pingone", "pingone"),
];
const MORE_VENDORS: [(&str, &str); 2] = [("shibboleth", "shibboleth"), ("simplesamlphp", "simplesamlphp")];

/// Folders whose files are something else than one identity provider's sound metadata.
const ODD: [&str; 3] = ["broken-or-expired", "sp-or-other", "entities-descriptor"];

pub(crate) fn run(corpus: &Corpus, entry: &Entry<'_>, board: &mut Board) {
    let facts = &entry.value["metadata_facts"];
    let vendor = text(entry.value, "vendor");
    let report = check(facts, &corpus.paste(entry.path()));
    if matches!(entry.verdict(), "invalid" | "malformed") {
        let refused = match report.verdict {
            Verdict::Accept => Err(format!("accepted, although: {}", entry.expected("why"))),
            _ => Ok(()),
        };
        return board.note("metadata", entry.path(), refused);
    }
    if facts["wellformed"] != json!(true) {
        let refused = if report.verdict == Verdict::Accept { Err("accepted".to_owned()) } else { Ok(()) };
        return board.note("metadata", entry.path(), refused);
    }
    if !matches!(text(facts, "root"), "EntityDescriptor" | "EntitiesDescriptor") {
        return board.skip("metadata", "another root");
    }
    board.note("metadata", entry.path(), is_read(facts, &report));
    let is_sound = entry.verdict() == "valid" || !ODD.contains(&vendor);
    match is_sound && facts["idp_roles"] == json!(1) && facts["entities"] == json!(1) {
        true => board.note("sound", entry.path(), has_no_error(&report)),
        false => board.skip("sound", "not the sound metadata of one identity provider"),
    }
    let product = VENDORS.iter().chain(&MORE_VENDORS).find(|(folder, _)| *folder == vendor);
    match product {
        Some((_, product)) => board.note("vendor", entry.path(), is_recognised(product, &report)),
        None => board.skip("vendor", format!("the folder {vendor}")),
    }
}

fn check(facts: &Value, paste: &str) -> Report {
    // Shortly before it ends, where it says so.
    let until = Instant::read(text(facts, "valid_until")).ok();
    let now = until.map_or(NOW.to_owned(), |until| until.plus_seconds(-86_400).to_string());
    let settings = json!({ "allowInsecureEndpoints": true });
    let input = json!({ "now": now, "metadata": paste, "settings": settings });
    let input = read_input(input).expect("an input");
    sso_preflight::check(&input)
}

/// The entityID is read, or the choice is left to people.
fn is_read(facts: &Value, report: &Report) -> Result<(), String> {
    let metadata = report.metadata.as_ref().ok_or("it is not read")?;
    let ids = texts(facts, "entity_ids");
    match (&metadata.entity_id, ids.as_slice()) {
        (Some(id), ids) if ids.contains(id) => Ok(()),
        (None, [_, _, ..]) if !metadata.entities.is_empty() => Ok(()),
        (None, []) => Ok(()),
        (found, ids) => {
            let findings: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
            Err(format!("the entityID is {found:?}, not of {ids:?}: {}", findings.join(", ")))
        }
    }
}

fn has_no_error(report: &Report) -> Result<(), String> {
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<String> =
        errors.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("; ")) }
}

fn is_recognised(product: &str, report: &Report) -> Result<(), String> {
    let vendor = report.metadata.as_ref().map_or("", |metadata| metadata.vendor.as_str());
    if vendor == product { Ok(()) } else { Err(format!("recognised as `{vendor}`, not {product}")) }
}

/// Federations: large documents with many entities, compressed.
pub(crate) fn run_aggregate(corpus: &Corpus, entry: &Entry<'_>, board: &mut Board) {
    let facts = &entry.value["metadata_facts"];
    let text = gunzip(&read_bytes(&corpus.path(entry.path())));
    let outcome = match text {
        None => Err("it cannot be decompressed".to_owned()),
        Some(text) => {
            let report = check(facts, &text);
            let found = report.metadata.as_ref().map_or(0, |metadata| u64::from(metadata.entity_count));
            match facts["entities"].as_u64() {
                Some(expected) if expected == found => Ok(()),
                expected => {
                    let rules: Vec<&str> =
                        report.findings.iter().take(3).map(|finding| finding.rule.as_str()).collect();
                    Err(format!("{found} entities, not {expected:?}: {}", rules.join(", ")))
                }
            }
        }
    };
    board.note("aggregate", entry.path(), outcome);
}

/// One gzip member without a header checksum (RFC 1952 §2.3).
fn gunzip(bytes: &[u8]) -> Option<String> {
    let flags = *bytes.get(3)?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    }
    for name in [8, 16] {
        if flags & name != 0 {
            at += bytes.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    let plain = miniz_oxide::inflate::decompress_to_vec(bytes.get(at..)?).ok()?;
    String::from_utf8(plain).ok()
}
