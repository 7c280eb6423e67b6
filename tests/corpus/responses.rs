//! Responses and attacks on them: whole, with settings that fit whatever the message itself says where
//! its source gives none, so that only what the source tests is left to be wrong.

use std::path::Path;

use serde_json::{Value, json};
use sso_preflight::report::model::{Report, Severity, Verdict};
use sso_preflight::saml::uri::{ASSERTION, PROTOCOL};
use sso_preflight::trust::verify;
use sso_preflight::xml::{Document, NodeId};

use crate::board::Board;
use crate::differential::key_file;
use crate::entry::{Corpus, Entry, document_of, first};
use crate::keys::{certificates_in, embedded, trusted};
use crate::support::shared::read_text;
use crate::support::{Metadata, NOW, read_input};

pub(crate) fn run(corpus: &Corpus, entry: &Entry<'_>, board: &mut Board) {
    let class = match entry.kind() {
        "attacks" => "attack",
        "encrypted" => "encrypted",
        _ => "response",
    };
    let (verdict, layer) = (entry.verdict(), entry.layer());
    let is_run = match class {
        "encrypted" => matches!(layer, "signature" | "response" | "time"),
        _ => true,
    };
    if !matches!(verdict, "valid" | "invalid" | "malformed") {
        return board.skip(class, "its source gives no verdict");
    }
    if !is_run {
        return board.skip(class, format!("about {layer} alone"));
    }
    let paste = corpus.paste(entry.path());
    let document = document_of(&paste);
    let is_saml = |document: &Document| {
        document.name(document.root()).namespace.starts_with("urn:oasis:names:tc:SAML:")
    };
    if document.as_ref().is_some_and(|document| !is_saml(document)) {
        return board.skip(class, "no SAML");
    }
    let outcome = match (verdict, document) {
        ("valid", None) => Err("it cannot be read".to_owned()),
        ("valid", Some(document)) => match layer {
            "signature" => is_signed(corpus, entry, &document),
            _ => is_accepted(&check(corpus, entry, &paste, &document)),
        },
        (_, None) => Ok(()),
        (_, Some(document)) => {
            let report = check(corpus, entry, &paste, &document);
            if report.verdict == Verdict::Accept && class == "attack" {
                board.false_accepts.push(format!("{}: {}", entry.path(), entry.expected("why")));
            }
            match report.verdict {
                Verdict::Accept => Err(format!("accepted, although: {}", entry.expected("why"))),
                _ => Ok(()),
            }
        }
    };
    board.note(class, entry.path(), outcome);
}

fn is_accepted(report: &Report) -> Result<(), String> {
    if report.verdict == Verdict::Accept {
        return Ok(());
    }
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<String> =
        errors.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    Err(format!("{:?}: {}", report.verdict, errors.join("; ")))
}

/// Whether every signature of the message is right.
fn is_signed(corpus: &Corpus, entry: &Entry<'_>, document: &Document) -> Result<(), String> {
    let root = document.root();
    let assertions = document.elements(root).filter(|child| document.is(*child, ASSERTION, "Assertion"));
    let signable: Vec<NodeId> = std::iter::once(root).chain(assertions).collect();
    let verification = verify(document, &signable, &trusted(&certificates(corpus, entry, document)));
    match verification.checks.iter().find(|check| !check.is_valid()) {
        Some(check) => Err(format!("{:?}", check.problems)),
        None if verification.checks.is_empty() => Err("there is no signature".to_owned()),
        None => Ok(()),
    }
}

