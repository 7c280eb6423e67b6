//! The throw-away keys of `tests/support/keys`, and signing with them.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use p256::ecdsa::signature::hazmat::PrehashSigner;
use rsa::pkcs8::DecodePrivateKey;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::{PublicKeyParts, SignatureScheme};
use rsa::{Oaep, Pkcs1v15Encrypt, Pkcs1v15Sign, Pss, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sso_preflight::base64::decode_base64;
use sso_preflight::crypto::DigestAlgorithm;
use sso_preflight::crypto::SignatureAlgorithm::{self, Ecdsa, RsaPkcs1, RsaPss};

enum Private {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

/// A private key.
pub struct Key {
    private: Private,
}

/// The folder of the keys.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/support/keys")
}

/// The base64 between the markers of a PEM file, on one line.
fn read_pem(file: &str) -> Result<String, String> {
    let path = folder().join(file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().filter(|line| !line.starts_with("-----")).collect())
}

/// The certificate `name` in base64, on one line.
pub fn certificate(name: &str) -> Result<String, String> {
    read_pem(&format!("{name}.crt"))
}

/// As many certificates like `name`, each with a key of its own that nobody has. Their signatures fit no more.
pub fn strangers(name: &str, count: usize) -> Vec<String> {
    let der = decode_base64(&certificate(name).expect("a certificate")).expect("base64");
    let own = key(name).expect("a key").public_bytes();
    let at = der.windows(own.len()).position(|bytes| bytes == own).expect("the key in its certificate");
    let other = |number: usize| {
        let mut der = der.clone();
        der.splice(at..at + own.len(), another_key(&own, number));
        super::to_base64(&der)
    };
    (0..count).map(other).collect()
}

/// Another modulus, or another point on the same curve, of the same length.
fn another_key(own: &[u8], number: usize) -> Vec<u8> {
    let scalar = |width: usize| {
        let mut scalar = vec![0; width];
        scalar[width - 8..].copy_from_slice(&(number as u64 + 2).to_be_bytes());
        scalar
    };
    let key = match own.len() {
        65 => Private::P256(p256::ecdsa::SigningKey::from_slice(&scalar(32)).expect("in range")),
        97 => Private::P384(p384::ecdsa::SigningKey::from_slice(&scalar(48)).expect("in range")),
        133 => Private::P521(p521::ecdsa::SigningKey::from_slice(&scalar(66)).expect("in range")),
        _ => {
            let mut modulus = own.to_vec();
            let middle = own.len() / 2;
            modulus[middle..middle + 8].copy_from_slice(&(number as u64).to_be_bytes());
            return modulus;
        }
    };
    Key { private: key }.public_bytes()
}

/// The certificate `name` as PEM.
pub fn certificate_pem(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.crt"))).expect("a certificate of tests/support/keys")
}

/// The private key `name` as PEM.
pub fn private_pem(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.key"))).expect("a key of tests/support/keys")
}

/// The private key `name`. Read once a program, as checking an RSA key takes time.
pub fn key(name: &str) -> Result<Arc<Key>, String> {
    static KEYS: OnceLock<Mutex<HashMap<String, Arc<Key>>>> = OnceLock::new();
    let mut keys = KEYS.get_or_init(Mutex::default).lock().map_err(|error| error.to_string())?;
    if let Some(key) = keys.get(name) {
        return Ok(key.clone());
    }
    let key = Arc::new(Key::read(name)?);
    keys.insert(name.to_owned(), key.clone());
    Ok(key)
}

impl Key {
    /// The modulus, or the point in full (SEC 1 §2.3.3), as certificates hold it.
    fn public_bytes(&self) -> Vec<u8> {
        match &self.private {
            Private::Rsa(key) => key.n().to_be_bytes_trimmed_vartime().to_vec(),
            Private::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Private::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Private::P521(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    fn read(name: &str) -> Result<Key, String> {
        let der = decode_base64(&read_pem(&format!("{name}.key"))?)
            .map_err(|error| format!("{name}: {error:?}"))?;
        let failed = |error: &dyn std::fmt::Display| format!("{name}.key: {error}");
        let private = match ec_scalar(&der) {
            Some(scalar) if scalar.len() == 32 => {
                Private::P256(p256::ecdsa::SigningKey::from_slice(scalar).map_err(|error| failed(&error))?)
            }
            Some(scalar) if scalar.len() == 48 => {
                Private::P384(p384::ecdsa::SigningKey::from_slice(scalar).map_err(|error| failed(&error))?)
            }
            Some(scalar) => {
                Private::P521(p521::ecdsa::SigningKey::from_slice(scalar).map_err(|error| failed(&error))?)
            }
            None => {
                Private::Rsa(Box::new(RsaPrivateKey::from_pkcs8_der(&der).map_err(|error| failed(&error))?))
            }
        };
        Ok(Key { private })
    }

    /// The SignatureMethod that this kind of key uses where nothing else is said.
    pub fn default_method(&self) -> &'static str {
        match self.private {
            Private::Rsa(_) => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            Private::P256(_) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            Private::P384(_) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            Private::P521(_) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
        }
    }

    /// Signs `message`.
    pub fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>, String> {
        let digest = algorithm.digest_algorithm().digest(message);
        let digest = digest.as_bytes();
        let failed = |error: &dyn std::fmt::Display| format!("{algorithm:?}: {error}");
        let signed = match (&self.private, algorithm) {
            (Private::Rsa(key), RsaPkcs1(hash)) => {
                return self.sign_block(key, &[digest_info(hash), digest].concat());
            }
            (Private::Rsa(key), RsaPss(hash)) => return sign_pss(key, hash, digest),
            (Private::P256(key), Ecdsa(_)) => {
                PrehashSigner::<p256::ecdsa::Signature>::sign_prehash(key, digest)
                    .map(|made| made.to_bytes().to_vec())
            }
            (Private::P384(key), Ecdsa(_)) => {
                PrehashSigner::<p384::ecdsa::Signature>::sign_prehash(key, digest)
                    .map(|made| made.to_bytes().to_vec())
            }
            (Private::P521(key), Ecdsa(_)) => {
                PrehashSigner::<p521::ecdsa::Signature>::sign_prehash(key, digest)
                    .map(|made| made.to_bytes().to_vec())
            }
            _ => return Err(format!("{algorithm:?} does not fit the key")),
        };
        signed.map_err(|error| failed(&error))
    }

    /// Encrypts a key with the algorithm named `transport` (after `#`); DigestMethod and MGF are found in
    /// `parameters` by the name of their hash.
    pub fn encrypt(&self, transport: &str, parameters: &str, secret: &[u8]) -> Result<Vec<u8>, String> {
        let Private::Rsa(key) = &self.private else {
            return Err("only RSA keys encrypt".to_owned());
        };
        let (key, rng) = (key.to_public_key(), &mut FixedBytes::new(17));
        let has = |hash: &str| parameters.contains(&format!("#{hash}\""));
        let label = parameters.split_once("<xenc:OAEPparams>").and_then(|(_, rest)| rest.split_once('<'));
        let label = label.map_or(Ok(Vec::new()), |(label, _)| decode_base64(label));
        let label = label.map_err(|error| error.to_string())?;
        if transport == "rsa-1_5" {
            return key.encrypt(rng, Pkcs1v15Encrypt, secret).map_err(|error| error.to_string());
        }
        let named = |what: &str| {
            let hashes = ["sha224", "sha256", "sha384", "sha512"];
            hashes.into_iter().find(|hash| has(&format!("{what}{hash}"))).unwrap_or("sha1")
        };
        /// Encrypts with the digest of the first list and the MGF of the second that have these names.
        macro_rules! oaep {
            ($($digest:ident $digest_name:literal),*; $masks:tt) => {
                match named("") { $($digest_name => oaep!(@ $digest $masks),)* _ => oaep!(@ Sha1 $masks) }
            };
            (@ $digest:ident [$($mask:ident $mask_name:literal),*]) => {
                match named("mgf1") {
                    $($mask_name => {
                        key.encrypt(rng, Oaep::<$digest, $mask>::new_with_mgf_hash_and_label(label), secret)
                    })*
                    _ => key.encrypt(rng, Oaep::<$digest, Sha1>::new_with_mgf_hash_and_label(label), secret),
                }
            };
        }
        let encrypted = oaep!(
            Sha224 "sha224", Sha256 "sha256", Sha384 "sha384", Sha512 "sha512";
            [Sha224 "sha224", Sha256 "sha256", Sha384 "sha384", Sha512 "sha512"]
        );
        encrypted.map_err(|error| error.to_string())
    }

    /// EMSA-PKCS1-v1_5 around whatever `content` is.
    fn sign_block(&self, key: &RsaPrivateKey, content: &[u8]) -> Result<Vec<u8>, String> {
        key.sign(Pkcs1v15Sign::new_unprefixed(), content).map_err(|error| error.to_string())
    }
}

/// The private scalar of an EC key: the OCTET STRING after the version of ECPrivateKey (RFC 5915 §3).
fn ec_scalar(der: &[u8]) -> Option<&[u8]> {
    const ID_EC_PUBLIC_KEY: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
    der.windows(ID_EC_PUBLIC_KEY.len()).find(|window| *window == ID_EC_PUBLIC_KEY)?;
    let version = [0x02, 0x01, 0x01, 0x04];
    let at = der.windows(version.len()).position(|window| window == version)?;
    let (length, rest) = der.get(at + version.len()..)?.split_first()?;
    rest.get(..usize::from(*length))
}

/// DigestInfo up to the digest (RFC 8017 §9.2, note 1).
fn digest_info(hash: DigestAlgorithm) -> &'static [u8] {
    match hash {
        DigestAlgorithm::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        DigestAlgorithm::Sha224 => {
            b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c"
        }
        DigestAlgorithm::Sha256 => {
            b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
        }
        DigestAlgorithm::Sha384 => {
            b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"
        }
        DigestAlgorithm::Sha512 => {
            b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"
        }
    }
}

fn sign_pss(key: &RsaPrivateKey, hash: DigestAlgorithm, digest: &[u8]) -> Result<Vec<u8>, String> {
    let rng = Some(&mut FixedBytes(1));
    let signed = match hash {
        DigestAlgorithm::Sha1 => Pss::<Sha1>::new().sign(rng, key, digest),
        DigestAlgorithm::Sha224 => Pss::<Sha224>::new().sign(rng, key, digest),
        DigestAlgorithm::Sha256 => Pss::<Sha256>::new().sign(rng, key, digest),
        DigestAlgorithm::Sha384 => Pss::<Sha384>::new().sign(rng, key, digest),
        DigestAlgorithm::Sha512 => Pss::<Sha512>::new().sign(rng, key, digest),
    };
    signed.map_err(|error| error.to_string())
}

/// No random numbers at all: the same message always gets the same salt.
pub(super) struct FixedBytes(u64);

impl FixedBytes {
    pub(super) fn new(seed: u64) -> FixedBytes {
        FixedBytes(seed)
    }

    pub(super) fn byte(&mut self) -> u8 {
        (self.next() >> 13 & 0xff) as u8
    }

    fn next(&mut self) -> u64 {
        // A linear congruential generator: any numbers do, as long as they differ.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 16
    }
}

impl TryRng for FixedBytes {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next() & u64::from(u32::MAX)) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next() << 32 | u64::from(self.try_next_u32()?))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.iter_mut().for_each(|byte| *byte = self.byte());
        Ok(())
    }
}

impl TryCryptoRng for FixedBytes {}
