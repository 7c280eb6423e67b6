//! What `trust::verify` says of one signature at a time: the rules and the verdict each ask for another part
//! of it, and none may hold only because another one does.

mod support;

use sso_preflight::check;
use sso_preflight::claims::{ClaimFault, ValueFault};
use sso_preflight::facts::Facts;
use sso_preflight::input::Input;
use sso_preflight::report::model::{UserValue, Verdict};
use sso_preflight::text::{SourceId, Span};
use sso_preflight::trust::{
    DetachedCheck, SignatureCheck, SignatureProblem, TrustedCertificate, Verification, verify,
};
use sso_preflight::x509;
use sso_preflight::xml::{Document, Encoding, RepeatedId};
use support::message::{Sign, logout_request};
use support::redirect::Redirect;
use support::{Message, Metadata, key};

/// Verifies a text with the certificate `name`.
fn verified(text: &str, name: &str) -> Verification {
    let document = Document::read(SourceId::CAPTURE, text.into(), Encoding::Utf8).expect("well-formed");
    let certificate = x509::read_pem(&key::certificate_pem(name)).expect("a certificate");
    let place = Span::new(SourceId::METADATA, 0, 0);
    let trusted = [TrustedCertificate::from_metadata(certificate, place)];
    let root = document.root();
    let signable: Vec<_> = std::iter::once(root).chain(document.elements(root)).collect();
    verify(&document, &signable, &trusted)
}

/// The only signature of a text.
fn only(text: &str, name: &str) -> SignatureCheck {
    let mut checks = verified(text, name).checks;
    assert_eq!(checks.len(), 1);
    checks.remove(0)
}

#[test]
fn a_signature_counts_only_with_a_key_and_a_digest() {
    let text = Message::okta().xml();
    let good = only(&text, "idp");
    assert!(good.is_valid(), "{:?}", good.problems);
    assert_eq!((good.verified_by, good.digest_matches), (Some(0), Some(true)));
    // The digest is right, and the key is somebody else's.
    let strange = only(&text, "other");
    assert_eq!((strange.verified_by, strange.digest_matches), (None, Some(true)));
    assert!(!strange.is_valid() && strange.problems == [SignatureProblem::NoKeyVerifies]);
    // The key is right, and the text is another.
    let changed = only(&text.replace("Ada Lovelace", "Ada Lovelacf"), "idp");
    assert_eq!((changed.verified_by, changed.digest_matches), (Some(0), Some(false)));
    assert!(!changed.is_valid() && changed.problems == [SignatureProblem::DigestMismatch]);
}

#[test]
fn each_part_of_a_good_check_is_needed() {
    let good = only(&Message::okta().xml(), "idp");
    let without_key = SignatureCheck { verified_by: None, ..good.clone() };
    let without_digest = SignatureCheck { digest_matches: None, ..good.clone() };
    let other_digest = SignatureCheck { digest_matches: Some(false), ..good.clone() };
    let with_problem = SignatureCheck { problems: vec![SignatureProblem::Misplaced], ..good };
    for check in [without_key, without_digest, other_digest, with_problem] {
        assert!(!check.is_valid(), "{check:?}");
    }
}

#[test]
fn one_doubt_makes_a_message_unsound() {
    let both = Message::okta().sign(Sign::Both).xml();
    let good = verified(&both, "idp");
    assert!(good.is_sound() && good.checks.len() == 2);
    // What nobody signed has no bad signature; whether something is signed is asked elsewhere.
    assert!(Verification::default().is_sound());
    let one_bad = verified(&both.replacen("status:Success", "status:Responder", 1), "idp");
    assert_eq!(one_bad.checks.iter().filter(|check| check.is_valid()).count(), 1);
    let too_many = Verification { too_many: true, ..good.clone() };
    let repeated = Verification { has_repeated_ids: true, ..good.clone() };
    let shared_ids = vec![RepeatedId { value: "_a".to_owned(), occurrences: Vec::new() }];
    let shared = Verification { shared_ids, ..good };
    for doubtful in [one_bad, too_many, repeated, shared] {
        assert!(!doubtful.is_sound(), "{doubtful:?}");
    }
}

