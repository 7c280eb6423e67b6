//! The harness itself: are its messages what they claim to be? xmlsec1 and the library have to agree.

mod support;

use support::message::Sign;
use support::redirect::Redirect;
use support::{Idp, Message, Metadata, healthy, seal, xmlsec};

use sso_preflight::crypto::{DigestAlgorithm, SignatureAlgorithm};
use sso_preflight::report::model::Verdict;

const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const SHA384: &str = "http://www.w3.org/2001/04/xmldsig-more#sha384";
const SHA512: &str = "http://www.w3.org/2001/04/xmlenc#sha512";
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INCLUSIVE_11: &str = "http://www.w3.org/2006/12/xml-c14n11";

/// Messages signed in every way that the library verifies: name, key, message.
fn signed_messages() -> Vec<(String, &'static str, Message)> {
    let mut messages: Vec<(String, &'static str, Message)> = Vec::new();
    for idp in Idp::ALL {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            messages.push((format!("{} {sign:?}", idp.name()), "idp", Message::new(idp).sign(sign)));
        }
    }
    for (key, method, digest) in [
        ("idp", "http://www.w3.org/2000/09/xmldsig#rsa-sha1", SHA1),
        ("idp", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", SHA384),
        ("idp", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", SHA512),
        ("idp", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", SHA256),
        ("idp", "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", SHA512),
        ("weak", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", SHA256),
        ("ec256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", SHA256),
        ("ec384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", SHA384),
        ("ec521", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", SHA512),
    ] {
        let message = Message::okta().key(key).algorithms(method, digest).sign(Sign::Both);
        messages.push((format!("{key} {method}"), key, message));
    }
    for (signed_info, transform) in [
        (INCLUSIVE, INCLUSIVE),
        (INCLUSIVE_11, INCLUSIVE_11),
        (INCLUSIVE, seal::EXCLUSIVE),
        (seal::EXCLUSIVE, ""),
    ] {
        for idp in [Idp::Okta, Idp::Keycloak] {
            let message = Message::new(idp).canonicalizations(signed_info, transform).sign(Sign::Both);
            messages.push((format!("{} {signed_info} {transform}", idp.name()), "idp", message));
        }
    }
    messages
}

#[test]
fn xmlsec1_verifies_every_signed_message() {
    if !xmlsec::is_installed() {
        println!("xmlsec1 is not installed: the messages of the harness are not checked against it");
        return;
    }
    let (mut signatures, mut unknown) = (0, 0);
    for (name, key, message) in signed_messages() {
        // Version 1.2 has no PSS: OpenSSL checks it below.
        if name.contains("MGF1") {
            unknown += 1;
            continue;
        }
        let xml = message.xml();
        for element in ["Assertion", "Response"] {
            if has_signed(&xml, element) {
                xmlsec::verify(&xml, key, element)
                    .unwrap_or_else(|error| panic!("{name}, {element}: {error}"));
                signatures += 1;
            }
        }
    }
    println!("xmlsec1 verifies all {signatures} signatures; {unknown} messages are signed with PSS");
    assert!(signatures > 40);
}

#[test]
fn openssl_verifies_the_pss_signatures() {
    let key = support::key::key("idp").expect("the key of the templates");
    let message = b"over these bytes";
    for hash in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
        let signature = key.sign(SignatureAlgorithm::RsaPss(hash), message).expect("a signature");
        match support::openssl::verify_pss("idp", hash.name(), message, &signature) {
            Some(verified) => assert!(verified, "{hash:?}"),
            None => println!("openssl is not installed: {hash:?} of PSS is not checked against it"),
        }
    }
}

#[test]
fn openssl_verifies_the_signatures_of_addresses() {
    let xml = support::message::logout_request(Idp::Okta.entity_id());
    // ECDSA in DER, since that is what openssl reads; the numbers are the same.
    for (name, method, hash, signed_as) in [
        ("idp", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "SHA256", ""),
        ("idp", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "SHA512", ""),
        ("ec256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "SHA256", "der"),
        ("ec521", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "SHA512", "der"),
    ] {
        let (parameter, relay_state) = ("SAMLRequest", Some("a b+c"));
        let signed_by = Some((name, method));
        let redirect = Redirect { parameter, xml: &xml, relay_state, signed_by, signed_as };
        let query = redirect.query().expect("a query");
        let (octets, signature) = query.split_once("&Signature=").expect("a signature");
        let signature = signature.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
        let signature = sso_preflight::base64::decode_base64(&signature).expect("base64");
        match support::openssl::verify(name, hash, &[], octets.as_bytes(), &signature) {
            Some(verified) => assert!(verified, "{method}"),
            None => println!("openssl is not installed: {method} in an address is not checked against it"),
        }
    }
}

#[test]
fn xmlsec1_refuses_a_changed_message() {
    if !xmlsec::is_installed() {
        return;
    }
    let changed = Message::okta().replace_signed("ada.lovelace@", "eve.lovelace@").xml();
    xmlsec::verify(&changed, "idp", "Assertion").expect_err("a changed assertion");
    xmlsec::verify(&Message::okta().xml(), "other", "Assertion").expect_err("another key");
}

#[test]
fn xmlsec1_verifies_signed_metadata() {
    if !xmlsec::is_installed() {
        return;
    }
    for idp in Idp::ALL {
        let xml = Metadata::new(idp).sign("old").xml();
        xmlsec::verify(&xml, "old", "EntityDescriptor").unwrap_or_else(|error| panic!("{idp:?}: {error}"));
    }
}

/// Whether the element named `local` carries a Signature as a child.
fn has_signed(xml: &str, local: &str) -> bool {
    use sso_preflight::xml::{Document, Encoding, NodeId};
    let source = sso_preflight::text::SourceId::CAPTURE;
    let document = Document::read(source, xml.into(), Encoding::Utf8).expect("well-formed");
    let is_signature = |node: NodeId| document.name(node).local == "Signature";
    document
        .descendants(NodeId::DOCUMENT)
        .filter(|node| is_signature(*node))
        .any(|node| document.parent(node).is_some_and(|parent| document.name(parent).local == local))
}

#[test]
fn the_healthy_messages_are_accepted() {
    for idp in Idp::ALL {
        let report = sso_preflight::check(&healthy(idp));
        assert_eq!(report.verdict, Verdict::Accept, "{}: {:#?}", idp.name(), report.findings);
        let user = report.user.expect("an accepted response yields a user");
        assert_eq!(user.name_id, "ada.lovelace@example.com");
    }
}

#[test]
fn every_way_of_signing_is_accepted() {
    for (name, key, message) in signed_messages() {
        let certificate = format!("{{certificate:{key}}}");
        let idp = Idp::ALL.into_iter().find(|idp| name.starts_with(idp.name())).unwrap_or(Idp::Okta);
        let mut metadata = Metadata::new(idp);
        if key != "idp" {
            metadata = metadata.replace("{certificate:idp}", &certificate);
        }
        let report = sso_preflight::check(&support::input(Some(metadata.xml()), Some(message.base64())));
        assert_eq!(report.verdict, Verdict::Accept, "{name}: {:#?}", report.findings);
    }
}
