//! The one extension that is read: keyUsage (RFC 5280 §4.2.1.3).

use x509_cert::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use x509_cert::der::{Reader, SliceReader, Tag, Tagged};
use x509_cert::ext::pkix;

/// What the certificate says its key is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyUsage {
    /// Signatures on data other than certificates: what SAML needs.
    pub digital_signature: bool,
    /// Signatures that are meant to bind; also called contentCommitment.
    pub non_repudiation: bool,
    /// Encrypting keys, as encrypted assertions do with the service provider's key.
    pub key_encipherment: bool,
    /// Encrypting data directly.
    pub data_encipherment: bool,
    /// Agreeing on keys.
    pub key_agreement: bool,
    /// Signing certificates.
    pub key_cert_sign: bool,
    /// Signing lists of revoked certificates.
    pub crl_sign: bool,
}

impl KeyUsage {
    /// Whether signatures on messages are among the uses.
    pub fn allows_signatures(self) -> bool {
        self.digital_signature || self.non_repudiation
    }
}

/// id-ce-keyUsage.
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");

/// The keyUsage among the Extensions; an error where they are malformed or name it twice (§4.2).
pub(super) fn read_key_usage(extensions: &[u8]) -> Result<Option<KeyUsage>, ()> {
    let mut found = None;
    let mut list = contents(AnyRef::try_from(extensions).map_err(drop)?)?;
    while !list.is_finished() {
        let mut extension = contents(list.decode().map_err(drop)?)?;
        let oid: ObjectIdentifier = extension.decode().map_err(drop)?;
        if Tag::peek(&extension) == Ok(Tag::Boolean) {
            extension.decode::<AnyRef<'_>>().map_err(drop)?;
        }
        let value: &OctetStringRef = extension.decode().map_err(drop)?;
        extension.finish().map_err(drop)?;
        if oid == KEY_USAGE && found.replace(read_flags(value.as_bytes())?).is_some() {
            return Err(());
        }
    }
    Ok(found)
}

fn contents(element: AnyRef<'_>) -> Result<SliceReader<'_>, ()> {
    if element.tag() != Tag::Sequence {
        return Err(());
    }
    SliceReader::new(element.value()).map_err(drop)
}

fn read_flags(der: &[u8]) -> Result<KeyUsage, ()> {
    let flags = <pkix::KeyUsage as x509_cert::der::Decode>::from_der(der).map_err(drop)?;
    Ok(KeyUsage {
        digital_signature: flags.digital_signature(),
        non_repudiation: flags.non_repudiation(),
        key_encipherment: flags.key_encipherment(),
        data_encipherment: flags.data_encipherment(),
        key_agreement: flags.key_agreement(),
        key_cert_sign: flags.key_cert_sign(),
        crl_sign: flags.crl_sign(),
    })
}
