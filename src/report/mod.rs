//! The report: what leaves the core. Nothing is decided here.

mod build;
mod changes;
mod claims;
mod comparison;
pub mod guide;
mod messages;
mod metadata;
pub mod model;
mod redact;
#[cfg(feature = "cli")]
mod sarif;
mod signatures;
mod text;
mod timeline;
mod words;

pub use build::to_report;
pub use redact::to_redacted_report;
#[cfg(feature = "cli")]
pub use sarif::to_sarif;
pub use text::to_text;
