//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.

pub mod c14n;
pub mod text;
pub mod time;
pub mod xml;
