use crate::facts::{Facts, SelfContradiction};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// The metadata is signed, and its signature does not fit: the text was edited or laid out anew after
    /// signing. Unless the settings ask for a signer, this is a warning: the keys in it are still read.
    ///
    /// ## How to fix it
    /// Download the metadata again and paste the file as it is, without opening it in an editor that
    /// formats.
    ///
    /// ## Standard
    /// SAML Metadata §3
    Metadata, "metadata-signature-invalid", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = facts.metadata.as_ref().filter(|metadata| !metadata.is_signed_by_signer()) else {
        return;
    };
    let (Some(signature), Some(Ok(document))) = (&metadata.signature, &metadata.document) else {
        return;
    };
    let Some((check, contradiction)) = signature.contradiction() else {
        return;
    };
    let message = match contradiction {
        SelfContradiction::ContentChanged => {
            "The metadata was changed after it was signed: it was edited, or a viewer reformatted it."
        }
        SelfContradiction::OwnKeyFails => {
            "The signature of the metadata does not fit the certificate that it carries: one of the two \
             was changed."
        }
        SelfContradiction::Refused => {
            "The signature of the metadata is not built as SAML allows, so it proves nothing."
        }
    };
    let finding = report.add(document.start_tag_span(check.node), message);
    finding.fix(fix::at_idp(facts, Change::Cert, Values::default()));
    if metadata.signer.is_some() {
        finding.severity(Severity::Error);
    }
}
