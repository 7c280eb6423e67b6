//! Signature wrapping (XSW 1 to 8): a genuine signed part is moved, and a forged one stands in its place.

mod support;

use std::ops::Range;

use sso_preflight::check;
use sso_preflight::dsig::DSIG;
use sso_preflight::report::model::Verdict;
use sso_preflight::saml::uri::ASSERTION;
use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, NodeId};
use support::message::Sign;
use support::{Idp, Message, Metadata, to_base64};

const FORGED: &str = "eve.wrapper@example.com";

/// The parts of a signed message.
struct Parts {
    /// Before and after the signed element.
    head: String,
    tail: String,
    /// The signed element without its Signature.
    bare: String,
    /// Its Signature.
    signature: String,
    /// Where in `bare` the Signature stood.
    place: usize,
    /// Its ID.
    id: String,
}

impl Parts {
    fn new(message: &Message, find: fn(&Document) -> NodeId) -> Parts {
        let text = message.xml();
        let document = read(&text).expect("well-formed");
        let element = find(&document);
        let of = |node: NodeId| -> Range<usize> { document.span(node).start()..document.span(node).end() };
        let signature = document.elements(element).find(|child| document.is(*child, DSIG, "Signature"));
        let signature = of(signature.expect("it is signed"));
        let element_range = of(element);
        Parts {
            head: text[..element_range.start].to_owned(),
            tail: text[element_range.end..].to_owned(),
            bare: [&text[element_range.start..signature.start], &text[signature.end..element_range.end]]
                .concat(),
            place: signature.start - element_range.start,
            signature: text[signature].to_owned(),
            id: document.attribute(element, "ID").expect("an ID").value.to_owned(),
        }
    }

    /// The element with `inside` where its Signature stood.
    fn with(&self, element: &str, inside: &str) -> String {
        let (before, after) = element.split_at(self.place);
        [before, inside, after].concat()
    }

    /// The genuine element.
    fn genuine(&self) -> String {
        self.with(&self.bare, &self.signature)
    }

    /// The forged element without a Signature, with an ID of its own length.
    fn forged(&self, same_id: bool) -> String {
        let forged = self.bare.replace("ada.lovelace@example.com", FORGED);
        let own: String = format!("_{}", "f".repeat(self.id.len() - 1));
        if same_id {
            forged
        } else {
            forged.replace(&format!("ID=\"{}\"", self.id), &format!("ID=\"{own}\""))
        }
    }

    /// The Signature with `inside` as its last child.
    fn signature_around(&self, inside: &str) -> String {
        let end = self.signature.rfind("</").expect("an end tag");
        [&self.signature[..end], inside, &self.signature[end..]].concat()
    }

    /// The Signature with `inside` before the last end tag that ends in `name`.
    fn signature_before(&self, name: &str, inside: &str) -> String {
        let end = self.signature.rfind(name).unwrap_or_else(|| panic!("{name} in {}", self.signature));
        let end = self.signature[..end].rfind('<').expect("a tag");
        [&self.signature[..end], inside, &self.signature[end..]].concat()
    }

    /// The prefix of the element with its colon, if it has one.
    fn prefix(&self) -> &str {
        let name = self.bare[1..].split([' ', '>']).next().unwrap_or("");
        name.split_once(':').map_or("", |(prefix, _)| &self.bare[1..prefix.len() + 2])
    }

    fn object(&self, inside: &str) -> String {
        self.signature_around(&format!("<w:Object xmlns:w=\"{DSIG}\">{inside}</w:Object>"))
    }

    /// `element` with `child` as its last child.
    fn append(element: &str, child: &str) -> String {
        let end = element.rfind("</").expect("an end tag");
        [&element[..end], child, &element[end..]].concat()
    }

    fn whole(&self, element: &str) -> String {
        [&self.head, element, &self.tail].concat()
    }
}

fn read(text: &str) -> Result<Document, sso_preflight::xml::XmlError> {
    Document::read(SourceId::CAPTURE, text.into(), Encoding::Utf8)
}

fn assertion(document: &Document) -> NodeId {
    let is_assertion = |node: &NodeId| document.is(*node, ASSERTION, "Assertion");
    document.elements(document.root()).find(is_assertion).expect("an assertion")
}

