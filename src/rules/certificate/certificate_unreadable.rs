use crate::base64::Base64Error;
use crate::facts::{Facts, MAX_CERTIFICATES, MetadataFacts};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, Severity, fix};
use crate::saml::KeyUsage;
use crate::text::Span;
use crate::x509::X509Error;

declare_rule! {
    /// ## What it means
    /// A certificate of the metadata cannot be read, so its key cannot verify anything. Often characters
    /// were lost or added when it was copied.
    ///
    /// ## How to fix it
    /// Download the metadata again and paste it unedited. `X509Certificate` holds the base64 of one
    /// certificate and nothing else.
    ///
    /// ## Standard
    /// XML-DSig §4.5.4, RFC 5280 §4.1
    Certificate, "certificate-unreadable", Error
}

/// Characters that are shown to find the place; those of every certificate begin with MII.
const BEGINNING: usize = 12;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for declared in facts.metadata.iter().flat_map(|metadata| &metadata.certificates) {
        let Err(error) = &declared.certificate else {
            continue;
        };
        let (what, is_for_encryption) = match declared.usage {
            KeyUsage::Encryption => ("An encryption certificate", true),
            _ => ("A signing certificate", false),
        };
        let text = declared.span.of(facts.sources.text(declared.span.source));
        let begins: String = text.split_whitespace().flat_map(str::chars).take(BEGINNING).collect();
        let begins = match begins.is_empty() {
            true => String::new(),
            false => format!(" It begins with {}.", quoted(&begins)),
        };
        let message = format!("{what} cannot be read: {}.{begins}", why(error));
        let finding = report.add(place(declared.span, text, error), message);
        finding.fix(match error {
            X509Error::OtherArmour { .. } | X509Error::NotACertificate { .. } => Fix::at_idp(vec![
                "Put the signing certificate itself there, not a key or a container.".to_owned(),
            ]),
            X509Error::SeveralCertificates => Fix::at_idp(vec![
                "Leave only the signing certificate; each further one needs its own X509Certificate.".to_owned(),
            ]),
            _ => fix::at_idp(facts, Change::Cert, Values::default()),
        });
        if is_for_encryption {
            finding.severity(Severity::Warning);
        }
    }
    facts.metadata.iter().for_each(|metadata| check_count(metadata, report));
}

/// Keys beyond the limit verify nothing; a response that one of them signed would be refused.
fn check_count(metadata: &MetadataFacts, report: &mut Reporter<'_>) {
    let Some(first) = metadata.unread_certificates.first() else {
        return;
    };
    let message = format!(
        "The metadata declares {} certificates, of which the first {MAX_CERTIFICATES} are read.",
        metadata.certificates.len().saturating_add(metadata.unread_certificates.len())
    );
    report.add(*first, message).fix(fix::remove_old_certificates()).severity(Severity::Warning);
}

fn why(error: &X509Error) -> String {
    match error {
        X509Error::Empty => "there is nothing in it".to_owned(),
        X509Error::Base64(Base64Error::Character { found, .. }) => {
            format!("the character {} does not belong in base64", quoted(&found.to_string()))
        }
        X509Error::Base64(_) => "its base64 has characters missing or too many".to_owned(),
        other => other.to_string(),
    }
}

/// The character that is wrong, where the text is plain enough for offsets to carry over.
fn place(whole: Span, text: &str, error: &X509Error) -> Span {
    let at = error.at().filter(|_| !text.contains(['&', '<', '\r']));
    let Some(rest) = at.and_then(|at| text.get(at..)) else {
        return whole;
    };
    let Some(character) = rest.chars().next() else {
        return whole;
    };
    let from = whole.end().saturating_sub(rest.len());
    Span::new(whole.source, from, from.saturating_add(character.len_utf8()))
}
