//! X.509 certificates (RFC 5280): DER to what a person and a verifier need of them.
//!
//! A certificate here is a wrapping of a key with dates and names. SAML metadata pins keys, so nothing
//! in this room builds paths, asks who issued a certificate or trusts one.

mod error;
mod extension;
mod name;
mod pem;

pub use self::error::{DerKind, Part, X509Error};
pub use self::extension::KeyUsage;
pub use self::pem::{ReadText, Writing, read_base64_text, read_pem};

use crate::crypto::{DigestAlgorithm, KeyDescription, KeyError, PublicKey};
use crate::time::Instant;
use std::fmt;
use x509_cert::der::asn1::{AnyRef, ObjectIdentifier};
use x509_cert::der::{ErrorKind, Reader, SliceReader, Tag, TagNumber, Tagged};

/// What one certificate says.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The whole certificate in DER.
    pub der: Vec<u8>,
    /// SHA-256 of the DER: the fingerprint.
    pub sha256: [u8; 32],
    /// SHA-1 of the DER: the older fingerprint, which consoles call “thumbprint”.
    pub sha1: [u8; 20],
    /// The subject's name as RFC 4514 writes it.
    pub subject: String,
    /// The issuer's name as RFC 4514 writes it.
    pub issuer: String,
    /// The subject's most specific common name.
    pub common_name: Option<String>,
    /// The serial number in lower-case hexadecimal, two digits a byte, without a leading zero byte. A
    /// negative one, which old tools made, is shown as its bytes stand.
    pub serial: String,
    /// The first instant of the validity period.
    pub not_before: Instant,
    /// The last instant of the validity period.
    pub not_after: Instant,
    /// What the key says it is, usable or not.
    pub key: KeyDescription,
    /// The key, where it can verify signatures.
    pub public_key: Result<PublicKey, KeyError>,
    /// The keyUsage extension (RFC 5280 §4.2.1.3), where there is one.
    pub key_usage: Option<KeyUsage>,
    /// What the issuer signed the certificate with. Nobody verifies that signature in SAML.
    pub signature: CertificateSignature,
    /// Issuer and subject are the same name.
    pub is_self_issued: bool,
    /// SHA-256 of the SubjectPublicKeyInfo: the same for two certificates of one key.
    pub spki_sha256: [u8; 32],
}

impl Certificate {
    /// Whether `now` lies in the validity period, both ends included (RFC 5280 §4.1.2.5).
    pub fn is_valid_at(&self, now: Instant) -> bool {
        self.not_before <= now && now <= self.not_after
    }
}

/// The algorithm that a certificate itself is signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSignature {
    /// Such as “SHA-256 with RSA”; the dotted identifier where it has no short name.
    pub name: String,
    /// Made over MD2, MD5 or SHA-1.
    pub is_weak: bool,
}

/// Reads one certificate from DER; nothing may follow it.
///
/// # Errors
/// [`X509Error`] where the bytes are anything else. A key that cannot be used is no error here: see
/// [`Certificate::public_key`].
pub fn read_der(der: &[u8]) -> Result<Certificate, X509Error> {
    let whole = outermost(der)?;
    let mut parts = Parts::of(whole, Part::Certificate)?;
    let tbs = match parts.next(Tag::Sequence, Part::Certificate) {
        Ok(tbs) if !is_algorithm(tbs) => tbs,
        _ => return Err(X509Error::NotACertificate { found: kind_of(whole) }),
    };
    let certificate = read_tbs(tbs, der).map_err(|error| match kind_of(whole) {
        DerKind::Request => X509Error::NotACertificate { found: DerKind::Request },
        _ => error,
    })?;
    parts.next(Tag::Sequence, Part::SignatureAlgorithm)?;
    parts.next(Tag::BitString, Part::Signature)?;
    parts.finish(Part::Certificate)?;
    Ok(certificate)
}

