//! Verifies SAML 2.0 and maps claims: see ARCHITECTURE.md.
//!
//! The rooms stand in the order of their dependencies: each uses only those above it.

#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::dbg_macro,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
// What serves messages alone has no caller there.
#![cfg_attr(not(feature = "whole"), allow(dead_code, unused_imports))]

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

pub mod xenc;

pub mod saml;

pub mod idp;

pub mod trust;

pub mod diagnose;

pub mod claims;

pub mod facts;

pub mod rules;

pub mod verdict;

pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

/// Checks one input. The same input always gives the same report.
pub fn check(input: &input::Input) -> report::model::Report {
    let facts = facts::Facts::gather(input);
    let findings = rules::run(&facts);
    let verdicts = verdict::verdicts(&facts, &findings);
    report::to_report(&facts, &rules::fold(findings), verdicts)
}

/// Checks one input and redacts the report, to be attached to a support ticket: the same findings at the
/// same places, with every value of the customer replaced. Its places point into its own sources.
pub fn redacted_report(input: &input::Input) -> report::model::Report {
    let facts = facts::Facts::gather(input);
    let findings = rules::run(&facts);
    let verdicts = verdict::verdicts(&facts, &findings);
    report::to_redacted_report(&facts, &rules::fold(findings), verdicts)
}
