//! What is known about a test box.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use crate::capture::{Binding, Capture, CapturedMessage, Parameter, Payload, read};
use crate::claims::{ClaimOutcome, Claims, User, map};
use crate::crypto::{Allowance, DecryptionKeyError};
use crate::diagnose::{Diagnosis, KeyOrigin, Suspect, diagnose};
use crate::facts::encryption::{Decryptor, Opener};
use crate::facts::login::{Login, group, order};
use crate::facts::{
    DecryptedAssertion, DetachedFacts, EncryptedKind, EncryptedPart, EncryptedPartError, MetadataFacts,
    Sources,
};
use crate::idp::{Recognition, Signs, recognise};
use crate::profile::{ClaimExpectation, Expected, Profile};
use crate::saml::{Assertion, AuthnRequest, MessageKind, ProtocolMessage, Response};
use crate::text::SourceId;
use crate::trust::{
    Coverage, DetachedCheck, Enclosing, TrustedCertificate, Verification, verify, verify_decrypted,
};
use crate::x509::read_base64_text;
use crate::xml::{Document, Encoding, NodeId, XmlError, decode};

/// What is known about a test box.
#[derive(Debug)]
pub struct CaptureFacts {
    /// The box.
    pub source: SourceId,
    /// How the paste was read.
    pub capture: Capture,
    /// The messages found, in order.
    pub messages: Vec<MessageFacts>,
    /// Their indices in the order in which they were sent.
    pub order: Vec<usize>,
    /// Which of them belong together, in that order.
    pub logins: Vec<Login>,
    /// The index of the message that is judged.
    pub judged_index: Option<usize>,
    /// What is judged.
    pub judged: Option<Judged>,
    /// Its encrypted parts, in order.
    pub encrypted_parts: Vec<EncryptedPart>,
    /// The product behind the judged message, once it was asked for: see [`CaptureFacts::recognition`].
    pub recognition: OnceCell<Recognition>,
}

/// A message of a capture.
#[derive(Debug)]
pub struct MessageFacts {
    /// The source that holds its XML; `None` where it could not be made into text.
    pub source: Option<SourceId>,
    /// The document; `None` where there is no text to read.
    pub document: Option<Result<Document, XmlError>>,
    /// What its root says it is.
    pub kind: Option<MessageKind>,
    /// What stands at its root; empty where there is no document.
    pub root: ProtocolMessage,
    /// The request, where it is an AuthnRequest.
    pub request: Option<AuthnRequest>,
    /// The signature in its address; `None` where there is none.
    pub detached: Option<DetachedFacts>,
}

/// The message that is judged, read.
#[derive(Debug)]
pub enum Judged {
    /// A Response.
    Response(Box<ResponseFacts>),
    /// An assertion without a Response: its claims are mapped, its signature proves nothing.
    Assertion(Box<AssertionFacts>),
    /// An AuthnRequest.
    AuthnRequest(Box<AuthnRequest>),
    /// Another message.
    Other(MessageKind),
}

/// A Response and what was proved about it.
#[derive(Debug)]
pub struct ResponseFacts {
    /// The Response as written.
    pub response: Response,
    /// Its signatures.
    pub verification: Verification,
    /// Why each of its signatures fails, in the order of the checks.
    pub diagnoses: Vec<Diagnosis>,
    /// The text that its only assertion was decrypted from; `None` where none was.
    pub decrypted: Option<DecryptedAssertion>,
    /// Its only assertion, mapped; `None` where it has none that can be read, or several.
    pub assertion: Option<AssertionFacts>,
    /// The user, where every part of it is right and signed.
    pub user: Option<User>,
    /// Whether trusted keys were there to verify with.
    pub had_keys: bool,
}

impl ResponseFacts {
    /// Whether the Response itself carries a Signature, good or bad.
    pub fn carries_signature(&self) -> bool {
        self.verification.checks.iter().any(|check| check.parent == self.response.node)
    }
}

