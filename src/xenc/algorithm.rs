//! Algorithm identifiers of XML Encryption 1.1 (§5.1). The lists are closed and compared exactly.

use super::read::Reader;
use super::{StructureFault, XENC, XENC11, XencError};
use crate::crypto::{ContentCipher, DigestAlgorithm, KeyTransport, KeyWrap};
use crate::dsig::{DSIG, algorithm};
use crate::text::Located;
use crate::xml::NodeId;

/// What an EncryptedData's EncryptionMethod names with `uri`; `None` where it is not on the list.
pub(super) fn content_cipher(uri: &str) -> Option<ContentCipher> {
    Some(match uri {
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc" => ContentCipher::Aes128Cbc,
        "http://www.w3.org/2001/04/xmlenc#aes192-cbc" => ContentCipher::Aes192Cbc,
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc" => ContentCipher::Aes256Cbc,
        "http://www.w3.org/2009/xmlenc11#aes128-gcm" => ContentCipher::Aes128Gcm,
        "http://www.w3.org/2009/xmlenc11#aes192-gcm" => ContentCipher::Aes192Gcm,
        "http://www.w3.org/2009/xmlenc11#aes256-gcm" => ContentCipher::Aes256Gcm,
        _ => return None,
    })
}

/// How an EncryptedKey's key is encrypted.
#[derive(Clone, Debug)]
pub(super) enum KeyAlgorithm {
    /// For the owner of an RSA key.
    Transport(KeyTransport),
    /// With another key of AES.
    Wrap(KeyWrap),
}

const RSA_PKCS1: &str = "http://www.w3.org/2001/04/xmlenc#rsa-1_5";
const RSA_OAEP_MGF1P: &str = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
const RSA_OAEP: &str = "http://www.w3.org/2009/xmlenc11#rsa-oaep";

/// What MGF names with `uri` (§5.5.2); `None` where it is not on the list.
fn mask(uri: &str) -> Option<DigestAlgorithm> {
    Some(match uri {
        "http://www.w3.org/2009/xmlenc11#mgf1sha1" => DigestAlgorithm::Sha1,
        "http://www.w3.org/2009/xmlenc11#mgf1sha224" => DigestAlgorithm::Sha224,
        "http://www.w3.org/2009/xmlenc11#mgf1sha256" => DigestAlgorithm::Sha256,
        "http://www.w3.org/2009/xmlenc11#mgf1sha384" => DigestAlgorithm::Sha384,
        "http://www.w3.org/2009/xmlenc11#mgf1sha512" => DigestAlgorithm::Sha512,
        _ => return None,
    })
}

/// A label longer than this belongs to nobody; SAML uses none.
const LONGEST_LABEL: usize = 1_024;

impl Reader<'_> {
    /// The cipher of an EncryptedData's EncryptionMethod, with the place that names it.
    pub(super) fn content_method(&self, method: NodeId) -> Result<Located<ContentCipher>, XencError> {
        let uri = self.algorithm_uri(method)?;
        // KeySize says again what the algorithm's name says (§3.2), so it is passed over.
        let is_known = |child: &NodeId| self.document.is(*child, XENC, "KeySize");
        if let Some(other) = self.elements(method)?.into_iter().find(|child| !is_known(child)) {
            return Err(self.fault(StructureFault::Unexpected, other));
        }
        match content_cipher(&uri.value) {
            Some(cipher) => Ok(Located::new(cipher, uri.span)),
            None => Err(refused("EncryptionMethod", uri)),
        }
    }

    /// The algorithm of an EncryptedKey's EncryptionMethod, with the place that names it.
    pub(super) fn key_method(&self, method: NodeId) -> Result<Located<KeyAlgorithm>, XencError> {
        let uri = self.algorithm_uri(method)?;
        let children = self.elements(method)?;
        let wrap = |wrap| Ok(Located::new(KeyAlgorithm::Wrap(wrap), uri.span));
        match uri.value.as_str() {
            "http://www.w3.org/2001/04/xmlenc#kw-aes128" => return wrap(KeyWrap::Aes128),
            "http://www.w3.org/2001/04/xmlenc#kw-aes192" => return wrap(KeyWrap::Aes192),
            "http://www.w3.org/2001/04/xmlenc#kw-aes256" => return wrap(KeyWrap::Aes256),
            // Some write a DigestMethod here too, where it means nothing.
            RSA_PKCS1 => {
                return Ok(Located::new(KeyAlgorithm::Transport(KeyTransport::RsaPkcs1), uri.span));
            }
            RSA_OAEP_MGF1P | RSA_OAEP => {}
            _ => return Err(refused("EncryptionMethod", uri)),
        }
        let (mut digest, mut mgf, mut label) = (None, None, None);
        for child in children {
            let is = |namespace, local| self.document.is(child, namespace, local);
            let is_repeated = if is(DSIG, "DigestMethod") {
                digest.replace(self.digest_method(child)?).is_some()
            } else if is(XENC11, "MGF") {
                mgf.replace(self.mask_method(child, uri.value == RSA_OAEP)?).is_some()
            } else if is(XENC, "OAEPparams") {
                label.replace(self.base64(child, LONGEST_LABEL)?).is_some()
            } else {
                !is(XENC, "KeySize")
            };
            if is_repeated {
                return Err(self.fault(StructureFault::Unexpected, child));
            }
        }
        let transport = KeyTransport::RsaOaep {
            digest: digest.unwrap_or(DigestAlgorithm::Sha1),
            mask: mgf.unwrap_or(DigestAlgorithm::Sha1),
            label: label.unwrap_or_default(),
        };
        Ok(Located::new(KeyAlgorithm::Transport(transport), uri.span))
    }

    fn digest_method(&self, node: NodeId) -> Result<DigestAlgorithm, XencError> {
        let uri = self.algorithm_uri(node)?;
        algorithm::digest(&uri.value).ok_or_else(|| refused("DigestMethod", uri))
    }

    /// `rsa-oaep-mgf1p` is defined with MGF1 of SHA-1 alone, so there nothing else may be named.
    fn mask_method(&self, node: NodeId, is_free: bool) -> Result<DigestAlgorithm, XencError> {
        let uri = self.algorithm_uri(node)?;
        let mask = mask(&uri.value).filter(|mask| is_free || *mask == DigestAlgorithm::Sha1);
        mask.ok_or_else(|| refused("MGF", uri))
    }
}

pub(super) fn refused(element: &'static str, uri: Located<String>) -> XencError {
    XencError::AlgorithmRefused { element, uri: uri.value, span: uri.span }
}
