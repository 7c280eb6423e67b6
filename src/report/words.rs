//! How values are written in a report.

use std::fmt::Write;

use crate::idp::{Evidence, Sign};

/// Bytes in lower-case hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// A sign by which a product was recognised, such as “entityID http://www.okta.com/…”.
pub(super) fn evidence(evidence: &Evidence) -> String {
    let sign = match evidence.sign {
        Sign::EntityId => "entityID",
        Sign::Location => "endpoint",
        Sign::CertificateSubject => "certificate",
        Sign::RoleDescriptor => "role",
        Sign::Scope => "extension",
        Sign::KeyName => "key name",
        Sign::Attribute => "attribute",
        Sign::MessageId => "message ID",
    };
    format!("{sign} {}", evidence.found)
}
