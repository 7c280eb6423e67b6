//! ECDSA (FIPS 186-5 §6.4) in the wasm: the three NIST curves by the one arithmetic that RSA brings along, in a
//! fifth of the size of a crate for each curve. Elsewhere those crates verify, and the tests hold the two to
//! the same answers.
//!
//! Everything here is public, so it may take as long as it takes. Points are added by complete formulas (Renes,
//! Costello and Batina 2015, algorithm 4): they hold for every two points of these curves, equal ones and the
//! point at infinity among them, so there is no case that could be forgotten.

use super::{Digest, VerifyError};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};

/// A number modulo the field's prime or the group's order.
type Number = BoxedMontyForm;

/// A curve y² = x³ - 3x + b over a prime field (SP 800-186 §3.2.1); every number as hexadecimal of one width.
struct Curve {
    /// The field's prime, which is 3 modulo 4.
    prime: &'static str,
    /// The order of the generator, which is prime; the cofactor is 1.
    order: &'static str,
    b: &'static str,
    /// The generator's coordinates.
    x: &'static str,
    y: &'static str,
}

/// P-256 (SP 800-186 §3.2.1.3), with prime 2²⁵⁶ - 2²²⁴ + 2¹⁹² + 2⁹⁶ - 1.
static P256: Curve = Curve {
    prime: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    order: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    x: "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    y: "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
};

/// P-384 (§3.2.1.4), with prime 2³⁸⁴ - 2¹²⁸ - 2⁹⁶ + 2³² - 1.
static P384: Curve = Curve {
    prime: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000\
        ffffffff",
    order: "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196a\
        ccc52973",
    b: "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8ed\
        d3ec2aef",
    x: "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e38\
        72760ab7",
    y: "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c\
        90ea0e5f",
};

/// P-521 (§3.2.1.5), with prime 2⁵²¹ - 1.
static P521: Curve = Curve {
    prime: "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
        ffffffffffffffffffffffffffffffffffffffffffff",
    order: "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc\
        0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    b: "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652\
        c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    x: "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1d\
        c127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
    y: "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550\
        b9013fad0761353c7086a272c24088be94769fd16650",
};

