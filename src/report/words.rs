//! How values are written in a report.

pub(super) use crate::x509::to_hexadecimal as hexadecimal;