/// An assertion and its claims.
#[derive(Debug)]
pub struct AssertionFacts {
    /// The assertion as written, with what was decrypted in it.
    pub assertion: Arc<Assertion>,
    /// Its claims, mapped to the profile.
    pub claims: Claims,
    /// Whether a trusted key signed it.
    pub covered: bool,
}

/// What reading a capture depends on.
pub(super) struct Context<'a> {
    pub(super) profile: &'a Profile,
    pub(super) expected: &'a Expected,
    pub(super) metadata: Option<&'a MetadataFacts>,
    pub(super) saved_metadata: Option<&'a MetadataFacts>,
    pub(super) decryptor: &'a Decryptor<'a>,
    pub(super) budget: &'a Budget,
}

/// What public-key operations may cost in a whole check, in units of RSA-2048, beside those that the verdict
/// needs: both captures share it, and the judged message comes first.
#[derive(Debug)]
pub(super) struct Budget {
    /// For verifying signatures in addresses: 256 tries with RSA-2048. A login has one or two of them, and
    /// metadata one to four keys.
    pub(super) addresses: Allowance,
    /// For explaining why they fail: one takes up to twenty tries a key.
    pub(super) address_causes: Allowance,
    /// For explaining why signatures in messages fail: up to thirty tries a key, of which most are alike.
    pub(super) causes: Allowance,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget {
            addresses: Allowance::new(256),
            address_causes: Allowance::new(192),
            causes: Allowance::new(192),
        }
    }
}

/// Signatures in addresses whose failure is explained: a login has one or two.
const MAX_EXPLAINED: usize = 4;

impl CaptureFacts {
    pub(super) fn gather(
        source: SourceId,
        text: &str,
        wanted: Option<u32>,
        context: &Context<'_>,
        sources: &mut Sources<'_>,
    ) -> CaptureFacts {
        let capture = read(source, text);
        let shared = sources.shared(source);
        let mut messages: Vec<MessageFacts> =
            capture.messages.iter().map(|message| read_message(message, source, &shared, sources)).collect();
        let wanted = wanted.map(|index| usize::try_from(index).unwrap_or(usize::MAX));
        let judged_index = match wanted {
            Some(index) => Some(index).filter(|index| *index < messages.len()),
            None => choose(&capture, &messages, context).or_else(|| capture.default_message()),
        };
        verify_addresses(&capture, &mut messages, judged_index, context);
        let message = judged_index.and_then(|index| messages.get(index));
        let document = message.and_then(|message| message.document.as_ref()?.as_ref().ok());
        let mut opener = Opener::new(context.decryptor, sources, source);
        let judged = document.map(|document| judge(document, context, &mut opener));
        let encrypted_parts = opener.parts;
        let order = order(&capture.messages);
        let logins = group(&order, &capture.messages, &messages);
        CaptureFacts {
            source,
            capture,
            messages,
            order,
            logins,
            judged_index,
            judged,
            encrypted_parts,
            recognition: OnceCell::new(),
        }
    }

    /// The product behind the judged message, by what the message itself shows.
    pub fn recognition(&self) -> &Recognition {
        self.recognition.get_or_init(|| recognise(&signs_of(self.judged.as_ref())))
    }

    /// The judged message as it stands in the capture.
    pub fn judged_message(&self) -> Option<&CapturedMessage> {
        self.capture.messages.get(self.judged_index?)
    }
}

