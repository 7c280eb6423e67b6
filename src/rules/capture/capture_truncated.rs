use crate::capture::{CaptureProblem, Truncation};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The message stops in the middle: only its beginning was copied, or a tool cut it.
    ///
    /// ## How to fix it
    /// Copy the whole value. Developer tools shorten long values in their lists; the context menu's “Copy
    /// value”, “view source” and the request copied as cURL have all of it.
    Capture, "capture-truncated", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    let fix = || {
        fix::copy_response(facts)
    };
    if let Some(CaptureProblem::Truncated { what, at }) = &capture.capture.problem {
        let message = match what {
            Truncation::Base64 => "The copied text stops too early: the message inside has no end.",
            Truncation::Xml => "The XML stops in the middle.",
            Truncation::Deflate => "The compressed message stops early.",
            Truncation::Ellipsis => "Some tool cut the message and says so at its end.",
            Truncation::UrlEncoding => "The copied text stops too early, in the middle of a character (%…).",
        };
        report.add(*at, message).fix(fix());
        return;
    }
    let message = capture.judged_index.and_then(|index| capture.messages.get(index));
    let error = message.and_then(|message| message.document.as_ref()?.as_ref().err());
    if let Some(error) = error.filter(|error| error.is_truncated()) {
        let span = error.span().unwrap_or(facts.capture_start());
        report.add(span, "The XML of the message stops in the middle: its end is missing.").fix(fix());
    }
}
