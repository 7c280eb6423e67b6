//! XML Encryption 1.1: an element that holds an EncryptedData, and a private key → the text inside.
//!
//! What comes out is text and nothing more: whoever asked reads it with the one parser. Nothing is ever
//! fetched; the algorithms are a closed list; and there is one error for everything that can go wrong
//! with keys and ciphertexts, so that the difference teaches nobody anything.

#![cfg_attr(
    not(test),
    deny(clippy::as_conversions, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

#[cfg(feature = "whole")]
mod algorithm;
#[cfg(feature = "whole")]
mod decrypt;
#[cfg(not(feature = "whole"))]
mod no_decryption;
mod outcome;
#[cfg(feature = "whole")]
mod read;

#[cfg(feature = "whole")]
pub use decrypt::decrypt;
#[cfg(not(feature = "whole"))]
pub use no_decryption::decrypt;
pub use outcome::{Attempts, Decrypted, StructureFault, Weakness, XencError};

/// The namespace of XML Encryption.
pub const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// The namespace of what XML Encryption 1.1 added.
pub const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";
