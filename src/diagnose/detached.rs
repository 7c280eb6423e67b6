//! Why the signature of an address fails (SAML Bindings §3.4.4.1): the same proofs over other octets.

use std::fmt;

use super::{KeyIdentity, KeyOrigin, Suspect, may_open, open, verifies};
use crate::capture::{DetachedSignature, SignedValue};
use crate::crypto::{Allowance, DigestAlgorithm, KeyType, PublicKey, SignatureAlgorithm};
use crate::dsig::algorithm;
use crate::trust::{TrustedCertificate, distinct_keys};
use crate::x509::Certificate;

/// Keys that are tried: each costs up to thirty public-key operations.
const MAX_KEYS: usize = 8;

/// Why no trusted key verifies the signature of an address.
#[derive(Clone, Debug, Default)]
pub enum DetachedCause {
    /// No key was found that made it.
    #[default]
    Unknown,
    /// This key made it over these octets, but it is not trusted.
    OtherKey(KeyIdentity),
    /// A trusted key made it with another hash function than the address names.
    OtherHash(KeyIdentity, DigestAlgorithm),
    /// A trusted key made it over the same values, written otherwise.
    Rewritten(Rewriting),
    /// A trusted key made it over the same octets; the two numbers of ECDSA are wrapped in DER.
    EcdsaInDer,
    /// A trusted key made it, over other values.
    OtherValues(KeyIdentity),
}

/// How the octets that were signed differ from those of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewriting {
    /// How the values were encoded, where that differs.
    pub encoding: Option<Encoding>,
    /// The first place where the encoding differs: what was signed, and what was sent.
    pub example: Option<(String, String)>,
    /// What became of the RelayState, where that differs.
    pub relay_state: Option<RelayState>,
    /// Whether the parameters were signed in the order of the address, all of them.
    pub whole_query: bool,
}

/// Ways of writing a value into a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// RFC 3986 with capital hexadecimal digits: `%2B`, `%20`.
    Capitals,
    /// The same with small ones, as .NET writes it: `%2b`.
    Small,
    /// The rule of forms: `%2B`, and `+` for a blank.
    Form,
    /// The same with small digits.
    SmallForm,
    /// JavaScript's `encodeURIComponent`, which leaves `!'()*` alone.
    Script,
    /// No encoding at all.
    None,
}

/// What became of a RelayState between the signer and the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayState {
    /// The address has one, and none was signed.
    Added,
    /// An empty one was signed, and the address has none.
    EmptyLeftOut,
}

const ENCODINGS: [Encoding; 6] = [
    Encoding::Capitals,
    Encoding::Small,
    Encoding::Form,
    Encoding::SmallForm,
    Encoding::Script,
    Encoding::None,
];

/// Explains why no key of `trusted` verifies `signature`, as far as `allowance` goes.
pub fn diagnose_detached(
    signature: &DetachedSignature,
    trusted: &[TrustedCertificate],
    suspects: &[Suspect<'_>],
    allowance: &Allowance,
) -> DetachedCause {
    let Some(method) = algorithm::signature(&signature.sig_alg) else {
        return DetachedCause::Unknown;
    };
    let rsa_keys = distinct_keys(trusted, |key| may_open(key, &signature.signature));
    let opened = rsa_keys.take(MAX_KEYS).find_map(|(_, trusted, key)| {
        let block = open(key, &signature.signature, allowance)?;
        Some((block.digest, KeyIdentity::of(KeyOrigin::Metadata, trusted.certificate())))
    });
    if let Some((digest, identity)) = opened {
        let hash = digest.algorithm();
        let is_it = |octets: &[u8]| hash.digest(octets) == digest;
        if hash != method.digest_algorithm() && is_it(&signature.signed_octets) {
            return DetachedCause::OtherHash(identity, hash);
        }
        return rewriting(signature, &is_it)
            .map_or(DetachedCause::OtherValues(identity), DetachedCause::Rewritten);
    }
    let made = |key: &PublicKey, octets: &[u8], value: &[u8]| {
        verifies(key, method, &method.digest_algorithm().digest(octets), value, allowance)
    };
    let fitting = distinct_keys(trusted, |key| method.fits(key.key_type()));
    let keys: Vec<&PublicKey> = fitting.take(MAX_KEYS).map(|(_, _, key)| key).collect();
    let by_any = |octets: &[u8]| keys.iter().any(|key| made(key, octets, &signature.signature));
    // A PKCS#1 v1.5 block that opens with no trusted key was made by none.
    if !matches!(method, SignatureAlgorithm::RsaPkcs1(_)) {
        if let Some(rewriting) = rewriting(signature, &by_any) {
            return DetachedCause::Rewritten(rewriting);
        }
        let unwrapped = |key: &&PublicKey| {
            ecdsa_out_of_der(&signature.signature, key.key_type())
                .is_some_and(|value| made(key, &signature.signed_octets, &value))
        };
        if keys.iter().any(unwrapped) {
            return DetachedCause::EcdsaInDer;
        }
    }
    let made_it = |suspect: &Suspect<'_>| {
        let key = key_of(suspect.certificate);
        key.is_some_and(|key| made(key, &signature.signed_octets, &signature.signature))
    };
    let other = suspects.iter().take(MAX_KEYS).find(|suspect| made_it(suspect));
    other.map_or(DetachedCause::Unknown, |suspect| {
        DetachedCause::OtherKey(KeyIdentity::of(suspect.origin, suspect.certificate))
    })
}

