use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The settings name a certificate that the metadata must be signed with, and it is signed with another
    /// key.
    ///
    /// ## How to fix it
    /// Get the metadata from the source that the certificate belongs to; or, if that source has a new
    /// certificate, put the new one into the settings after comparing its fingerprint by another way.
    ///
    /// ## Standard
    /// SAML Metadata §3
    Metadata, "metadata-signature-untrusted", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = facts.metadata.as_ref().filter(|metadata| !metadata.is_signed_by_signer()) else {
        return;
    };
    let (Some(signer), Some(signature), Some(Ok(document))) =
        (&metadata.signer, &metadata.signature, &metadata.document)
    else {
        return;
    };
    let Some(check) = signature.checks().next().filter(|_| signature.contradiction().is_none()) else {
        return;
    };
    let (message, fix) = match signer {
        Ok(signer) => (
            format!(
                "These settings take only metadata that is signed with {}, and this metadata is signed with another \
                 key.",
                naming::certificate(signer)
            ),
            Fix::at_sp(
                "Get the file that is signed with that certificate from whoever publishes it, such as the federation. \
                 Only if they have a new certificate, and you have compared its SHA-256 by another way than this file \
                 came, put it into the setting metadataSigner. If your metadata was never meant to be signed, empty \
                 the setting.",
                Some("metadataSigner"),
            ),
        ),
        Err(error) => (
            format!("The certificate in the setting metadataSigner, which metadata has to be signed with, cannot be read: {error}."),
            Fix::at_sp("Put that certificate into the setting metadataSigner again, as PEM: from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.", Some("metadataSigner")),
        ),
    };
    report.add(document.start_tag_span(check.node), message).fix(fix);
}
