//! EMSA-PSS (RFC 8017 §9.1), once for every hash.

use super::mask::unmask;
use super::{Digest, Hasher};

/// The last byte of every encoding.
const TRAILER: u8 = 0xbc;

/// EMSA-PSS-VERIFY (RFC 8017 §9.1.2): `Some` where `block` encodes this digest, with MGF1 of the same hash
/// and a salt of its length. `block` has the modulus's length and stands for a number of at most `bits`
/// bits: masked (00… ‖ 01 ‖ salt) ‖ hash ‖ BC. All of it is public.
pub(super) fn read(block: &[u8], bits: u32, digest: &Digest) -> Option<()> {
    let algorithm = digest.algorithm();
    let length = usize::try_from(bits.div_ceil(8)).ok()?;
    // A modulus of 8n + 1 bits has a byte more than the encoding, which the number must not need.
    let (above, encoded) = block.split_at_checked(block.len().checked_sub(length)?)?;
    let (trailer, encoded) = encoded.split_last()?;
    let (masked, hash) = encoded.split_at_checked(encoded.len().checked_sub(algorithm.output_length())?)?;
    // The bits of the first byte that the encoding has (steps 6 and 9).
    let used = 0xff_u8.checked_shr(bits.div_ceil(8).saturating_mul(8).saturating_sub(bits))?;
    if above.iter().any(|byte| *byte != 0) || *trailer != TRAILER || masked.first()? & !used != 0 {
        return None;
    }
    let mut data = masked.to_vec();
    unmask(&mut data, hash, algorithm);
    *data.first_mut()? &= used;
    let (padding, salt) = data.split_at_checked(data.len().checked_sub(algorithm.output_length())?)?;
    let (one, zeros) = padding.split_last()?;
    if *one != 1 || zeros.iter().any(|byte| *byte != 0) {
        return None;
    }
    let mut hasher = Hasher::new(algorithm);
    hasher.update(&[0; 8]);
    hasher.update(digest.as_bytes());
    hasher.update(salt);
    (hasher.finish() == *hash).then_some(())
}

#[cfg(test)]
mod tests {
    use super::super::DigestAlgorithm;
    use super::*;

    /// EMSA-PSS-ENCODE (RFC 8017 §9.1.1), in a block of the modulus's length.
    fn encode(digest: &Digest, salt: &[u8], bits: usize) -> Vec<u8> {
        let algorithm = digest.algorithm();
        let length = bits.div_ceil(8);
        let hash = algorithm.digest(&[&[0; 8], digest.as_bytes(), salt].concat());
        let mut data = vec![0; length - algorithm.output_length() - salt.len() - 2];
        data.push(1);
        data.extend(salt);
        unmask(&mut data, hash.as_bytes(), algorithm);
        data[0] &= 0xff >> (8 * length - bits);
        let block = [&data, hash.as_bytes(), &[0xbc]].concat();
        [vec![0; (bits + 1).div_ceil(8) - length], block].concat()
    }

    #[test]
    fn only_the_exact_encoding_is_read() {
        for algorithm in DigestAlgorithm::ALL {
            let digest = algorithm.digest(b"text");
            let salt = vec![7; algorithm.output_length()];
            // Moduli of a whole number of bytes, of one bit more and of one less.
            for bits in [1279, 1280, 1278] {
                let block = encode(&digest, &salt, bits as usize);
                assert_eq!(read(&block, bits, &digest), Some(()), "{algorithm}, {bits}");
                assert_eq!(read(&block, bits, &algorithm.digest(b"other")), None);
                for bit in 0..8 * block.len() {
                    let mut changed = block.clone();
                    changed[bit / 8] ^= 1 << (bit % 8);
                    assert_eq!(read(&changed, bits, &digest), None, "{algorithm}, {bits}, bit {bit}");
                }
            }
        }
    }

    #[test]
    fn a_salt_of_another_length_is_refused() {
        let digest = DigestAlgorithm::Sha256.digest(b"text");
        for length in [0, 20, 31, 33, 64] {
            assert_eq!(read(&encode(&digest, &vec![7; length], 1279), 1279, &digest), None, "{length}");
        }
    }

    #[test]
    fn a_modulus_too_short_for_the_hash_encodes_nothing() {
        let digest = DigestAlgorithm::Sha512.digest(b"text");
        for length in 0..131 {
            let bits = (8 * length as u32).saturating_sub(1);
            assert_eq!(read(&vec![0xbc; length], bits, &digest), None, "{length}");
        }
    }
}
