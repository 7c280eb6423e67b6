//! From an EncryptedData and a private key to the text inside.

use super::algorithm::{KeyAlgorithm, refused};
use super::read::{Encrypted, Reader};
use super::{Attempts, Decrypted, StructureFault, Weakness, XENC, XencError};
use crate::crypto::{ContentCipher, ContentKey, DecryptionKey, KeyTransport};
use crate::dsig::DSIG;
use crate::text::{Located, Span};
use crate::xml::{Document, NodeId};

/// Keys that are tried for one text: one a recipient. Each costs an operation with the private key.
const MAX_KEYS: usize = 8;

/// Decrypts the only EncryptedData in the element `envelope`, such as an EncryptedAssertion.
///
/// The content's key is in an EncryptedKey inside the EncryptedData's KeyInfo, or beside it in the
/// envelope; a RetrievalMethod may point to one in the same envelope. Where there are several, each is
/// tried. A key may be wrapped once with another that is encrypted for the private key.
///
/// # Errors
/// [`XencError`]: structures and algorithms that are refused are told apart; everything else is
/// [`XencError::NotDecrypted`].
pub fn decrypt(
    document: &Document,
    envelope: NodeId,
    key: &DecryptionKey,
    attempts: &Attempts,
) -> Result<Decrypted, XencError> {
    let reader = Reader { document };
    let (node, beside) = reader.envelope(envelope)?;
    let data = reader.encrypted_data(node)?;
    let cipher = reader.content_method(data.method)?;
    let keys = Keys { reader, envelope, beside, attempts };
    let candidates = keys.of(&data, node)?;
    let mut refusal = None;
    let mut was_tried = false;
    for candidate in candidates {
        let opened = match keys.open(candidate, key) {
            Ok(opened) => opened,
            Err(error @ XencError::AlgorithmRefused { .. }) => {
                refusal.get_or_insert(error);
                continue;
            }
            Err(error) => return Err(error),
        };
        was_tried = true;
        for content in opened {
            let text = cipher.value.decrypt(&content.key, &data.value);
            // A wrong key can leave padding that looks right, but hardly UTF-8.
            if let Some(text) = text.ok().and_then(|text| String::from_utf8(text).ok()) {
                return Ok(Decrypted { text, weaknesses: weaknesses(&cipher, content.transport) });
            }
        }
    }
    let span = document.start_tag_span(node);
    Err(refusal.filter(|_| !was_tried).unwrap_or(XencError::NotDecrypted { span }))
}

fn weaknesses(cipher: &Located<ContentCipher>, transport: Located<bool>) -> Vec<Located<Weakness>> {
    let cbc = Located::new(Weakness::Unauthenticated, cipher.span);
    let cbc = Some(cbc).filter(|_| !cipher.value.is_authenticated());
    let pkcs1 = Located::new(Weakness::RsaPkcs1, transport.span);
    let pkcs1 = Some(pkcs1).filter(|_| transport.value);
    cbc.into_iter().chain(pkcs1).collect()
}

/// A content's key, and whether it was encrypted with PKCS#1 v1.5, where that is named.
struct Opened {
    key: ContentKey,
    transport: Located<bool>,
}

/// The EncryptedKeys of one envelope.
struct Keys<'d> {
    reader: Reader<'d>,
    envelope: NodeId,
    attempts: &'d Attempts,
    /// Those beside the EncryptedData.
    beside: Vec<NodeId>,
}

