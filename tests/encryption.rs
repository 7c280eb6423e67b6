//! Encrypted messages: every way of encrypting is read, what is signed counts inside, a failure says
//! little, and the private key stays out of every report.

mod support;

use serde_json::{Value, json};
use sso_preflight::check;
use sso_preflight::input::Input;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::report::to_text;
use support::encrypt::{Cipher, KeyPlace, Part};
use support::message::Sign;
use support::{ACCOUNT, Idp, Message, Metadata, NOW, key, read_input, to_base64, xmlsec};

const SHA256: &str = "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
                      Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";
const SHA512: &str = "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
                      Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha512\"/>";
const MGF_SHA256: &str = "<m:MGF xmlns:m=\"http://www.w3.org/2009/xmlenc11#\" \
                          Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"/>";
const MGF_SHA384: &str = "<m:MGF xmlns:m=\"http://www.w3.org/2009/xmlenc11#\" \
                          Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha384\"/>";
const LABEL: &str = "<xenc:OAEPparams>bGFiZWw=</xenc:OAEPparams>";

fn with_settings(xml: &str, own: &Value) -> Input {
    let mut settings = json!({ "profile": "imagekit", "accountId": ACCOUNT });
    for (name, value) in own.as_object().expect("an object") {
        settings[name] = value.clone();
    }
    let metadata = Metadata::new(Idp::Okta).xml();
    let capture = to_base64(xml.as_bytes());
    read_input(json!({ "now": NOW, "metadata": metadata, "capture": capture, "settings": settings }))
        .expect("an input")
}

/// The report on `xml` with the private key `sp`.
fn decrypted(xml: &str) -> Report {
    check(&with_settings(xml, &json!({ "decryptionKey": key::private_pem("sp") })))
}

fn rules(report: &Report) -> Vec<&str> {
    let errors = report.findings.iter().flat_map(|finding| {
        let consequences = finding.consequences.iter().map(|consequence| consequence.rule.as_str());
        std::iter::once(finding.rule.as_str()).chain(consequences)
    });
    errors.collect()
}

/// Ciphers of every kind: name, cipher.
fn ciphers() -> Vec<(String, Cipher)> {
    let mut ciphers = Vec::new();
    let assertion = || Cipher::new(Part::Assertion);
    for content in ["aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-gcm", "aes192-gcm", "aes256-gcm"] {
        ciphers.push((content.to_owned(), Cipher { content: content.to_owned(), ..assertion() }));
    }
    for (transport, parameters) in [
        ("rsa-1_5", String::new()),
        ("rsa-1_5", SHA256.to_owned()),
        ("rsa-oaep-mgf1p", SHA256.to_owned()),
        ("rsa-oaep-mgf1p", LABEL.to_owned()),
        ("rsa-oaep", String::new()),
        ("rsa-oaep", format!("{SHA256}{MGF_SHA256}")),
        ("rsa-oaep", format!("{LABEL}{SHA512}{MGF_SHA384}")),
    ] {
        let name = format!("{transport} {parameters}");
        ciphers.push((name, Cipher { transport: transport.to_owned(), parameters, ..assertion() }));
    }
    for wrap in ["kw-aes128", "kw-aes192", "kw-aes256"] {
        ciphers.push((wrap.to_owned(), Cipher { wrap: Some(wrap.to_owned()), ..assertion() }));
    }
    let beside = Cipher { place: KeyPlace::Beside, ..assertion() };
    ciphers.push(("beside".to_owned(), beside));
    let two = Cipher { recipients: vec!["other".to_owned(), "sp".to_owned()], ..assertion() };
    ciphers.push(("two recipients".to_owned(), two));
    for part in [Part::NameId, Part::Attribute] {
        ciphers.push((format!("{part:?}"), Cipher::new(part)));
    }
    ciphers
}

#[test]
fn every_way_of_encrypting_is_read() {
    for (name, cipher) in ciphers() {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            let report = decrypted(&Message::okta().sign(sign).encrypt(cipher.clone()).xml());
            assert_eq!(report.verdict, Verdict::Accept, "{name} {sign:?}: {:?}", report.findings);
            let user = report.user.expect("a user");
            assert_eq!(user.name_id, "ada.lovelace@example.com", "{name} {sign:?}");
            assert!(report.claims.iter().all(|claim| claim.covered), "{name} {sign:?}");
        }
    }
}