/// The one element that the bytes are: a SEQUENCE, whose first byte is 0x30.
fn outermost(der: &[u8]) -> Result<AnyRef<'_>, X509Error> {
    match der.first() {
        Some(0x30) => {}
        Some(_) => return Err(X509Error::NotDer),
        None => return Err(X509Error::Empty),
    }
    let mut reader = SliceReader::new(der).map_err(|_| X509Error::NotDer)?;
    let element = reader.decode::<AnyRef<'_>>().map_err(|error| match error.kind() {
        ErrorKind::Incomplete { .. } => X509Error::Truncated,
        _ => X509Error::NotDer,
    })?;
    let count = usize::try_from(reader.remaining_len()).unwrap_or(usize::MAX);
    if count == 0 {
        return Ok(element);
    }
    match reader.decode::<AnyRef<'_>>() {
        Ok(next) if next.tag() == Tag::Sequence && next.value().len() > SMALLEST_CERTIFICATE => {
            Err(X509Error::SeveralCertificates)
        }
        _ => Err(X509Error::TrailingBytes { count }),
    }
}

/// No certificate with a usable key has fewer bytes; what is shorter is not called a second certificate.
const SMALLEST_CERTIFICATE: usize = 150;

/// TBSCertificate (RFC 5280 §4.1.2).
fn read_tbs(tbs: AnyRef<'_>, der: &[u8]) -> Result<Certificate, X509Error> {
    let mut parts = Parts::of(tbs, Part::Certificate)?;
    parts.optional(0, Part::Version)?;
    let serial = parts.next(Tag::Integer, Part::SerialNumber)?;
    let algorithm = parts.next(Tag::Sequence, Part::SignatureAlgorithm)?;
    let issuer_der = parts.raw(Part::Issuer)?;
    let validity = parts.next(Tag::Sequence, Part::Validity)?;
    let subject_der = parts.raw(Part::Subject)?;
    let spki = parts.raw(Part::PublicKey)?;
    parts.optional(1, Part::Issuer)?;
    parts.optional(2, Part::Subject)?;
    let extensions = parts.optional(3, Part::Extensions)?;
    parts.finish(Part::Certificate)?;

    let malformed = |part| X509Error::Malformed { part };
    let issuer = name::read_name(issuer_der).ok_or(malformed(Part::Issuer))?;
    let subject = name::read_name(subject_der).ok_or(malformed(Part::Subject))?;
    let (not_before, not_after) = read_validity(validity)?;
    let key = KeyDescription::read_spki(spki).ok_or(malformed(Part::PublicKey))?;
    let key_usage = match extensions {
        Some(extensions) => {
            extension::read_key_usage(extensions).map_err(|()| malformed(Part::Extensions))?
        }
        None => None,
    };
    Ok(Certificate {
        sha256: sha256(der),
        sha1: sha1(der),
        der: der.to_vec(),
        subject: subject.text,
        issuer: issuer.text,
        common_name: subject.common_name,
        serial: to_hex(serial.value()),
        not_before,
        not_after,
        key,
        public_key: PublicKey::read_spki(spki),
        key_usage,
        signature: read_signature_algorithm(algorithm).ok_or(malformed(Part::SignatureAlgorithm))?,
        is_self_issued: issuer_der == subject_der,
        spki_sha256: sha256(spki),
    })
}

/// The elements of a SEQUENCE, one after the other.
struct Parts<'a>(SliceReader<'a>);

