//! Responses with much of everything that a signature or a ciphertext may hold, and large ones that were
//! changed after signing, for which every explanation is tried.

use sso_preflight::input::{Input, Secret};

use super::super::support::encrypt::{Cipher, Part};
use super::super::support::message::{Sign, logout_request};
use super::super::support::redirect::Redirect;
use super::super::support::{self, Metadata, key};
use super::responses::{attribute, groups, in_statement, signed, value};
use super::{Named, captured, many, message};

pub(super) const SHAPES: &[Named] = &[
    ("empty signatures", |n| {
        signed(&value(&"<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>".repeat(n / 60)))
    }),
    ("signatures of the assertion", |n| {
        let text = message().xml();
        let one = part(&text, "<ds:Signature", "</ds:Signature>");
        captured(text.replacen(&one, &one.repeat(n / one.len()), 1))
    }),
    ("references", |n| in_signature(n, "<ds:Reference", "</ds:Reference>")),
    ("transforms", |n| {
        let text = message().xml();
        let one = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
        captured(text.replacen("</ds:Transforms>", &(one.repeat(n / one.len()) + "</ds:Transforms>"), 1))
    }),
    ("objects", |n| {
        let text = message().xml();
        captured(text.replacen("</ds:Signature>", &("<ds:Object/>".repeat(n / 12) + "</ds:Signature>"), 1))
    }),
    ("embedded certificates", |n| in_signature(n, "<ds:X509Certificate", "</ds:X509Certificate>")),
    ("a long embedded certificate", |n| {
        let text = message().xml();
        captured(text.replacen("</ds:X509Certificate>", &("A".repeat(n) + "</ds:X509Certificate>"), 1))
    }),
    ("a long DigestValue", |n| {
        let text = message().xml();
        captured(text.replacen("</ds:DigestValue>", &("A".repeat(n) + "</ds:DigestValue>"), 1))
    }),
    ("a long SignatureValue", |n| {
        let text = message().xml();
        captured(text.replacen(
            "<ds:SignatureValue>",
            &("<ds:SignatureValue>".to_owned() + &" A\n".repeat(n / 3)),
            1,
        ))
    }),
    ("a long PrefixList", |n| {
        let text = message().xml();
        captured(text.replacen(
            "PrefixList=\"xs",
            &format!("PrefixList=\"xs{}", many(n, |i| format!(" p{i}"))),
            1,
        ))
    }),
    ("a PrefixList of declared prefixes", |n| {
        let mut text = in_statement(&value(&"<a/>".repeat(n / 4))).xml();
        let (list, declared): (String, String) =
            (0..200).map(|i| (format!(" p{i}"), format!(" xmlns:p{i}='u:{i}'"))).unzip();
        text = text.replacen("PrefixList=\"xs", &format!("PrefixList=\"xs{list}"), 1);
        captured(text.replacen("<saml2p:Response ", &format!("<saml2p:Response{declared} "), 1))
    }),
    ("keys that do not fit", |n| {
        let all = ["old", "other", "sp", "weak", "ec256", "ec384", "ec521"];
        let certificates: Vec<String> =
            (0..n / 1200).map(|i| key::certificate(all[i % all.len()]).expect("a certificate")).collect();
        let metadata = Metadata::plain("http://www.okta.com/exkacme42lovelace001", &certificates);
        support::input(Some(metadata), Some(message().sign(Sign::Both).xml()))
    }),
    ("slow keys and a changed SignedInfo", |n| {
        let text = message().key("ec521").sign(Sign::Both).xml();
        slow_keys("ec521", n, text.replace("<ds:SignedInfo>", "<ds:SignedInfo> "))
    }),
    ("many keys and a changed SignedInfo", |n| {
        let text = message().sign(Sign::Both).xml();
        slow_keys("idp", n, text.replace("<ds:SignedInfo>", "<ds:SignedInfo> "))
    }),
    ("slow keys and many assertions", |n| {
        let text = message().key("ec521").xml().replace("<ds:SignedInfo>", "<ds:SignedInfo> ");
        let one = part(&text, "<saml2:Assertion", "</saml2:Assertion>");
        // As many Signatures as are looked at.
        slow_keys("ec521", n, text.replacen(&one, &one.repeat((n / 2 / one.len()).min(64)), 1))
    }),
    ("one slow key again and again", |n| {
        let text = message().key("ec521").sign(Sign::Both).xml();
        let certificates = vec![key::certificate("ec521").expect("a certificate"); n / 1000];
        declaring(&certificates, text.replace("<ds:SignedInfo>", "<ds:SignedInfo> "))
    }),
    ("slow keys and changed addresses", |n| {
        // More than are read; the rest of the length is one long list of keys.
        let addresses: String = (0..70).map(changed_address).collect();
        slow_keys("ec521", n, format!("[{}]", addresses.trim_end_matches(',')))
    }),
    ("changed text", |n| changed(&groups(n), "ou=groups", "ou=group5")),
    ("changed text in both", |n| {
        let message = in_statement(&groups(n)).sign(Sign::Both);
        captured(message.xml().replacen("Ada Lovelace", "Ada Lovelacf", 1))
    }),
    ("indented after signing", |n| changed(&value(&"<a/>".repeat(n / 6)), "<a/>", "\n <a/>")),
    ("line ends changed", |n| changed(&attribute("title", &"x&#13;\n".repeat(n / 7)), "&#13;\n", "\n")),
    ("non-breaking spaces", |n| changed(&attribute("title", &"x\u{a0}".repeat(n / 3)), "\u{a0}", " ")),
    ("entities twice", |n| changed(&attribute("title", &"&lt;".repeat(n / 4)), "&lt;", "&amp;lt;")),
    ("decomposed letters", |n| changed(&attribute("title", &"e\u{301}".repeat(n / 3)), "e\u{301}", "\u{e9}")),
    ("changed, with many prefixes", |n| {
        let declared: String = (0..250).map(|i| format!(" xmlns:p{i}='u:{i}'")).collect();
        let content = value(&format!("<a{declared}>{}</a>", "<p1:b/>".repeat(n / 7)));
        changed(&content, "Ada Lovelace", "Ada Lovelacf")
    }),
    ("a long ciphertext", |n| {
        let text = in_statement(&groups(n * 3 / 4)).encrypt(Cipher::new(Part::Assertion)).xml();
        with_key(text)
    }),
    ("encrypted assertions", |n| {
        let text = message().encrypt(Cipher::new(Part::Assertion)).xml();
        let one = part(&text, "<saml:EncryptedAssertion", "</saml:EncryptedAssertion>");
        with_key(text.replacen(&one, &one.repeat(n / one.len()), 1))
    }),
    ("encrypted keys", |n| {
        let text = message().encrypt(Cipher::new(Part::Assertion)).xml();
        let one = part(&text, "<xenc:EncryptedKey", "</xenc:EncryptedKey>");
        with_key(text.replacen(&one, &one.repeat(n / one.len()), 1))
    }),
];

