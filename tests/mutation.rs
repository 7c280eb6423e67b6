//! Signed messages with one byte changed: none may be accepted with another user.
//!
//! A change in what is signed, or in SignedInfo, has to be refused. A change elsewhere (KeyInfo, an
//! unsigned Status, white space in a value) may be accepted, but the user stays the same.
//! `MUTATE=all cargo test --release --test mutation` changes every byte, not a sample; `MUTATE=3/20` does so
//! in every twentieth message, from the third on.

mod support;

use std::collections::BTreeSet;
use std::env;
use std::ops::Range;
use std::thread;

use sso_preflight::check;
use sso_preflight::dsig::DSIG;
use sso_preflight::input::{Input, Secret};
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::saml::uri::PROTOCOL;
use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, NodeId};
use support::encrypt::{Cipher, Part};
use support::message::Sign;
use support::{Idp, Message, Metadata, to_base64};

/// Bytes changed of each message where not all are.
const SAMPLE: usize = 20;

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
    assert_eq!(subjects.len(), 200);
    // In turn rather than one half after the other: messages beside each other differ in their keys.
    let (first, step) = part().unwrap_or((0, 1));
    let chosen: Vec<(usize, &Subject)> = subjects.iter().enumerate().skip(first).step_by(step).collect();
    let run = |half: usize| {
        let own = chosen.iter().copied().skip(half).step_by(2);
        own.map(|(number, subject)| try_all(subject, number)).sum::<usize>()
    };
    let tried = thread::scope(|scope| {
        let other = scope.spawn(|| run(1));
        run(0) + other.join().expect("the other half")
    });
    println!("{tried} changed texts of {} messages, none with another user", chosen.len());
    assert!(tried >= chosen.len() * SAMPLE, "{tried} changes are too few");
}

/// Of which messages every byte is changed, as the first and the step: `MUTATE` is `all`, or a part such as
/// 3/20. Without it, some bytes of each.
fn part() -> Option<(usize, usize)> {
    let asked = env::var("MUTATE").ok()?;
    if asked == "all" {
        return Some((0, 1));
    }
    let (part, of) = asked.split_once('/').expect("MUTATE is `all` or a part such as 3/20");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    Some((number(part).checked_sub(1).expect("parts count from 1"), number(of)))
}

/// How a message is signed, beside what of it is.
type Variant = (&'static str, fn(Message) -> Message, &'static str);

const DSIG_MORE: &str = "http://www.w3.org/2001/04/xmldsig-more#";
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INCLUSIVE_11: &str = "http://www.w3.org/2006/12/xml-c14n11";
const WITH_COMMENTS: &str = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";

/// Every kind of key, algorithm and canonicalisation; the last is the certificate of the metadata.
const VARIANTS: [Variant; 11] = [
    ("RSA", |message| message, "idp"),
    ("another RSA key", |message| message.key("old"), "old"),
    ("P-256", |message| message.key("ec256"), "ec256"),
    ("P-384", |message| message.key("ec384"), "ec384"),
    ("P-521", |message| message.key("ec521"), "ec521"),
    (
        "SHA-384",
        |message| message.algorithms(&format!("{DSIG_MORE}rsa-sha384"), &format!("{DSIG_MORE}sha384")),
        "idp",
    ),
    (
        "SHA-512",
        |message| {
            message.algorithms(&format!("{DSIG_MORE}rsa-sha512"), "http://www.w3.org/2001/04/xmlenc#sha512")
        },
        "idp",
    ),
    (
        "PSS",
        |message| {
            message.algorithms(
                "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
                "http://www.w3.org/2001/04/xmlenc#sha256",
            )
        },
        "idp",
    ),
    ("inclusive", |message| message.canonicalizations(INCLUSIVE, INCLUSIVE), "idp"),
    ("C14N 1.1", |message| message.canonicalizations(INCLUSIVE_11, INCLUSIVE_11), "ec256"),
    ("with comments", |message| message.canonicalizations(WITH_COMMENTS, WITH_COMMENTS), "ec384"),
];

/// 198 messages of six products, signed in three places and in eleven ways, and two that are encrypted.
fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for idp in Idp::ALL {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            for (variant, change, key) in VARIANTS {
                let name = format!("{} {sign:?} {variant}", idp.name());
                let message = change(Message::new(idp).key(key)).sign(sign);
                subjects.push(subject(name, metadata(idp, key), &message));
            }
        }
    }
    for idp in [Idp::Okta, Idp::Entra] {
        let message = Message::new(idp).encrypt(Cipher::new(Part::Assertion)).sign(Sign::Both);
        subjects.push(subject(format!("{} encrypted", idp.name()), metadata(idp, "idp"), &message));
    }
    subjects
}

fn metadata(idp: Idp, key: &str) -> String {
    let with_key = Metadata::new(idp).try_replace_all("{certificate:idp}", &format!("{{certificate:{key}}}"));
    with_key.expect("a certificate").xml()
}

/// The input, with the key for what is encrypted.
fn input(subject: &Subject, capture: String) -> Input {
    let mut input = support::input(Some(subject.metadata.clone()), Some(capture));
    let pem = serde_json::json!(support::key::private_pem("sp"));
    input.settings.decryption_key = Some(serde_json::from_value::<Secret>(pem).expect("a text"));
    input
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
fn try_all(subject: &Subject, number_of_it: usize) -> usize {
    let original = check(&input(subject, subject.text.clone()));
    assert_eq!(original.verdict, Verdict::Accept, "{}: {:#?}", subject.name, original.findings);
    let places: BTreeSet<usize> = subject.all.iter().cloned().flatten().collect();
    let step = match part() {
        Some(_) => 1,
        None => (places.len() / SAMPLE).max(1),
    };
    // Neighbours are sampled at other places, so that together they are dense.
    let start = number_of_it * 7 % step;
    let changes = [Change::LowBit, Change::Case, Change::Removed, Change::Doubled];
    let mut tried = 0;
    for (number, at) in places.into_iter().skip(start).step_by(step).enumerate() {
        let change = changes[number % changes.len()];
        let text = changed(&subject.text, at, change);
        // Every other one as a browser posts it.
        let capture = if number % 2 == 0 { text } else { to_base64(text.as_bytes()) };
        let report = check(&input(subject, capture));
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