/// Verifies the signatures in the addresses, the judged message's first.
fn verify_addresses(
    capture: &Capture,
    messages: &mut [MessageFacts],
    judged: Option<usize>,
    context: &Context<'_>,
) {
    let suspects = suspects(context);
    let mut explained = 0usize;
    let others = (0..messages.len()).filter(|at| Some(*at) != judged);
    for at in judged.into_iter().chain(others) {
        let signature = capture.messages.get(at).and_then(|captured| captured.detached.as_ref());
        let (Some(signature), Some(read)) = (signature, messages.get_mut(at)) else {
            continue;
        };
        let facts = DetachedFacts::verify(signature, read.kind, &read.root, context);
        let may_explain = facts.fails() && explained < MAX_EXPLAINED;
        explained = explained.saturating_add(usize::from(may_explain));
        read.detached = Some(match may_explain {
            true => facts.explain(signature, context, &suspects),
            false => facts,
        });
    }
}

/// The Response that the service provider was sent, of several such the first, or else the first
/// assertion.
fn choose(capture: &Capture, messages: &[MessageFacts], context: &Context<'_>) -> Option<usize> {
    let of = |kind| {
        let is_it = move |(_, read): &(usize, &MessageFacts)| read.kind == Some(kind);
        messages.iter().enumerate().filter(is_it).map(|(at, _)| at)
    };
    // What a page holds may be something else than what was sent, and an address is not what is read there.
    let rank = |at: &usize| match capture.messages.get(*at).filter(|message| message.request.is_some()) {
        Some(message) if message.binding != Some(Binding::Post) => 2u8,
        Some(message) => match message.is_sent_to(&context.expected.acs_urls) {
            true => 0,
            false => 1,
        },
        None => 3,
    };
    of(MessageKind::Response).min_by_key(rank).or_else(|| of(MessageKind::Assertion).next())
}

fn read_message(
    message: &CapturedMessage,
    source: SourceId,
    text: &Arc<str>,
    sources: &mut Sources<'_>,
) -> MessageFacts {
    let unread = |document| MessageFacts {
        source: None,
        document,
        kind: None,
        root: ProtocolMessage::default(),
        request: None,
        detached: None,
    };
    let label = || match message.parameter {
        Parameter::Xml => Cow::Borrowed("Decoded XML"),
        named => Cow::Owned(format!("{}, decoded", named.name())),
    };
    let (text, encoding, label): (Arc<str>, Encoding, Cow<'static, str>) = match &message.payload {
        // XML that stands in the paste word for word keeps the paste's own places.
        Payload::Text(span) => {
            let part = span.start()..span.end();
            let document = Document::read_part(source, Arc::clone(text), part, Encoding::Utf8);
            return MessageFacts::new(source, document);
        }
        Payload::DecodedText(text) => (Arc::from(text.as_str()), Encoding::Utf8, label()),
        Payload::Decoded(bytes) => match decode(bytes) {
            Ok(decoded) => (Arc::from(decoded.text), decoded.encoding, label()),
            Err(error) => return unread(Some(Err(error))),
        },
        Payload::Artifact(_) => return unread(None),
    };
    let Some(id) = sources.add(label, text.clone(), source) else {
        return unread(None);
    };
    MessageFacts::new(id, Document::read(id, text, encoding))
}

impl MessageFacts {
    fn is_left_open(&self) -> bool {
        self.detached.as_ref().is_some_and(|it| it.check == Some(DetachedCheck::NotInThisBuild))
    }

    fn new(source: SourceId, document: Result<Document, XmlError>) -> MessageFacts {
        let kind = document.as_ref().ok().map(MessageKind::of);
        let root = document.as_ref().ok().map(ProtocolMessage::read).unwrap_or_default();
        let request = document.as_ref().ok().filter(|_| kind == Some(MessageKind::AuthnRequest));
        let request = request.map(|document| AuthnRequest::read(document, document.root()));
        MessageFacts { source: Some(source), document: Some(document), kind, root, request, detached: None }
    }
}

