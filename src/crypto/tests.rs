//! Signatures made by others, and keys that nobody may use.

use super::*;
use std::collections::HashMap;

const SIGNATURES: &str = include_str!("../../tests/vectors/crypto/signatures.txt");
const MESSAGE: &[u8] = b"sso-preflight";

fn from_hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).ok())
        .collect()
}

fn spkis() -> HashMap<&'static str, Vec<u8>> {
    SIGNATURES
        .lines()
        .filter_map(|line| line.strip_prefix("key ")?.split_once(' '))
        .map(|(name, spki)| (name, from_hex(spki)))
        .collect()
}

fn key(name: &str) -> PublicKey {
    PublicKey::read_spki(&spkis()[name]).unwrap()
}

struct Case {
    line: &'static str,
    outcome: &'static str,
    algorithm: SignatureAlgorithm,
    key: &'static str,
    signature: Vec<u8>,
}

fn cases() -> Vec<Case> {
    let read = |line: &'static str| {
        let mut words = line.split(' ');
        let outcome = words.next()?;
        let (padding, hash) = words.next()?.split_once('-')?;
        let digest = *DigestAlgorithm::ALL
            .iter()
            .find(|digest| digest.name().replace('-', "").eq_ignore_ascii_case(hash))?;
        let algorithm = match padding {
            "pkcs1" => SignatureAlgorithm::RsaPkcs1(digest),
            "pss" => SignatureAlgorithm::RsaPss(digest),
            "ecdsa" => SignatureAlgorithm::Ecdsa(digest),
            _ => return None,
        };
        Some(Case { line, outcome, algorithm, key: words.next()?, signature: from_hex(words.next()?) })
    };
    let lines = SIGNATURES.lines().filter(|line| !line.starts_with('#') && !line.starts_with("key "));
    lines.map(|line| read(line).expect(line)).collect()
}

#[test]
fn every_vector_ends_as_it_says() {
    let keys: HashMap<_, _> =
        spkis().into_iter().map(|(name, spki)| (name, PublicKey::read_spki(&spki))).collect();
    let cases = cases();
    assert!(cases.len() > 150, "the vectors are there");
    for case in cases {
        let key = keys[case.key].as_ref().unwrap();
        let digest = case.algorithm.digest_algorithm().digest(MESSAGE);
        let verified = key.verify(case.algorithm, &digest, &case.signature);
        let outcome = match verified {
            Ok(()) => "ok",
            Err(VerifyError::Mismatch) => "mismatch",
            Err(VerifyError::OutOfRange) => "out-of-range",
            Err(VerifyError::WrongLength { found, expected }) => {
                assert_eq!(found, case.signature.len());
                assert_ne!(found, expected);
                "wrong-length"
            }
            Err(VerifyError::AlgorithmDoesNotFitKey) => "does-not-fit",
            Err(VerifyError::DigestDoesNotFitAlgorithm) => "digest",
            Err(VerifyError::NotInThisBuild) => "not in this build",
        };
        assert_eq!(outcome, case.outcome, "{:.300}", case.line);
        assert_eq!(case.algorithm.fits(key.key_type()), outcome != "does-not-fit", "{:.60}", case.line);
    }
}

#[test]
fn a_good_signature_is_over_its_own_digest_only() {
    for case in cases().into_iter().filter(|case| case.outcome == "ok") {
        let key = key(case.key);
        let other = case.algorithm.digest_algorithm().digest(b"sso-preflighu");
        assert_eq!(
            key.verify(case.algorithm, &other, &case.signature),
            Err(VerifyError::Mismatch),
            "{:.60}",
            case.line
        );
    }
}

#[test]
fn a_digest_of_another_hash_is_never_compared() {
    let digest = DigestAlgorithm::Sha512.digest(MESSAGE);
    let algorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
    assert_eq!(
        key("rsa2048").verify(algorithm, &digest, &[0; 256]),
        Err(VerifyError::DigestDoesNotFitAlgorithm)
    );
}

