use crate::capture::{Binding, CapturedMessage};
use crate::facts::{CaptureFacts, Facts};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::MessageKind;

declare_rule! {
    /// ## What it means
    /// One login of the paste has two different responses: one request carries one in its address and
    /// another one in its body, or a page holds another response for the same address than the one that
    /// was posted. The one in the body of the request is judged, as an Assertion Consumer Service reads
    /// that one. A service provider that reads the other would let somebody else in.
    ///
    /// ## How to fix it
    /// Record the login anew. If there are two again, find out who puts the second one in: an identity
    /// provider sends one.
    ///
    /// ## Standard
    /// SAML Bindings §3.5.4; SAML Profiles §4.1.4.5
    Capture, "capture-conflicting-responses", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture().filter(|_| facts.response().is_some()) else {
        return;
    };
    let Some((judged, at)) = capture.judged_message().zip(capture.judged_index) else {
        return;
    };
    let of_same_login =
        responses(capture).filter(|(other, _)| *other != at).find_map(|(_, other)| conflict(judged, other));
    let Some((message, other)) = of_same_login else {
        return;
    };
    let place = |message: &CapturedMessage| message.place.unwrap_or(facts.capture_start());
    report
        .add(place(other), message)
        .related("This response is judged.", place(judged))
        .fix(Fix::copy_again(
            "Record the login anew. If there are two responses again, find out who puts the second one in; do not \
             accept such a login before that.",
        ));
}

/// The responses among the messages, by their number.
fn responses(capture: &CaptureFacts) -> impl Iterator<Item = (usize, &CapturedMessage)> {
    let read = capture.messages.iter().zip(&capture.capture.messages).enumerate();
    read.filter(|(_, (read, _))| read.kind == Some(MessageKind::Response)).map(|(at, (_, message))| (at, message))
}

/// What is wrong where `other` belongs to the same login as the judged message.
fn conflict<'m>(judged: &CapturedMessage, other: &'m CapturedMessage) -> Option<(String, &'m CapturedMessage)> {
    if judged.request.is_some() && judged.request == other.request {
        let (used, left) = match judged.binding {
            Some(Binding::Redirect) => ("address", "body"),
            _ => ("body", "address"),
        };
        let to = quoted(judged.address().unwrap_or_default());
        return Some((
            format!(
                "One request to {to} carries two different responses. The one in its {used} is judged; this one stands in \
                 its {left}, and a service provider that reads it there would let in whom it names."
            ),
            other,
        ));
    }
    let is_of_page = judged.request.is_some() && other.request.is_none() && is_same_address(judged, other);
    is_of_page.then(|| {
        let to = quoted(judged.address().unwrap_or_default());
        let text = format!(
            "A page of the recording holds another response for {to} than the one that was posted there. The posted one \
             is judged. Either the page belongs to another login, or the response was exchanged in the browser."
        );
        (text, other)
    })
}

/// Whether a page's form is for the address of the request. It may leave out the host.
fn is_same_address(sent: &CapturedMessage, of_page: &CapturedMessage) -> bool {
    match (sent.address(), of_page.address()) {
        (Some(sent), Some(action)) => {
            sent == action || (action.len() > 1 && action.starts_with('/') && sent.ends_with(action))
        }
        _ => false,
    }
}