/// Variants of a message whose Response is signed.
fn of_response(parts: &Parts, same_id: bool) -> Vec<(&'static str, String)> {
    let (forged, bare, signature) = (parts.forged(same_id), &parts.bare, &parts.signature);
    vec![
        ("XSW1", parts.whole(&parts.with(&forged, &parts.signature_around(bare)))),
        ("XSW1 in Object", parts.whole(&parts.with(&forged, &parts.object(bare)))),
        ("XSW2", parts.whole(&parts.with(&forged, &format!("{bare}{signature}")))),
        ("XSW2, Signature first", parts.whole(&parts.with(&forged, &format!("{signature}{bare}")))),
        ("genuine at the end", parts.whole(&Parts::append(&forged, &parts.genuine()))),
    ]
}

/// Variants of a message whose assertion is signed.
fn of_assertion(parts: &Parts, same_id: bool) -> Vec<(&'static str, String)> {
    let (forged, bare, genuine) = (parts.forged(same_id), &parts.bare, parts.genuine());
    let forged_with_signature = parts.with(&forged, &parts.signature);
    let extensions = |inside: &str| {
        let prefix = if parts.head.contains("<saml2p:Status>") { "saml2p" } else { "samlp" };
        let status = format!("<{prefix}:Status>");
        let wrapped = format!("<{prefix}:Extensions>{inside}</{prefix}:Extensions>{status}");
        parts.head.replacen(&status, &wrapped, 1)
    };
    vec![
        ("XSW3", parts.whole(&format!("{forged}{genuine}"))),
        ("XSW3, forgery last", parts.whole(&format!("{genuine}{forged}"))),
        ("XSW4", parts.whole(&Parts::append(&forged, &genuine))),
        ("XSW5", parts.whole(&format!("{forged_with_signature}{bare}"))),
        ("XSW6", parts.whole(&parts.with(&forged, &parts.signature_around(bare)))),
        ("XSW7", [extensions(&forged).as_str(), &genuine, &parts.tail].concat()),
        ("XSW7, genuine inside", [extensions(&genuine).as_str(), &forged, &parts.tail].concat()),
        ("XSW8", parts.whole(&parts.with(&forged, &parts.object(bare)))),
        ("signature moved alone", parts.whole(&forged_with_signature)),
    ]
}

/// Other hiding places: whatever may hold any element, or any text.
fn elsewhere_of_assertion(parts: &Parts, same_id: bool) -> Vec<(&'static str, String)> {
    let (forged, bare, genuine) = (parts.forged(same_id), &parts.bare, parts.genuine());
    let signed = parts.with(&forged, &parts.signature);
    let within = |element: &str, end: &str, inside: &str| {
        let at = element.find(end).unwrap_or_else(|| panic!("{end} in {element}"));
        let (before, after) = element.split_at(at);
        [before, inside, after].concat()
    };
    let p = parts.prefix();
    let advice = |inside: &str| format!("<{p}Advice>{inside}</{p}Advice>");
    vec![
        (
            "genuine in Advice",
            parts.whole(&within(&forged, &format!("<{p}AuthnStatement"), &advice(&genuine))),
        ),
        ("bare in Advice", parts.whole(&within(&signed, &format!("<{p}AuthnStatement"), &advice(bare)))),
        ("genuine in NameID", parts.whole(&within(&forged, &format!("</{p}NameID>"), &genuine))),
        ("bare in Audience", parts.whole(&within(&signed, &format!("</{p}Audience>"), bare))),
        ("genuine in Issuer", parts.whole(&within(&forged, &format!("</{p}Issuer>"), &genuine))),
        (
            "genuine before AuthnContext",
            parts.whole(&within(&forged, &format!("<{p}AuthnContext>"), &genuine)),
        ),
        (
            "bare in SignedInfo",
            parts.whole(&parts.with(&forged, &parts.signature_before("SignedInfo>", bare))),
        ),
        (
            "bare in Transforms",
            parts.whole(&parts.with(&forged, &parts.signature_before("Transforms>", bare))),
        ),
        ("forged in KeyInfo", parts.whole(&parts.with(bare, &parts.signature_before("KeyInfo>", &forged)))),
        ("forged in the signed Signature", parts.whole(&parts.with(bare, &parts.signature_around(&forged)))),
        (
            "signature in a foreign element",
            parts.whole(&parts.with(&forged, &format!("<x>{}</x>", parts.signature))),
        ),
        ("two signatures", parts.whole(&parts.with(&forged, &parts.signature.repeat(2)))),
        ("genuine after the root", format!("{}{genuine}", parts.whole(&forged))),
        ("genuine in a comment", parts.whole(&format!("{forged}<!--{genuine}-->"))),
        ("genuine escaped", parts.whole(&format!("{forged}<![CDATA[{genuine}]]>"))),
        ("bare in X509Data", parts.whole(&parts.with(&forged, &parts.signature_before("X509Data>", bare)))),
    ]
}

