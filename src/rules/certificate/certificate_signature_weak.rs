use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::Reporter;

declare_rule! {
    /// ## What it means
    /// The certificate itself is signed with SHA-1 or MD5. That is harmless here: SAML takes the key from
    /// the metadata and never looks at who signed the certificate.
    ///
    /// ## How to fix it
    /// Nothing has to be done. What matters is the algorithm that responses are signed with.
    ///
    /// ## Standard
    /// SAML Metadata Interoperability Profile §2.6.1
    Certificate, "certificate-signature-weak", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        if !read.signature.is_weak {
            continue;
        }
        let message = format!(
            "{} is itself signed with {}. This is harmless here: only its key counts.",
            sentence(&certificate(read)),
            read.signature.name
        );
        report.add(span, message);
    }
}