#[test]
fn only_the_repeated_id_is_ambiguous() {
    let is_ambiguous = |check: &SignatureCheck| {
        check.problems.iter().any(|problem| matches!(problem, SignatureProblem::IdAmbiguous { .. }))
    };
    let end = "</saml2p:Response>";
    let text = Message::okta().sign(Sign::Assertion).xml();
    let own = text.replacen(end, &format!("<a ID=\"id7301928465618273645\"/>{end}"), 1);
    assert!(is_ambiguous(&only(&own, "idp")));
    // Another value that is repeated leaves no doubt about this reference; nothing is covered all the same.
    let other = text.replacen(end, &format!("<a ID=\"_x\"/><b Id=\"_x\"/>{end}"), 1);
    let verification = verified(&other, "idp");
    assert!(!is_ambiguous(&verification.checks[0]));
    assert_eq!(verification.coverage.signed_elements().count(), 0);
    assert_eq!(verified(&text, "idp").coverage.signed_elements().count(), 1);
}

const MORE: &str = "http://www.w3.org/2001/04/xmldsig-more#";
const MORE_2007: &str = "http://www.w3.org/2007/05/xmldsig-more#";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// A message that is signed so verifies.
fn assert_verifies(message: &Message, certificate: &str, what: &str) {
    let check = only(&message.xml(), certificate);
    assert!(check.is_valid(), "{what}: {:?}", check.problems);
}

/// The lists of RFC 9231 §2.1 and §2.3, and of XML-DSig §6.5.
#[test]
fn every_algorithm_on_the_list_verifies() {
    let lengths = ["224", "256", "384", "512"];
    let rsa = lengths.iter().map(|bits| format!("{MORE}rsa-sha{bits}"));
    let pss = ["1"].iter().chain(&lengths).map(|bits| format!("{MORE_2007}sha{bits}-rsa-MGF1"));
    let rsa_sha1 = std::iter::once("http://www.w3.org/2000/09/xmldsig#rsa-sha1".to_owned());
    for method in rsa.chain(pss).chain(rsa_sha1) {
        assert_verifies(&Message::okta().algorithms(&method, SHA256), "idp", &method);
    }
    for bits in ["1"].iter().chain(&lengths) {
        let method = format!("{MORE}ecdsa-sha{bits}");
        assert_verifies(&Message::okta().key("ec256").algorithms(&method, SHA256), "ec256", &method);
    }
    let method = format!("{MORE}rsa-sha256");
    let digests =
        ["http://www.w3.org/2000/09/xmldsig#sha1", SHA256, "http://www.w3.org/2001/04/xmlenc#sha512"];
    let more = ["sha224", "sha384"].map(|name| format!("{MORE}{name}"));
    for digest in digests.into_iter().chain(more.iter().map(String::as_str)) {
        assert_verifies(&Message::okta().algorithms(&method, digest), "idp", digest);
    }
    for base in [
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
    ] {
        let with_comments = format!("{}#WithComments", base.trim_end_matches('#'));
        for uri in [base, &with_comments] {
            assert_verifies(&Message::okta().canonicalizations(uri, uri), "idp", uri);
        }
    }
}

#[test]
fn a_prefix_list_has_a_limit_and_stands_once() {
    let text = Message::okta().xml();
    let with = |prefixes: usize| {
        let list: String = (0..prefixes).map(|number| format!("p{number} ")).collect();
        only(&text.replacen("PrefixList=\"xs\"", &format!("PrefixList=\"{list}\""), 1), "idp")
    };
    assert!(with(256).signature.is_ok());
    assert!(with(257).signature.is_err());
    let from = text.find("<ec:InclusiveNamespaces").expect("a PrefixList");
    let to = text[from..].find("/>").expect("its end") + from + "/>".len();
    let twice = [&text[..to], &text[from..to], &text[to..]].concat();
    assert!(only(&twice, "idp").signature.is_err());
}

#[test]
fn the_user_is_what_the_message_says() {
    let input = support::input(Some(Metadata::okta().xml()), Some(Message::okta().xml()));
    let user = check(&input).user.expect("a user");
    assert_eq!(user.name_id, "ada.lovelace@example.com");
    assert_eq!(user.email.as_deref(), Some("ada.lovelace@example.com"));
    let claims: Vec<(&str, &UserValue)> =
        user.claims.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let one = |text: &str| UserValue::One(text.to_owned());
    let expected = [
        ("full_name", one("Ada Lovelace")),
        ("imagekit_id", one("acme42")),
        ("imagekit_role", one("developer")),
    ];
    assert_eq!(claims, expected.iter().map(|(name, value)| (*name, value)).collect::<Vec<_>>());
}

/// Why a role is not taken.
fn fault_of(role: &str) -> ValueFault {
    let message = Message::okta().replace(">developer<", &format!(">{role}<")).xml();
    let input = support::input(Some(Metadata::okta().xml()), Some(message));
    let facts = Facts::gather(&input);
    let outcomes = &facts.assertion().expect("an assertion").claims.outcomes;
    let mut faults = outcomes.iter().filter_map(|outcome| outcome.fault.clone());
    match faults.next() {
        Some(ClaimFault::Value { fault, .. }) => fault,
        other => panic!("{role}: {other:?}"),
    }
}

