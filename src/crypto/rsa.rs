//! RSA signatures (RFC 8017): PKCS#1 v1.5 by comparing whole encodings, and PSS.

use super::key::Kind;
use super::{Digest, DigestAlgorithm, KeyError, PublicKey, VerifyError, pss};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};
use rsa::pkcs1;
use std::fmt;
use std::sync::OnceLock;

/// Shorter moduli have been factored for little money.
pub(super) const SHORTEST_BITS: u32 = 1024;
/// Longer moduli do not occur in SAML and cost more with the square of their length.
pub(super) const LONGEST_BITS: u32 = 8192;
/// Work grows with the exponent's length; nobody uses more than 65537, and this is what the crate allows.
const LARGEST_EXPONENT: u64 = (1 << 33) - 1;

/// An RSA public key within the limits above.
#[derive(Clone)]
pub(super) struct RsaKey {
    /// Big-endian, without leading zeros.
    modulus: Box<[u8]>,
    exponent: u64,
    bits: u32,
    /// What the arithmetic modulo the modulus needs, worked out when it is first used: metadata holds far
    /// more keys than ever verify anything.
    ready: OnceLock<Option<BoxedMontyParams>>,
}

impl PartialEq for RsaKey {
    fn eq(&self, other: &RsaKey) -> bool {
        self.modulus == other.modulus && self.exponent == other.exponent
    }
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaKey({} bits, e = {})", self.bits, self.exponent)
    }
}

impl RsaKey {
    /// Reads the DER of an RSAPublicKey (RFC 8017 §A.1.1).
    pub(super) fn read_pkcs1(der: &[u8]) -> Result<RsaKey, KeyError> {
        let key = pkcs1::RsaPublicKeyRef::try_from(der).map_err(|_| KeyError::Malformed)?;
        let modulus = key.modulus.as_bytes();
        let bits = bit_length(modulus);
        if bits < SHORTEST_BITS {
            return Err(KeyError::RsaTooShort { bits });
        }
        if bits > LONGEST_BITS {
            return Err(KeyError::RsaTooLong { bits });
        }
        if modulus.last().is_none_or(|low| low % 2 == 0) {
            return Err(KeyError::RsaModulusEven);
        }
        let exponent = read_exponent(key.public_exponent.as_bytes()).ok_or(KeyError::RsaExponent)?;
        Ok(RsaKey { modulus: modulus.into(), exponent, bits, ready: OnceLock::new() })
    }

    /// The length of the modulus in the DER of an RSAPublicKey of any size.
    pub(super) fn modulus_bits(der: &[u8]) -> Option<u32> {
        let key = pkcs1::RsaPublicKeyRef::try_from(der).ok()?;
        Some(bit_length(key.modulus.as_bytes()))
    }

    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    /// The length of its signatures in bytes: the modulus's.
    pub(super) fn signature_length(&self) -> usize {
        self.modulus.len()
    }

    /// Multiplications of one public operation: a square for each bit of the exponent, one more for each 1.
    pub(super) fn multiplications(&self) -> u32 {
        self.exponent.ilog2().saturating_add(self.exponent.count_ones())
    }

    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): the one right encoding is built and compared, none is parsed.
    pub(super) fn verify_pkcs1(&self, digest: &Digest, signature: &[u8]) -> Result<(), VerifyError> {
        let block = self.open(signature)?;
        match encode_pkcs1(digest, block.len()) {
            Some(expected) if expected == block => Ok(()),
            _ => Err(VerifyError::Mismatch),
        }
    }

    /// RSASSA-PSS (RFC 8017 §8.1.2) with a salt as long as the hash and MGF1 of the same hash.
    pub(super) fn verify_pss(&self, digest: &Digest, signature: &[u8]) -> Result<(), VerifyError> {
        let block = self.open(signature)?;
        // The encoded message is one bit shorter than the modulus (§8.1.2, step 2c).
        let bits = self.bits.saturating_sub(1);
        pss::read(&block, bits, digest).ok_or(VerifyError::Mismatch)
    }

    /// The encoded message that this key's owner signed (RFC 8017 §8.2.2, steps 1 and 2), of the modulus's length.
    fn open(&self, signature: &[u8]) -> Result<Vec<u8>, VerifyError> {
        self.number_in_range(signature)?;
        let opened = self.public_operation(signature).ok_or(VerifyError::Mismatch)?;
        // The number is below the modulus, so only zeros are cut off or put in front.
        let surplus = opened.len().saturating_sub(self.modulus.len());
        let mut block = vec![0; self.modulus.len().saturating_sub(opened.len())];
        block.extend_from_slice(opened.get(surplus..).unwrap_or(&[]));
        Ok(block)
    }

    /// Exactly the modulus's length, and below it.
    fn number_in_range(&self, signature: &[u8]) -> Result<(), VerifyError> {
        let expected = self.modulus.len();
        if signature.len() != expected {
            return Err(VerifyError::WrongLength { expected, found: signature.len() });
        }
        // Of equal length, so the order of the bytes is the order of the numbers.
        if *signature >= *self.modulus {
            return Err(VerifyError::OutOfRange);
        }
        Ok(())
    }

    /// RSAVP1 (RFC 8017 §5.2.2): the signature to the power of the exponent, as big-endian bytes that may
    /// have zeros in front. Everything here is public, so it may take as long as it takes.
    ///
    /// Squares and multiplies bit by bit: for 65537 that is 17 multiplications, half of what the tables of
    /// a general power need.
    fn public_operation(&self, signature: &[u8]) -> Option<Box<[u8]>> {
        let modulo = self.ready.get_or_init(|| {
            let modulus = Odd::new(BoxedUint::from_be_slice_vartime(&self.modulus)).into_option()?;
            Some(BoxedMontyParams::new_vartime(modulus))
        });
        let modulo = modulo.as_ref()?;
        // As long as the modulus in bytes, so of the same precision.
        let number = BoxedUint::from_be_slice_vartime(signature);
        let base = BoxedMontyForm::new(number.clone(), modulo);
        let mut power = base.clone();
        // At most 32 rounds, as the largest exponent has 33 bits.
        for bit in (1..self.exponent.ilog2()).rev() {
            power = power.square();
            if self.exponent >> bit & 1 == 1 {
                power = power.mul(&base);
            }
        }
        // The exponent is odd. A product with the number as it is leaves Montgomery's form by itself.
        let number = BoxedMontyForm::from_montgomery(number, modulo);
        Some(power.square().mul(&number).as_montgomery().to_be_bytes())
    }
}

