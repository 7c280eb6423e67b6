//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.
//!
//! The rooms stand in the order of their dependencies: each uses only those above it.

pub mod text;

pub mod base64;
pub mod time;

pub mod profile;

pub mod input;

pub mod capture;

pub mod xml;

pub mod c14n;

pub mod crypto;

pub mod x509;

pub mod dsig;

pub mod saml;

pub mod idp;

pub mod trust;

pub mod claims;

pub mod facts;

pub mod rules;

pub mod report;

pub mod verdict;
