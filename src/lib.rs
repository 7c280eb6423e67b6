//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.

pub mod base64;
pub mod crypto;
pub mod idp;
pub mod text;
pub mod time;
pub mod x509;
