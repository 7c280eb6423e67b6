use crate::crypto::{KeyError, KeyKind};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// The RSA key of a signing certificate is shorter than 2048 bits. Keys below 1024 bits can be broken
    /// today: signatures made with them prove nothing, and they are not used.
    ///
    /// ## How to fix it
    /// Make a new signing certificate with at least 2048 bits at the identity provider, and paste the new
    /// metadata.
    ///
    /// ## Standard
    /// NIST SP 800-131A §3
    Certificate, "certificate-key-weak", Warning
}

/// Recommended since 2014 (NIST SP 800-131A).
const ENOUGH: u32 = 2048;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        let (bits, is_refused) = match &read.public_key {
            Err(KeyError::RsaTooShort { bits }) => (*bits, true),
            Ok(key) if read.key.kind == KeyKind::Rsa && key.bits() < ENOUGH => (key.bits(), false),
            _ => continue,
        };
        let verdict = match is_refused {
            true => "it can be broken, so it is not used",
            false => "at least 2048 bits are recommended",
        };
        let message = format!("The RSA key of {} has {bits} bits: {verdict}.", certificate(read));
        let finding = report.add(span, sentence(&message));
        finding.fix(fix::new_certificate(facts));
        if is_refused {
            finding.severity(Severity::Error);
        }
    }
}