fn judge(document: &Document, context: &Context<'_>, opener: &mut Opener<'_, '_, '_>) -> Judged {
    let root = document.root();
    match MessageKind::of(document) {
        MessageKind::Response => Judged::Response(Box::new(judge_response(document, root, context, opener))),
        MessageKind::Assertion => {
            let mut assertion = Arc::new(Assertion::read(document, root));
            opener.open_parts(document, &mut assertion);
            Judged::Assertion(Box::new(map_assertion(assertion, &Coverage::default(), context)))
        }
        MessageKind::AuthnRequest => Judged::AuthnRequest(Box::new(AuthnRequest::read(document, root))),
        kind => Judged::Other(kind),
    }
}

fn judge_response(
    document: &Document,
    root: NodeId,
    context: &Context<'_>,
    opener: &mut Opener<'_, '_, '_>,
) -> ResponseFacts {
    let response = Response::read(document, root);
    let mut signable = vec![root];
    signable.extend(response.assertions.iter().map(|assertion| assertion.node));
    let trusted = context.trusted();
    let verification = verify(document, &signable, trusted);
    let diagnoses =
        diagnose(document, &verification.checks, trusted, &suspects(context), &context.budget.causes);
    let mut decrypted = None;
    // Anything but exactly one assertion, at its place, says nothing about one user.
    let is_only = response.strays.is_empty();
    let assertion = match (response.assertions.as_slice(), response.encrypted_assertions.as_slice()) {
        ([assertion], []) if is_only => {
            let mut assertion = Arc::clone(assertion);
            opener.open_parts(document, &mut assertion);
            Some(map_assertion(assertion, &verification.coverage, context))
        }
        ([], [envelope]) if is_only => {
            let enclosing = Enclosing { document, coverage: &verification.coverage, envelope: *envelope };
            decrypted = open_assertion(&enclosing, context, opener);
            decrypted.as_ref().map(|decrypted| {
                let read = Assertion::read(&decrypted.document, decrypted.document.root());
                let mut assertion = Arc::new(read);
                opener.open_parts(&decrypted.document, &mut assertion);
                map_assertion(assertion, &decrypted.verification.coverage, context)
            })
        }
        (_, envelopes) => {
            for envelope in envelopes {
                opener.pass_over(document, *envelope, EncryptedKind::Assertion);
            }
            None
        }
    };
    let user = assertion.as_ref().and_then(|assertion| User::build(&assertion.claims, context.profile));
    let had_keys = trusted.iter().any(|trusted| trusted.certificate().public_key.is_ok());
    ResponseFacts { response, verification, diagnoses, decrypted, assertion, user, had_keys }
}

/// Decrypts an EncryptedAssertion and verifies the signature inside.
fn open_assertion(
    enclosing: &Enclosing<'_>,
    context: &Context<'_>,
    opener: &mut Opener<'_, '_, '_>,
) -> Option<DecryptedAssertion> {
    let document = opener.open(enclosing.document, enclosing.envelope, EncryptedKind::Assertion)?;
    let trusted = context.trusted();
    let verification = verify_decrypted(&document, trusted, enclosing);
    let diagnoses =
        diagnose(&document, &verification.checks, trusted, &suspects(context), &context.budget.causes);
    Some(DecryptedAssertion { document, verification, diagnoses })
}

impl<'a> Context<'a> {
    pub(super) fn trusted(&self) -> &'a [TrustedCertificate] {
        self.metadata.map_or(&[], |metadata| &metadata.trusted)
    }
}

/// Certificates whose keys are not trusted to sign, but may have signed all the same.
fn suspects<'a>(context: &Context<'a>) -> Vec<Suspect<'a>> {
    let encryption = context.metadata.iter().flat_map(|metadata| &metadata.certificates);
    let encryption = encryption
        .filter(|declared| !declared.usage.may_sign())
        .filter_map(|declared| declared.certificate.as_ref().ok())
        .map(|certificate| Suspect { origin: KeyOrigin::MetadataEncryption, certificate });
    let saved = context.saved_metadata.iter().flat_map(|metadata| &metadata.trusted);
    let saved =
        saved.map(|trusted| Suspect { origin: KeyOrigin::SavedMetadata, certificate: trusted.certificate() });
    encryption.chain(saved).collect()
}