fn key_of(certificate: &Certificate) -> Option<&PublicKey> {
    certificate.public_key.as_ref().ok()
}

/// The first way of writing the same values for which `is_it` holds: the fewest changes first.
fn rewriting(signature: &DetachedSignature, is_it: &dyn Fn(&[u8]) -> bool) -> Option<Rewriting> {
    let encodings = || std::iter::once(None).chain(ENCODINGS.into_iter().map(Some));
    let has_relay_state = signature.values.iter().any(|value| value.name == "RelayState");
    let other = if has_relay_state { RelayState::Added } else { RelayState::EmptyLeftOut };
    let candidates = [None, Some(other)]
        .into_iter()
        .flat_map(|relay_state| encodings().map(move |encoding| (encoding, relay_state)));
    // Several encodings write most values alike, and each try costs an operation a key.
    let mut tried: Vec<Vec<u8>> = Vec::new();
    for (encoding, relay_state) in candidates {
        let octets = octets(signature, encoding, relay_state);
        if tried.contains(&octets) {
            continue;
        }
        let is_signed = is_it(&octets);
        tried.push(octets);
        if is_signed {
            let example = encoding.and_then(|encoding| first_difference(signature, encoding));
            return Some(Rewriting { encoding, example, relay_state, whole_query: false });
        }
    }
    is_it(&signature.whole_query).then_some(Rewriting {
        encoding: None,
        example: None,
        relay_state: None,
        whole_query: true,
    })
}

fn octets(signature: &DetachedSignature, encoding: Option<Encoding>, state: Option<RelayState>) -> Vec<u8> {
    let mut pairs: Vec<Vec<u8>> = Vec::new();
    for value in &signature.values {
        if value.name == "RelayState" && state == Some(RelayState::Added) {
            continue;
        }
        if value.name == "SigAlg" && state == Some(RelayState::EmptyLeftOut) {
            pairs.push(b"RelayState=".to_vec());
        }
        let written = encoding.map_or_else(|| value.sent.clone().into_bytes(), |it| it.write(&value.octets));
        pairs.push([value.name.as_bytes(), b"=", &written].concat());
    }
    pairs.join(&b'&')
}

impl Encoding {
    fn write(self, octets: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(octets.len());
        for &octet in octets {
            match octet {
                _ if self == Encoding::None || octet.is_ascii_alphanumeric() => out.push(octet),
                b' ' if matches!(self, Encoding::Form | Encoding::SmallForm) => out.push(b'+'),
                _ if self.leaves().contains(&octet) => out.push(octet),
                _ => out.extend_from_slice(self.escape(octet).as_bytes()),
            }
        }
        out
    }

    /// What is written as it is, beside letters and digits.
    fn leaves(self) -> &'static [u8] {
        match self {
            Encoding::Capitals => b"-_.~",
            // .NET's HttpUtility leaves these.
            Encoding::Small => b"-_.!*()",
            // `application/x-www-form-urlencoded`, as Java and the URL standard have it.
            Encoding::Form | Encoding::SmallForm => b"-_.*",
            Encoding::Script => b"-_.~!'()*",
            Encoding::None => b"",
        }
    }

    fn escape(self, octet: u8) -> String {
        match self {
            Encoding::Small | Encoding::SmallForm => format!("%{octet:02x}"),
            _ => format!("%{octet:02X}"),
        }
    }
}

