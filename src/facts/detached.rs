//! What is known about the signature in a message's address.

use super::capture::Context;
use crate::capture::DetachedSignature;
use crate::diagnose::{DetachedCause, RelayState, Suspect, diagnose_detached};
use crate::saml::{MessageKind, ProtocolMessage};
use crate::trust::{DetachedCheck, verify_detached};

/// What is known about the signature in a message's address (SAML Bindings §3.4.4.1).
#[derive(Debug)]
pub struct DetachedFacts {
    /// Who made it, by what the message says.
    pub author: Author,
    /// What came of verifying it with the metadata's keys; `None` where they cannot have made it.
    pub check: Option<DetachedCheck>,
    /// Why it fails; unknown where it does not.
    pub cause: DetachedCause,
    /// Whether the octets are those of the address itself. Else a mismatch proves nothing.
    pub is_original: bool,
}

/// Who sends a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The identity provider, or somebody who is neither: then its keys decide.
    IdentityProvider,
    /// The service provider, whose key is not part of a check.
    ServiceProvider,
}

impl DetachedFacts {
    pub(super) fn verify(
        signature: &DetachedSignature,
        kind: Option<MessageKind>,
        message: &ProtocolMessage,
        context: &Context<'_>,
    ) -> DetachedFacts {
        let issuer = message.issuer.as_ref().map(|issuer| issuer.trimmed());
        let is_ours =
            |issuer: &str| issuer == context.expected.audience || issuer == context.profile.entity_id;
        let author = match kind {
            Some(MessageKind::AuthnRequest) => Author::ServiceProvider,
            // What an identity provider alone sends.
            Some(MessageKind::Response) => Author::IdentityProvider,
            _ if issuer.is_some_and(is_ours) => Author::ServiceProvider,
            _ => Author::IdentityProvider,
        };
        let is_theirs = author == Author::IdentityProvider;
        let check =
            is_theirs.then(|| verify_detached(signature, context.trusted(), &context.budget.addresses));
        DetachedFacts { author, check, cause: DetachedCause::Unknown, is_original: signature.is_original }
    }

    /// Whether no trusted key verifies it as it stands.
    pub(super) fn fails(&self) -> bool {
        self.check == Some(DetachedCheck::NoKeyVerifies)
    }

    pub(super) fn explain(
        self,
        signature: &DetachedSignature,
        context: &Context<'_>,
        suspects: &[Suspect<'_>],
    ) -> DetachedFacts {
        let allowance = &context.budget.address_causes;
        DetachedFacts { cause: diagnose_detached(signature, context.trusted(), suspects, allowance), ..self }
    }

    /// Whether a trusted key made it: over the octets of the address, or, where a capture holds decoded values
    /// only, over one of the usual ways to write these values, all of them in their order. An empty
    /// RelayState may be missing there, as programs that log values leave empty ones out.
    pub fn is_verified(&self) -> bool {
        let is_written_otherwise = match &self.cause {
            DetachedCause::Rewritten(rewriting) => {
                let is_whole = rewriting.relay_state != Some(RelayState::Added) && !rewriting.whole_query;
                is_whole && !self.is_original
            }
            _ => false,
        };
        is_written_otherwise || matches!(self.check, Some(DetachedCheck::Verified(_)))
    }
}