/// DigestMethod and MGF of these hashes; of SHA-1, which is what their absence means, both are left out.
fn oaep_parameters(digest: &str, mask: &str) -> String {
    let digest = match digest {
        "sha1" => String::new(),
        // SHA-224 and SHA-384 have their names from other documents than the rest (RFC 9231 §2.1).
        "sha224" | "sha384" => {
            SHA256.replace("2001/04/xmlenc#sha256", &format!("2001/04/xmldsig-more#{digest}"))
        }
        digest => SHA256.replace("sha256", digest),
    };
    let mask = if mask == "sha1" { String::new() } else { MGF_SHA256.replace("sha256", mask) };
    digest + &mask
}

#[test]
fn every_digest_goes_with_every_mask() {
    let hashes = ["sha1", "sha224", "sha256", "sha384", "sha512"];
    let pairs = hashes.iter().flat_map(|digest| hashes.iter().map(move |mask| (*digest, *mask)));
    let mut count = 0;
    for (digest, mask) in pairs {
        let parameters = oaep_parameters(digest, mask);
        let transport = "rsa-oaep".to_owned();
        let cipher = Cipher { transport, parameters, ..Cipher::new(Part::Assertion) };
        let report = decrypted(&Message::okta().encrypt(cipher.clone()).xml());
        assert_eq!(report.verdict, Verdict::Accept, "{digest}, MGF1 of {mask}: {:?}", report.findings);
        // What was encrypted with one pair is not read with another.
        let own = if mask == "sha1" { "sha256" } else { "sha1" };
        let xml = Message::okta().encrypt(cipher).xml();
        let other = match mask {
            "sha1" => xml.replacen(
                "</xenc:EncryptionMethod><xenc:CipherData>",
                &format!("{}</xenc:EncryptionMethod><xenc:CipherData>", oaep_parameters("sha1", own)),
                1,
            ),
            mask => xml.replacen(&oaep_parameters("sha1", mask), &MGF_SHA256.replace("sha256", own), 1),
        };
        count += usize::from(other != xml);
        if other != xml {
            assert!(
                rules(&decrypted(&other)).contains(&"assertion-decryption-failed"),
                "{digest}, {mask} as {own}"
            );
        }
    }
    assert!(count >= 20, "{count} pairs were confused on purpose");
    // Here MGF1 is of SHA-1 by definition.
    for digest in hashes {
        let parameters = oaep_parameters(digest, "sha1");
        let cipher = Cipher { parameters, ..Cipher::new(Part::Assertion) };
        let report = decrypted(&Message::okta().encrypt(cipher).xml());
        assert_eq!(report.verdict, Verdict::Accept, "rsa-oaep-mgf1p with {digest}: {:?}", report.findings);
    }
}

#[test]
fn names_and_attributes_are_read_in_every_cipher() {
    for part in [Part::NameId, Part::Attribute] {
        for (name, cipher) in ciphers() {
            let report = decrypted(&Message::okta().encrypt(Cipher { part, ..cipher }).xml());
            assert_eq!(report.verdict, Verdict::Accept, "{part:?}, {name}: {:?}", report.findings);
        }
    }
}

#[test]
fn every_identity_provider_may_encrypt() {
    for idp in Idp::ALL {
        let message = Message::new(idp).sign(Sign::Both).encrypt(Cipher::new(Part::Assertion));
        let mut input = with_settings(&message.xml(), &json!({ "decryptionKey": key::private_pem("sp") }));
        input.metadata = Some(Metadata::new(idp).xml().into());
        let report = check(&input);
        assert_eq!(report.verdict, Verdict::Accept, "{idp:?}: {:?}", report.findings);
        assert_eq!(report.signatures.len(), 2, "{idp:?}: the signature inside is reported too");
    }
}