/// The Response around the genuine assertion carries the assertion's Signature, and other such moves.
fn elsewhere_of_response(parts: &Parts, same_id: bool) -> Vec<(&'static str, String)> {
    let (forged, bare, genuine) = (parts.forged(same_id), &parts.bare, parts.genuine());
    let foreign = |inside: &str| format!("{}<x>{inside}</x>{}", parts.head, parts.tail);
    let in_assertion = |inside: &str| {
        let at = forged.rfind("NameID>").map_or(0, |at| at + "NameID>".len());
        [&forged[..at], inside, &forged[at..]].concat()
    };
    vec![
        ("foreign root, forgery first", foreign(&[forged.as_str(), &genuine].concat())),
        ("foreign root, genuine first", foreign(&[genuine.as_str(), &forged].concat())),
        ("genuine in the Subject", parts.whole(&in_assertion(&genuine))),
        ("signature in the Subject", parts.whole(&in_assertion(&parts.signature))),
        ("bare in KeyInfo", parts.whole(&parts.with(&forged, &parts.signature_before("KeyInfo>", bare)))),
        (
            "bare in SignedInfo",
            parts.whole(&parts.with(&forged, &parts.signature_before("SignedInfo>", bare))),
        ),
        (
            "bare before SignatureValue",
            parts.whole(&parts.with(&forged, &parts.signature_before("SignatureValue>", bare))),
        ),
        ("signature alone", parts.whole(&parts.with(&forged, &parts.signature))),
        ("signature twice", parts.whole(&parts.with(&forged, &parts.signature.repeat(2)))),
        ("signature last", parts.whole(&Parts::append(&forged, &parts.signature))),
    ]
}

#[test]
fn every_wrapped_message_is_refused() {
    let mut count = 0;
    for idp in Idp::ALL {
        let metadata = Metadata::new(idp).xml();
        for same_id in [false, true] {
            let response = Parts::new(&Message::new(idp).sign(Sign::Response), Document::root);
            let own = Parts::new(&Message::new(idp).sign(Sign::Assertion), assertion);
            let variants = of_response(&response, same_id).into_iter().chain(of_assertion(&own, same_id));
            let variants = variants.chain(elsewhere_of_response(&response, same_id));
            let variants = variants.chain(elsewhere_of_assertion(&own, same_id));
            for (name, text) in variants {
                let name = format!("{} {name}, same ID: {same_id}", idp.name());
                assert!(text.contains(FORGED), "{name}: nothing is forged");
                if !name.contains("after the root") {
                    read(&text).unwrap_or_else(|error| panic!("{name}: not well-formed: {error}"));
                }
                for capture in [to_base64(text.as_bytes()), text] {
                    let report = check(&support::input(Some(metadata.clone()), Some(capture)));
                    assert_eq!(report.verdict, Verdict::Reject, "{name}");
                    assert!(report.user.is_none(), "{name}");
                    let covered = report.claims.iter().filter(|claim| claim.covered);
                    let forged = covered.flat_map(|claim| &claim.values).find(|value| *value == FORGED);
                    assert_eq!(forged, None, "{name}: the forged claim is said to be signed");
                    count += 1;
                }
            }
        }
    }
    println!("{count} wrapped messages, all refused");
}

#[test]
fn the_parts_make_the_genuine_message_again() {
    for idp in Idp::ALL {
        let message = Message::new(idp).sign(Sign::Assertion);
        let parts = Parts::new(&message, assertion);
        assert_eq!(parts.whole(&parts.genuine()), message.xml(), "{}", idp.name());
    }
}

