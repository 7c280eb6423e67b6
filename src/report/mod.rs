//! The report: what leaves the core. Nothing is decided here.

mod build;
mod changes;
mod claims;
mod comparison;
mod excerpt;
pub mod guide;
mod messages;
mod metadata;
pub mod model;
mod preview;
mod provisioning;
mod redact;
#[cfg(feature = "cli")]
mod sarif;
mod signatures;
mod text;
mod timeline;
mod width;
mod words;

pub use build::to_report;
pub use redact::to_redacted_report;
#[cfg(feature = "cli")]
pub use sarif::to_sarif;
pub use text::to_text;
