//! The report: what leaves the core. Nothing is decided here.

mod build;
mod claims;
mod messages;
mod metadata;
pub mod model;
mod signatures;
mod timeline;
mod words;

pub use build::to_report;