impl Keys<'_> {
    /// The EncryptedKeys that may hold the key of `encrypted`, each once.
    fn of(&self, encrypted: &Encrypted, node: NodeId) -> Result<Vec<NodeId>, XencError> {
        let document = self.reader.document;
        let mut keys: Vec<NodeId> = Vec::new();
        let mut agreement = None;
        let key_info = encrypted.key_info.iter().flat_map(|key_info| document.elements(*key_info));
        for child in key_info {
            if document.is(child, XENC, "EncryptedKey") {
                keys.push(child);
            } else if document.is(child, DSIG, "RetrievalMethod") {
                keys.push(self.retrieve(child)?);
            } else if document.is(child, XENC, "AgreementMethod") {
                agreement = Some(child);
            }
        }
        keys.extend(self.beside.iter().copied().filter(|key| *key != node));
        let mut seen: Vec<NodeId> = Vec::new();
        for key in keys {
            if !seen.contains(&key) {
                if seen.len() >= MAX_KEYS {
                    return Err(self.reader.fault(StructureFault::TooManyKeys, key));
                }
                seen.push(key);
            }
        }
        match (seen.is_empty(), agreement) {
            (false, _) => Ok(seen),
            (true, Some(agreement)) => Err(refused("AgreementMethod", self.reader.algorithm_uri(agreement)?)),
            (true, None) => Err(self.reader.fault(StructureFault::Missing("EncryptedKey"), node)),
        }
    }

    /// The EncryptedKey of the same envelope that a RetrievalMethod names (XML-DSig §4.5.3).
    fn retrieve(&self, node: NodeId) -> Result<NodeId, XencError> {
        let document = self.reader.document;
        let refused = || self.reader.fault(StructureFault::RetrievalMethod, node);
        let uri = document.attribute(node, "URI").ok_or_else(refused)?;
        let id = uri.value.strip_prefix('#').filter(|id| !id.is_empty()).ok_or_else(refused)?;
        let mut elements = document.elements_with_id_value(id).map(|found| found.element);
        let (Some(found), None, None) = (elements.next(), elements.next(), document.elements(node).next())
        else {
            return Err(refused());
        };
        let is_it = document.is(found, XENC, "EncryptedKey")
            && document.attribute(found, "Id").is_some_and(|own| own.value == id)
            && document.subtree(self.envelope).contains(found);
        if is_it { Ok(found) } else { Err(refused()) }
    }

    /// What an EncryptedKey yields: one key, several that may be it, or none.
    fn open(&self, node: NodeId, key: &DecryptionKey) -> Result<Vec<Opened>, XencError> {
        let encrypted = self.reader.encrypted_key(node)?;
        let method = self.reader.key_method(encrypted.method)?;
        let wrap = match method.value {
            KeyAlgorithm::Transport(transport) => {
                let opened = self.transported(key, &transport, &encrypted, (node, method.span))?;
                return Ok(opened.into_iter().collect());
            }
            KeyAlgorithm::Wrap(wrap) => wrap,
        };
        let mut opened = Vec::new();
        // As many as are tried for a text at most; `attempts` counts them all.
        for outer in self.of(&encrypted, node)? {
            let wrapping = self.reader.encrypted_key(outer)?;
            let method = self.reader.key_method(wrapping.method)?;
            let KeyAlgorithm::Transport(transport) = method.value else {
                if outer == node || self.beside.contains(&outer) {
                    continue;
                }
                return Err(self.reader.fault(StructureFault::WrappedTwice, outer));
            };
            let Some(outer) = self.transported(key, &transport, &wrapping, (outer, method.span))? else {
                continue;
            };
            if let Ok(key) = wrap.unwrap(&outer.key, &encrypted.value) {
                opened.push(Opened { key, transport: outer.transport });
            }
        }
        Ok(opened)
    }

    /// What the EncryptedKey `node` yields, whose algorithm is named at `named`.
    fn transported(
        &self,
        key: &DecryptionKey,
        transport: &KeyTransport,
        encrypted: &Encrypted,
        (node, named): (NodeId, Span),
    ) -> Result<Option<Opened>, XencError> {
        let is_pkcs1 = *transport == KeyTransport::RsaPkcs1;
        self.attempts.take().ok_or_else(|| self.reader.fault(StructureFault::TooManyKeys, node))?;
        let key = key.decrypt(transport, &encrypted.value).ok();
        Ok(key.map(|key| Opened { key, transport: Located::new(is_pkcs1, named) }))
    }
}