/// The first piece of a value that `encoding` writes otherwise than it was sent.
fn first_difference(signature: &DetachedSignature, encoding: Encoding) -> Option<(String, String)> {
    signature.values.iter().find_map(|value| {
        let SignedValue { sent, octets, .. } = value;
        let signed = String::from_utf8(encoding.write(octets)).ok()?;
        let at = signed.bytes().zip(sent.bytes()).position(|(a, b)| a != b)?;
        Some((piece(&signed, at), piece(sent, at)))
    })
}

/// The escape or the character around `at`.
fn piece(text: &str, at: usize) -> String {
    let escape = (0..3usize)
        .filter_map(|back| at.checked_sub(back))
        .find(|start| text.as_bytes().get(*start) == Some(&b'%'));
    let (start, length) = escape.map_or((at, 1), |start| (start, 3));
    text.get(start..).unwrap_or("").chars().take(length).collect()
}

/// r‖s out of the DER that most libraries make: SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3).
fn ecdsa_out_of_der(der: &[u8], key: KeyType) -> Option<Vec<u8>> {
    let width = match key {
        KeyType::Rsa => return None,
        KeyType::EcP256 => 32,
        KeyType::EcP384 => 48,
        KeyType::EcP521 => 66,
    };
    let (0x30, rest) = der_value(der)? else { return None };
    let (0x02, r, after) = der_part(rest)? else { return None };
    let (0x02, s, []) = der_part(after)? else { return None };
    Some([padded(r, width)?, padded(s, width)?].concat())
}

/// The tag and the content of a value that nothing follows.
fn der_value(der: &[u8]) -> Option<(u8, &[u8])> {
    let (tag, content, rest) = der_part(der)?;
    rest.is_empty().then_some((tag, content))
}

/// The tag and the content of the first value, and what follows it. Lengths have one octet, or two: no
/// signature is longer than 255.
fn der_part(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (first, rest),
        0x81 => rest.split_first().map(|(length, rest)| (*length, rest))?,
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(usize::from(length))?;
    Some((tag, content, rest))
}

fn padded(number: &[u8], width: usize) -> Option<Vec<u8>> {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    let digits = number.get(zeros..)?;
    let missing = width.checked_sub(digits.len())?;
    Some([vec![0; missing].as_slice(), digits].concat())
}

impl fmt::Display for DetachedCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DetachedCause::Unknown => {
                f.write_str("made with a key that is not in the metadata, or over other values")
            }
            DetachedCause::OtherKey(identity) => {
                write!(f, "made with the key of {identity}, which is {}", identity.origin)
            }
            DetachedCause::OtherHash(identity, hash) => write!(
                f,
                "made with the key of {identity} and {}, which is not what SigAlg names",
                hash.name()
            ),
            DetachedCause::Rewritten(rewriting) => write!(f, "genuine, but over {rewriting}"),
            DetachedCause::EcdsaInDer => f.write_str(
                "genuine, but its two numbers are wrapped in DER, where they have to stand side by side",
            ),
            DetachedCause::OtherValues(identity) => {
                write!(f, "made with the key of {identity} in the metadata, but over other values")
            }
        }
    }
}

impl fmt::Display for Rewriting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole_query {
            return f.write_str(
                "the parameters in the order of the address, where the standard fixes the order and leaves \
                 others out",
            );
        }
        let mut parts: Vec<String> = Vec::new();
        if let Some(encoding) = self.encoding {
            let example = self.example.as_ref();
            let example = example.map_or(String::new(), |(signed, sent)| {
                format!(", “{signed}” where the address has “{sent}”")
            });
            parts.push(format!("the values {encoding}{example}"));
        }
        match self.relay_state {
            Some(RelayState::Added) => parts.push("no RelayState, although the address has one".to_owned()),
            Some(RelayState::EmptyLeftOut) => {
                parts.push("an empty RelayState, which the address does not have".to_owned());
            }
            None => {}
        }
        f.write_str(&parts.join(" and "))
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Capitals => "escaped with capital hexadecimal digits",
            Encoding::Small => "escaped with small hexadecimal digits",
            Encoding::Form => "escaped like a form, with + for a blank",
            Encoding::SmallForm => "escaped like a form with small hexadecimal digits",
            Encoding::Script => "escaped as JavaScript does it",
            Encoding::None => "without any escapes",
        })
    }
}
