//! The encrypted parts of a message, and what became of them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use crate::crypto::{DecryptionKey, DecryptionKeyError};
use crate::diagnose::Diagnosis;
use crate::dsig::DSIG;
use crate::facts::Sources;
use crate::input::{Secret, Settings};
use crate::saml::{Assertion, find_strays, uri};
use crate::text::{Located, SourceId, Span};
use crate::trust::Verification;
use crate::xenc::{Attempts, Weakness, XencError, decrypt};
use crate::xml::{Document, Encoding, NodeId, XmlError};

/// An encrypted part of the judged message.
#[derive(Debug)]
pub struct EncryptedPart {
    /// What it stands for.
    pub kind: EncryptedKind,
    /// The start tag of the element that holds the ciphertext.
    pub span: Span,
    /// What was weak about its encryption, or why it could not be read.
    pub outcome: Result<Vec<Located<Weakness>>, EncryptedPartError>,
}

/// What an encrypted part stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncryptedKind {
    /// EncryptedAssertion (SAML Core §2.3.4).
    Assertion,
    /// EncryptedID (SAML Core §2.2.4), in place of a NameID.
    NameId,
    /// EncryptedAttribute (SAML Core §2.7.3.2).
    Attribute,
}

/// Why an encrypted part could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncryptedPartError {
    /// No private key was given.
    NoKey,
    /// The private key that was given cannot be used.
    Key(DecryptionKeyError),
    /// It cannot be decrypted.
    Decryption(XencError),
    /// What was decrypted is no XML.
    NotXml(XmlError),
    /// What was decrypted is not exactly one element of the expected name.
    NotThatElement {
        /// Where the other element or the other content stands.
        span: Span,
    },
    /// What was decrypted holds another message, assertion or signature, which does not belong there.
    Stray {
        /// Where it stands.
        span: Span,
    },
    /// What was decrypted has an ID that occurs in the message too.
    RepeatedId {
        /// Where it stands.
        span: Span,
    },
    /// There are more encrypted parts than are decrypted.
    TooMany,
}

/// The assertion that stood encrypted in the judged Response.
#[derive(Debug)]
pub struct DecryptedAssertion {
    /// The decrypted text; its root is the Assertion.
    pub document: Document,
    /// Its signatures.
    pub verification: Verification,
    /// Why each of its signatures fails, in the order of the checks.
    pub diagnoses: Vec<Diagnosis>,
}

/// Parts that are decrypted: each costs operations with the private key. A NameID and a dozen attributes
/// are more than products encrypt apart.
const MAX_PARTS: usize = 16;

/// Operations with the private key for one message: as many parts, each for four recipients.
const MAX_ATTEMPTS: u32 = 64;

impl EncryptedKind {
    fn local_name(self) -> &'static str {
        match self {
            EncryptedKind::Assertion => "Assertion",
            EncryptedKind::NameId => "NameID",
            EncryptedKind::Attribute => "Attribute",
        }
    }

    fn label(self) -> &'static str {
        match self {
            EncryptedKind::Assertion => "EncryptedAssertion, decrypted",
            EncryptedKind::NameId => "EncryptedID, decrypted",
            EncryptedKind::Attribute => "EncryptedAttribute, decrypted",
        }
    }
}

/// Decrypts with the private key of the settings, which is read when it is first needed: stretching a
/// passphrase takes time.
pub(super) struct Decryptor<'a> {
    settings: &'a Settings,
    key: OnceCell<Result<DecryptionKey, EncryptedPartError>>,
}

impl<'a> Decryptor<'a> {
    pub(super) fn new(settings: &'a Settings) -> Decryptor<'a> {
        Decryptor { settings, key: OnceCell::new() }
    }

    fn key(&self) -> Result<&DecryptionKey, EncryptedPartError> {
        let read = || {
            let given = |secret: &'a Option<Secret>| secret.as_ref().map(Secret::expose);
            let pem = given(&self.settings.decryption_key).filter(|pem| !pem.trim().is_empty());
            let passphrase = given(&self.settings.decryption_passphrase).filter(|it| !it.is_empty());
            let pem = pem.ok_or(EncryptedPartError::NoKey)?;
            DecryptionKey::read_pem(pem, passphrase).map_err(EncryptedPartError::Key)
        };
        self.key.get_or_init(read).as_ref().map_err(EncryptedPartError::clone)
    }
}

/// Collects the encrypted parts of one message; what is decrypted becomes a source of its own.
pub(super) struct Opener<'a, 's, 'i> {
    pub(super) decryptor: &'a Decryptor<'a>,
    pub(super) sources: &'s mut Sources<'i>,
    /// The box that the message comes from.
    pub(super) origin: SourceId,
    pub(super) parts: Vec<EncryptedPart>,
    attempts: Attempts,
}

