use crate::crypto::KeyError;
use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::fix;
use crate::rules::naming::certificate;

declare_rule! {
    /// ## What it means
    /// The key of a signing certificate is of a kind that XML signatures are not verified with here: only RSA
    /// of 1024 to 8192 bits and the curves P-256, P-384 and P-521 are.
    ///
    /// ## How to fix it
    /// Make a signing certificate with an RSA key of 2048 bits at the identity provider, and paste the new
    /// metadata.
    ///
    /// ## Standard
    /// XML-DSig §6.4
    Certificate, "certificate-key-unsupported", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        let Err(error) = &read.public_key else {
            continue;
        };
        let why = match error {
            // A short key has a rule of its own.
            KeyError::RsaTooShort { .. } => continue,
            KeyError::Malformed => "it cannot be read".to_owned(),
            KeyError::UnsupportedAlgorithm { .. } => {
                format!("keys of the kind {} are not supported", read.key.kind.name())
            }
            KeyError::UnsupportedCurve { oid } => {
                format!("its curve ({oid}) is none of P-256, P-384 and P-521")
            }
            KeyError::UnnamedCurve => "its curve is spelt out in place of named".to_owned(),
            KeyError::PointNotOnCurve => "it is no point of its curve".to_owned(),
            KeyError::RsaTooLong { bits } => format!("{bits} bits are more than 8192"),
            KeyError::RsaModulusEven => "its modulus is even".to_owned(),
            KeyError::RsaExponent => "its exponent is not allowed".to_owned(),
        };
        report
            .add(span, format!("The key of {} cannot be used: {why}.", certificate(read)))
            .fix(fix::new_certificate(facts));
    }
}
