//! The curves here and the crates for them give the same answers.

use super::*;
use crate::crypto::{DigestAlgorithm, ecdsa};
use p256::ecdsa::signature::hazmat::PrehashSigner;

/// Bytes that look random and are the same in every run.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let digests = (0u64..).map(|at| DigestAlgorithm::Sha256.digest(format!("{seed} {at}").as_bytes()));
    digests.flat_map(|digest| digest.as_bytes().to_vec()).take(length).collect()
}

macro_rules! compared {
    ($name:ident, $curve:ident, $ours:ident, $width:literal, $top:literal) => {
        #[test]
        fn $name() {
            let mut good = 0;
            for seed in 0..2u64 {
                let mut secret = bytes(seed, $width);
                secret[0] &= $top;
                let signing = $curve::ecdsa::SigningKey::from_slice(&secret).unwrap();
                let public = signing.verifying_key();
                for compressed in [false, true] {
                    let sec1 = public.to_sec1_point(compressed);
                    let ours = $ours::read_point(sec1.as_bytes()).unwrap();
                    let theirs = ecdsa::$ours::read_point(sec1.as_bytes()).unwrap();
                    for algorithm in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512] {
                        let digest = algorithm.digest(&bytes(seed, 40));
                        let made: $curve::ecdsa::Signature = signing.sign_prehash(digest.as_bytes()).unwrap();
                        let whole = made.to_bytes().to_vec();
                        assert_eq!(ours.verify(&digest, &whole), Ok(()), "{seed} {algorithm:?}");
                        good += 1;
                        let mut changed = Vec::new();
                        for at in [$width - 1, 2 * $width - 1] {
                            let mut other = whole.clone();
                            other[at] ^= 1;
                            changed.push(other);
                        }
                        changed.push(bytes(seed, 2 * $width));
                        changed.push(whole[1..].to_vec());
                        changed.push([&whole[$width..], &whole[..$width]].concat());
                        for other in changed {
                            let said = ours.verify(&digest, &other);
                            assert_eq!(said, theirs.verify(&digest, &other), "{other:?}");
                            assert!(said.is_err());
                        }
                    }
                }
            }
            assert_eq!(good, 8);
        }
    };
}

compared!(p256_is_as_its_crate_has_it, p256, P256Key, 32, 0x7f);
compared!(p384_is_as_its_crate_has_it, p384, P384Key, 48, 0x7f);
compared!(p521_is_as_its_crate_has_it, p521, P521Key, 66, 0x00);

#[test]
fn points_that_the_crates_refuse_are_refused() {
    let mut read = 0;
    for (curve, width) in [(&P256, 32usize), (&P384, 48), (&P521, 66)] {
        let prime = from_hex(curve.prime);
        let (x, y) = (from_hex(curve.x), from_hex(curve.y));
        let mut coordinates = vec![x.clone(), y.clone(), prime.clone(), vec![0; width], vec![0xff; width]];
        let mut below = prime;
        below[width - 1] -= 1;
        coordinates.push(below);
        coordinates.extend((0..12).map(|seed| {
            let mut random = bytes(seed, width);
            random[0] &= if width == 66 { 1 } else { 0xff };
            random
        }));
        for form in [0u8, 1, 2, 3, 4, 5, 6, 7, 0xff] {
            let mut points = vec![vec![form]];
            for x in &coordinates {
                points.push([&[form], x.as_slice()].concat());
                points.extend([&x, &y].map(|y| [&[form], x.as_slice(), y].concat()));
            }
            for point in points {
                let (ours, theirs) = match width {
                    32 => {
                        (P256Key::read_point(&point).is_some(), ecdsa::P256Key::read_point(&point).is_some())
                    }
                    48 => {
                        (P384Key::read_point(&point).is_some(), ecdsa::P384Key::read_point(&point).is_some())
                    }
                    _ => {
                        (P521Key::read_point(&point).is_some(), ecdsa::P521Key::read_point(&point).is_some())
                    }
                };
                assert_eq!(ours, theirs, "{point:?}");
                read += usize::from(ours);
            }
        }
    }
    assert!(read > 20, "about half of all x are on the curve: {read}");
}

/// Sums that the usual formulas have to treat apart: a point and itself, its opposite, and infinity.
#[test]
fn sums_of_every_kind_hold() {
    for curve in [&P256, &P384, &P521] {
        let field = Modulo::new(curve.prime).unwrap();
        let order = from_hex(curve.order);
        let key = Affine { x: from_hex(curve.x).into(), y: from_hex(curve.y).into() };
        let width = order.len();
        let small = |number: u8| [vec![0; width - 1], vec![number]].concat();
        let times = |a: &[u8], b: &[u8]| {
            let sum = curve.sum_of_products(&field, a, &key, b);
            let z = field.inverse(&sum.z);
            (!sum.z.is_zero().to_bool())
                .then(|| (field.bytes_of(&sum.x.mul(&z)), field.bytes_of(&sum.y.mul(&z))))
        };
        assert_eq!(times(&small(0), &small(0)), None);
        assert_eq!(times(&order, &small(0)), None, "the order times the generator is infinity");
        let mut less = order.clone();
        less[width - 1] -= 1;
        assert_eq!(times(&less, &small(1)), None, "a point and its opposite");
        assert_eq!(times(&order, &small(1)), Some((key.x.to_vec(), key.y.to_vec())));
        // The key is the generator here, so only the sum of the two numbers counts.
        for (a, b) in [(1, 1), (2, 0), (3, 2), (0, 5), (7, 7)] {
            assert_eq!(times(&small(a), &small(b)), times(&small(a + b), &small(0)), "{a} + {b}");
        }
        assert_ne!(times(&small(2), &small(0)), times(&small(1), &small(0)));
    }
}
