//! Every signature of the corpus that xmlsec1 was asked about: do we agree?

use serde_json::Value;
use sso_preflight::dsig::DSIG;
use sso_preflight::trust::{SignatureCheck, SignatureProblem, verify};
use sso_preflight::xml::NodeId;

use crate::board::Board;
use crate::entry::{Corpus, Entry, document_of};
use crate::keys::{certificates_in, embedded, trusted};
use crate::support::shared::text;

const CLASS: &str = "xmlsec1";

pub(crate) fn run(corpus: &Corpus, entry: &Entry<'_>, board: &mut Board) {
    let signatures = entry.value["signatures"].as_array().map(Vec::as_slice).unwrap_or_default();
    if signatures.is_empty() || entry.kind() == "aggregates" {
        return;
    }
    let Some(document) = document_of(&corpus.paste(entry.path())) else {
        return board.skip(CLASS, "the file cannot be read as XML");
    };
    let nodes: Vec<NodeId> =
        document.descendants(NodeId::DOCUMENT).filter(|node| document.is(*node, DSIG, "Signature")).collect();
    if nodes.len() != signatures.len() {
        return board.skip(CLASS, "another number of signatures");
    }
    let parents: Vec<NodeId> = nodes.iter().filter_map(|node| document.parent(*node)).collect();
    let mut certificates = embedded(&document);
    for file in [entry.expected("cert")].into_iter().chain(signatures.iter().filter_map(key_file)) {
        if !file.is_empty() && corpus.path(file).is_file() {
            certificates.extend(certificates_in(&corpus.path(file)));
        }
    }
    let verification = verify(&document, &parents, &trusted(&certificates));
    for (at, (check, theirs)) in verification.checks.iter().zip(signatures).enumerate() {
        let path = format!("{}#{}", entry.path(), at + 1);
        match (out_of_scope(check, theirs), theirs["verified"].as_bool()) {
            (Some(reason), _) => board.skip(CLASS, reason),
            (None, None) => board.skip(CLASS, "xmlsec1 was not asked"),
            (None, Some(theirs)) => {
                let ours = check.verified_by.is_some() && check.digest_matches == Some(true);
                let differ = || format!("xmlsec1 says {theirs}, we say {ours}: {:?}", check.problems);
                board.note(CLASS, &path, if ours == theirs { Ok(()) } else { Err(differ()) });
            }
        }
    }
}

/// The file that a `key_source` of `project:FILE` names.
pub(crate) fn key_file(signature: &Value) -> Option<&str> {
    text(signature, "key_source").strip_prefix("project:")
}

/// Why the two cannot be compared: SAML's profile of XML Signature is narrower than xmlsec1's.
fn out_of_scope(check: &SignatureCheck, theirs: &Value) -> Option<String> {
    if text(theirs, "key_source") == "embedded KeyValue" || text(theirs, "key_source").starts_with("HMAC") {
        return Some("verified by a bare key, which we do not take".to_owned());
    }
    if text(theirs, "note") == "no certificate known" {
        return Some("xmlsec1 had no key to verify with".to_owned());
    }
    if text(theirs, "key_source") == "metadata" {
        return Some("verified by a key of another file's metadata".to_owned());
    }
    check.problems.iter().find_map(|problem| match problem {
        // What xmlsec1 verifies we have to be able to read.
        SignatureProblem::Structure(error) if theirs["verified"] == false => {
            Some(format!("a structure that we refuse: {:?}", error.fault))
        }
        SignatureProblem::ReferenceCount(_) => Some("not exactly one reference".to_owned()),
        SignatureProblem::ReferenceRefused { .. } => Some("a reference that we refuse".to_owned()),
        SignatureProblem::ReferenceMisplaced { .. } => Some("the reference names another element".to_owned()),
        SignatureProblem::Transforms(_) => Some("transforms that we refuse".to_owned()),
        SignatureProblem::AlgorithmRefused { .. } => Some("an algorithm that we refuse".to_owned()),
        SignatureProblem::SecondOfItsParent => Some("a second signature of its parent".to_owned()),
        SignatureProblem::NoTrustedKey => Some("no certificate to verify with".to_owned()),
        _ => None,
    })
}
