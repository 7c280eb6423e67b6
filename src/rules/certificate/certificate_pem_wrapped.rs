use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::{Fix, Reporter};
use crate::x509::Writing;

declare_rule! {
    /// ## What it means
    /// A certificate stands in the metadata with its BEGIN and END lines, or is in base64 twice, because a
    /// whole PEM file was encoded. Only the base64 between these lines belongs there. It is read here, but
    /// other products refuse it.
    ///
    /// ## How to fix it
    /// Nothing has to be done for this service provider. Where the file is written by hand, put only the
    /// text between `-----BEGIN CERTIFICATE-----` and `-----END CERTIFICATE-----` there.
    ///
    /// ## Standard
    /// XML-DSig §4.5.4
    Certificate, "certificate-pem-wrapped", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for declared in facts.metadata.iter().flat_map(|metadata| &metadata.certificates) {
        let fault = match declared.writing {
            Writing::Base64 => continue,
            Writing::Pem => "has BEGIN and END lines around it, which do not belong in metadata",
            Writing::EncodedPem => {
                "is in base64 twice: a whole PEM file, with its BEGIN and END lines, was encoded once more"
            }
        };
        let whose = declared.certificate.as_ref().map_or_else(|_| "the certificate".to_owned(), certificate);
        let message =
            format!("{} {fault}. It is read here; other products may refuse it.", sentence(&whose));
        report.add(declared.span, message).fix(Fix::at_idp(vec![
            "Nothing has to be done here. Where the metadata is written by hand or by a script, put only what \
             stands between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- into X509Certificate."
                .to_owned(),
        ]));
    }
}