impl<'a, 's, 'i> Opener<'a, 's, 'i> {
    pub(super) fn new(
        decryptor: &'a Decryptor<'a>,
        sources: &'s mut Sources<'i>,
        origin: SourceId,
    ) -> Opener<'a, 's, 'i> {
        Opener { decryptor, sources, origin, parts: Vec::new(), attempts: Attempts::new(MAX_ATTEMPTS) }
    }
}

impl Opener<'_, '_, '_> {
    /// Decrypts `envelope` of `document` and reads what was in it.
    pub(super) fn open(
        &mut self,
        document: &Document,
        envelope: NodeId,
        kind: EncryptedKind,
    ) -> Option<Document> {
        let opened = match self.parts.len() < MAX_PARTS {
            true => self.try_open(document, envelope, kind),
            false => Err(EncryptedPartError::TooMany),
        };
        let (outcome, decrypted) = match opened {
            Ok((weaknesses, decrypted)) => (Ok(weaknesses), Some(decrypted)),
            Err(error) => (Err(error), None),
        };
        self.parts.push(EncryptedPart { kind, span: document.start_tag_span(envelope), outcome });
        decrypted
    }

    /// Notes an encrypted part that is not read, where that is for want of a key.
    pub(super) fn pass_over(&mut self, document: &Document, envelope: NodeId, kind: EncryptedKind) {
        if let Err(error @ EncryptedPartError::NoKey) = self.decryptor.key() {
            let span = document.start_tag_span(envelope);
            self.parts.push(EncryptedPart { kind, span, outcome: Err(error) });
        }
    }

    /// Decrypts the NameID and the attributes of `assertion`, which stands in `document`.
    pub(super) fn open_parts(&mut self, document: &Document, assertion: &mut Arc<Assertion>) {
        let name_id = assertion.subject.as_ref().and_then(|subject| subject.encrypted_id);
        if let Some(envelope) = name_id
            && let Some(decrypted) = self.open(document, envelope, EncryptedKind::NameId)
        {
            Arc::make_mut(assertion).take_decrypted_name_id(&decrypted);
        }
        let statements = assertion.attribute_statements.iter();
        let attributes: Vec<NodeId> =
            statements.flat_map(|statement| &statement.encrypted).copied().collect();
        // One too many says that there are too many.
        for envelope in attributes.into_iter().take(MAX_PARTS) {
            if let Some(decrypted) = self.open(document, envelope, EncryptedKind::Attribute) {
                Arc::make_mut(assertion).take_decrypted_attribute(envelope, &decrypted);
            }
        }
    }

    fn try_open(
        &mut self,
        document: &Document,
        envelope: NodeId,
        kind: EncryptedKind,
    ) -> Result<(Vec<Located<Weakness>>, Document), EncryptedPartError> {
        let key = self.decryptor.key()?;
        let decrypted =
            decrypt(document, envelope, key, &self.attempts).map_err(EncryptedPartError::Decryption)?;
        let text: Arc<str> = Arc::from(decrypted.text);
        let id = self.sources.add(Cow::Borrowed(kind.label()), text.clone(), self.origin);
        let id = id.ok_or(EncryptedPartError::TooMany)?;
        let inside = Document::read(id, text, Encoding::Utf8).map_err(EncryptedPartError::NotXml)?;
        judge(&inside, document, kind)?;
        Ok((decrypted.weaknesses, inside))
    }
}

/// Exactly one element of the expected name, and nothing in it that could be taken for something else.
fn judge(inside: &Document, around: &Document, kind: EncryptedKind) -> Result<(), EncryptedPartError> {
    let root = inside.root();
    let other = inside.children(NodeId::DOCUMENT).find(|node| *node != root);
    if let Some(other) = other {
        return Err(EncryptedPartError::NotThatElement { span: inside.span(other) });
    }
    if !inside.is(root, uri::ASSERTION, kind.local_name()) {
        return Err(EncryptedPartError::NotThatElement { span: inside.start_tag_span(root) });
    }
    let stray = |node: NodeId| Err(EncryptedPartError::Stray { span: inside.start_tag_span(node) });
    if let Some(found) = find_strays(inside).first() {
        return stray(*found);
    }
    // An assertion's signature and its IDs are the business of whoever verifies it.
    if kind == EncryptedKind::Assertion {
        return Ok(());
    }
    if let Some(found) = inside.descendants(root).find(|node| inside.is(*node, DSIG, "Signature")) {
        return stray(found);
    }
    let shared = inside.ids_shared_with(around);
    match inside.repeated_ids().iter().chain(&shared).find_map(|id| id.occurrences.last()) {
        Some(last) => Err(EncryptedPartError::RepeatedId { span: last.span }),
        None => Ok(()),
    }
}