#[test]
fn xmlsec1_decrypts_what_the_harness_encrypts() {
    if !xmlsec::is_installed() {
        println!("xmlsec1 is not installed: the ciphers of the harness are not checked against it");
        return;
    }
    let mut count = 0;
    for (name, cipher) in ciphers() {
        // Version 1.2 knows neither OAEP with other hashes nor a key of another recipient before its own.
        let is_newer = cipher.parameters.contains("sha256") || cipher.recipients.len() > 1;
        let is_newer = is_newer || cipher.transport == "rsa-oaep";
        if cipher.part != Part::Assertion || is_newer || cipher.place == KeyPlace::Beside {
            continue;
        }
        let xml = Message::okta().encrypt(cipher).xml();
        let text = xmlsec::decrypt(&xml, "sp").unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(text.contains("ada.lovelace@example.com"), "{name}: {text}");
        count += 1;
    }
    println!("xmlsec1 decrypts all {count} messages");
    assert!(count > 10);
}

#[test]
fn encryption_is_no_signature() {
    let cipher = || Cipher::new(Part::Assertion);
    let unsigned = decrypted(&Message::okta().sign(Sign::Nothing).encrypt(cipher()).xml());
    assert_eq!(unsigned.verdict, Verdict::Reject);
    assert!(rules(&unsigned).contains(&"signature-missing"), "{:?}", rules(&unsigned));
    assert!(!unsigned.claims.is_empty(), "what was decrypted is shown all the same");
    assert!(unsigned.claims.iter().all(|claim| !claim.covered), "but nothing of it counts");
    let by_other = decrypted(&Message::okta().key("other").encrypt(cipher()).xml());
    assert_eq!(by_other.verdict, Verdict::Reject);
    assert!(rules(&by_other).contains(&"signature-key-unknown"), "{:?}", rules(&by_other));
    assert!(by_other.claims.iter().all(|claim| !claim.covered));
}

#[test]
fn a_bad_signature_inside_refuses_what_is_signed_outside() {
    let replace = vec![("ada.lovelace@example.com".to_owned(), "eve@example.com".to_owned())];
    let cipher = Cipher { replace, ..Cipher::new(Part::Assertion) };
    // The Response is signed after that, so its own signature is good.
    let report = decrypted(&Message::okta().sign(Sign::Both).encrypt(cipher).xml());
    assert_eq!(report.verdict, Verdict::Reject);
    assert!(rules(&report).contains(&"signature-digest-mismatch"), "{:?}", rules(&report));
    assert!(report.user.is_none());
}

#[test]
fn a_bad_signature_outside_refuses_what_is_signed_inside() {
    let message = Message::okta().sign(Sign::Both).encrypt(Cipher::new(Part::Assertion));
    let report = decrypted(&message.replace_signed(" Destination=", " Consent=\"\" Destination=").xml());
    assert_eq!(report.verdict, Verdict::Reject);
    assert!(rules(&report).contains(&"signature-digest-mismatch"), "{:?}", rules(&report));
}

#[test]
fn an_id_on_both_sides_is_refused() {
    let message = Message::okta().replace("ID=\"id7301928465510293846\"", "ID=\"id7301928465618273645\"");
    // Signed and encrypted on its own, the assertion has an ID that is unique where it stands.
    let report = decrypted(&message.sign(Sign::Assertion).encrypt(Cipher::new(Part::Assertion)).xml());
    assert_eq!(report.verdict, Verdict::Reject);
    assert!(rules(&report).contains(&"signature-id-ambiguous"), "{:?}", rules(&report));
    assert!(report.claims.iter().all(|claim| !claim.covered));
}

#[test]
fn signing_the_response_alone_is_not_signing_the_assertion() {
    let xml = Message::okta().sign(Sign::Response).encrypt(Cipher::new(Part::Assertion)).xml();
    let settings = json!({ "decryptionKey": key::private_pem("sp"), "requireSigned": "assertion" });
    let report = check(&with_settings(&xml, &settings));
    assert_eq!(report.verdict, Verdict::Reject);
    assert!(rules(&report).contains(&"signature-policy-unmet"), "{:?}", rules(&report));
}