macro_rules! key {
    ($(#[$doc:meta])* $name:ident, $curve:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct $name(Affine);

        impl $name {
            /// Reads a point in the form of SEC 1 §2.3.4, compressed or not; `None` where it is not on
            /// the curve or is the point at infinity.
            pub(super) fn read_point(sec1: &[u8]) -> Option<$name> {
                $curve.read_point(sec1).map($name)
            }

            pub(super) fn verify(&self, digest: &Digest, signature: &[u8]) -> Result<(), VerifyError> {
                $curve.verify(&self.0, digest.as_bytes(), signature)
            }
        }
    };
}

key!(
    /// A key on P-256, whose numbers have 32 bytes.
    P256Key, P256
);
key!(
    /// A key on P-384, whose numbers have 48 bytes.
    P384Key, P384
);
key!(
    /// A key on P-521, whose numbers have 66 bytes: 521 bits after seven zero bits.
    P521Key, P521
);

/// A point on a curve: its coordinates, big-endian, each of the curve's width.
#[derive(Clone, Debug, PartialEq)]
struct Affine {
    x: Box<[u8]>,
    y: Box<[u8]>,
}

/// The numbers modulo an odd prime.
struct Modulo {
    bytes: Vec<u8>,
    params: BoxedMontyParams,
}

impl Modulo {
    fn new(hex: &str) -> Option<Modulo> {
        let bytes = from_hex(hex);
        let modulus = Odd::new(BoxedUint::from_be_slice_vartime(&bytes)).into_option()?;
        Some(Modulo { bytes, params: BoxedMontyParams::new_vartime(modulus) })
    }

    /// The number of these bytes; `None` where they are not of the modulus's width, or not below it.
    fn number(&self, bytes: &[u8]) -> Option<Number> {
        // Of equal length, so the order of the bytes is the order of the numbers.
        (bytes.len() == self.bytes.len() && *bytes < *self.bytes).then(|| self.reduced(bytes))
    }

    /// The number of these bytes, of the modulus's width, by the modulus.
    fn reduced(&self, bytes: &[u8]) -> Number {
        Number::new(BoxedUint::from_be_slice_vartime(bytes), &self.params)
    }

    /// The number that gives one with `number`, by Fermat; zero for zero.
    fn inverse(&self, number: &Number) -> Number {
        let mut exponent = self.bytes.clone();
        // The last byte of none of the six moduli is below 2.
        if let Some(last) = exponent.last_mut() {
            *last = last.wrapping_sub(2);
        }
        power(number, &exponent, 0)
    }

    /// Its bytes, as many as the modulus has.
    fn bytes_of(&self, number: &Number) -> Vec<u8> {
        let bytes = number.retrieve().to_be_bytes();
        let surplus = bytes.len().saturating_sub(self.bytes.len());
        bytes.get(surplus..).unwrap_or(&bytes).to_vec()
    }
}

/// `base` to the power of the exponent without its last `dropped` bits.
fn power(base: &Number, exponent: &[u8], dropped: usize) -> Number {
    let mut power = Number::one(base.params());
    for bit in bits(exponent).take(exponent.len().saturating_mul(8).saturating_sub(dropped)) {
        power = power.square();
        if bit {
            power = power.mul(base);
        }
    }
    power
}

/// The bits of a big-endian number, the highest first.
fn bits(number: &[u8]) -> impl Iterator<Item = bool> {
    number.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
}

/// A point in projective coordinates (X : Y : Z), which stands for (X/Z, Y/Z).
#[derive(Clone)]
struct Point {
    x: Number,
    y: Number,
    z: Number,
}

impl Point {
    /// Algorithm 4 of the paper, step by step.
    fn sum(&self, other: &Point, b: &Number) -> Point {
        let (xx, yy, zz) = (&self.x * &other.x, &self.y * &other.y, &self.z * &other.z);
        // Each sum of two mixed products: (a + b)(c + d) - ac - bd.
        let xy = (&self.x + &self.y) * (&other.x + &other.y) - (&xx + &yy);
        let yz = (&self.y + &self.z) * (&other.y + &other.z) - (&yy + &zz);
        let xz = (&self.x + &self.z) * (&other.x + &other.z) - (&xx + &zz);
        let zz3 = &(&zz + &zz) + &zz;
        let left = &xz - &(b * &zz);
        let left = &(&left + &left) + &left;
        let right = &(&(b * &xz) - &zz3) - &xx;
        let right = &(&right + &right) + &right;
        let (minus, plus) = (&yy - &left, &yy + &left);
        let xx3 = &(&(&xx + &xx) + &xx) - &zz3;
        Point {
            x: &(&xy * &plus) - &(&yz * &right),
            y: &(&plus * &minus) + &(&xx3 * &right),
            z: &(&yz * &minus) + &(&xy * &xx3),
        }
    }
}

impl Curve {
    fn read_point(&self, sec1: &[u8]) -> Option<Affine> {
        let field = Modulo::new(self.prime)?;
        let (form, coordinates) = sec1.split_first()?;
        let (x, y) = coordinates.split_at_checked(field.bytes.len())?;
        let at = field.number(x)?;
        // y² as the curve has it: (x² - 3)x + b.
        let one = Number::one(&field.params);
        let three = &(&one + &one) + &one;
        let square = &(&(&at.square() - &three) * &at) + &field.reduced(&from_hex(self.b));
        match (form, y) {
            (4, y) => {
                let is_on_curve = field.number(y)?.square() == square;
                is_on_curve.then(|| Affine { x: x.into(), y: y.into() })
            }
            (2 | 3, []) => {
                // The prime is 3 modulo 4, so a root is the power of (p + 1) / 4, which is ⌊p / 4⌋ + 1.
                let root = power(&square, &field.bytes, 2).mul(&square);
                if root.square() != square {
                    return None;
                }
                let is_odd = field.bytes_of(&root).last().is_some_and(|last| last % 2 == 1);
                let root = if is_odd == (*form == 3) { root } else { -root };
                Some(Affine { x: x.into(), y: field.bytes_of(&root).into() })
            }
            _ => None,
        }
    }

    fn verify(&self, key: &Affine, digest: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        let moduli = Modulo::new(self.prime).zip(Modulo::new(self.order));
        let (field, scalars) = moduli.ok_or(VerifyError::Mismatch)?;
        let width = scalars.bytes.len();
        let (found, expected) = (signature.len(), width.saturating_mul(2));
        if found != expected {
            return Err(VerifyError::WrongLength { expected, found });
        }
        let (r, s) = signature.split_at_checked(width).ok_or(VerifyError::Mismatch)?;
        let in_range = |bytes| scalars.number(bytes).filter(|number| number.is_nonzero().to_bool());
        // Step 1: r and s are from 1 to n - 1.
        let (r, s) = in_range(r).zip(in_range(s)).ok_or(VerifyError::OutOfRange)?;
        // Steps 3 and 4: the leftmost bits of a digest that is longer than the order.
        let digest = digest.get(..width).unwrap_or(digest);
        let mut padded = vec![0; width.saturating_sub(digest.len())];
        padded.extend_from_slice(digest);
        // Steps 5 to 7.
        let inverse = scalars.inverse(&s);
        let of_generator = scalars.bytes_of(&scalars.reduced(&padded).mul(&inverse));
        let of_key = scalars.bytes_of(&r.mul(&inverse));
        let sum = self.sum_of_products(&field, &of_generator, key, &of_key);
        if sum.z.is_zero().to_bool() {
            return Err(VerifyError::Mismatch);
        }
        // Steps 8 and 9: x by the order is r.
        let x = field.bytes_of(&sum.x.mul(&field.inverse(&sum.z)));
        if scalars.reduced(&x) == r { Ok(()) } else { Err(VerifyError::Mismatch) }
    }

    /// The generator and the key, each times a number, together: both numbers are gone through at once.
    fn sum_of_products(&self, field: &Modulo, of_generator: &[u8], key: &Affine, of_key: &[u8]) -> Point {
        let one = Number::one(&field.params);
        let b = field.reduced(&from_hex(self.b));
        let point = |x: &[u8], y: &[u8]| Point { x: field.reduced(x), y: field.reduced(y), z: one.clone() };
        let generator = point(&from_hex(self.x), &from_hex(self.y));
        let key = point(&key.x, &key.y);
        let both = generator.sum(&key, &b);
        let zero = Number::zero(&field.params);
        let mut sum = Point { x: zero.clone(), y: one.clone(), z: zero };
        for pair in bits(of_generator).zip(bits(of_key)) {
            sum = sum.sum(&sum, &b);
            let term = match pair {
                (false, false) => continue,
                (true, false) => &generator,
                (false, true) => &key,
                (true, true) => &both,
            };
            sum = sum.sum(term, &b);
        }
        sum
    }
}

/// The bytes of a constant above.
fn from_hex(hex: &str) -> Vec<u8> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |pair: &[u8]| pair.iter().filter_map(digit).fold(0u8, |byte, digit| byte << 4 | digit);
    hex.as_bytes().chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests;
