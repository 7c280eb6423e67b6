//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.

pub mod input;
pub mod profile;
pub mod report;
pub mod text;
pub mod time;