#[test]
fn an_rsa_block_opens_with_its_own_key_only() {
    for case in cases() {
        let SignatureAlgorithm::RsaPkcs1(algorithm) = case.algorithm else {
            continue;
        };
        let opened = open_rsa_block(&key(case.key), &case.signature);
        if case.outcome == "ok" {
            assert_eq!(opened.unwrap().digest, algorithm.digest(MESSAGE));
            assert_eq!(open_rsa_block(&key("rsa3072"), &case.signature).is_some(), case.key == "rsa3072");
        } else if case.line.ends_with("other-digest") {
            // The encoding is right: this is what tells a changed text from a wrong key.
            assert_eq!(opened.unwrap().digest, algorithm.digest(b"other"));
        } else {
            assert_eq!(opened, None, "{:.300}", case.line);
        }
    }
    assert_eq!(open_rsa_block(&key("p256"), &[1; 64]), None);
}

#[test]
fn keys_are_read_and_described() {
    for (name, key_type, bits) in [
        ("rsa1024", KeyType::Rsa, 1024),
        ("rsa1025", KeyType::Rsa, 1025),
        ("rsa1024e33bits", KeyType::Rsa, 1024),
        ("rsa2047", KeyType::Rsa, 2047),
        ("rsa2048e3", KeyType::Rsa, 2048),
        ("rsa8192", KeyType::Rsa, 8192),
        ("p256", KeyType::EcP256, 256),
        ("p384", KeyType::EcP384, 384),
        ("p521", KeyType::EcP521, 521),
        ("p521-compressed", KeyType::EcP521, 521),
    ] {
        let key = key(name);
        assert_eq!((key.key_type(), key.bits()), (key_type, bits), "{name}");
        let described = KeyDescription::read_spki(&spkis()[name]).unwrap();
        assert_eq!(described.bits, Some(bits));
        assert_eq!(described.kind.name(), if key_type == KeyType::Rsa { "RSA" } else { "EC" });
    }
    assert_eq!(key("p384"), key("p384-compressed"));
    assert_ne!(key("rsa2048"), key("rsa2048e3"));
}

#[test]
fn keys_that_nobody_may_use_are_named() {
    let refused = |name: &str| PublicKey::read_spki(&spkis()[name]).unwrap_err();
    assert_eq!(refused("rsa512"), KeyError::RsaTooShort { bits: 512 });
    assert_eq!(refused("secp256k1"), KeyError::UnsupportedCurve { oid: "1.3.132.0.10".to_owned() });
    assert_eq!(refused("ed25519"), KeyError::UnsupportedAlgorithm { oid: "1.3.101.112".to_owned() });
    assert_eq!(refused("pss"), KeyError::UnsupportedAlgorithm { oid: "1.2.840.113549.1.1.10".to_owned() });
    assert_eq!(refused("p256-explicit"), KeyError::UnnamedCurve);
    for (name, kind) in [
        ("rsa512", KeyKind::Rsa),
        ("ed25519", KeyKind::Other { name: "Ed25519".to_owned() }),
        ("pss", KeyKind::Other { name: "RSA-PSS".to_owned() }),
        ("secp256k1", KeyKind::Ec { curve: "1.3.132.0.10".to_owned() }),
        ("p256-explicit", KeyKind::Ec { curve: String::new() }),
    ] {
        assert_eq!(KeyDescription::read_spki(&spkis()[name]).unwrap().kind, kind, "{name}");
    }
}

/// DER of one element.
fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len();
    let mut der = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => der.push(short),
        Ok(byte) => der.extend([0x81, byte]),
        Err(_) => der.extend([&[0x82][..], &u16::try_from(length).unwrap().to_be_bytes()].concat()),
    }
    der.extend_from_slice(contents);
    der
}

fn rsa_spki(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let key = element(0x30, &[element(2, modulus), element(2, exponent)].concat());
    let algorithm = from_hex("300d06092a864886f70d0101010500");
    let bits = element(3, &[&[0][..], &key].concat());
    element(0x30, &[algorithm, bits].concat())
}

