//! Public keys as certificates carry them: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).

use super::ecdsa::{P256Key, P384Key, P521Key};
use super::rsa::RsaKey;
use rsa::pkcs8::ObjectIdentifier;
use rsa::pkcs8::spki::SubjectPublicKeyInfoRef;
use std::fmt;

/// A public key that can verify signatures: read, checked, and of a type and size that is supported.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicKey {
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Rsa(RsaKey),
    P256(P256Key),
    P384(P384Key),
    P521(P521Key),
}

/// What a key can sign with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// RSA, for PKCS#1 v1.5 and PSS signatures alike.
    Rsa,
    /// ECDSA on P-256.
    EcP256,
    /// ECDSA on P-384.
    EcP384,
    /// ECDSA on P-521.
    EcP521,
}

impl KeyType {
    /// The name people know it by, such as “RSA” or “P-256”.
    pub fn name(self) -> &'static str {
        match self {
            KeyType::Rsa => "RSA",
            KeyType::EcP256 => "P-256",
            KeyType::EcP384 => "P-384",
            KeyType::EcP521 => "P-521",
        }
    }
}

impl fmt::Display for KeyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a key says it is, whether or not it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDescription {
    /// The algorithm, and the curve where there is one.
    pub kind: KeyKind,
    /// The length in bits: of the modulus, or of the curve's order; `None` where it is not known.
    pub bits: Option<u32>,
}

/// The algorithm that a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// RSA for signatures of any padding.
    Rsa,
    /// An elliptic curve key; the curve's name, its dotted identifier, or empty where it is not named.
    Ec {
        /// Such as “P-256” or “1.3.132.0.10”.
        curve: String,
    },
    /// Any other algorithm.
    Other {
        /// Such as “DSA”, “Ed25519” or “RSA-PSS”; its dotted identifier where it has no short name.
        name: String,
    },
}

impl KeyKind {
    /// A short name of the algorithm: “RSA”, “EC”, or that of another one.
    pub fn name(&self) -> &str {
        match self {
            KeyKind::Rsa => "RSA",
            KeyKind::Ec { .. } => "EC",
            KeyKind::Other { name } => name,
        }
    }
}

/// Why a SubjectPublicKeyInfo holds no key that can verify here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The bytes are not DER of a SubjectPublicKeyInfo, or the key inside is not what its algorithm says.
    Malformed,
    /// A key of another algorithm, such as DSA, Ed25519 or RSA bound to PSS.
    UnsupportedAlgorithm {
        /// The algorithm's object identifier, dotted.
        oid: String,
    },
    /// An elliptic curve that is not P-256, P-384 or P-521.
    UnsupportedCurve {
        /// The curve's object identifier, dotted.
        oid: String,
    },
    /// The curve is spelt out with its parameters in place of a name, which hides what it is (RFC 5480 §2.1.1).
    UnnamedCurve,
    /// The point is not on the curve, or is the point at infinity.
    PointNotOnCurve,
    /// An RSA modulus of fewer than 1024 bits.
    RsaTooShort {
        /// The modulus's length in bits.
        bits: u32,
    },
    /// An RSA modulus of more than 8192 bits, which would cost more than it could be worth.
    RsaTooLong {
        /// The modulus's length in bits.
        bits: u32,
    },
    /// An even RSA modulus is no product of two odd primes.
    RsaModulusEven,
    /// An RSA exponent that is even, below 3, or longer than 33 bits (FIPS 186-5 §A.1.1 wants it odd and
    /// above 2¹⁶; 3 still occurs).
    RsaExponent,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::Malformed => f.write_str("the public key cannot be read"),
            KeyError::UnsupportedAlgorithm { oid } => write!(f, "keys of algorithm {oid} are not supported"),
            KeyError::UnsupportedCurve { oid } => write!(f, "keys on curve {oid} are not supported"),
            KeyError::UnnamedCurve => f.write_str("the key's curve is not named"),
            KeyError::PointNotOnCurve => f.write_str("the key is not a point on its curve"),
            KeyError::RsaTooShort { bits } => write!(f, "an RSA key of {bits} bits is too short"),
            KeyError::RsaTooLong { bits } => write!(f, "an RSA key of {bits} bits is too long"),
            KeyError::RsaModulusEven => f.write_str("the RSA modulus is even"),
            KeyError::RsaExponent => f.write_str("the RSA exponent is not an odd number from 3 to 2³³"),
        }
    }
}

impl std::error::Error for KeyError {}

/// rsaEncryption (RFC 3279 §2.3.1).
pub(super) const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-ecPublicKey (RFC 5480 §2.1.1).
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// secp256r1 (RFC 5480 §2.1.1.1).
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// secp384r1 (RFC 5480 §2.1.1.1).
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
/// secp521r1 (RFC 5480 §2.1.1.1).
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");