/// From the first `start` to the `end` after it, both included.
fn part(text: &str, start: &str, end: &str) -> String {
    let from = text.find(start).unwrap_or_else(|| panic!("there is no {start}"));
    let to = text[from..].find(end).unwrap_or_else(|| panic!("there is no {end}")) + from + end.len();
    text[from..to].to_owned()
}

/// A part of the signature, as often as fits.
fn in_signature(bytes: usize, start: &str, end: &str) -> Input {
    let text = message().xml();
    let one = part(&text, start, end);
    captured(text.replacen(&one, &one.repeat(bytes / one.len()), 1))
}

/// Metadata with as many different keys as fit, none of which made the signatures.
fn slow_keys(like: &str, bytes: usize, capture: String) -> Input {
    // No more certificates are read than that.
    declaring(&key::strangers(like, (bytes / 1000).min(200)), capture)
}

fn declaring(certificates: &[String], capture: String) -> Input {
    let metadata = Metadata::plain("http://www.okta.com/exkacme42lovelace001", certificates);
    support::input(Some(metadata), Some(capture))
}

/// An item of a list: the address of a request to log out, with another RelayState than was signed.
fn changed_address(number: usize) -> String {
    let xml = logout_request("http://www.okta.com/exkacme42lovelace001");
    let redirect = Redirect {
        parameter: "SAMLRequest",
        xml: &xml.replace("_logout1", &format!("_logout{number}")),
        relay_state: Some("/dashboard"),
        signed_by: Some(("ec521", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512")),
        signed_as: "",
    };
    let query = redirect.query().expect("a query").replace("dashboard", "admin");
    format!("\"https://sp.test/slo?{query}\",")
}

/// Signed, then changed everywhere.
fn changed(more: &str, old: &str, new: &str) -> Input {
    let text = in_statement(more).xml();
    assert!(text.contains(old), "there is no {old}");
    captured(text.replace(old, new))
}

fn with_key(capture: String) -> Input {
    let mut input = captured(capture);
    let json = serde_json::to_string(&key::private_pem("sp")).expect("JSON");
    input.settings.decryption_key = serde_json::from_str::<Secret>(&json).ok();
    input
}
