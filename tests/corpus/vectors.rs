//! The XML Signature suites: each signature by the two halves of core validation, as far as its
//! algorithms are ours. What is not ours is counted by its reason.

use sso_preflight::crypto::PublicKey;
use sso_preflight::dsig::{
    DSIG, Reference, Signature, TransformPlan, algorithm, reference_digest, signed_info_digest,
};
use sso_preflight::xml::{Document, NodeId};

use crate::board::Board;
use crate::entry::{Corpus, Entry, document_of};
use crate::keys::{keys_in, keys_in_file};

const CLASS: &str = "signature";

/// Why a vector is not run.
struct OutOfScope(String);

pub(crate) fn run(corpus: &Corpus, entry: &Entry<'_>, board: &mut Board) {
    let verdict = entry.verdict();
    if !matches!(verdict, "valid" | "invalid") {
        return board.skip(CLASS, "its source gives no verdict");
    }
    if entry.value["has_doctype"] == true {
        return board.skip(CLASS, "has a DOCTYPE");
    }
    let Some(document) = document_of(&corpus.paste(entry.path())) else {
        return match corpus.paste(entry.path()).contains("<!DOCTYPE") {
            true => board.skip(CLASS, "has a DOCTYPE"),
            false => board.note(CLASS, entry.path(), Err("it cannot be read".to_owned())),
        };
    };
    let nodes: Vec<NodeId> =
        document.descendants(NodeId::DOCUMENT).filter(|node| document.is(*node, DSIG, "Signature")).collect();
    let mut all = Ok(());
    for node in &nodes {
        match verify(corpus, entry, &document, *node) {
            Ok(outcome) => all = all.and(outcome),
            Err(OutOfScope(reason)) => return board.skip(CLASS, reason),
        }
    }
    let outcome = match (verdict, nodes.is_empty(), all) {
        (_, true, _) => Err("there is no signature".to_owned()),
        ("valid", _, all) => all,
        (_, _, Ok(())) => Err(format!("verifies, although: {}", entry.expected("why"))),
        (_, _, Err(_)) => Ok(()),
    };
    board.note(CLASS, entry.path(), outcome);
}

/// Both halves of core validation, or why they are not ours to carry out.
fn verify(
    corpus: &Corpus,
    entry: &Entry<'_>,
    document: &Document,
    node: NodeId,
) -> Result<Result<(), String>, OutOfScope> {
    refuse_foreign_algorithms(document, node)?;
    let signature = match Signature::read(document, node) {
        Ok(signature) => signature,
        Err(error) => return Ok(Err(format!("{error:?}"))),
    };
    let keys = candidates(corpus, entry, document, node)?;
    for reference in &signature.references {
        let (target, plan) = target(document, reference)?;
        let method = &reference.digest_method.value;
        let digest = algorithm::digest(method).ok_or_else(|| OutOfScope(format!("digest {method}")))?;
        match reference_digest(document, node, target, &plan, digest) {
            Ok(digest) if digest.as_bytes() == reference.digest_value.value => {}
            Ok(_) => return Ok(Err(format!("the digest of {:?} differs", reference.uri))),
            Err(error) => return Ok(Err(error.to_string())),
        }
    }
    let (algorithm, digest) = match signed_info_digest(document, &signature) {
        Ok(signed) => signed,
        Err(error) => return Ok(Err(format!("{error:?}"))),
    };
    let verifies = |key: &PublicKey| key.verify(algorithm, &digest, &signature.value.value).is_ok();
    Ok(match keys.iter().any(verifies) {
        true => Ok(()),
        false => Err(format!("none of {} keys verifies", keys.len())),
    })
}

fn refuse_foreign_algorithms(document: &Document, node: NodeId) -> Result<(), OutOfScope> {
    for element in document.subtree(node).nodes() {
        let uri = document.attribute(element, "Algorithm").map_or("", |algorithm| algorithm.value);
        let is_ours = match document.name(element).local {
            "SignatureMethod" => algorithm::signature(uri).is_some(),
            "CanonicalizationMethod" => algorithm::canonicalization(uri).is_some(),
            "RetrievalMethod" => return Err(OutOfScope("a key behind a RetrievalMethod".to_owned())),
            _ => true,
        };
        if !is_ours {
            return Err(OutOfScope(format!("{} {}", document.name(element).local, short(uri))));
        }
    }
    Ok(())
}

/// The element that a Reference means and what is done to it.
fn target<'r>(
    document: &Document,
    reference: &'r Reference,
) -> Result<(NodeId, TransformPlan<'r>), OutOfScope> {
    let uri = reference.uri.as_ref().map(|uri| uri.value.as_str());
    let target = match uri {
        Some("") => NodeId::DOCUMENT,
        Some(uri) if uri.starts_with('#') && !uri.starts_with("#xpointer(") => {
            let mut found = document.elements_with_id_value(&uri[1..]);
            match (found.next(), found.next()) {
                (Some(found), None) => found.element,
                (None, _) => return Err(OutOfScope("an ID that no attribute called ID has".to_owned())),
                _ => return Err(OutOfScope("an ID that occurs twice".to_owned())),
            }
        }
        Some(uri) if uri.starts_with('#') => return Err(OutOfScope("an XPointer".to_owned())),
        _ => return Err(OutOfScope("a reference to another document".to_owned())),
    };
    let inclusive = algorithm::canonicalization("http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
    let inclusive = inclusive.expect("C14N 1.0 is on the list");
    let mut plan = TransformPlan { enveloped: false, canonicalization: inclusive, prefix_list: &[] };
    for transform in reference.transforms.iter().flatten() {
        let uri = &transform.uri.value;
        match algorithm::canonicalization(uri) {
            Some(method) if !transform.has_other_children => {
                plan.canonicalization = method;
                plan.prefix_list = &transform.prefix_list;
            }
            None if uri == algorithm::ENVELOPED_SIGNATURE => plan.enveloped = true,
            _ => return Err(OutOfScope(format!("transform {}", short(uri)))),
        }
    }
    Ok((target, plan))
}

/// Keys that may be meant: those of KeyInfo, and those of the files that the source's command names.
fn candidates(
    corpus: &Corpus,
    entry: &Entry<'_>,
    document: &Document,
    node: NodeId,
) -> Result<Vec<PublicKey>, OutOfScope> {
    let key_info = document.elements(node).find(|child| document.is(*child, DSIG, "KeyInfo"));
    let mut keys = key_info.map(|key_info| keys_in(document, key_info)).unwrap_or_default();
    let suite = corpus.folder().join("xmldsig/xmlsec");
    let words = entry.expected("xmlsec_params").split([' ', ':']);
    let files = words.filter(|word| word.ends_with(".der") || word.ends_with(".pem"));
    let files = files.map(|word| suite.join(word)).filter(|path| path.is_file());
    keys.extend(files.flat_map(|path| keys_in_file(&path)));
    let certificate = entry.expected("cert");
    if !certificate.is_empty() {
        keys = keys_in_file(&corpus.path(certificate));
    }
    match keys.is_empty() {
        true => Err(OutOfScope("a key that is not in the file".to_owned())),
        false => Ok(keys),
    }
}

/// The end of an algorithm's URI.
fn short(uri: &str) -> &str {
    uri.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(uri)
}