/// A modulus of 2048 bits with the lowest byte as given.
fn modulus(lowest: u8) -> Vec<u8> {
    let mut modulus = vec![0xc3; 257];
    modulus[0] = 0;
    modulus[256] = lowest;
    modulus
}

#[test]
fn numbers_that_make_no_rsa_key_are_refused() {
    let error = |modulus: &[u8], exponent: &[u8]| PublicKey::read_spki(&rsa_spki(modulus, exponent)).err();
    assert_eq!(error(&modulus(0xc3), &[1, 0, 1]), None);
    assert_eq!(error(&modulus(0xc3), &[3]), None);
    assert_eq!(error(&modulus(0xc2), &[1, 0, 1]), Some(KeyError::RsaModulusEven));
    for exponent in [&[0][..], &[1], &[2], &[4], &[1, 0, 0], &[2, 0, 0, 0, 1], &[1, 0, 0, 0, 0, 0, 0, 0, 1]] {
        assert_eq!(error(&modulus(0xc3), exponent), Some(KeyError::RsaExponent), "{exponent:?}");
    }
    assert_eq!(error(&modulus(0xc3), &modulus(0xc3)), Some(KeyError::RsaExponent));
    // Negative, and with a zero byte too many: not DER.
    assert_eq!(error(&modulus(0xc3)[1..], &[3]), Some(KeyError::Malformed));
    assert_eq!(error(&[&[0], &modulus(0xc3)[..]].concat(), &[3]), Some(KeyError::Malformed));
}

#[test]
fn a_key_of_64000_bits_costs_nothing() {
    let mut huge = vec![0x81; 8001];
    huge[0] = 0;
    let spki = rsa_spki(&huge, &[1, 0, 1]);
    let start = std::time::Instant::now();
    for _ in 0..1000 {
        assert_eq!(PublicKey::read_spki(&spki), Err(KeyError::RsaTooLong { bits: 64_000 }));
    }
    assert!(start.elapsed().as_secs() < 2, "1000 keys in {:?}", start.elapsed());
    assert_eq!(KeyDescription::read_spki(&spki).unwrap().bits, Some(64_000));
}

#[test]
fn points_off_the_curve_are_refused() {
    let spki = spkis()["p256"].clone();
    let mut off = spki.clone();
    *off.last_mut().unwrap() ^= 1;
    assert_eq!(PublicKey::read_spki(&off), Err(KeyError::PointNotOnCurve));
    let algorithm = from_hex("301306072a8648ce3d020106082a8648ce3d030107");
    for point in [&[0][..], &[4], &[2; 33][..32], &[], &[6; 65], &[4; 97]] {
        let bits = element(3, &[&[0][..], point].concat());
        let spki = element(0x30, &[&algorithm[..], &bits].concat());
        assert_eq!(PublicKey::read_spki(&spki), Err(KeyError::PointNotOnCurve), "{point:?}");
    }
}

#[test]
fn der_is_read_to_its_end() {
    let spki = spkis()["rsa2048"].clone();
    assert_eq!(PublicKey::read_spki(&[&spki[..], &[0]].concat()), Err(KeyError::Malformed));
    for length in 0..spki.len() {
        assert!(PublicKey::read_spki(&spki[..length]).is_err());
    }
}

