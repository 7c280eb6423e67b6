use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// A certificate stands in the metadata with its BEGIN and END lines. Only the base64 between them
    /// belongs there. It is read here, but other products refuse it.
    ///
    /// ## How to fix it
    /// Remove the lines `-----BEGIN CERTIFICATE-----` and `-----END CERTIFICATE-----`.
    ///
    /// ## Standard
    /// XML-DSig §4.5.4
    Certificate, "certificate-pem-wrapped", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let certificates = facts.metadata.iter().flat_map(|metadata| &metadata.certificates);
    for declared in certificates.filter(|declared| declared.was_pem_wrapped) {
        report
            .add(
                declared.span,
                "The certificate has BEGIN and END lines around it, which do not belong in metadata.",
            )
            .fix(Fix::at_idp(vec![
                "Remove the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.".to_owned(),
            ]));
    }
}
