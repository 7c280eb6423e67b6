//! Signed messages with one byte changed: none may be accepted with another user.
//!
//! A change in what is signed, or in SignedInfo, has to be refused. A change elsewhere (KeyInfo, an
//! unsigned Status, white space in a value) may be accepted, but the user stays the same.
//! `MUTATE=all cargo test --release --test mutation` changes every byte, not a sample.

mod support;

use std::collections::BTreeSet;
use std::env;
use std::ops::Range;
use std::thread;

use sso_preflight::check;
use sso_preflight::dsig::DSIG;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::saml::uri::PROTOCOL;
use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, NodeId};
use support::message::Sign;
use support::{Idp, Message, Metadata, to_base64};

/// Bytes changed of each message where not all are.
const SAMPLE: usize = 100;

/// A signed message and where its parts stand.
struct Subject {
    name: String,
    metadata: String,
    text: String,
    /// Signed content and SignedInfo: no change goes unnoticed.
    sealed: Vec<Range<usize>>,
    /// Namespace declarations: exclusive C14N leaves out those that no name uses.
    declarations: Vec<Range<usize>>,
    /// The signed elements with their Signatures, and the Status.
    all: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug)]
enum Change {
    LowBit,
    Case,
    Removed,
    Doubled,
}

#[test]
fn no_changed_message_yields_another_user() {
    let subjects = subjects();
    assert_eq!(subjects.len(), 20);
    let (first, second) = subjects.split_at(subjects.len() / 2);
    let run = |subjects: &[Subject]| subjects.iter().map(try_all).sum::<usize>();
    let tried = thread::scope(|scope| {
        let other = scope.spawn(|| run(second));
        run(first) + other.join().expect("the other half")
    });
    println!("{tried} changed messages, none with another user");
    assert!(tried > 1500, "{tried} changes are too few");
}

fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for idp in Idp::ALL {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            let name = format!("{} {sign:?}", idp.name());
            subjects.push(subject(name, Metadata::new(idp).xml(), &Message::new(idp).sign(sign)));
        }
    }
    for key in ["ec256", "ec384"] {
        let metadata = Metadata::okta().replace("{certificate:idp}", &format!("{{certificate:{key}}}"));
        let message = Message::okta().key(key).sign(Sign::Both);
        subjects.push(subject(format!("okta {key}"), metadata.xml(), &message));
    }
    subjects
}

fn subject(name: String, metadata: String, message: &Message) -> Subject {
    let text = message.xml();
    let document =
        Document::read(SourceId::CAPTURE, text.as_str().into(), Encoding::Utf8).expect("well-formed");
    let place = |node: NodeId| {
        let span = document.span(node);
        span.start()..span.end()
    };
    let named = |namespace: &'static str, local: &'static str| {
        let document = &document;
        document.descendants(NodeId::DOCUMENT).filter(move |node| document.is(*node, namespace, local))
    };
    let signatures: Vec<Range<usize>> = named(DSIG, "Signature").map(place).collect();
    let parents = named(DSIG, "Signature").filter_map(|signature| document.parent(signature)).map(place);
    let mut sealed: Vec<Range<usize>> = named(DSIG, "SignedInfo").map(place).collect();
    let mut all = signatures.clone();
    all.extend(named(PROTOCOL, "Status").map(place));
    for parent in parents {
        all.push(parent.clone());
        // The parts of the signed element between and around the Signatures in it.
        let mut start = parent.start;
        for signature in signatures.iter().filter(|signature| parent.contains(&signature.start)) {
            sealed.push(start..signature.start);
            start = signature.end;
        }
        sealed.push(start..parent.end);
    }
    let elements = document.descendants(NodeId::DOCUMENT);
    let declarations =
        elements.flat_map(|node| document.namespace_declarations(node).map(|found| found.span));
    let declarations = declarations.map(|span| span.start()..span.end()).collect();
    Subject { name, metadata, text, sealed, declarations, all }
}

/// Tries changes of one message; returns how many.
fn try_all(subject: &Subject) -> usize {
    let original = check(&support::input(Some(subject.metadata.clone()), Some(subject.text.clone())));
    assert_eq!(original.verdict, Verdict::Accept, "{}: {:#?}", subject.name, original.findings);
    let places: BTreeSet<usize> = subject.all.iter().cloned().flatten().collect();
    let step = match env::var_os("MUTATE") {
        Some(_) => 1,
        None => places.len().div_ceil(SAMPLE).max(1),
    };
    let changes = [Change::LowBit, Change::Case, Change::Removed, Change::Doubled];
    let mut tried = 0;
    for (number, at) in places.into_iter().step_by(step).enumerate() {
        let change = changes[number % changes.len()];
        let text = changed(&subject.text, at, change);
        // Every other one as a browser posts it.
        let capture = if number % 2 == 0 { text } else { to_base64(text.as_bytes()) };
        let report = check(&support::input(Some(subject.metadata.clone()), Some(capture)));
        let verdict = judge(subject, &original, &report, at, change);
        verdict.unwrap_or_else(|what| panic!("{}: byte {at}, {change:?}: {what}", subject.name));
        tried += 1;
    }
    tried
}

fn changed(text: &str, at: usize, change: Change) -> String {
    let mut bytes = text.as_bytes().to_vec();
    match change {
        Change::LowBit => bytes[at] ^= 0x01,
        Change::Case => bytes[at] ^= 0x20,
        Change::Removed => {
            bytes.remove(at);
        }
        Change::Doubled => bytes.insert(at, bytes[at]),
    }
    String::from_utf8(bytes).expect("the messages are ASCII, and so is every change")
}

fn judge(
    subject: &Subject,
    original: &Report,
    report: &Report,
    at: usize,
    change: Change,
) -> Result<(), String> {
    let user = |report: &Report| serde_json::to_string(&report.user).expect("JSON");
    let is_sealed = subject.sealed.iter().any(|range| range.contains(&at));
    // A second blank between two attributes is the same message to a reader of XML.
    let is_blank = matches!(change, Change::Doubled) && subject.text.as_bytes()[at] == b' ';
    let may_be_the_same = is_blank || subject.declarations.iter().any(|range| range.contains(&at));
    if report.verdict == Verdict::Accept {
        if user(report) != user(original) {
            return Err(format!("accepted as {}", user(report)));
        }
        if is_sealed && !may_be_the_same {
            return Err("accepted, although signed text was changed".to_owned());
        }
    } else if report.user.is_some() {
        return Err("a user without being accepted".to_owned());
    }
    // What is said to be signed is what was signed.
    let claims = |report: &Report| -> BTreeSet<String> {
        let covered = report.claims.iter().filter(|claim| claim.covered);
        covered.map(|claim| format!("{}={:?}", claim.name, claim.values)).collect()
    };
    match claims(report).difference(&claims(original)).next() {
        Some(claim) => Err(format!("`{claim}` is said to be signed")),
        None => Ok(()),
    }
}