#[test]
fn a_key_elsewhere_in_the_message_is_not_looked_up() {
    let cipher = Cipher { place: KeyPlace::Beside, ..Cipher::new(Part::Assertion) };
    let xml = Message::okta().encrypt(cipher).xml();
    for (uri, what) in [
        ("https://example.com/key", "another document"),
        ("#key-other", "no such ID"),
        ("#id7301928465510293846", "not a key"),
        ("", "nothing"),
    ] {
        let report = decrypted(&xml.replace("#key-sp", uri));
        assert_eq!(report.verdict, Verdict::Reject, "{what}");
        assert!(rules(&report).contains(&"assertion-decryption-failed"), "{what}");
    }
    // The same key outside the EncryptedAssertion.
    let (before, rest) = xml.split_once("<xenc:EncryptedKey").expect("a key");
    let (key, after) = rest.split_once("</xenc:EncryptedKey>").expect("its end");
    let moved = [before, after].concat().replace(
        "<saml2p:Status>",
        &format!("<saml2p:Extensions><xenc:EncryptedKey{key}</xenc:EncryptedKey></saml2p:Extensions><saml2p:Status>"),
    );
    assert!(rules(&decrypted(&moved)).contains(&"assertion-decryption-failed"));
}

/// Whatever goes wrong with keys and ciphertexts is told in the same words at the same place.
#[test]
fn a_failure_does_not_say_how_far_it_came() {
    let told = |xml: &str| {
        let report = decrypted(xml);
        assert_eq!(report.verdict, Verdict::Reject);
        let finding = report.findings.iter().find(|it| it.rule == "assertion-decryption-failed");
        finding.unwrap_or_else(|| panic!("{:?}", report.findings)).message.clone()
    };
    let xml = |cipher: Cipher| Message::okta().sign(Sign::Response).encrypt(cipher).xml();
    let cipher = |content: &str, transport: &str| Cipher {
        content: content.to_owned(),
        transport: transport.to_owned(),
        ..Cipher::new(Part::Assertion)
    };
    let other = Cipher { recipients: vec!["other".to_owned()], ..Cipher::new(Part::Assertion) };
    let expected = told(&xml(other));
    for content in ["aes256-gcm", "aes128-cbc"] {
        for transport in ["rsa-oaep-mgf1p", "rsa-1_5"] {
            let good = xml(cipher(content, transport));
            let values: Vec<&str> = good
                .split("<xenc:CipherValue>")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('<')?.0))
                .collect();
            assert_eq!(values.len(), 2);
            for (which, value) in values.iter().enumerate() {
                // A vector of CBC that is changed changes the first letters and nothing else.
                let is_seen = |how: &str| (content, which, how) != ("aes128-cbc", 1, "first byte");
                for (how, changed) in changes(value).into_iter().filter(|(how, _)| is_seen(how)) {
                    let message = told(&good.replace(value, &changed));
                    assert_eq!(message, expected, "{content} {transport} value {which} {how}");
                }
            }
        }
    }
}

/// The value with something wrong in it, always valid base64.
fn changes(value: &str) -> Vec<(&'static str, String)> {
    let bytes = sso_preflight::base64::decode_base64(value).expect("base64");
    let flipped = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x40;
        to_base64(&bytes)
    };
    let zeros = vec![0; bytes.len()];
    vec![
        ("first byte", flipped(0)),
        ("last byte", flipped(bytes.len() - 1)),
        ("cut", to_base64(&bytes[..bytes.len() - 1])),
        ("one block", to_base64(&bytes[..16])),
        ("eight bytes", to_base64(&bytes[..8])),
        ("zeros", to_base64(&zeros)),
        ("empty", String::new()),
    ]
}

