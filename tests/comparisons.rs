//! What a report says of a second capture and of the saved metadata.

mod support;

use sso_preflight::check;
use sso_preflight::report::model::{Change, Difference};
use support::encrypt::{Cipher, Part};
use support::message::Sign;
use support::{Idp, Message, Metadata, healthy};

fn difference<'a>(differences: &'a [Difference], what: &str) -> Option<(&'a str, &'a str)> {
    let found = differences.iter().find(|difference| difference.what == what)?;
    Some((found.this.as_deref().unwrap_or("-"), found.other.as_deref().unwrap_or("-")))
}

#[test]
fn two_captures_are_compared_by_what_they_mean() {
    let works = healthy(Idp::Okta);
    let fails = Message::okta()
        .replace(">developer<", ">Developers<")
        .replace("<saml2:Audience>https://imagekit.io/saml/consume<", "<saml2:Audience>https://imagekit.io/<")
        .replace("ID=\"id7301928465510293846\"", "ID=\"id1\"");
    let input = sso_preflight::input::Input {
        capture: Some(fails.base64().into()),
        other_capture: works.capture.clone(),
        ..works.clone()
    };
    let differences = check(&input).comparison.expect("a comparison").differences;
    assert_eq!(difference(&differences, "Attribute imagekit_role"), Some(("Developers", "developer")));
    assert_eq!(
        difference(&differences, "Audience"),
        Some(("https://imagekit.io/", "https://imagekit.io/saml/consume"))
    );
    assert_eq!(differences.len(), 2, "IDs are no difference: {differences:?}");

    let same = sso_preflight::input::Input { other_capture: works.capture.clone(), ..works };
    assert!(check(&same).comparison.expect("a comparison").differences.is_empty());
}

/// What differs where `change` was made to the message that works.
fn told(works: &Message, fails: &Message, settings: Option<&str>) -> Vec<String> {
    let mut input = support::input(Some(Metadata::okta().xml()), Some(fails.base64()));
    input.other_capture = Some(works.base64().into());
    input.settings.decryption_key = settings.map(|key| serde_json::from_value(key.into()).expect("a secret"));
    let differences = check(&input).comparison.expect("a comparison").differences;
    differences.into_iter().map(|difference| difference.what).collect()
}

/// A message and what of it differs from the healthy one.
fn differing_messages() -> Vec<(Message, Vec<&'static str>)> {
    let sha1 = ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1");
    let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    let issuer =
        "<saml2:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">http://www.okta.com/";
    let signed = ["Assertion signature", "Assertion signed by", "Assertion signature algorithm"];
    let methods = ["Assertion canonicalisation", "Assertion digest algorithm", "Assertion transforms"];
    vec![
        (Message::okta().key("other"), vec![signed[0], signed[1]]),
        (Message::okta().algorithms(sha1.0, sha1.1), vec![signed[2], methods[1]]),
        (Message::okta().canonicalizations(inclusive, inclusive), vec![methods[0], methods[2]]),
        (Message::okta().sign(Sign::Nothing), [signed.as_slice(), methods.as_slice()].concat()),
        (
            Message::okta().replace("imagekit.io/saml/consume</saml2:Audience>", "x</saml2:Audience>"),
            vec!["Audience"],
        ),
        (Message::okta().replace(issuer, &issuer.replace("http:", "https:")), vec!["Assertion Issuer"]),
        (
            Message::okta()
                .replace("Destination=\"https://imagekit.io", "Destination=\"https://imagekit.com"),
            vec!["Destination"],
        ),
        (
            Message::okta().replace("Recipient=\"https://imagekit.io", "Recipient=\"https://imagekit.com"),
            vec!["Recipient"],
        ),
        (Message::okta().replace(">ada.lovelace@", ">grace.hopper@"), vec!["NameID"]),
        (
            Message::okta().replace("1.1:nameid-format:emailAddress", "2.0:nameid-format:transient"),
            vec!["NameID Format"],
        ),
        (
            Message::okta().replace("T12:04:30Z\" Recipient", "T13:04:30Z\" Recipient"),
            vec!["Confirmation valid for"],
        ),
        (
            Message::okta()
                .replace("NotBefore=\"2026-01-15T11:54:30Z\"", "NotBefore=\"2026-01-15T11:59:30Z\""),
            vec!["Validity", "Validity before IssueInstant"],
        ),
        (
            Message::okta().replace("classes:PasswordProtectedTransport", "classes:Password"),
            vec!["AuthnContextClassRef"],
        ),
        (Message::okta().replace("status:Success", "status:Responder"), vec!["Status"]),
        (
            Message::okta().replace("Name=\"full_name\"", "Name=\"name\""),
            vec!["Attribute full_name", "Attribute name"],
        ),
        (encrypted(), vec!["Assertion encrypted", "Decrypted", "Encryption algorithm"]),
    ]
}

fn encrypted() -> Message {
    Message::okta().encrypt(Cipher::new(Part::Assertion))
}

#[test]
fn every_kind_of_difference_is_named() {
    let works = Message::okta();
    for (fails, expected) in differing_messages() {
        let mut found = told(&works, &fails, Some(&support::key::private_pem("sp")));
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }
    // Without the key nothing of the assertion can be compared, and that is what differs.
    let found = told(&works, &encrypted(), None);
    assert!(found.contains(&"NameID".to_owned()) && found.contains(&"Assertion signed by".to_owned()));
}

#[test]
fn how_a_message_was_pasted_is_compared_too() {
    let base64 = Message::okta().base64();
    let mut input = support::input(Some(Metadata::okta().xml()), Some(base64.clone()));
    input.other_capture = Some(support::paste::response_body(&base64).into());
    let differences = check(&input).comparison.expect("a comparison").differences;
    assert_eq!(difference(&differences, "Shape of the paste"), Some(("base64", "form-body")));
    assert_eq!(difference(&differences, "RelayState"), Some(("-", support::paste::RELAY_STATE)));
    assert_eq!(differences.len(), 2, "{differences:?}");
    let text = sso_preflight::report::to_text(&check(&input), Some(&input), false);
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = text.lines().skip_while(|line| *line != "the other capture differs:").map(words);
    assert_eq!(lines.nth(1).as_deref(), Some("Shape of the paste here base64 there form-body"), "{text}");
}

#[test]
fn changes_against_the_saved_metadata_are_listed() {
    let new = healthy(Idp::Okta);
    let saved =
        Metadata::okta().replace("WantAuthnRequestsSigned=\"false\"", "WantAuthnRequestsSigned=\"true\"");
    let input = sso_preflight::input::Input { saved_metadata: Some(saved.xml().into()), ..new.clone() };
    let changes = check(&input).changes;
    let [Change { what, before, after }] = changes.as_slice() else {
        panic!("one change: {changes:?}");
    };
    assert_eq!(what, "WantAuthnRequestsSigned");
    assert_eq!((before.as_deref(), after.as_deref()), (Some("true"), Some("false")));

    let same = sso_preflight::input::Input { saved_metadata: new.metadata.clone(), ..new };
    assert!(check(&same).changes.is_empty());
}