fn map_assertion(assertion: Arc<Assertion>, coverage: &Coverage, context: &Context<'_>) -> AssertionFacts {
    let claims = map(&assertion, context.profile, &context.expected.account, coverage);
    AssertionFacts { covered: coverage.covers(assertion.node), claims, assertion }
}

/// Certificates inside a message that are read to tell its product: messages have one or two.
const MAX_EMBEDDED: usize = 4;

fn signs_of(judged: Option<&Judged>) -> Signs {
    let (response, assertion) = match judged {
        Some(Judged::Response(facts)) => {
            let decrypted = facts.assertion.as_ref().map(|facts| &facts.assertion);
            (Some(&facts.response), facts.response.assertions.first().or(decrypted))
        }
        Some(Judged::Assertion(facts)) => (None, Some(&facts.assertion)),
        _ => return Signs::default(),
    };
    let issuer = response.and_then(|response| response.issuer.as_ref());
    let issuer = issuer.or_else(|| assertion?.issuer.as_ref());
    let id =
        response.map_or_else(|| assertion.and_then(|assertion| assertion.id.as_ref()), |of| of.id.as_ref());
    let names = assertion.into_iter().flat_map(|assertion| assertion.attributes());
    // Not trusted, and good enough to tell a product by.
    let checks = match judged {
        Some(Judged::Response(facts)) => facts.verification.checks.as_slice(),
        _ => &[],
    };
    let embedded = checks.iter().filter_map(|check| check.signature.as_ref().ok());
    let embedded = embedded.flat_map(|signature| &signature.embedded_certificates).take(MAX_EMBEDDED);
    let subjects = embedded.filter_map(|text| Some(read_base64_text(&text.value).ok()?.certificate.subject));
    Signs {
        certificate_subjects: subjects.collect(),
        entity_id: issuer.map_or("", |issuer| issuer.value.trimmed()).to_owned(),
        attribute_names: names.filter_map(|attribute| Some(attribute.name.as_ref()?.value.clone())).collect(),
        message_id: id.map(|id| id.value.clone()),
        ..Signs::default()
    }
}

impl CaptureFacts {
    /// Whether the judgement hangs on a signature that this build cannot verify.
    pub(super) fn is_left_open(&self) -> bool {
        let in_address = self.judged_index.and_then(|index| self.messages.get(index));
        matches!(&self.judged, Some(Judged::Response(response)) if response.is_left_open())
            || in_address.is_some_and(MessageFacts::is_left_open)
    }

    /// Whether the whole build may say more about it.
    pub(super) fn needs_whole(&self) -> bool {
        let lacking = Err(EncryptedPartError::Key(DecryptionKeyError::NotInThisBuild));
        self.is_left_open()
            || self.messages.iter().any(MessageFacts::is_left_open)
            || self.encrypted_parts.iter().any(|part| part.outcome == lacking)
    }
}

impl ResponseFacts {
    fn is_left_open(&self) -> bool {
        let decrypted = self.decrypted.as_ref();
        self.verification.is_left_open() || decrypted.is_some_and(|it| it.verification.is_left_open())
    }

    /// Whether every signature counts, of the message and of what was decrypted from it.
    pub fn is_sound(&self) -> bool {
        let decrypted = self.decrypted.as_ref().is_none_or(|decrypted| decrypted.verification.is_sound());
        self.verification.is_sound() && decrypted
    }
}

impl AssertionFacts {
    /// Each claim of the profile with what became of it.
    pub fn outcomes<'a>(
        &'a self,
        profile: &'a Profile,
    ) -> impl Iterator<Item = (&'a ClaimExpectation, &'a ClaimOutcome)> {
        self.claims.outcomes.iter().filter_map(|outcome| Some((profile.claims.get(outcome.claim)?, outcome)))
    }
}
