//! What a report says of a second capture and of the saved metadata.

mod support;

use sso_preflight::check;
use sso_preflight::report::model::{Change, Difference};
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
        capture: Some(fails.base64()),
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

#[test]
fn changes_against_the_saved_metadata_are_listed() {
    let new = healthy(Idp::Okta);
    let saved =
        Metadata::okta().replace("WantAuthnRequestsSigned=\"false\"", "WantAuthnRequestsSigned=\"true\"");
    let input = sso_preflight::input::Input { saved_metadata: Some(saved.xml()), ..new.clone() };
    let changes = check(&input).changes;
    let [Change { what, before, after }] = changes.as_slice() else {
        panic!("one change: {changes:?}");
    };
    assert_eq!(what, "WantAuthnRequestsSigned");
    assert_eq!((before.as_deref(), after.as_deref()), (Some("true"), Some("false")));

    let same = sso_preflight::input::Input { saved_metadata: new.metadata.clone(), ..new };
    assert!(check(&same).changes.is_empty());
}