#[test]
fn a_report_holds_nothing_of_the_private_key() {
    let message = Message::okta().encrypt(Cipher::new(Part::Assertion)).xml();
    let for_other = Cipher { recipients: vec!["other".to_owned()], ..Cipher::new(Part::Assertion) };
    let for_other = Message::okta().encrypt(for_other).xml();
    let sp = key::private_pem("sp");
    let locked = key::private_pem("locked");
    let cut = sp[..sp.len() / 2].to_owned();
    let spoilt = sp.replacen("\nM", "\n!M", 2);
    let unarmoured = sp.replace("-----BEGIN PRIVATE KEY-----", "");
    let in_label: String = sp.lines().skip(1).take(1).collect();
    let in_label = format!("-----BEGIN {in_label}-----\n{sp}");
    for (name, pem) in [
        ("good", &sp),
        ("locked", &locked),
        ("cut", &cut),
        ("spoilt", &spoilt),
        ("unarmoured", &unarmoured),
        ("in the label", &in_label),
    ] {
        for passphrase in [None, Some("throw-away"), Some("another passphrase")] {
            for xml in [&message, &for_other] {
                let mut settings = json!({ "decryptionKey": pem });
                if let Some(passphrase) = passphrase {
                    settings["decryptionPassphrase"] = json!(passphrase);
                }
                let input = with_settings(xml, &settings);
                let report = check(&input);
                let json = serde_json::to_string(&report).expect("JSON");
                let input_json = serde_json::to_string(&input).expect("JSON");
                let texts = [json, input_json, format!("{input:?}"), to_text(&report, Some(&input), false)];
                for text in &texts {
                    for secret in secrets(pem).chain(passphrase) {
                        assert!(!text.contains(secret), "{name} {passphrase:?}: {secret}");
                    }
                }
            }
        }
    }
}

/// Every line of a key, and every run of 16 characters at the beginning of one.
fn secrets(pem: &str) -> impl Iterator<Item = &str> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----") && line.len() >= 16);
    lines.filter_map(|line| line.get(..16))
}

#[test]
fn a_private_key_is_read_in_the_usual_files() {
    let xml = Message::okta().encrypt(Cipher::new(Part::Assertion)).xml();
    let sp = key::private_pem("sp");
    let with_certificate = format!("{}{sp}", key::certificate_pem("sp"));
    let with_windows_ends = sp.replace('\n', "\r\n");
    let with_text = format!("Bag Attributes\n    friendlyName: sp\nKey Attributes: <No Attributes>\n{sp}");
    let on_one_line: String = sp.lines().collect();
    for (name, pem) in [
        ("certificate and key", with_certificate),
        ("CR LF", with_windows_ends),
        ("text before", with_text),
        ("one line", on_one_line),
    ] {
        let report = check(&with_settings(&xml, &json!({ "decryptionKey": pem })));
        assert_eq!(report.verdict, Verdict::Accept, "{name}: {:?}", report.findings);
    }
    let report = check(&with_settings(&xml, &json!({ "decryptionKey": " \n" })));
    assert!(rules(&report).contains(&"assertion-encrypted"), "a blank key is no key");
}

/// Each part may have eight keys, each of them wrapped with one of eight others.
#[test]
fn operations_with_the_private_key_are_counted() {
    const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
    let value = |bytes: usize| {
        let value = to_base64(&vec![1; bytes]);
        format!("<CipherData><CipherValue>{value}</CipherValue></CipherData>")
    };
    let transported = format!(
        "<EncryptedKey><EncryptionMethod Algorithm=\"{XENC}rsa-oaep-mgf1p\"/>{}</EncryptedKey>",
        value(256)
    );
    let wrapped = format!(
        "<EncryptedKey><EncryptionMethod Algorithm=\"{XENC}kw-aes256\"/>\
         <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{}</ds:KeyInfo>{}</EncryptedKey>",
        transported.repeat(8),
        value(40)
    );
    let part = format!(
        "<saml2:EncryptedAttribute><EncryptedData xmlns=\"{XENC}\">\
         <EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#aes256-gcm\"/>\
         <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{}</ds:KeyInfo>{}</EncryptedData>\
         </saml2:EncryptedAttribute>",
        wrapped.repeat(8),
        value(64)
    );
    let end = "</saml2:AttributeStatement>";
    let message = Message::okta().replace(end, &[&part.repeat(16), end].concat());
    let xml = message.xml();
    let start = std::time::Instant::now();
    let report = decrypted(&xml);
    println!("{} bytes, {:?}", xml.len(), start.elapsed());
    assert_eq!(report.verdict, Verdict::Reject);
    let told = report.findings.iter().filter(|finding| finding.message.contains("more keys"));
    assert!(told.count() >= 8, "{:?}", report.findings);
}