/// Numbers without a pattern, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

/// One random cut: an element copied, moved, wrapped, taken out or changed. `None` where it has no place.
fn cut(text: &str, numbers: &mut Numbers) -> Option<String> {
    let document = read(text).ok()?;
    let elements: Vec<NodeId> =
        document.descendants(document.root()).filter(|it| document.is_element(*it)).collect();
    let one = |numbers: &mut Numbers| elements[numbers.below(elements.len())];
    let (a, b) = (one(numbers), one(numbers));
    let range = |node: NodeId| document.span(node).start()..document.span(node).end();
    let (a, inner, place) = (range(a), document.content_span(b), range(b));
    let at = [place.start, place.end, inner.start(), inner.end()][numbers.below(4)];
    let insert = |what: &str| [&text[..at], what, &text[at..]].concat();
    let ids: Vec<&str> = text.split(" ID=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let id = ids.get(numbers.below(ids.len()))?;
    let other = ids.get(numbers.below(ids.len()))?;
    let nth = |old: &str, new: &str, numbers: &mut Numbers| -> Option<String> {
        let places: Vec<(usize, &str)> = text.match_indices(old).collect();
        let (at, _) = places.get(numbers.below(places.len()))?;
        Some([&text[..*at], new, &text[at + old.len()..]].concat())
    };
    match numbers.below(12) {
        0..=2 => Some(insert(&text[a])),
        3 | 4 if !a.contains(&at) => {
            let moved = text[a.clone()].to_owned();
            let whole = insert(&moved);
            let from = if at <= a.start { a.start + moved.len()..a.end + moved.len() } else { a };
            Some([&whole[..from.start], &whole[from.end..]].concat())
        }
        5 => Some([&text[..a.start], &text[a.end..]].concat()),
        6 | 7 => nth("ada.lovelace@example.com", FORGED, numbers),
        8 => nth(&format!("\"{id}\""), &format!("\"{other}\""), numbers),
        9 => nth(&format!("\"{id}\""), "\"_fresh\"", numbers),
        10 => nth(" ID=\"", [" Id=\"", " xml:id=\""][numbers.below(2)], numbers),
        11 => nth(&format!("\"#{id}\""), &format!("\"#{other}\""), numbers),
        _ => None,
    }
}

/// Whatever is cut and sewn: nobody but the signed user comes out, and nothing else is said to be signed.
/// `CUTS=100000 cargo test --release --test wrapping` tries more.
#[test]
fn messages_cut_and_sewn_at_random_yield_no_other_user() {
    let count: usize = std::env::var("CUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(600);
    let mut numbers = Numbers(7);
    let (mut accepted, mut parsed) = (0, 0);
    let signs = [Sign::Assertion, Sign::Response, Sign::Both];
    let of = |idp: Idp| signs.map(|sign| (Metadata::new(idp).xml(), Message::new(idp).sign(sign).xml()));
    let genuine: Vec<(String, String)> = Idp::ALL.into_iter().flat_map(of).collect();
    for round in 0..count {
        let (metadata, text) = &genuine[numbers.below(genuine.len())];
        let mut text = text.clone();
        for _ in 0..=numbers.below(5) {
            text = cut(&text, &mut numbers).unwrap_or(text);
        }
        parsed += usize::from(read(&text).is_ok());
        let report = check(&support::input(Some(metadata.clone()), Some(text.clone())));
        let covered = report.claims.iter().filter(|claim| claim.covered).flat_map(|claim| &claim.values);
        assert!(!covered.into_iter().any(|value| *value == FORGED), "round {round}: {text}");
        match report.user {
            Some(user) => assert_eq!(user.name_id, "ada.lovelace@example.com", "round {round}: {text}"),
            None => assert_ne!(report.verdict, Verdict::Accept, "round {round}"),
        }
        accepted += usize::from(report.verdict == Verdict::Accept);
    }
    println!("{count} messages, {parsed} of them well-formed, {accepted} accepted with their own user");
    assert!(parsed > count / 2, "{parsed} of {count} are well-formed");
}