impl<'a> Parts<'a> {
    fn of(sequence: AnyRef<'a>, part: Part) -> Result<Parts<'a>, X509Error> {
        SliceReader::new(sequence.value()).map(Parts).map_err(|_| X509Error::Malformed { part })
    }

    fn next(&mut self, tag: Tag, part: Part) -> Result<AnyRef<'a>, X509Error> {
        match self.0.decode::<AnyRef<'a>>() {
            Ok(element) if element.tag() == tag => Ok(element),
            _ => Err(X509Error::Malformed { part }),
        }
    }

    /// The next element with its tag and length.
    fn raw(&mut self, part: Part) -> Result<&'a [u8], X509Error> {
        self.0.tlv_bytes().map_err(|_| X509Error::Malformed { part })
    }

    /// The contents of the next element, if it is the context-specific one of this number.
    fn optional(&mut self, number: u32, part: Part) -> Result<Option<&'a [u8]>, X509Error> {
        let malformed = X509Error::Malformed { part };
        if self.0.is_finished() {
            return Ok(None);
        }
        match Tag::peek(&self.0) {
            Ok(Tag::ContextSpecific { number: found, .. }) if found == TagNumber(number) => {
                self.0.decode::<AnyRef<'a>>().map(|element| Some(element.value())).map_err(|_| malformed)
            }
            Ok(_) => Ok(None),
            Err(_) => Err(malformed),
        }
    }

    fn finish(self, part: Part) -> Result<(), X509Error> {
        self.0.finish().map_err(|_| X509Error::Malformed { part })
    }
}

/// What DER that is not a certificate seems to be.
fn kind_of(sequence: AnyRef<'_>) -> DerKind {
    let Ok(mut reader) = SliceReader::new(sequence.value()) else {
        return DerKind::Other;
    };
    let first = reader.decode::<AnyRef<'_>>().ok();
    let second = reader.decode::<AnyRef<'_>>().ok().map(|element| element.tag());
    let Some(first) = first else {
        return DerKind::Other;
    };
    let more = !reader.is_finished();
    match (first.tag(), second) {
        (Tag::ObjectIdentifier, _) => DerKind::Pkcs7,
        (Tag::Sequence, Some(Tag::BitString)) => DerKind::PublicKey,
        (Tag::Sequence, Some(Tag::Sequence)) if is_request(first) => DerKind::Request,
        (Tag::Integer, Some(Tag::Integer)) if !more => DerKind::PublicKey,
        (Tag::Integer, Some(Tag::Integer | Tag::OctetString)) => DerKind::PrivateKey,
        (Tag::Integer, Some(Tag::Sequence)) if first.value() == [3] => DerKind::Pkcs12,
        (Tag::Integer, Some(Tag::Sequence)) => DerKind::PrivateKey,
        _ => DerKind::Other,
    }
}

/// AlgorithmIdentifier starts with an object identifier, TBSCertificate never does.
fn is_algorithm(sequence: AnyRef<'_>) -> bool {
    SliceReader::new(sequence.value()).and_then(|reader| Tag::peek(&reader)) == Ok(Tag::ObjectIdentifier)
}

/// CertificationRequestInfo (RFC 2986 §4.1): version, subject, key, \[0\] attributes.
fn is_request(info: AnyRef<'_>) -> bool {
    let Ok(mut reader) = SliceReader::new(info.value()) else {
        return false;
    };
    let mut tag = || reader.decode::<AnyRef<'_>>().ok().map(|element| element.tag());
    let head = [tag(), tag(), tag()];
    head == [Some(Tag::Integer), Some(Tag::Sequence), Some(Tag::Sequence)]
        && matches!(tag(), Some(Tag::ContextSpecific { .. }))
}

/// Validity (RFC 5280 §4.1.2.5).
fn read_validity(validity: AnyRef<'_>) -> Result<(Instant, Instant), X509Error> {
    let malformed = X509Error::Malformed { part: Part::Validity };
    let read = || {
        let mut reader = SliceReader::new(validity.value()).ok()?;
        let not_before = read_time(reader.decode().ok()?)?;
        let not_after = read_time(reader.decode().ok()?)?;
        reader.finish().ok()?;
        Some((not_before, not_after))
    };
    read().ok_or(malformed)
}

