use crate::facts::{CaptureFacts, Facts};
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The paste holds several SAML messages, as a recording of a whole login does. One of them is judged,
    /// unless another one is chosen: the Response that was posted to the service provider; without one, a
    /// Response that was posted elsewhere, stands in an address, or on a page, in this order.
    ///
    /// ## How to fix it
    /// Nothing has to be done. To judge another message, choose it in the list of messages.
    Capture, "capture-several-messages", Info
}

/// Messages that are listed by name.
const MAX_LISTED: usize = 8;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    let count = capture.messages.len();
    let Some(judged) = capture.judged_index.filter(|_| count > 1) else {
        return;
    };
    let mut names: Vec<String> = (0..count.min(MAX_LISTED))
        .map(|index| format!("{}. {}", index.saturating_add(1), name_of(capture, index)))
        .collect();
    if count > MAX_LISTED {
        names.push("…".to_owned());
    }
    let message = format!(
        "The paste has {count} SAML messages: {}. Number {} is judged.",
        names.join(", "),
        judged.saturating_add(1)
    );
    let place = capture.judged_message().and_then(|message| message.place);
    report.add(place.unwrap_or(facts.capture_start()), message).fix(Fix::at_sp(
        "To judge another one, choose it in the list of messages.",
        Some("message"),
    ));
}

fn name_of(capture: &CaptureFacts, index: usize) -> &str {
    let kind = capture.messages.get(index).and_then(|message| message.kind);
    let parameter = capture.capture.messages.get(index).map(|message| message.parameter.name());
    kind.map(|kind| kind.name()).or(parameter).unwrap_or("message")
}
