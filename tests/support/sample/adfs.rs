//! Samples in the manner of AD FS.

use serde_json::json;

use super::{Desk, Sample};
use crate::support::encrypt::{Cipher, Part};
use crate::support::key;
use crate::support::message::{Idp, Message};
use crate::support::paste;

const IDP: Idp = Idp::Adfs;

pub fn samples(desk: &Desk) -> Vec<Sample> {
    let roles = desk.message(IDP).replace(
        "<AttributeValue>developer</AttributeValue>",
        "<AttributeValue>developer</AttributeValue><AttributeValue>finance</AttributeValue>",
    );
    vec![
        desk.sample(IDP, "adfs-healthy", "A login that works", "What a healthy AD FS set-up looks like.")
            .with("capture", paste::response_body(&desk.message(IDP).base64())),
        desk.sample(
            IDP,
            "adfs-two-groups",
            "A user in two groups",
            "Two claim rules match, two roles are sent, and a user can have only one.",
        )
        .with("capture", paste::curl_cmd(paste::ACS, "https://fs.example.com", &paste::response_body(&roles.base64())))
        .rejected("claim-several-values"),
        desk.sample(
            IDP,
            "adfs-encrypted",
            "Encrypted, with the key at hand",
            "The assertion is decrypted in your browser with the private key; this one is a throw-away key.",
        )
        .with("capture", encrypted(desk).base64())
        .setting("decryptionKey", json!(key::private_pem("sp"))),
        desk.sample(
            IDP,
            "adfs-encrypted-no-key",
            "Encrypted, without the key",
            "AD FS encrypts where the trust has an encryption certificate; nothing in it can be read without the key.",
        )
        .with("capture", encrypted(desk).base64())
        .rejected("assertion-encrypted"),
        desk.sample(
            IDP,
            "adfs-compare",
            "One user's login works, another's fails",
            "Two captures side by side: what differs between the login that fails and the one that works.",
        )
        .with("capture", without_mail(desk).base64())
        .with("otherCapture", desk.message(IDP).base64())
        .rejected("name-id-not-email"),
    ]
}

fn encrypted(desk: &Desk) -> Message {
    desk.message(IDP).encrypt(Cipher::new(Part::Assertion))
}

fn without_mail(desk: &Desk) -> Message {
    desk.message(IDP)
        .replace(">ada.lovelace@example.com<", ">EXAMPLE\\grace.hopper<")
        .replace(">Ada Lovelace<", ">Grace Hopper<")
        .replace(
            "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
        )
}
