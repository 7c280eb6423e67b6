//! Metadata with much of everything.

use sso_preflight::input::Input;

use super::super::support::seal::{self, Seal};
use super::super::support::{Metadata, key};
use super::{Named, declared, many};

pub(super) const SHAPES: &[Named] = &[
    ("entities", |n| list(n, |i| format!("<md:EntityDescriptor entityID=\"urn:{i}\"/>"))),
    ("entities of one name", |n| list(n, |_| entity(0))),
    ("lists in lists", |n| {
        let count = n / 51;
        declared(format!(
            "<md:EntitiesDescriptor xmlns:md=\"{MD}\">{}{}</md:EntitiesDescriptor>",
            "<md:EntitiesDescriptor>".repeat(count),
            "</md:EntitiesDescriptor>".repeat(count)
        ))
    }),
    ("roles", |n| one(&many(n, |_| role("", "")))),
    ("keys", |n| one(&role(&many(n, |i| descriptor(CERTIFICATES[i % 8])), ""))),
    ("keys that cannot be read", |n| {
        let broken = "<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate>\
                      </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
        one(&role(&broken.repeat(n / broken.len()), ""))
    }),
    ("a long certificate", |n| {
        let text = key::certificate("idp").expect("a certificate") + &"A".repeat(n);
        one(&role(&written(&text), ""))
    }),
    ("certificates of one key", |n| {
        let one_text = key::certificate("idp").expect("a certificate");
        let all = format!("<ds:X509Certificate>{one_text}</ds:X509Certificate>").repeat(n / one_text.len());
        let descriptor = format!(
            "<md:KeyDescriptor><ds:KeyInfo><ds:X509Data>{all}</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        );
        one(&role(&descriptor, ""))
    }),
    ("endpoints", |n| one(&role(&descriptor("idp"), &many(n, endpoint)))),
    ("unsafe endpoints", |n| {
        let each = |i| format!("<md:SingleSignOnService Binding=\"b{i}\" Location=\"javascript:{i}\"/>");
        one(&role(&descriptor("idp"), &many(n, each)))
    }),
    ("a long address", |n| {
        let location = format!("https://idp.example/{}", "a/../".repeat(n / 5));
        let service = format!("<md:SingleSignOnService Binding=\"urn:a\" Location=\"{location}\"/>");
        one(&role(&descriptor("idp"), &service))
    }),
    ("formats", |n| {
        one(&role(&descriptor("idp"), &"<md:NameIDFormat>urn:a</md:NameIDFormat>".repeat(n / 38)))
    }),
    ("extensions", |n| one(&format!("<md:Extensions>{}</md:Extensions>", "<x/>".repeat(n / 4)))),
    ("contacts", |n| one(&"<md:ContactPerson contactType=\"technical\"/>".repeat(n / 43))),
    ("signed entities", |n| {
        let text = Metadata::okta().sign("idp").xml();
        let entity = text.split_once("?>").map_or(text.as_str(), |(_, rest)| rest).to_owned();
        list(n, move |i| entity.replace("_metadata", &format!("_m{i}")))
    }),
    ("changed after signing", |n| {
        let extensions =
            format!("<md:Extensions>{}</md:Extensions><md:IDPSSODescriptor", "<x/>".repeat(n / 4));
        let text = Metadata::okta().replace("<md:IDPSSODescriptor", &extensions).sign("idp").xml();
        declared(text.replacen("<x/>", "<y/>", 1))
    }),
    ("much that changed", |n| {
        let side = |k: usize| {
            let keys = many(n / 4, |i| written(&format!("{}{}", "A".repeat(400), i * 3 + k)));
            let services = many(n / 4, |i| endpoint(i * 3 + k));
            plain(&role(&keys, &services))
        };
        let mut input = declared(side(0));
        input.saved_metadata = Some(side(1).into());
        input
    }),
    ("escaped", |n| {
        let text = plain(&many(n / 2, |_| role("", "")));
        declared(text.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
    }),
    ("white space", |n| declared(" \n".repeat(n / 2))),
    ("a page", |n| declared(format!("<!DOCTYPE html><html>{}", "<div class='a'>".repeat(n / 15)))),
    ("a certificate alone", |n| declared(key::certificate_pem("idp").repeat(n / 1200))),
];

const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const CERTIFICATES: [&str; 8] = ["idp", "old", "other", "later", "soon", "ec256", "ec384", "ec521"];

/// A signed list of entities.
pub(super) fn list(bytes: usize, each: impl Fn(usize) -> String) -> Input {
    let text = format!(
        "<md:EntitiesDescriptor xmlns:md=\"{MD}\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" ID=\"_list\">\
         {}</md:EntitiesDescriptor>",
        many(bytes, each)
    );
    let sealed = Seal::new("ds").seal(&text, seal::root).expect("it can be signed");
    declared(sealed)
}

/// An ordinary entity.
pub(super) fn entity(number: usize) -> String {
    let content = role(&descriptor(CERTIFICATES[number % CERTIFICATES.len()]), &endpoint(number));
    format!("<md:EntityDescriptor entityID=\"https://idp{number}.example\">{content}</md:EntityDescriptor>")
}

fn plain(content: &str) -> String {
    format!(
        "<md:EntityDescriptor xmlns:md=\"{MD}\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
         entityID=\"https://idp.example\">{content}</md:EntityDescriptor>"
    )
}

fn one(content: &str) -> Input {
    declared(plain(content))
}

fn role(keys: &str, services: &str) -> String {
    format!(
        "<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{keys}{services}\
         </md:IDPSSODescriptor>"
    )
}

fn descriptor(name: &str) -> String {
    written(&key::certificate(name).expect("a certificate"))
}

fn written(certificate: &str) -> String {
    format!(
        "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}\
         </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
    )
}

fn endpoint(number: usize) -> String {
    format!(
        "<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" \
         Location=\"https://idp{number}.example/sso\"/>"
    )
}