/// The certificates of the entry's trust anchor, else of its project, else those that the message carries.
pub(crate) fn certificates(corpus: &Corpus, entry: &Entry<'_>, document: &Document) -> Vec<String> {
    let signatures = entry.value["signatures"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of_project = signatures.iter().find_map(key_file).filter(|file| corpus.path(file).is_file());
    match (entry.expected("cert"), of_project) {
        ("", Some(file)) => certificates_in(&corpus.path(file)),
        ("", None) => embedded(document),
        (file, _) => certificates_in(&corpus.path(file)),
    }
}

/// Where the source gives no settings, the message's own values are taken; those of an encrypted
/// assertion show once it has been decrypted.
fn check(corpus: &Corpus, entry: &Entry<'_>, paste: &str, document: &Document) -> Report {
    let run = |documents: &[&Document]| {
        let input = json!({
            "now": clock(entry, documents),
            "metadata": metadata(corpus, entry, document),
            "capture": paste,
            "settings": settings(corpus, entry, documents),
        });
        let input = read_input(input).unwrap_or_else(|error| panic!("{}: {error}", entry.path()));
        sso_preflight::check(&input)
    };
    let report = run(&[document]);
    let decrypted = report.sources.iter().find(|source| source.label == "EncryptedAssertion, decrypted");
    match decrypted.and_then(|source| document_of(source.text.as_deref()?)) {
        Some(decrypted) => run(&[document, &decrypted]),
        None => report,
    }
}

/// The time at which the verdict holds, else one at which the message would be valid.
fn clock(entry: &Entry<'_>, documents: &[&Document]) -> String {
    let instant = documents.iter().rev().find_map(|document| {
        let node = first(document, ASSERTION, "Assertion")?;
        document.attribute(node, "IssueInstant").map(|found| found.value.to_owned())
    });
    let candidates = [entry.expected("clock"), entry.fact("not_before"), entry.fact("issue_instant")];
    let candidates = candidates.into_iter().map(str::to_owned).chain(instant);
    let readable = |text: &String| sso_preflight::time::Instant::read(text).is_ok();
    candidates.into_iter().find(readable).unwrap_or_else(|| NOW.to_owned())
}

fn metadata(corpus: &Corpus, entry: &Entry<'_>, document: &Document) -> String {
    let file = entry.expected("metadata");
    if !file.is_empty() {
        return read_text(Path::new(&corpus.path(file)));
    }
    let issuer = match entry.setting("idp_entity_id") {
        "" => issuer(document),
        issuer => issuer.to_owned(),
    };
    Metadata::plain(&issuer, &certificates(corpus, entry, document))
}

fn issuer(document: &Document) -> String {
    let issuer = first(document, ASSERTION, "Issuer");
    issuer.map_or_else(|| "urn:nobody".to_owned(), |node| document.string_value(node).trim().to_owned())
}

fn settings(corpus: &Corpus, entry: &Entry<'_>, documents: &[&Document]) -> Value {
    let first_of = |namespace: &str, local: &str| {
        documents.iter().find_map(|document| Some((*document, first(document, namespace, local)?)))
    };
    let attribute = |element: Option<(&Document, NodeId)>, name: &str| {
        let (document, node) = element?;
        document.attribute(node, name).map(|found| found.value.trim().to_owned())
    };
    let audience = first_of(ASSERTION, "Audience");
    let audience = audience.map(|(document, node)| document.string_value(node).trim().to_owned());
    let given = [entry.setting("audience"), entry.setting("sp_entity_id")];
    let audience = match given.into_iter().find(|given| !given.is_empty()) {
        Some(given) => given.to_owned(),
        None => audience.filter(|audience| !audience.is_empty()).unwrap_or_else(|| "urn:nobody".to_owned()),
    };
    let acs_urls: Vec<String> = match entry.setting("acs") {
        "" => {
            let recipient = attribute(first_of(ASSERTION, "SubjectConfirmationData"), "Recipient");
            let destination = attribute(first_of(PROTOCOL, "Response"), "Destination");
            recipient.into_iter().chain(destination).collect()
        }
        acs => vec![acs.to_owned()],
    };
    let format = attribute(first_of(ASSERTION, "NameID"), "Format");
    let format = format.unwrap_or_else(|| "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified".to_owned());
    let mut settings = json!({
        "profile": {
            "name": "Corpus",
            "entityId": audience,
            "acsUrls": acs_urls,
            "nameId": { "format": format, "is": "any" },
            "claims": [],
        },
    });
    if !entry.expected("metadata").is_empty() {
        settings["entity"] = json!(issuer(documents.first().expect("a document")));
    }
    let key = entry.expected("key");
    if !key.is_empty() {
        settings["decryptionKey"] = json!(corpus.paste(key));
    }
    settings
}
