//! Canonicalisation vectors of other projects, where the folder with them is present.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use sso_preflight::c14n::{C14nError, Canonicalization, Method, to_vec};
use sso_preflight::xml::{Document, NodeId, XmlError};

use crate::{corpus, read_bytes};

const LIST: &str = include_str!("../vectors/c14n.json");

struct Vector {
    input: String,
    output: String,
    algorithm: String,
    xpath: Option<String>,
    prefix_list: Option<String>,
    apex: Option<String>,
}

#[derive(Debug, PartialEq)]
enum Outcome {
    Equal,
    Different(String),
    Doctype,
    Encoding,
    RelativeNamespace,
    /// The XPath expression selects something other than one subtree less at most one other.
    NodeSet,
    Other(String),
}

#[test]
fn vectors_have_the_expected_form_or_a_stated_reason() {
    let Some(folder) = corpus::folder("corpus") else { return };
    let list: Value = serde_json::from_str(LIST).unwrap();
    let mut exceptions: BTreeMap<String, String> = BTreeMap::new();
    for exception in list["exceptions"].as_array().unwrap() {
        let [input, because, note] = ["input", "because", "note"].map(|key| exception[key].as_str().unwrap());
        assert!(!note.is_empty(), "{input}: no reason");
        assert_eq!(exceptions.insert(input.to_owned(), because.to_owned()), None, "{input}: listed twice");
    }

    let (mut passed, mut excepted, mut wrong) = (0, 0, Vec::new());
    for vector in manifest(&folder).into_iter().chain(listed(&list["vectors"])) {
        let outcome = run(&folder, &vector);
        let reason = match &outcome {
            Outcome::Equal => None,
            Outcome::Doctype => Some("doctype"),
            Outcome::Encoding => Some("encoding"),
            Outcome::RelativeNamespace => Some("relative-namespace"),
            Outcome::NodeSet => Some("node-set"),
            Outcome::Different(_) | Outcome::Other(_) => Some("unexplained"),
        };
        match (reason, exceptions.remove(&vector.input)) {
            (None, None) => passed += 1,
            (Some(found), Some(stated)) if found == stated => excepted += 1,
            (_, stated) => wrong.push(format!("{}: {outcome:?}, stated {stated:?}", vector.input)),
        }
    }
    println!("canonicalisation vectors: {passed} equal, {excepted} excepted with a reason");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(exceptions.is_empty(), "not in the corpus: {exceptions:?}");
    assert!(passed > 30, "only {passed} vectors: is the corpus complete?");
}

/// The vectors that the corpus itself names.
fn manifest(folder: &Path) -> Vec<Vector> {
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let entries = manifest.as_array().unwrap().iter().filter(|entry| entry["expected"]["layer"] == "c14n");
    entries
        .filter_map(|entry| {
            let expected = &entry["expected"];
            Some(Vector {
                input: text(&entry["path"])?,
                output: text(&expected["output"])?,
                algorithm: text(&expected["algorithm"])?,
                xpath: text(&expected["xpath"]),
                prefix_list: text(&expected["ns"]),
                apex: None,
            })
        })
        .collect()
}

fn listed(vectors: &Value) -> Vec<Vector> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    vectors
        .as_array()
        .unwrap()
        .iter()
        .map(|vector| Vector {
            input: text(&vector["input"]).unwrap(),
            output: text(&vector["output"]).unwrap(),
            algorithm: text(&vector["algorithm"]).unwrap(),
            xpath: text(&vector["xpath"]),
            prefix_list: None,
            apex: text(&vector["apex"]),
        })
        .collect()
}

