//! MGF1 (RFC 8017 §B.2.1), which PSS and OAEP share.

use super::{DigestAlgorithm, Hasher};

/// Takes away the mask that MGF1 (RFC 8017 §B.2.1) makes of `seed`. `target` is at most as long as an RSA
/// modulus, so the counter stays small.
pub(super) fn unmask(target: &mut [u8], seed: &[u8], algorithm: DigestAlgorithm) {
    let chunks = target.chunks_mut(algorithm.output_length());
    for (counter, chunk) in (0u32..).zip(chunks) {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(seed);
        hasher.update(&counter.to_be_bytes());
        let mask = hasher.finish();
        chunk.iter_mut().zip(mask.as_bytes()).for_each(|(byte, mask)| *byte ^= mask);
    }
}