#[test]
fn a_value_that_is_not_accepted_is_told_apart() {
    // The second letter is Cyrillic.
    assert!(matches!(fault_of("d\u{435}veloper"), ValueFault::LookAlike { of } if of == "developer"));
    assert!(!matches!(fault_of("\u{430}bcd"), ValueFault::LookAlike { .. }));
    assert!(
        matches!(fault_of("stranger, developer"), ValueFault::Joined { parts } if parts == ["developer"])
    );
}

/// The metadata of one identity provider with these certificates, and a paste.
fn input_with(certificates: &[String], capture: String) -> Input {
    let metadata = Metadata::plain(support::Idp::Okta.entity_id(), certificates);
    support::input(Some(metadata), Some(capture))
}

#[test]
fn certificates_beyond_the_limit_are_told() {
    let certificate = key::certificate("idp").expect("a certificate");
    let told = |count: usize| {
        let report = check(&input_with(&vec![certificate.clone(); count], Message::okta().xml()));
        assert_eq!(report.verdict, Verdict::Accept, "{:#?}", report.findings);
        let unread = report.findings.into_iter().filter(|finding| finding.rule == "certificate-unreadable");
        unread.map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert_eq!(told(200), [""; 0]);
    assert_eq!(told(201), ["The metadata declares 201 certificates, of which the first 200 are read."]);
}

/// A capture may hold 64 messages and metadata 64 keys: the judged message is tried with all of them, and
/// then as many others as the common limit allows.
#[test]
fn signatures_in_addresses_have_a_common_limit() {
    let xml = logout_request(support::Idp::Okta.entity_id());
    let method = format!("{MORE}rsa-sha256");
    let address = |number: usize| {
        let redirect = Redirect {
            parameter: "SAMLRequest",
            xml: &xml.replace("_logout1", &format!("_logout{number}")),
            relay_state: None,
            signed_by: Some(("idp", &method)),
            signed_as: "",
        };
        format!("https://sp.test/slo?{}", redirect.query().expect("a query"))
    };
    let addresses: Vec<String> = (0..8).map(address).collect();
    // The key that made it is the last one that is tried.
    let mut certificates = key::strangers("idp", 63);
    certificates.push(key::certificate("idp").expect("a certificate"));
    let mut input = input_with(&certificates, serde_json::json!(addresses).to_string());
    input.settings.message = Some(7);
    let facts = Facts::gather(&input);
    let messages = &facts.capture().expect("a capture").messages;
    let checks: Vec<_> =
        messages.iter().map(|message| message.detached.as_ref().expect("signed").check).collect();
    let (verified, skipped) = (Some(DetachedCheck::Verified(63)), Some(DetachedCheck::NotTried));
    assert_eq!(checks, [verified, verified, verified, skipped, skipped, skipped, skipped, verified]);
}

/// What is said where the own key comes after `others`.
fn after(others: Vec<String>, own: &str) -> (Verdict, Vec<String>) {
    let certificates = [others, vec![key::certificate(own).expect("a certificate")]].concat();
    let report = check(&input_with(&certificates, Message::okta().key(own).xml()));
    let of_keys = report.findings.into_iter().filter(|finding| finding.rule == "signature-key-unknown");
    (report.verdict, of_keys.map(|finding| finding.message).collect())
}

/// 64 different keys are tried, and no more than 256 tries with RSA-2048 cost: 17 on P-521.
#[test]
fn keys_beyond_the_limit_are_told() {
    for (own, most) in [("idp", 63), ("ec521", 16)] {
        assert_eq!(after(key::strangers(own, most), own), (Verdict::Accept, Vec::new()), "{own}");
        let (verdict, told) = after(key::strangers(own, most + 1), own);
        assert_eq!(verdict, Verdict::Reject, "{own}");
        assert_eq!(
            told,
            [
                "The assertion (the part that says who logs in) is signed with none of the keys that were tried; the \
              metadata has too many to try them all."
            ]
        );
    }
}

/// Neither one key under many certificates nor keys that cannot have made the signature use up the limit.
#[test]
fn only_keys_that_can_have_signed_are_counted() {
    let accepted = (Verdict::Accept, Vec::new());
    let repeated = vec![key::strangers("ec521", 1).concat(); 100];
    assert_eq!(after(repeated, "ec521"), accepted);
    assert_eq!(after(key::strangers("ec521", 100), "idp"), accepted);
    assert_eq!(after(key::strangers("idp", 100), "ec256"), accepted);
}
