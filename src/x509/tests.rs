//! Certificates made for this purpose; what they say was read off with `openssl x509`.

use super::*;
use crate::base64::{Base64Error, decode_base64};

const SIGNING: &str = include_str!("../../tests/vectors/x509/signing.pem");
const ENCRYPTION: &str = include_str!("../../tests/vectors/x509/encryption.pem");
const ISSUED: &str = include_str!("../../tests/vectors/x509/issued.pem");
const SHORT_KEY: &str = include_str!("../../tests/vectors/x509/short-key.pem");
const ED25519: &str = include_str!("../../tests/vectors/x509/ed25519.pem");
const TWO_IN_ONE: &str = include_str!("../../tests/vectors/x509/two-in-one.pem");
const SHA1: &str = include_str!("../../tests/vectors/x509/sha1.pem");
const REQUEST: &str = include_str!("../../tests/vectors/x509/request.pem");
const PKCS7: &str = include_str!("../../tests/vectors/x509/pkcs7.pem");
const SPKI: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE";

/// The base64 between the armour, in one line.
fn body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----")).collect()
}

fn der(pem: &str) -> Vec<u8> {
    decode_base64(&body(pem)).unwrap()
}

#[test]
fn a_certificate_says_what_openssl_says() {
    let certificate = read_pem(SIGNING).unwrap();
    assert_eq!(certificate.subject, "CN=idp.example,OU=\\#1\\ ,O=Straße\\, Söhne \\+ Co,C=DE");
    assert_eq!(certificate.issuer, certificate.subject);
    assert!(certificate.is_self_issued);
    assert_eq!(certificate.common_name.as_deref(), Some("idp.example"));
    assert_eq!(certificate.serial, "fedcba9876543210");
    assert_eq!(certificate.not_before.to_string(), "2025-01-01T00:00:00Z");
    assert_eq!(certificate.not_after.to_string(), "2035-01-01T00:00:00Z");
    assert_eq!(
        to_fingerprint(&certificate.sha256).to_string(),
        "A1:46:97:2C:DD:AA:4D:3A:04:93:BB:F4:03:38:DC:AB:81:0B:53:15:80:54:83:52:06:54:12:90:3B:F5:65:4A"
    );
    assert_eq!(
        to_fingerprint(&certificate.sha1).to_string(),
        "C6:51:DD:E8:F4:FA:73:CA:26:DA:6E:6E:C0:A2:B1:4F:23:C7:6C:8B"
    );
    let usage = certificate.key_usage.unwrap();
    assert!(usage.digital_signature && usage.non_repudiation && usage.allows_signatures());
    assert!(!usage.key_encipherment && !usage.key_cert_sign);
    assert_eq!(certificate.key, KeyDescription { kind: crate::crypto::KeyKind::Rsa, bits: Some(1024) });
    assert_eq!(certificate.signature.name, "SHA-256 with RSA");
    assert!(!certificate.signature.is_weak);
    // The same key in another certificate, of which openssl computed this digest.
    let spki =
        "93:DE:50:60:3B:8F:13:23:32:21:B4:A0:99:44:BD:74:24:A4:5C:58:46:F4:A3:3A:2B:15:2F:BD:4C:EB:A4:A7";
    assert_eq!(to_fingerprint(&certificate.spki_sha256).to_string(), spki);
    assert_eq!(to_fingerprint(&read_pem(SHA1).unwrap().spki_sha256).to_string(), spki);
    assert_eq!(certificate.public_key, read_pem(SHA1).unwrap().public_key);
    assert_eq!(certificate.der, der(SIGNING));
}

#[test]
fn names_dates_and_keys_of_every_form_are_read() {
    let certificate = read_pem(ENCRYPTION).unwrap();
    assert_eq!(certificate.subject, "CN=inner,CN=outer");
    assert_eq!(certificate.common_name.as_deref(), Some("inner"));
    assert_eq!(certificate.not_before.to_string(), "1969-12-31T23:59:59Z");
    assert_eq!(certificate.not_after.to_string(), "9999-12-31T23:59:59Z");
    assert!(!certificate.key_usage.unwrap().allows_signatures());
    assert!(certificate.public_key.is_ok());

    let certificate = read_pem(ISSUED).unwrap();
    assert_eq!((certificate.subject.as_str(), certificate.issuer.as_str()), ("O=old,CN=Tür", "CN=CA"));
    assert!(!certificate.is_self_issued);
    assert_eq!(certificate.serial, "7f");
    assert_eq!(certificate.key.bits, Some(521));
    assert_eq!(certificate.key_usage, None);
    assert_eq!(certificate.signature.name, "SHA-384 with ECDSA");

    // RFC 4514 §2.2: the attributes of one part have no order.
    assert_eq!(read_pem(TWO_IN_ONE).unwrap().subject, "CN=two+UID=u1");
    let certificate = read_pem(SHA1).unwrap();
    assert!(certificate.signature.is_weak);
    assert_eq!(certificate.signature.name, "SHA-1 with RSA");
}

