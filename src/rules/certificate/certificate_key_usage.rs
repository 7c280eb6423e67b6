use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::fix;
use crate::rules::naming::{certificate, sentence};

declare_rule! {
    /// ## What it means
    /// The certificate says what its key is for (keyUsage), and signatures are not among it. SAML does not
    /// look at it, but some products refuse such a certificate.
    ///
    /// ## How to fix it
    /// Make a signing certificate whose keyUsage has digitalSignature, and paste the new metadata.
    ///
    /// ## Standard
    /// RFC 5280 §4.2.1.3
    Certificate, "certificate-key-usage", Warning
}

const STEP: &str = "Make a signing certificate whose keyUsage allows digitalSignature.";

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        if read.key_usage.is_none_or(|usage| usage.allows_signatures()) {
            continue;
        }
        let message = format!(
            "{} is not meant for signatures, by its own keyUsage. Some products refuse it.",
            sentence(&certificate(read))
        );
        report.add(span, message).fix(fix::metadata_again(facts, STEP));
    }
}
