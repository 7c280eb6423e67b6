//! The text form, written out by hand: layout, marks, columns, colours.

mod support;

use sso_preflight::check;
use sso_preflight::report::to_text;
use support::{Idp, Message, Metadata, healthy, input};

fn text_of(metadata: &str, with_colours: bool) -> String {
    let input = input(Some(metadata.to_owned()), None);
    to_text(&check(&input), Some(&input), with_colours)
}

#[test]
fn a_finding_shows_its_line_and_a_mark_under_it() {
    let expected = "\
reject: this would not work

error[metadata-is-url]: This is the address “https://idp.example/metadata”, not the metadata that it leads to.
  --> metadata:2:1
   |
 2 | https://idp.example/metadata
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = fix with the pasted text: Open the address in a browser, save the XML as a file, and paste the file's contents.

1 error. More on the first error: sso-preflight rules metadata-is-url
";
    assert_eq!(text_of("\nhttps://idp.example/metadata", false), expected);
}

#[test]
fn wide_and_hidden_characters_keep_the_mark_in_place() {
    let metadata = "<!-- x -->\n<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"\n  \
                    title=\"山\" entityID=\"山 田\u{202e}\"/>";
    let expected = "\
reject: this would not work

error[metadata-unrecognised]: This metadata describes no identity provider, the system where people log in: it has no IDPSSODescriptor.
  --> metadata:2:1
   |
 2 | <md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and 1 more line
   = hence [metadata-entity-id-malformed]: The identity provider's name (entityID) “山 田‹U+202E›” has a blank inside.
   = fix with the pasted text: Download the metadata file in the identity provider's console, and paste the whole file.
   = standard: SAML Metadata §2.3

1 error. More on the first error: sso-preflight rules metadata-unrecognised
";
    assert_eq!(text_of(metadata, false), expected);
}

#[test]
fn colours_are_put_around_words_only() {
    let plain = text_of("https://idp.example/metadata", false);
    let coloured = text_of("https://idp.example/metadata", true);
    assert!(coloured.starts_with("\u{1b}[1;31mreject: this would not work\u{1b}[0m\n"), "{coloured}");
    assert!(coloured.contains(&format!("\u{1b}[1;31m{}\u{1b}[0m", "^".repeat(28))), "{coloured}");
    let mut without = String::new();
    for (at, part) in coloured.split('\u{1b}').enumerate() {
        let shown = if at == 0 { part } else { part.split_once('m').expect("the end of a colour").1 };
        without.push_str(shown);
    }
    assert_eq!(without, plain);
}

#[test]
fn an_accepted_login_shows_the_user_it_would_create() {
    let input = healthy(Idp::Okta);
    let text = to_text(&check(&input), Some(&input), false);
    let expected = "
user: ada.lovelace@example.com
  created at the first login, updated at every later one
  imagekit_id    acme42
  full_name      Ada Lovelace
  imagekit_role  developer     Developer: Everything but users and billing
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_known_user_shows_what_would_change() {
    let earlier = Message::okta().replace(">developer<", ">finance<").base64();
    let input = sso_preflight::input::Input { other_capture: Some(earlier.into()), ..healthy(Idp::Okta) };
    let text = to_text(&check(&input), Some(&input), false);
    let expected = "
user: ada.lovelace@example.com
  known from the other capture; would change: Role
  imagekit_id    acme42
  full_name      Ada Lovelace
  imagekit_role  developer     Developer: Everything but users and billing; before: finance

the other capture differs:
  Attribute imagekit_role  here developer  there finance
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_refused_login_shows_what_arrived_and_what_was_meant() {
    let message = Message::okta()
        .replace(">developer<", ">Devloper<")
        .replace("Name=\"full_name\"", "Name=\"FullName\"")
        .replace(">acme42<", ">acme\u{200b}42<");
    let input = input(Some(Metadata::okta().xml()), Some(message.base64()));
    let text = to_text(&check(&input), Some(&input), false);
    let expected = "
what the login contains (not used because of the error):
  NameID         ada.lovelace@example.com
  imagekit_id    acme‹U+200B›42                   claim-value-suspicious
  full_name      Ada Lovelace (sent as FullName)  claim-name-near-miss
  imagekit_role  Devloper                         probably meant: developer; claim-value-near-miss
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_late_capture_shows_its_times() {
    let late = sso_preflight::input::Input {
        now: sso_preflight::time::Instant::read("2026-01-15T18:04:30Z").expect("a time"),
        ..healthy(Idp::Okta)
    };
    let text = to_text(&check(&late), Some(&late), false);
    let expected = "
times:
  2026-01-15T11:54:30Z  6 hours ago  the assertion is valid from
  2026-01-15T11:59:30Z  6 hours ago  the response was issued
  2026-01-15T11:59:30Z  6 hours ago  the assertion was issued
  2026-01-15T11:59:30Z  6 hours ago  the user logged in at the identity provider
  2026-01-15T12:04:30Z  6 hours ago  the assertion is valid until
  2026-01-15T12:04:30Z  6 hours ago  it may be used for a login until
  2026-01-15T18:04:30Z  now          the clock of this check
";
    assert!(text.contains(expected), "{text}");
}
