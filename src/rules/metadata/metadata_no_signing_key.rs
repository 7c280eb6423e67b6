use crate::facts::{Facts, MetadataFacts};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};
use crate::saml::KeyUsage;

declare_rule! {
    /// ## What it means
    /// The metadata has no key that a signature could be checked with, so no login could be trusted. Only
    /// keys for signing, or for no stated use, in a readable certificate count.
    ///
    /// ## How to fix it
    /// Make sure that the identity provider has an active signing certificate, and download the metadata
    /// again.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Metadata, "metadata-no-signing-key", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let Some(role) = metadata.role() else {
        return;
    };
    if metadata.trusted.iter().any(|trusted| trusted.certificate().public_key.is_ok()) {
        return;
    }
    let message = format!("The metadata has no certificate to check signatures with, so no login could be verified: {}.", why(metadata));
    let finding = report.add(role.span, message);
    match role.keys.iter().find_map(|key| key.foreign).filter(|_| lacks_certificates(metadata)) {
        None => finding.fix(fix::fresh_metadata(facts).then(fix::ask_support("for metadata with a signing certificate"))),
        Some(span) => finding.related("This element is not in the namespace of XML Signature.", span).fix(
            fix::fresh_metadata(facts).then(
                "If you wrote the file yourself: declare the namespace on KeyInfo without a prefix, \
                 xmlns=\"http://www.w3.org/2000/09/xmldsig#\", or write the prefix that is declared before \
                 KeyInfo, X509Data and X509Certificate.",
            ),
        ),
    };
}

fn lacks_certificates(metadata: &MetadataFacts) -> bool {
    metadata.role().is_some_and(|role| role.keys.iter().all(|key| key.certificates.is_empty()))
}

fn why(metadata: &MetadataFacts) -> &'static str {
    let keys = || metadata.role().into_iter().flat_map(|role| &role.keys);
    let may_sign = || keys().filter(|key| key.usage.may_sign());
    if keys().next().is_none() {
        return "there is none at all (no KeyDescriptor)";
    }
    if may_sign().next().is_none() {
        return match keys().all(|key| key.usage == KeyUsage::Encryption) {
            true => "it only has certificates for encryption",
            false => "none of its keys is marked for signing",
        };
    }
    if may_sign().any(|key| !key.certificates.is_empty()) {
        return "none of its signing certificates can be used";
    }
    if may_sign().any(|key| key.foreign.is_some()) {
        return "its certificate stands in elements of another namespace than XML Signature's";
    }
    match may_sign().any(|key| key.has_bare_key) {
        true => "its signing key stands there without a certificate",
        false => "its signing key has no certificate",
    }
}