fn run(folder: &Path, vector: &Vector) -> Outcome {
    let file = |path: &str| std::fs::read(folder.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let xpath = vector.xpath.as_ref().map(|path| String::from_utf8(file(path)).unwrap());
    let selection = match (&xpath, &vector.apex) {
        (Some(xpath), _) => match subtree(xpath) {
            Some(selection) => selection,
            None => return Outcome::NodeSet,
        },
        (None, apex) => (apex.clone(), None),
    };
    let document = match read_bytes(&file(&vector.input)) {
        Ok(document) => document,
        Err(XmlError::DoctypeRefused { .. }) => return Outcome::Doctype,
        Err(XmlError::EncodingRefused { .. }) => return Outcome::Encoding,
        Err(other) => return Outcome::Other(format!("{other:?}")),
    };
    let element = |name: String| outermost(&document, &name, xpath.as_deref().unwrap_or(""));
    let apex = selection.0.map_or(NodeId::DOCUMENT, element);
    let omit = selection.1.map(element);
    let prefix_list: Vec<String> = vector.prefix_list.as_ref().map_or(Vec::new(), |path| {
        String::from_utf8(file(path)).unwrap().split_whitespace().map(str::to_owned).collect()
    });
    let (uri, with_comments) = match vector.algorithm.strip_suffix("WithComments") {
        Some(uri) => (uri, true),
        None => (vector.algorithm.as_str(), false),
    };
    let method = match uri.trim_end_matches('#') {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => Method::Inclusive10,
        "http://www.w3.org/2006/12/xml-c14n11" => Method::Inclusive11,
        "http://www.w3.org/2001/10/xml-exc-c14n" => Method::Exclusive,
        other => return Outcome::Other(other.to_owned()),
    };
    let algorithm = Canonicalization { method, with_comments, prefix_list: &prefix_list };
    match to_vec(&document, apex, omit, &algorithm) {
        Ok(bytes) if bytes == file(&vector.output) => Outcome::Equal,
        Ok(bytes) => Outcome::Different(String::from_utf8_lossy(&bytes).into_owned()),
        Err(C14nError::RelativeNamespace { .. }) => Outcome::RelativeNamespace,
        Err(other) => Outcome::Other(format!("{other:?}")),
    }
}

/// The apex and the omitted element, where the expression selects all of one subtree less another.
fn subtree(xpath: &str) -> Option<(Option<String>, Option<String>)> {
    let mut text = xpath.to_owned();
    while let (Some(from), Some(to)) = (text.find("<!--"), text.find("-->")) {
        text.replace_range(from..to + 3, "");
    }
    if let Some(start) = text.find("<XPath") {
        let from = start + text[start..].find('>')? + 1;
        text = text[from..text.find("</XPath>")?].to_owned();
    }
    let text: String = text.split_whitespace().collect();
    let condition = text.strip_prefix("(//.|//@*|//namespace::*)[")?.strip_suffix(']')?;
    let (apex, omit) = match condition.split_once("andnot(") {
        Some((apex, omit)) => (apex, Some(omit.strip_suffix(')')?)),
        None => (condition, None),
    };
    let name = |step: &str| {
        let name = step.strip_prefix("ancestor-or-self::")?;
        name.chars().all(|c| c.is_ascii_alphanumeric() || c == ':').then(|| name.to_owned())
    };
    let omit = match omit {
        Some(omit) => Some(name(omit)?),
        None => None,
    };
    Some((Some(name(apex)?), omit))
}

/// The element of this name that every other one is inside of. Its prefix is the expression's where the
/// expression declares it, and the document's otherwise.
fn outermost(document: &Document, name: &str, xpath: &str) -> NodeId {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let declared =
        xpath.split_once(&format!("xmlns:{prefix}=\"")).map(|(_, rest)| rest.split('"').next().unwrap());
    let is_meant = |node: &NodeId| match declared {
        Some(namespace) => document.is(*node, namespace, local),
        None => document.name_span(*node).of(document.text_source()) == name,
    };
    let named: Vec<NodeId> = document.descendants(NodeId::DOCUMENT).filter(is_meant).collect();
    let first = *named.first().unwrap_or_else(|| panic!("no {name}"));
    assert!(named.iter().all(|node| document.subtree(first).contains(*node)), "several {name}");
    first
}

/// The rows of Canonical XML 1.1, appendix A, through an element whose parent is left out.
#[test]
fn xml_base_is_joined_as_in_appendix_a() {
    let Some(folder) = corpus::folder("corpus/c14n/santuario/w3c-c14n11/appendixa") else { return };
    let rows = |name: &str| -> Vec<String> {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().map(|line| line.trim_end_matches('\r').to_owned()).collect()
    };
    let (inputs, outputs) = (rows("inputs.txt"), rows("outputs.txt"));
    assert!(inputs.len() > 50 && inputs.len() == outputs.len(), "{} {}", inputs.len(), outputs.len());
    let mut compared = 0;
    for (input, expected) in inputs.iter().zip(&outputs) {
        // `//x` would be an authority and not a path.
        if input.starts_with("//") {
            continue;
        }
        compared += 1;
        let text = format!("<a xml:base=''><b xml:base='{input}'/></a>");
        let document = read_bytes(text.as_bytes()).unwrap();
        let apex = outermost(&document, "b", "");
        let bytes = to_vec(&document, apex, None, &Canonicalization::new(Method::Inclusive11)).unwrap();
        let expected = match expected.as_str() {
            "" => "<b></b>".to_owned(),
            value => format!("<b xml:base=\"{value}\"></b>"),
        };
        assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{input}");
    }
    println!("appendix A: {compared} rows");
}