impl KeyDescription {
    /// Describes the key in the DER of a SubjectPublicKeyInfo without judging it; `None` where there is none.
    pub fn read_spki(der: &[u8]) -> Option<KeyDescription> {
        let spki = SubjectPublicKeyInfoRef::try_from(der).ok()?;
        let (kind, bits) = match spki.algorithm.oid {
            RSA_ENCRYPTION => {
                let bits = spki.subject_public_key.as_bytes().and_then(RsaKey::modulus_bits);
                (KeyKind::Rsa, bits)
            }
            EC_PUBLIC_KEY => {
                let curve = spki.algorithm.parameters.and_then(|parameters| parameters.decode_as().ok());
                describe_curve(curve)
            }
            other => (KeyKind::Other { name: name_of_algorithm(other) }, None),
        };
        Some(KeyDescription { kind, bits })
    }
}

fn describe_curve(curve: Option<ObjectIdentifier>) -> (KeyKind, Option<u32>) {
    let (curve, bits) = match curve {
        Some(P256) => ("P-256".to_owned(), Some(256)),
        Some(P384) => ("P-384".to_owned(), Some(384)),
        Some(P521) => ("P-521".to_owned(), Some(521)),
        Some(other) => (other.to_string(), None),
        None => (String::new(), None),
    };
    (KeyKind::Ec { curve }, bits)
}

/// Algorithms that certificates and key files do carry, though none of them is supported.
pub(super) fn name_of_algorithm(oid: ObjectIdentifier) -> String {
    let dotted = oid.to_string();
    match dotted.as_str() {
        "1.2.840.113549.1.1.10" => "RSA-PSS".to_owned(),
        "1.2.840.113549.1.1.7" => "RSA-OAEP".to_owned(),
        "1.2.840.10040.4.1" => "DSA".to_owned(),
        "1.2.840.10045.2.1" => "EC".to_owned(),
        "1.3.101.110" => "X25519".to_owned(),
        "1.3.101.111" => "X448".to_owned(),
        "1.3.101.112" => "Ed25519".to_owned(),
        "1.3.101.113" => "Ed448".to_owned(),
        _ => dotted,
    }
}

impl PublicKey {
    /// Reads the DER of a SubjectPublicKeyInfo; nothing may follow it.
    ///
    /// Sizes are judged before any arithmetic, so that a key of absurd length costs nothing.
    ///
    /// # Errors
    /// [`KeyError`] where the bytes are not a key, or a key that this crate does not verify with.
    pub fn read_spki(der: &[u8]) -> Result<PublicKey, KeyError> {
        let spki = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
        let key = spki.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
        let kind = match spki.algorithm.oid {
            RSA_ENCRYPTION => {
                // RFC 3279 §2.3.1: NULL; some old certificates leave it out.
                if spki.algorithm.parameters.is_some_and(|parameters| !parameters.is_null()) {
                    return Err(KeyError::Malformed);
                }
                Kind::Rsa(RsaKey::read_pkcs1(key)?)
            }
            EC_PUBLIC_KEY => {
                let parameters = spki.algorithm.parameters.ok_or(KeyError::UnnamedCurve)?;
                let curve = parameters.decode_as().map_err(|_| KeyError::UnnamedCurve)?;
                read_point(curve, key)?
            }
            other => return Err(KeyError::UnsupportedAlgorithm { oid: other.to_string() }),
        };
        Ok(PublicKey { kind })
    }

    /// What this key can sign with.
    pub fn key_type(&self) -> KeyType {
        match self.kind {
            Kind::Rsa(_) => KeyType::Rsa,
            Kind::P256(_) => KeyType::EcP256,
            Kind::P384(_) => KeyType::EcP384,
            Kind::P521(_) => KeyType::EcP521,
        }
    }

    /// Whether this build has checked all of it: it does not know points of curves without the feature `whole`.
    pub fn is_checked(&self) -> bool {
        cfg!(feature = "whole") || matches!(self.kind, Kind::Rsa(_))
    }

    /// Its length in bits: of the modulus, or of the curve's order.
    pub fn bits(&self) -> u32 {
        match &self.kind {
            Kind::Rsa(key) => key.bits(),
            Kind::P256(_) => 256,
            Kind::P384(_) => 384,
            Kind::P521(_) => 521,
        }
    }
}

fn read_point(curve: ObjectIdentifier, sec1: &[u8]) -> Result<Kind, KeyError> {
    let kind = match curve {
        P256 => P256Key::read_point(sec1).map(Kind::P256),
        P384 => P384Key::read_point(sec1).map(Kind::P384),
        P521 => P521Key::read_point(sec1).map(Kind::P521),
        other => return Err(KeyError::UnsupportedCurve { oid: other.to_string() }),
    };
    kind.ok_or(KeyError::PointNotOnCurve)
}
