use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The settings name a certificate that the metadata must be signed with, and the metadata has no
    /// signature at the place where one would cover it.
    ///
    /// ## How to fix it
    /// Get the signed metadata, from the identity provider or the federation, and paste it unedited.
    ///
    /// ## Standard
    /// SAML Metadata §3
    Metadata, "metadata-signature-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = facts.metadata.as_ref().filter(|metadata| metadata.signer.is_some()) else {
        return;
    };
    let Some(entity) = &metadata.entity else {
        return;
    };
    if metadata.signature.as_ref().is_some_and(|signature| signature.checks().next().is_some()) {
        return;
    }
    let message = "These settings take only metadata that is signed with a certain certificate (metadataSigner), and \
                   this metadata has no signature.";
    let ask = "Get the signed one from whoever publishes it, such as the federation, and paste it unedited. If your \
               metadata was never meant to be signed, remove the certificate from the setting metadataSigner.";
    report.add(entity.span, message).fix(Fix::at_sp(ask, Some("metadataSigner")));
}
