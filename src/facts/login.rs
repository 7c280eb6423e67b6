//! Which messages of a capture belong to one login, or to one logout.

use crate::capture::CapturedMessage;
use crate::facts::MessageFacts;
use crate::saml::MessageKind;
use crate::text::Located;
use crate::time::Instant;

/// A request, its answer and what stands between them; or a message that belongs to no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Login {
    /// Indices of its messages, in the order in which they were sent.
    pub messages: Vec<usize>,
    /// The index of its AuthnRequest.
    pub request: Option<usize>,
    /// Whether a Response answers it already.
    pub is_answered: bool,
}

/// Puts the messages of a capture together: by InResponseTo, and where an answer has none, by RelayState.
pub(super) fn group(order: &[usize], captured: &[CapturedMessage], read: &[MessageFacts]) -> Vec<Login> {
    let mut logins: Vec<Login> = Vec::new();
    for at in order.iter().copied() {
        let (Some(message), Some(facts)) = (captured.get(at), read.get(at)) else {
            continue;
        };
        let known = logins.iter_mut().find(|login| belongs(login, message, facts, captured, read));
        let login = match known {
            Some(login) => login,
            None => logins.push_mut(Login::default()),
        };
        login.messages.push(at);
        match facts.kind {
            Some(MessageKind::AuthnRequest) => login.request = login.request.or(Some(at)),
            Some(MessageKind::Response) => login.is_answered = true,
            _ => {}
        }
    }
    logins
}

/// Indices by time where every message has one; else as they stand in the capture.
pub(super) fn order(captured: &[CapturedMessage]) -> Vec<usize> {
    let times: Option<Vec<Instant>> =
        captured.iter().map(|message| Instant::read(message.time.as_deref()?).ok()).collect();
    let mut order: Vec<usize> = (0..captured.len()).collect();
    if let Some(times) = times {
        order.sort_by_key(|at| times.get(*at).copied());
    }
    order
}

fn belongs(
    login: &Login,
    message: &CapturedMessage,
    facts: &MessageFacts,
    captured: &[CapturedMessage],
    read: &[MessageFacts],
) -> bool {
    if let Some(answered) = facts.root.in_response_to.as_ref() {
        let is_it = |at: &usize| id_of(read.get(*at)) == Some(answered.trimmed());
        return login.messages.iter().any(is_it);
    }
    let is_open = login.request.is_some() && !login.is_answered;
    let state = message.relay_state.as_deref().filter(|state| !state.is_empty());
    let has_state =
        |at: usize| captured.get(at).is_some_and(|request| request.relay_state.as_deref() == state);
    let is_answer = facts.kind == Some(MessageKind::Response) && state.is_some();
    is_open && is_answer && login.request.is_some_and(has_state)
}

fn id_of(facts: Option<&MessageFacts>) -> Option<&str> {
    facts?.root.id.as_ref().map(Located::trimmed).filter(|id| !id.is_empty())
}
