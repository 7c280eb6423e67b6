//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.

pub mod text;
pub mod time;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
