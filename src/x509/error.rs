//! Why a text or its bytes are not one certificate.

use crate::base64::Base64Error;
use std::fmt;

/// Why no certificate could be read. Offsets are bytes of the text that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum X509Error {
    /// There is nothing but white space.
    Empty,
    /// The text is not base64.
    Base64(Base64Error),
    /// PEM armour that is not closed by its own END line.
    ArmourNotClosed {
        /// Where the BEGIN line starts.
        at: usize,
    },
    /// PEM armour of something else, such as a private key.
    OtherArmour {
        /// What the BEGIN line names, such as “RSA PRIVATE KEY”.
        label: String,
        /// Where the BEGIN line starts.
        at: usize,
    },
    /// There is no PEM armour where it is needed.
    NoArmour,
    /// Text before or after the PEM armour.
    TextAroundArmour {
        /// Where that text starts.
        at: usize,
    },
    /// More than one certificate, such as a whole chain.
    SeveralCertificates,
    /// The bytes are not DER (X.690): no element of this shape can start so.
    NotDer,
    /// The bytes end before the certificate does.
    Truncated,
    /// Bytes after the end of the certificate.
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// Well-formed DER of something that is not a certificate.
    NotACertificate {
        /// What it seems to be.
        found: DerKind,
    },
    /// A certificate (RFC 5280 §4.1) of which one part is not as it must be.
    Malformed {
        /// The first such part.
        part: Part,
    },
}

/// What DER may hold in place of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DerKind {
    /// A bare public key: SubjectPublicKeyInfo or RSAPublicKey.
    PublicKey,
    /// A private key: PKCS #8 or the older forms.
    PrivateKey,
    /// A request for a certificate (PKCS #10).
    Request,
    /// PKCS #7, as `.p7b` files hold it.
    Pkcs7,
    /// PKCS #12, as `.pfx` files hold it.
    Pkcs12,
    /// Something else.
    Other,
}

impl DerKind {
    /// What people call it, with its article.
    pub fn name(self) -> &'static str {
        match self {
            DerKind::PublicKey => "a bare public key",
            DerKind::PrivateKey => "a private key",
            DerKind::Request => "a certificate request",
            DerKind::Pkcs7 => "a PKCS #7 file",
            DerKind::Pkcs12 => "a PKCS #12 file",
            DerKind::Other => "something else",
        }
    }
}

/// A part of a certificate (RFC 5280 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The sequence of the three outermost parts.
    Certificate,
    /// version.
    Version,
    /// serialNumber.
    SerialNumber,
    /// signature or signatureAlgorithm.
    SignatureAlgorithm,
    /// issuer.
    Issuer,
    /// validity.
    Validity,
    /// subject.
    Subject,
    /// subjectPublicKeyInfo.
    PublicKey,
    /// extensions, or one that is read here.
    Extensions,
    /// signatureValue.
    Signature,
}

impl Part {
    /// The name in RFC 5280.
    pub fn name(self) -> &'static str {
        match self {
            Part::Certificate => "Certificate",
            Part::Version => "version",
            Part::SerialNumber => "serialNumber",
            Part::SignatureAlgorithm => "signatureAlgorithm",
            Part::Issuer => "issuer",
            Part::Validity => "validity",
            Part::Subject => "subject",
            Part::PublicKey => "subjectPublicKeyInfo",
            Part::Extensions => "extensions",
            Part::Signature => "signatureValue",
        }
    }
}

impl X509Error {
    /// The byte offset in the text that this is about, where it is about one place.
    pub fn at(&self) -> Option<usize> {
        match self {
            X509Error::Base64(error) => Some(error.at()),
            X509Error::ArmourNotClosed { at }
            | X509Error::OtherArmour { at, .. }
            | X509Error::TextAroundArmour { at } => Some(*at),
            _ => None,
        }
    }
}

impl fmt::Display for X509Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            X509Error::Empty => f.write_str("there is no certificate"),
            X509Error::Base64(error) => write!(f, "the certificate is not base64: {error}"),
            X509Error::ArmourNotClosed { .. } => f.write_str("the certificate's END line is missing"),
            X509Error::OtherArmour { label, .. } => write!(f, "this is PEM of “{label}”, not a certificate"),
            X509Error::NoArmour => f.write_str("the line -----BEGIN CERTIFICATE----- is missing"),
            X509Error::TextAroundArmour { .. } => f.write_str("there is text around the certificate"),
            X509Error::SeveralCertificates => f.write_str("there are several certificates in place of one"),
            X509Error::NotDer => f.write_str("the bytes are not DER"),
            X509Error::Truncated => f.write_str("the certificate is cut off"),
            X509Error::TrailingBytes { count } => write!(f, "{count} bytes follow the certificate"),
            X509Error::NotACertificate { found } => write!(f, "this is {}, not a certificate", found.name()),
            X509Error::Malformed { part } => write!(f, "the certificate's {} cannot be read", part.name()),
        }
    }
}

impl std::error::Error for X509Error {}
