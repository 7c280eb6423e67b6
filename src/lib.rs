//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.

pub mod capture;
pub mod text;
pub mod time;
