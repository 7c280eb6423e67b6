//! EncryptedData and EncryptedKey as they were written (XML Encryption 1.1 §3), read by their content
//! models.

use super::{StructureFault, XENC, XencError};
use crate::base64::decode_base64;
use crate::dsig::DSIG;
use crate::text::{Located, is_xml_white_space};
use crate::xml::{Document, NodeId, NodeKind};

/// Reads the elements of one document.
#[derive(Clone, Copy)]
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
}

/// What EncryptedData and EncryptedKey share: EncryptedType (§3.1).
pub(super) struct Encrypted {
    pub(super) method: NodeId,
    pub(super) key_info: Option<NodeId>,
    pub(super) value: Vec<u8>,
}

/// Characters of a key's value: one of RSA 8192 takes 1,368 in base64; white space is allowed for.
const LONGEST_KEY: usize = 16_384;

type Children = std::iter::Peekable<std::vec::IntoIter<NodeId>>;

impl Reader<'_> {
    pub(super) fn fault(&self, fault: StructureFault, node: NodeId) -> XencError {
        XencError::Structure { fault, span: self.document.start_tag_span(node) }
    }

    /// The only EncryptedData of an element, and the EncryptedKeys after it (SAML Core §6.1).
    pub(super) fn envelope(&self, node: NodeId) -> Result<(NodeId, Vec<NodeId>), XencError> {
        let mut children = self.elements(node)?.into_iter().peekable();
        let data = self.take(&mut children, node, "EncryptedData")?;
        let keys: Vec<NodeId> = children.collect();
        for key in &keys {
            if self.document.is(*key, XENC, "EncryptedData") {
                return Err(self.fault(StructureFault::SeveralEncryptedData, *key));
            }
            if !self.document.is(*key, XENC, "EncryptedKey") {
                return Err(self.fault(StructureFault::Unexpected, *key));
            }
        }
        Ok((data, keys))
    }

    /// An EncryptedData; its ciphertext may be as long as a document may be.
    pub(super) fn encrypted_data(&self, node: NodeId) -> Result<Encrypted, XencError> {
        const ELEMENT: &str = "http://www.w3.org/2001/04/xmlenc#Element";
        if self.document.attribute(node, "Type").is_some_and(|stated| stated.value != ELEMENT) {
            return Err(self.fault(StructureFault::NotAnElement, node));
        }
        self.encrypted(node, &["EncryptionProperties"], usize::MAX)
    }

    /// An EncryptedKey (§3.5.1).
    pub(super) fn encrypted_key(&self, node: NodeId) -> Result<Encrypted, XencError> {
        self.encrypted(node, &["EncryptionProperties", "ReferenceList", "CarriedKeyName"], LONGEST_KEY)
    }

    fn encrypted(&self, node: NodeId, after: &[&str], longest: usize) -> Result<Encrypted, XencError> {
        let document = self.document;
        let mut children = self.elements(node)?.into_iter().peekable();
        let method = self.take(&mut children, node, "EncryptionMethod")?;
        let key_info = children.next_if(|child| document.is(*child, DSIG, "KeyInfo"));
        let data = self.take(&mut children, node, "CipherData")?;
        for local in after {
            children.next_if(|child| document.is(*child, XENC, local));
        }
        if let Some(surplus) = children.next() {
            return Err(self.fault(StructureFault::Unexpected, surplus));
        }
        Ok(Encrypted { method, key_info, value: self.cipher_data(data, longest)? })
    }

    /// CipherData (§3.3): exactly one CipherValue.
    fn cipher_data(&self, node: NodeId, longest: usize) -> Result<Vec<u8>, XencError> {
        let mut children = self.elements(node)?.into_iter().peekable();
        if let Some(reference) =
            children.peek().filter(|child| self.document.is(**child, XENC, "CipherReference"))
        {
            return Err(self.fault(StructureFault::CipherReference, *reference));
        }
        let value = self.take(&mut children, node, "CipherValue")?;
        match children.next() {
            Some(surplus) => Err(self.fault(StructureFault::Unexpected, surplus)),
            None => self.base64(value, longest),
        }
    }

    /// The child elements of an element that holds nothing else but white space and comments.
    pub(super) fn elements(&self, node: NodeId) -> Result<Vec<NodeId>, XencError> {
        let document = self.document;
        let is_text = |child: &NodeId| {
            document.kind(*child) == NodeKind::Text && !document.value(*child).chars().all(is_xml_white_space)
        };
        match document.children(node).find(is_text) {
            Some(text) => {
                Err(XencError::Structure { fault: StructureFault::Text, span: document.span(text) })
            }
            None => Ok(document.elements(node).collect()),
        }
    }

    fn take(
        &self,
        children: &mut Children,
        parent: NodeId,
        local: &'static str,
    ) -> Result<NodeId, XencError> {
        let found = children.next_if(|child| self.document.is(*child, XENC, local));
        found.ok_or_else(|| self.fault(StructureFault::Missing(local), parent))
    }

    pub(super) fn algorithm_uri(&self, node: NodeId) -> Result<Located<String>, XencError> {
        match self.document.attribute(node, "Algorithm") {
            Some(attribute) => Ok(Located::new(attribute.value.to_owned(), attribute.value_span)),
            None => Err(self.fault(StructureFault::NoAlgorithm, node)),
        }
    }

    /// The octets of an element that holds nothing but base64.
    pub(super) fn base64(&self, node: NodeId, longest: usize) -> Result<Vec<u8>, XencError> {
        let document = self.document;
        let text = document.leaf_text(node).ok().filter(|_| !document.has_comment_or_pi(node));
        let text = text.ok_or_else(|| self.fault(StructureFault::MarkupInValue, node))?;
        if text.value.len() > longest {
            return Err(self.fault(StructureFault::ValueTooLong, node));
        }
        decode_base64(&text.value).map_err(|_| self.fault(StructureFault::NotBase64, node))
    }
}