#[test]
fn a_key_that_cannot_be_used_leaves_the_certificate_readable() {
    let certificate = read_pem(SHORT_KEY).unwrap();
    assert_eq!(certificate.public_key, Err(KeyError::RsaTooShort { bits: 512 }));
    assert_eq!(certificate.key.bits, Some(512));
    let certificate = read_pem(ED25519).unwrap();
    assert!(matches!(certificate.public_key, Err(KeyError::UnsupportedAlgorithm { .. })));
    assert_eq!(certificate.key.kind.name(), "Ed25519");
}

#[test]
fn both_ends_of_the_validity_period_belong_to_it() {
    let certificate = read_pem(SIGNING).unwrap();
    assert!(certificate.is_valid_at(certificate.not_before));
    assert!(certificate.is_valid_at(certificate.not_after));
    assert!(!certificate.is_valid_at(certificate.not_before.plus_seconds(-1)));
    assert!(!certificate.is_valid_at(certificate.not_after.plus_seconds(1)));
}

#[test]
fn every_cut_and_every_surplus_is_noticed() {
    let whole = der(SIGNING);
    for length in 1..whole.len() {
        let cut = &whole[..length];
        assert!(matches!(read_der(cut), Err(X509Error::Truncated | X509Error::NotDer)), "{length}");
    }
    assert_eq!(read_der(&whole[..570]).unwrap_err(), X509Error::Truncated);
    assert_eq!(read_der(&[&whole[..], b"\n"].concat()).unwrap_err(), X509Error::TrailingBytes { count: 1 });
    assert_eq!(read_der(&[&whole[..], &whole].concat()).unwrap_err(), X509Error::SeveralCertificates);
    assert_eq!(read_der(&[]).unwrap_err(), X509Error::Empty);
    assert_eq!(read_der(b"not a certificate").unwrap_err(), X509Error::NotDer);
}

#[test]
fn no_changed_byte_makes_it_panic_or_passes_for_the_same() {
    let whole = der(ISSUED);
    let original = read_der(&whole).unwrap();
    for at in 0..whole.len() {
        for flip in [1, 0x20, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= flip;
            if let Ok(certificate) = read_der(&changed) {
                assert_ne!(certificate.sha256, original.sha256);
            }
        }
    }
}

#[test]
fn other_der_is_named() {
    let found = |der: &[u8]| match read_der(der) {
        Err(X509Error::NotACertificate { found }) => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found(&der(REQUEST)), DerKind::Request);
    assert_eq!(found(&der(PKCS7)), DerKind::Pkcs7);
    // A SubjectPublicKeyInfo with a point of zeros: only its shape counts.
    assert_eq!(found(&[&decode_base64(SPKI).unwrap()[..], &[0; 64]].concat()), DerKind::PublicKey);
    assert_eq!(found(b"\x30\x08\x02\x02\x00\xc3\x02\x02\x00\x03"), DerKind::PublicKey);
    // PKCS #8 and the beginnings of RSAPrivateKey, ECPrivateKey and PFX.
    assert_eq!(found(b"\x30\x0b\x02\x01\x00\x30\x03\x06\x01\x2a\x04\x01\x00"), DerKind::PrivateKey);
    assert_eq!(found(b"\x30\x09\x02\x01\x00\x02\x01\x23\x02\x01\x03"), DerKind::PrivateKey);
    assert_eq!(found(b"\x30\x06\x02\x01\x01\x04\x01\x07"), DerKind::PrivateKey);
    assert_eq!(found(b"\x30\x05\x02\x01\x03\x30\x00"), DerKind::Pkcs12);
    assert_eq!(found(b"\x30\x00"), DerKind::Other);
    assert_eq!(found(b"\x30\x03\x0c\x01x"), DerKind::Other);
}

