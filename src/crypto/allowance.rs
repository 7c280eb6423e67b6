//! What public-key operations cost, so that hostile input cannot ask for too many.

use super::key::Kind;
use super::{PublicKey, SignatureAlgorithm};
use std::cell::Cell;

/// Multiplications of an RSA operation with the exponent 65537, which nearly every key has.
const USUAL_MULTIPLICATIONS: u32 = 18;

/// How much may be spent on public-key operations, in units of [`PublicKey::cost`].
#[derive(Debug)]
pub struct Allowance {
    left: Cell<u32>,
}

impl Allowance {
    /// An allowance of so many units.
    pub fn new(units: u32) -> Allowance {
        Allowance { left: Cell::new(units) }
    }

    /// Takes the cost of one operation with `key`; `false`, and nothing is taken, where less is left.
    pub fn pays(&self, key: &PublicKey) -> bool {
        let left = self.left.get().checked_sub(key.cost());
        if let Some(left) = left {
            self.left.set(left);
        }
        left.is_some()
    }
}

impl PublicKey {
    /// What one operation with this key costs: 1 is RSA with 2048 bits and the exponent 65537.
    pub fn cost(&self) -> u32 {
        match &self.kind {
            Kind::Rsa(key) => {
                // Grows with the square of the length, and with the multiplications of the exponent.
                let length = key.bits().div_ceil(2048);
                let multiplications = key.multiplications().div_ceil(USUAL_MULTIPLICATIONS);
                length.saturating_mul(length).saturating_mul(multiplications)
            }
            Kind::P256(_) => P256_COST,
            Kind::P384(_) => P384_COST,
            Kind::P521(_) => P521_COST,
        }
    }

    /// The only length in bytes that this key's signatures have (RFC 8017 §8.1.1; RFC 9231 §2.3.6).
    pub fn signature_length(&self) -> usize {
        match &self.kind {
            Kind::Rsa(key) => key.signature_length(),
            Kind::P256(_) => 64,
            Kind::P384(_) => 96,
            Kind::P521(_) => 132,
        }
    }

    /// Whether this key can have made `signature` at all, which needs no arithmetic to know.
    pub fn may_have_made(&self, algorithm: SignatureAlgorithm, signature: &[u8]) -> bool {
        algorithm.fits(self.key_type()) && signature.len() == self.signature_length()
    }
}

/// As measured beside RSA-2048, natively; rounded up.
const P256_COST: u32 = 3;
const P384_COST: u32 = 8;
const P521_COST: u32 = 15;
