//! Certificates as text: the base64 of `ds:X509Certificate`, and PEM (RFC 7468).

use super::{Certificate, X509Error, read_der};
use crate::base64::{Base64Error, decode_base64};
use crate::text::is_xml_white_space;

/// A certificate together with how it was written.
#[derive(Clone, Debug)]
pub struct ReadText {
    /// The certificate.
    pub certificate: Certificate,
    /// How it was written.
    pub writing: Writing,
}

/// How the text of a `ds:X509Certificate` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The base64 of its DER, as it should be (XML-DSig §4.5.4).
    Base64,
    /// The same between PEM's BEGIN and END lines.
    Pem,
    /// The base64 of a whole PEM text: in base64 twice.
    EncodedPem,
}

/// Reads the text of a `ds:X509Certificate`: base64 of one certificate, white space allowed.
///
/// PEM armour around it is read too, and so is the base64 of a PEM text, because these are usual slips that
/// leave no doubt; how it was written is reported.
///
/// # Errors
/// [`X509Error`] for anything that is not exactly one certificate.
pub fn read_base64_text(text: &str) -> Result<ReadText, X509Error> {
    let start = text.find(|c| !is_xml_white_space(c)).ok_or(X509Error::Empty)?;
    if !text.get(start..).is_some_and(|rest| rest.starts_with(BEGIN)) {
        let der = decode_base64(text).map_err(|error| chain_or(text, error))?;
        if let Some(inner) = std::str::from_utf8(&der).ok().filter(|inner| inner.starts_with(BEGIN)) {
            // The base64 of a PEM file: products that hand it to OpenSSL never notice. It means one thing.
            return Ok(ReadText { certificate: read_pem(inner)?, writing: Writing::EncodedPem });
        }
        return Ok(ReadText { certificate: read_der(&der)?, writing: Writing::Base64 });
    }
    let armour = Armour::read(text, start)?;
    if let Some(at) = text.get(armour.end..).and_then(|rest| rest.find(|c| !is_xml_white_space(c))) {
        let at = armour.end.saturating_add(at);
        return Err(match text.get(at..).is_some_and(|rest| rest.starts_with(BEGIN)) {
            true => X509Error::SeveralCertificates,
            false => X509Error::TextAroundArmour { at },
        });
    }
    Ok(ReadText { certificate: armour.read_certificate()?, writing: Writing::Pem })
}

/// Padding in the middle of base64 is where one certificate of a chain ends, if what stands before it is one.
fn chain_or(text: &str, error: Base64Error) -> X509Error {
    let head = match error {
        Base64Error::Character { at, found: '=' } => {
            let padding = text.bytes().skip(at).take_while(|byte| *byte == b'=').count();
            text.get(..at.saturating_add(padding)).unwrap_or("")
        }
        _ => "",
    };
    match decode_base64(head).map(|der| read_der(&der)) {
        Ok(Ok(_)) => X509Error::SeveralCertificates,
        _ => X509Error::Base64(error),
    }
}

/// Reads the one certificate of a PEM text. Explanatory text around the armour is passed over, as RFC 7468
/// §2 has it, since `openssl` and key stores write some.
///
/// # Errors
/// [`X509Error`] where there is no armour, more than one, another thing inside, or a broken certificate.
pub fn read_pem(text: &str) -> Result<Certificate, X509Error> {
    if text.chars().all(is_xml_white_space) {
        return Err(X509Error::Empty);
    }
    let armour = Armour::read(text, text.find(BEGIN).ok_or(X509Error::NoArmour)?)?;
    if text.get(armour.end..).is_some_and(|rest| rest.contains(BEGIN)) {
        return Err(X509Error::SeveralCertificates);
    }
    armour.read_certificate()
}

/// What a PEM text starts with, before its label.
const BEGIN: &str = "-----BEGIN ";
/// What ends both lines.
const DASHES: &str = "-----";
/// The labels of RFC 7468 are half as long; what is longer is text between two other dashes.
const LONGEST_LABEL: usize = 64;

/// The armour around one certificate.
struct Armour<'a> {
    body: &'a str,
    /// Where the body starts in the whole text.
    start: usize,
    /// Where the END line ends in the whole text.
    end: usize,
}

impl<'a> Armour<'a> {
    /// Reads the armour whose BEGIN stands at byte `at`.
    fn read(text: &'a str, at: usize) -> Result<Armour<'a>, X509Error> {
        let open = X509Error::ArmourNotClosed { at };
        let label_at = at.saturating_add(BEGIN.len());
        let (label, rest) =
            text.get(label_at..).and_then(|rest| rest.split_once(DASHES)).ok_or(open.clone())?;
        if label.len() > LONGEST_LABEL {
            return Err(open);
        }
        if !matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE") {
            return Err(X509Error::OtherArmour { label: label.to_owned(), at });
        }
        let start = label_at.saturating_add(label.len()).saturating_add(DASHES.len());
        let end_line = format!("{DASHES}END {label}{DASHES}");
        let (body, _) = rest.split_once(end_line.as_str()).ok_or(open)?;
        let end = start.saturating_add(body.len()).saturating_add(end_line.len());
        Ok(Armour { body, start, end })
    }

    fn read_certificate(&self) -> Result<Certificate, X509Error> {
        let der = decode_base64(self.body).map_err(|error| X509Error::Base64(error.shifted(self.start)))?;
        read_der(&der)
    }
}