/// UTCTime as `YYMMDDHHMMSSZ`, where 50 and above is 19YY, or GeneralizedTime as `YYYYMMDDHHMMSSZ`.
fn read_time(time: AnyRef<'_>) -> Option<Instant> {
    let text = std::str::from_utf8(time.value()).ok()?;
    let (year, rest) = match time.tag() {
        Tag::UtcTime => {
            let (year, rest) = text.split_at_checked(2)?;
            let century = if year < "50" { "20" } else { "19" };
            (format!("{century}{year}"), rest)
        }
        Tag::GeneralizedTime => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.to_owned(), rest)
        }
        _ => return None,
    };
    let (month, rest) = rest.split_at_checked(2)?;
    let (day, rest) = rest.split_at_checked(2)?;
    let (hour, rest) = rest.split_at_checked(2)?;
    let (minute, rest) = rest.split_at_checked(2)?;
    let (second, zone) = rest.split_at_checked(2)?;
    // Instant::read checks the digits and ranges; a fraction or an offset is not DER of a certificate.
    (zone == "Z").then(|| Instant::read(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z")).ok())?
}

fn read_signature_algorithm(algorithm: AnyRef<'_>) -> Option<CertificateSignature> {
    const NAMES: [(&str, &str, bool); 17] = [
        ("1.2.840.113549.1.1.2", "MD2 with RSA", true),
        ("1.2.840.113549.1.1.4", "MD5 with RSA", true),
        ("1.2.840.113549.1.1.5", "SHA-1 with RSA", true),
        ("1.3.14.3.2.29", "SHA-1 with RSA", true),
        ("1.2.840.113549.1.1.14", "SHA-224 with RSA", false),
        ("1.2.840.113549.1.1.11", "SHA-256 with RSA", false),
        ("1.2.840.113549.1.1.12", "SHA-384 with RSA", false),
        ("1.2.840.113549.1.1.13", "SHA-512 with RSA", false),
        ("1.2.840.113549.1.1.10", "RSA-PSS", false),
        ("1.2.840.10045.4.1", "SHA-1 with ECDSA", true),
        ("1.2.840.10045.4.3.1", "SHA-224 with ECDSA", false),
        ("1.2.840.10045.4.3.2", "SHA-256 with ECDSA", false),
        ("1.2.840.10045.4.3.3", "SHA-384 with ECDSA", false),
        ("1.2.840.10045.4.3.4", "SHA-512 with ECDSA", false),
        ("1.2.840.10040.4.3", "SHA-1 with DSA", true),
        ("2.16.840.1.101.3.4.3.2", "SHA-256 with DSA", false),
        ("1.3.101.112", "Ed25519", false),
    ];
    let oid: ObjectIdentifier = SliceReader::new(algorithm.value()).ok()?.decode().ok()?;
    let dotted = oid.to_string();
    let known = NAMES.iter().find(|(known, ..)| *known == dotted);
    Some(match known {
        Some((_, name, is_weak)) => CertificateSignature { name: (*name).to_owned(), is_weak: *is_weak },
        None => CertificateSignature { name: dotted, is_weak: false },
    })
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    fixed(&DigestAlgorithm::Sha256.digest(bytes))
}

fn sha1(bytes: &[u8]) -> [u8; 20] {
    fixed(&DigestAlgorithm::Sha1.digest(bytes))
}

/// The digest as an array; the callers name the algorithm that has this length.
fn fixed<const LENGTH: usize>(digest: &crate::crypto::Digest) -> [u8; LENGTH] {
    digest.as_bytes().try_into().unwrap_or([0; LENGTH])
}

fn to_hex(number: &[u8]) -> String {
    let significant = match number {
        [0, rest @ ..] if !rest.is_empty() => rest,
        whole => whole,
    };
    to_hexadecimal(significant)
}

/// Lower-case hexadecimal.
pub(crate) fn to_hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    text.extend(digits.map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0')));
    text
}

/// Bytes as people compare fingerprints: upper-case hexadecimal with colons between.
pub fn to_fingerprint(bytes: &[u8]) -> impl fmt::Display {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

#[cfg(test)]
mod tests;
