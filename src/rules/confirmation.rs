//! Which SubjectConfirmation of an assertion is complete, or what is missing in the best one.
//!
//! Recipient, NotOnOrAfter and InResponseTo have to be right on one and the same bearer confirmation
//! (SAML Profiles §4.1.4.2–3).

use crate::facts::Facts;
use crate::input::ExpectedRequest;
use crate::rules::address::{is_ours, is_placeholder};
use crate::saml::{Assertion, SubjectConfirmation, SubjectConfirmationData, uri};
use crate::text::Span;

/// What keeps a bearer confirmation from being complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// There is no SubjectConfirmationData.
    NoData,
    /// There is no `Recipient`, or an empty one.
    NoRecipient,
    /// `Recipient` is a template that nobody filled in.
    RecipientPlaceholder,
    /// `Recipient` is another address.
    RecipientOther,
    /// There is no `NotOnOrAfter`, or one that is no time.
    NoEnd,
    /// `NotOnOrAfter` is over.
    Expired,
    /// There is a `NotBefore`.
    HasStart,
    /// `InResponseTo` names another request, or one where none was sent.
    OtherRequest,
}

/// The incomplete confirmation that comes nearest to a complete one.
pub(super) struct Incomplete<'f> {
    /// The confirmation; `None` where there is no bearer confirmation at all.
    pub(super) confirmation: Option<&'f SubjectConfirmation>,
    /// What is wrong with it.
    pub(super) flaws: Vec<Flaw>,
}

impl Incomplete<'_> {
    /// Whether it has this flaw.
    pub(super) fn has(&self, flaw: Flaw) -> bool {
        self.flaws.contains(&flaw)
    }

    /// The start tag of its data, or of the confirmation itself.
    pub(super) fn span(&self) -> Option<Span> {
        let confirmation = self.confirmation?;
        Some(confirmation.data.as_ref().map_or(confirmation.span, |data| data.span))
    }
}

/// What is wrong with the confirmations of `assertion`; `None` where one is complete.
pub(super) fn incomplete<'f>(facts: &Facts<'_>, assertion: &'f Assertion) -> Option<Incomplete<'f>> {
    let judged = bearers(assertion).map(|confirmation| (confirmation, flaws(facts, confirmation)));
    match judged.min_by_key(|(_, flaws)| flaws.len()) {
        Some((_, flaws)) if flaws.is_empty() => None,
        Some((confirmation, flaws)) => Some(Incomplete { confirmation: Some(confirmation), flaws }),
        None => Some(Incomplete { confirmation: None, flaws: Vec::new() }),
    }
}

/// The data of the confirmations that are complete: the only ones that can be used.
pub(super) fn complete<'f>(
    facts: &'f Facts<'_>,
    assertion: &'f Assertion,
) -> impl Iterator<Item = &'f SubjectConfirmationData> {
    let complete = bearers(assertion).filter(|confirmation| flaws(facts, confirmation).is_empty());
    complete.filter_map(|confirmation| confirmation.data.as_ref())
}

fn bearers(assertion: &Assertion) -> impl Iterator<Item = &SubjectConfirmation> {
    let confirmations = assertion.subject.iter().flat_map(|subject| &subject.confirmations);
    confirmations
        .filter(|confirmation| confirmation.method.as_ref().is_some_and(|method| method.value == uri::BEARER))
}

fn flaws(facts: &Facts<'_>, confirmation: &SubjectConfirmation) -> Vec<Flaw> {
    let Some(data) = &confirmation.data else {
        return vec![Flaw::NoData];
    };
    let recipient = match data.recipient.as_ref().map(|recipient| recipient.trimmed()) {
        None | Some("") => Some(Flaw::NoRecipient),
        Some(found) if is_ours(facts, found) => None,
        Some(found) if is_placeholder(found) => Some(Flaw::RecipientPlaceholder),
        Some(_) => Some(Flaw::RecipientOther),
    };
    let end = data.not_on_or_after.as_ref().map(|end| end.value.instant);
    let end = match end.flatten() {
        None => Some(Flaw::NoEnd),
        // NotOnOrAfter itself is already too late.
        Some(end) if facts.now() >= end.plus_seconds(facts.skew()) => Some(Flaw::Expired),
        Some(_) => None,
    };
    let start = data.not_before.is_some().then_some(Flaw::HasStart);
    let named = data.in_response_to.as_ref().map(|id| id.value.as_str());
    let request = named.is_some_and(|named| !answers(facts, named)).then_some(Flaw::OtherRequest);
    recipient.into_iter().chain(end).chain(start).chain(request).collect()
}

/// Whether `InResponseTo` names the request that is waited for.
pub(super) fn answers(facts: &Facts<'_>, named: &str) -> bool {
    match &facts.settings().in_response_to {
        ExpectedRequest::Unknown => true,
        ExpectedRequest::NoneSent => false,
        ExpectedRequest::Id(id) => id == named,
    }
}