#[test]
fn digests_are_those_of_fips_180() {
    let hex = |algorithm: DigestAlgorithm| {
        let digest = algorithm.digest(b"abc");
        assert_eq!(digest.as_bytes().len(), algorithm.output_length());
        format!("{digest:?}").split_once(':').unwrap().1.to_owned()
    };
    // FIPS 180-4's example message "abc".
    assert_eq!(hex(DigestAlgorithm::Sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_eq!(hex(DigestAlgorithm::Sha224), "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    assert_eq!(
        hex(DigestAlgorithm::Sha256),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert!(hex(DigestAlgorithm::Sha384).starts_with("cb00753f45a35e8bb5a03d699ac65007"));
    assert!(hex(DigestAlgorithm::Sha512).starts_with("ddaf35a193617abacc417349ae204131"));
}

#[test]
fn a_digest_equals_whole_bytes_only() {
    let digest = DigestAlgorithm::Sha256.digest(b"abc");
    let bytes = digest.as_bytes().to_vec();
    assert!(digest == bytes[..]);
    assert!(digest != bytes[..31]);
    assert!(digest != [&bytes[..], &[0]].concat()[..]);
    assert!(digest != [][..]);
    assert_eq!(Digest::from_bytes(DigestAlgorithm::Sha256, &bytes), Some(digest));
    assert_eq!(Digest::from_bytes(DigestAlgorithm::Sha1, &bytes), None);
    let mut hasher = Hasher::new(DigestAlgorithm::Sha256);
    hasher.update(b"a");
    hasher.update(b"");
    hasher.update(b"bc");
    assert_eq!(hasher.finish(), digest);
}

fn content_key(hex: &str) -> ContentKey {
    ContentKey(zeroize::Zeroizing::new(from_hex(hex)))
}

/// SP 800-38A §F.2.1: the last of the four blocks ends in 10, so all of it is padding.
const CBC_VECTOR: &str = "000102030405060708090a0b0c0d0e0f\
    7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2\
    73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7";

#[test]
fn cbc_decrypts_the_vector_of_sp_800_38a() {
    let (key, ciphertext) = (content_key("2b7e151628aed2a6abf7158809cf4f3c"), from_hex(CBC_VECTOR));
    let text = ContentCipher::Aes128Cbc.decrypt(&key, &ciphertext);
    let expected = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
                    30c81c46a35ce411e5fbc1191a0a52ef";
    assert_eq!(text, Ok(from_hex(expected)));
    // The other blocks end in 2a, 51 and ef: no number of octets that a block has. Nor are there parts of
    // blocks, a vector alone, or nothing.
    for length in [64, 48, 32, 79, 65, 16, 15, 0] {
        let cut = ciphertext.get(..length).unwrap_or(&[]);
        assert_eq!(ContentCipher::Aes128Cbc.decrypt(&key, cut), Err(DecryptError), "{length} octets");
    }
    // A bit in the vector before the last block makes its last octet 0, which is no padding either.
    let mut changed = ciphertext;
    if let Some(last) = changed.get_mut(63) {
        *last ^= 0x10;
    }
    assert_eq!(ContentCipher::Aes128Cbc.decrypt(&key, &changed), Err(DecryptError));
}

#[test]
fn gcm_decrypts_the_vector_of_its_authors() {
    // The Galois/Counter Mode of Operation, McGrew and Viega, appendix B, test case 3.
    let key = content_key("feffe9928665731c6d6a8f9467308308");
    let ciphertext = from_hex(
        "cafebabefacedbaddecaf88842831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e\
         21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f59854d5c2af327cd64a62cf35abd2ba6fab4",
    );
    let expected = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                    1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
    assert_eq!(ContentCipher::Aes128Gcm.decrypt(&key, &ciphertext), Ok(from_hex(expected)));
    // A tag is never shorter than 16 octets, whatever is right about its beginning.
    for length in [ciphertext.len() - 1, ciphertext.len() - 4, ciphertext.len() - 12, 28, 12, 0] {
        let cut = ciphertext.get(..length).unwrap_or(&[]);
        assert_eq!(ContentCipher::Aes128Gcm.decrypt(&key, cut), Err(DecryptError), "{length} octets");
    }
    // The key's length has to be the cipher's.
    for cipher in [ContentCipher::Aes192Gcm, ContentCipher::Aes256Gcm, ContentCipher::Aes256Cbc] {
        assert_eq!(cipher.decrypt(&key, &ciphertext), Err(DecryptError), "{cipher:?}");
    }
}

#[test]
fn keys_are_unwrapped_as_rfc_3394_says() {
    // §4.1 and §4.6.
    let kek = content_key("000102030405060708090a0b0c0d0e0f");
    let wrapped = from_hex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
    let key = KeyWrap::Aes128.unwrap(&kek, &wrapped).map(|key| key.0.to_vec());
    assert_eq!(key, Ok(from_hex("00112233445566778899aabbccddeeff")));
    let kek256 = content_key("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    let wrapped256 =
        from_hex("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
    let key = KeyWrap::Aes256.unwrap(&kek256, &wrapped256).map(|key| key.0.to_vec());
    assert_eq!(key, Ok(from_hex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f")));
    for wrapped in [&wrapped256[..39], &wrapped256[..32], &wrapped256[..8], &[], &[0; 48]] {
        assert!(KeyWrap::Aes256.unwrap(&kek256, wrapped).is_err(), "{} octets", wrapped.len());
    }
    assert!(KeyWrap::Aes192.unwrap(&kek256, &wrapped256).is_err(), "a key of another length");
    assert!(KeyWrap::Aes128.unwrap(&kek, &wrapped256).is_err(), "wrapped with another key");
}

#[test]
fn what_is_no_private_key_is_told() {
    use DecryptionKeyError as Error;
    let read = |text: &str| DecryptionKey::read_pem(text, None).map(|_| ()).unwrap_err();
    let pem = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    assert_eq!(read("MIIEvAIBADANBgkqhkiG9w0BAQEFAASC"), Error::NoArmour);
    assert_eq!(read("-----BEGIN PRIVATE KEY-----\nMIIE"), Error::NotClosed);
    assert_eq!(read("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"), Error::NotClosed);
    assert_eq!(read("-----BEGIN PRIVATE KEY"), Error::NotClosed);
    assert_eq!(read(&pem("CERTIFICATE", "MIIB")), Error::NotPrivate { label: "CERTIFICATE".to_owned() });
    assert_eq!(read(&pem("EC PRIVATE KEY", "MIIB")), Error::UnsupportedAlgorithm { name: "EC".to_owned() });
    assert_eq!(read(&pem("PRIVATE KEY", "MII!")), Error::NotBase64);
    assert_eq!(read(&pem("PRIVATE KEY", "")), Error::Malformed);
    assert_eq!(read(&pem("RSA PRIVATE KEY", "MAA=")), Error::Malformed);
    assert_eq!(read(&pem("ENCRYPTED PRIVATE KEY", "MAA=")), Error::PassphraseMissing);
    let old = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMAA=";
    assert_eq!(read(&pem("RSA PRIVATE KEY", old)), Error::EncryptionUnsupported);
    // A label is repeated to people, so nothing that could be part of a key is taken for one.
    assert_eq!(read(&pem("MIIEvAIBADANBgkqhkiG9w0BAQ", "MAA=")), Error::NotClosed);
}

/// RSAPrivateKey of eight numbers.
fn rsa_private_key(numbers: [&[u8]; 8]) -> String {
    let fields: Vec<u8> = std::iter::once(&[0u8][..]).chain(numbers).flat_map(|it| element(2, it)).collect();
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, element(0x30, &fields));
    format!("-----BEGIN RSA PRIVATE KEY-----\n{base64}\n-----END RSA PRIVATE KEY-----\n")
}

#[test]
fn numbers_that_make_no_private_key_are_refused() {
    let read = |text: &str| DecryptionKey::read_pem(text, None).map(|_| ()).unwrap_err();
    let (short, long) = (modulus(1), vec![0x7f; 1200]);
    let key = |n: &[u8], p: &[u8], q: &[u8]| rsa_private_key([n, &[3], &[5], p, q, &[1], &[1], &[1]]);
    let tiny = [0x7f; 64];
    assert_eq!(read(&key(&tiny, &[3], &[5])), DecryptionKeyError::TooShort { bits: 511 });
    assert_eq!(read(&key(&long, &[3], &[5])), DecryptionKeyError::TooLong { bits: 9599 });
    // Factors that are not the modulus's, are even, one or zero: never a panic, never a key.
    for (p, q) in [(&[3][..], &[5][..]), (&[0], &[0]), (&[1], &short), (&[2], &[4]), (&short, &[1])] {
        assert_eq!(read(&key(&short, p, q)), DecryptionKeyError::Malformed, "{p:?}");
    }
}
