//! The report: what leaves the core.

pub mod model;