#[test]
fn a_broken_part_is_named() {
    let whole = der(SIGNING);
    let at = |needle: &[u8]| whole.windows(needle.len()).position(|window| window == needle).unwrap();
    let error = |at: usize, byte: u8| {
        let mut changed = whole.clone();
        changed[at] = byte;
        read_der(&changed).err()
    };
    // The month of notBefore, and the tag of notAfter.
    let year = at(b"250101000000Z");
    assert_eq!(error(year + 2, b'9'), Some(X509Error::Malformed { part: Part::Validity }));
    assert_eq!(error(year + 12, b'+'), Some(X509Error::Malformed { part: Part::Validity }));
    assert_eq!(error(year + 13, 0x0c), Some(X509Error::Malformed { part: Part::Validity }));
    // keyUsage turned into a second basicConstraints is no keyUsage; its BIT STRING turned into another type.
    let usage = at(b"\x55\x1d\x0f");
    assert_eq!(error(usage + 8, 0x04), Some(X509Error::Malformed { part: Part::Extensions }));
    // basicConstraints turned into a keyUsage: then there are two, of which the first is malformed.
    let constraints = at(b"\x55\x1d\x13");
    assert_eq!(error(constraints + 2, 0x0f), Some(X509Error::Malformed { part: Part::Extensions }));
}

#[test]
fn text_is_read_with_white_space_and_with_armour() {
    let plain = read_base64_text(&format!("\n  {}\r\n\t", body(SIGNING))).unwrap();
    assert_eq!(plain.writing, Writing::Base64);
    let wrapped = read_base64_text(&format!("\n{}\n", SIGNING.replace('\n', "\r\n"))).unwrap();
    assert_eq!(wrapped.writing, Writing::Pem);
    assert_eq!(plain.certificate.sha256, wrapped.certificate.sha256);
    // One line, as forms make of it.
    assert_eq!(read_base64_text(&SIGNING.replace('\n', " ")).unwrap().writing, Writing::Pem);
}

#[test]
fn text_that_is_not_one_certificate_is_refused_each_with_its_own_error() {
    let error = |text: &str| read_base64_text(text).unwrap_err();
    assert_eq!(error(" \n\t"), X509Error::Empty);
    assert_eq!(error(&format!("{SIGNING}{ENCRYPTION}")), X509Error::SeveralCertificates);
    for pem in [SIGNING, ENCRYPTION, ISSUED] {
        let chain = format!("{} {}", body(pem), body(SIGNING));
        assert_eq!(error(&chain), X509Error::SeveralCertificates);
    }
    assert_eq!(error("Zg==Zg=="), X509Error::Base64(Base64Error::Character { at: 2, found: '=' }));
    let around = format!("{SIGNING}x");
    assert_eq!(error(&around), X509Error::TextAroundArmour { at: around.len() - 1 });
    assert_eq!(error(SIGNING.trim_end().trim_end_matches('-')), X509Error::ArmourNotClosed { at: 0 });
    assert_eq!(
        error(" -----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"),
        X509Error::OtherArmour { label: "ENCRYPTED PRIVATE KEY".to_owned(), at: 1 }
    );
    let broken = SIGNING.replacen("MI", "M*", 1);
    let at = broken.find('*').unwrap();
    assert_eq!(error(&broken), X509Error::Base64(Base64Error::Character { at, found: '*' }));
    assert_eq!(error(&broken).at(), Some(at));
    assert_eq!(error(&format!("CERT:{}", body(SIGNING))).at(), Some(4));
    let twice = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, SIGNING);
    let read = read_base64_text(&twice).unwrap();
    assert_eq!(
        (read.writing, read.certificate.sha256),
        (Writing::EncodedPem, read_pem(SIGNING).unwrap().sha256)
    );
    let two = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, SIGNING.repeat(2));
    assert_eq!(error(&two), X509Error::SeveralCertificates);
    let long = format!("-----BEGIN {}-----", "X".repeat(100_000));
    assert_eq!(error(&long), X509Error::ArmourNotClosed { at: 0 });
}

#[test]
fn pem_may_stand_in_other_text_but_must_be_one_certificate() {
    let text = format!("Bag Attributes\n    friendlyName: signer\n{SIGNING}\n");
    assert_eq!(read_pem(&text).unwrap().sha256, read_pem(SIGNING).unwrap().sha256);
    assert_eq!(read_pem("").unwrap_err(), X509Error::Empty);
    assert_eq!(read_pem(&body(SIGNING)).unwrap_err(), X509Error::NoArmour);
    assert_eq!(read_pem(&format!("{SIGNING}{SIGNING}")).unwrap_err(), X509Error::SeveralCertificates);
    assert!(matches!(read_pem(REQUEST).unwrap_err(), X509Error::OtherArmour { .. }));
}
