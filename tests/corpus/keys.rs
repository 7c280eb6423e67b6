//! Certificates and keys as the corpus has them: files, and what a ds:KeyInfo holds.

use std::path::Path;

use sso_preflight::base64::decode_base64;
use sso_preflight::crypto::PublicKey;
use sso_preflight::dsig::DSIG;
use sso_preflight::text::{SourceId, Span};
use sso_preflight::trust::TrustedCertificate;
use sso_preflight::x509::{read_base64_text, read_der};
use sso_preflight::xml::{Document, NodeId};

use crate::support::shared::read_bytes;
use crate::support::to_base64;

/// The certificates of a file in base64: PEM, bare base64 or DER.
pub(crate) fn certificates_in(path: &Path) -> Vec<String> {
    let bytes = read_bytes(path);
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return vec![to_base64(&bytes)];
    };
    if !text.contains("-----BEGIN CERTIFICATE") {
        return vec![text.split_whitespace().collect()];
    }
    let blocks = text.split("-----BEGIN CERTIFICATE-----").skip(1);
    let ends = blocks.filter_map(|block| block.split_once("-----END"));
    ends.map(|(base64, _)| base64.split_whitespace().collect()).collect()
}

/// The certificates that a document carries, in base64. Only for tests that ask whether a signature
/// is right by its own account.
pub(crate) fn embedded(document: &Document) -> Vec<String> {
    let nodes =
        document.descendants(NodeId::DOCUMENT).filter(|node| document.is(*node, DSIG, "X509Certificate"));
    let mut found: Vec<String> = Vec::new();
    for node in nodes {
        let text: String = document.string_value(node).split_whitespace().collect();
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// Certificates to verify with; those that cannot be read are left out.
pub(crate) fn trusted(certificates: &[String]) -> Vec<TrustedCertificate> {
    let read = certificates.iter().filter_map(|text| read_base64_text(text).ok());
    let place = Span::new(SourceId::METADATA, 0, 0);
    read.map(|read| TrustedCertificate::from_metadata(read.certificate, place)).collect()
}

/// Every public key that a ds:KeyInfo gives: certificates, KeyValue, DEREncodedKeyValue.
pub(crate) fn keys_in(document: &Document, key_info: NodeId) -> Vec<PublicKey> {
    let mut keys = Vec::new();
    for node in document.subtree(key_info).nodes() {
        let value = || decode_base64(&document.string_value(node)).ok();
        let spki = match document.name(node).local {
            "X509Certificate" => {
                let certificate = value().and_then(|der| read_der(&der).ok());
                keys.extend(certificate.and_then(|certificate| certificate.public_key.ok()));
                None
            }
            "DEREncodedKeyValue" => value(),
            "RSAKeyValue" => rsa_spki(document, node),
            "ECKeyValue" => ec_spki(document, node),
            _ => None,
        };
        keys.extend(spki.and_then(|spki| PublicKey::read_spki(&spki).ok()));
    }
    keys
}

/// The keys of a DER or PEM file: certificates or a SubjectPublicKeyInfo.
pub(crate) fn keys_in_file(path: &Path) -> Vec<PublicKey> {
    let mut keys: Vec<PublicKey> = Vec::new();
    for base64 in certificates_in(path) {
        let der = decode_base64(&base64).unwrap_or_default();
        keys.extend(read_der(&der).ok().and_then(|certificate| certificate.public_key.ok()));
        keys.extend(PublicKey::read_spki(&der).ok());
    }
    keys
}

fn child_value(document: &Document, parent: NodeId, local: &str) -> Option<Vec<u8>> {
    let child = document.elements(parent).find(|child| document.name(*child).local == local)?;
    decode_base64(&document.string_value(child)).ok()
}

/// SubjectPublicKeyInfo of an RSAKeyValue (RFC 3279 §2.3.1).
fn rsa_spki(document: &Document, node: NodeId) -> Option<Vec<u8>> {
    const RSA_ENCRYPTION: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
    let integer = |name| {
        let mut octets = child_value(document, node, name)?;
        octets.insert(0, 0);
        while octets.len() > 1 && octets[0] == 0 && octets[1] < 0x80 {
            octets.remove(0);
        }
        Some(tlv(0x02, &octets))
    };
    let key = tlv(0x30, &[integer("Modulus")?, integer("Exponent")?].concat());
    Some(spki(RSA_ENCRYPTION, &key))
}

/// SubjectPublicKeyInfo of an ECKeyValue with a NamedCurve (RFC 5480 §2).
fn ec_spki(document: &Document, node: NodeId) -> Option<Vec<u8>> {
    const EC_PUBLIC_KEY: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";
    let curve = document.elements(node).find(|child| document.name(*child).local == "NamedCurve")?;
    let curve: &[u8] = match document.attribute(curve, "URI")?.value {
        "urn:oid:1.2.840.10045.3.1.7" => b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
        "urn:oid:1.3.132.0.34" => b"\x06\x05\x2b\x81\x04\x00\x22",
        "urn:oid:1.3.132.0.35" => b"\x06\x05\x2b\x81\x04\x00\x23",
        _ => return None,
    };
    Some(spki(&[EC_PUBLIC_KEY, curve].concat(), &child_value(document, node, "PublicKey")?))
}

fn spki(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    tlv(0x30, &[tlv(0x30, algorithm), tlv(0x03, &[&[0], key].concat())].concat())
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a key is short").to_be_bytes();
    let header = match content.len() {
        0..0x80 => vec![tag, length[1]],
        0x80..0x100 => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [header.as_slice(), content].concat()
}
