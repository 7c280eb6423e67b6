//! What has to hold for any input: shared by the fuzz targets and by the tests of every day.
//!
//! A property takes bytes and panics where it does not hold. Each reads a text in its own way; bytes
//! that are no UTF-8 are read lossily, since the core takes text from its borders.

// Each target uses its own.
#![allow(dead_code)]

mod decoders;
mod documents;
mod report;
mod rewrite;
mod whole;

pub(crate) use decoders::{DECODERS, capture, decoders};
pub(crate) use documents::{c14n, dsig, xml};
pub(crate) use whole::{SEPARATOR, check, metadata};

/// Panics where it does not hold for the input.
pub(crate) type Property = fn(&[u8]);

/// Every target by name.
pub(crate) const TARGETS: [(&str, Property); 7] = [
    ("capture", capture),
    ("decoders", decoders),
    ("xml", xml),
    ("c14n", c14n),
    ("dsig", dsig),
    ("metadata", metadata),
    ("check", check),
];