/// Bits of a big-endian number.
pub(super) fn bit_length(number: &[u8]) -> u32 {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let Some((first, rest)) = number.get(zeros..).and_then(<[u8]>::split_first) else {
        return 0;
    };
    let tail = u32::try_from(rest.len()).unwrap_or(u32::MAX).saturating_mul(8);
    tail.saturating_add(8 - first.leading_zeros())
}

/// An odd number from 3 up to the largest exponent.
fn read_exponent(number: &[u8]) -> Option<u64> {
    if number.len() > 8 {
        return None;
    }
    let exponent = number.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    (exponent % 2 == 1 && (3..=LARGEST_EXPONENT).contains(&exponent)).then_some(exponent)
}

/// The DER of DigestInfo before the digest itself, with the NULL (RFC 8017 §9.2, note 1).
fn digest_info_prefix(algorithm: DigestAlgorithm) -> &'static [u8] {
    match algorithm {
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

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2): 00 01 FF…FF 00 DigestInfo, with at least eight FF; `None` where
/// `length` leaves no room for them.
fn encode_pkcs1(digest: &Digest, length: usize) -> Option<Vec<u8>> {
    let prefix = digest_info_prefix(digest.algorithm());
    let hash = digest.as_bytes();
    let padding = length.checked_sub(prefix.len() + hash.len() + 3)?;
    if padding < 8 {
        return None;
    }
    let mut encoded = vec![0xff; padding + 2];
    encoded.splice(..2, [0, 1]);
    encoded.push(0);
    encoded.extend_from_slice(prefix);
    encoded.extend_from_slice(hash);
    Some(encoded)
}

/// What an RSA signature was made over, as its block says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBlock {
    /// The digest that was signed, with its hash function.
    pub digest: Digest,
}

impl OpenedBlock {
    /// The hash function that the block names.
    pub fn algorithm(&self) -> DigestAlgorithm {
        self.digest.algorithm()
    }
}

/// Opens a PKCS#1 v1.5 signature with a public key and tells which digest was signed.
///
/// Only to explain a failure: a block that opens proves that this key's owner signed *something*, and
/// tells a wrong key from a changed text. `None` for keys of other types, for a signature of another
/// key, and for every encoding but the exact one (RFC 8017 §9.2) of a supported hash.
pub fn open_rsa_block(key: &PublicKey, signature: &[u8]) -> Option<OpenedBlock> {
    let Kind::Rsa(key) = &key.kind else {
        return None;
    };
    let block = key.open(signature).ok()?;
    DigestAlgorithm::ALL.into_iter().find_map(|algorithm| {
        let from = block.len().checked_sub(algorithm.output_length())?;
        let digest = Digest::from_bytes(algorithm, block.get(from..)?)?;
        (encode_pkcs1(&digest, block.len())? == block).then_some(OpenedBlock { digest })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crypto_bigint::NonZero;

    /// One product after the other, each brought below the modulus by division.
    fn power(base: &BoxedUint, exponent: u64, modulus: &NonZero<BoxedUint>) -> BoxedUint {
        (1..exponent).fold(base.clone(), |power, _| power.mul_mod(base, modulus))
    }

    #[test]
    fn the_public_operation_is_the_power() {
        let bytes: Vec<u8> = (0..128u8).map(|n| n.wrapping_mul(73) | 0x81).collect();
        let modulus = NonZero::new(BoxedUint::from_be_slice_vartime(&bytes)).unwrap();
        let below = [&bytes[..127], &[bytes[127] - 1]].concat();
        let some = [&[0x5a], &bytes[1..]].concat();
        for exponent in [3, 5, 7, 9, 11, 13, 15, 17, 255, 257, 1025] {
            let key = RsaKey { modulus: bytes.clone().into(), exponent, bits: 1024, ready: OnceLock::new() };
            for number in [&[0; 128][..], &below, &some] {
                let opened = key.public_operation(number).unwrap();
                let expected = power(&BoxedUint::from_be_slice_vartime(number), exponent, &modulus);
                assert_eq!(opened, expected.to_be_bytes(), "{exponent}");
            }
        }
    }
}
