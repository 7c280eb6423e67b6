use crate::capture::Repair;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The paste was damaged on its way in a manner that leaves no doubt about the message, and was mended
    /// before it was read. The message itself is judged as it was sent.
    ///
    /// ## How to fix it
    /// Nothing has to be done. Where a service provider shows the same error, whatever carried the message
    /// there damages it likewise.
    Capture, "capture-repaired", Hint
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    let marked = facts.judged_document().is_some_and(|document| document.has_byte_order_mark());
    // A byte-order mark of the document itself has a rule of its own.
    let told = |repair: &&Repair| !(marked && **repair == Repair::ByteOrderMark);
    let nouns: Vec<&str> = capture.capture.repairs.iter().filter(told).map(|repair| repair.noun()).collect();
    if nouns.is_empty() {
        return;
    }
    let place = capture.judged_message().and_then(|message| message.place);
    report
        .add(
            place.unwrap_or(facts.capture_start()),
            format!("The paste was mended before it was read: {}.", nouns.join("; ")),
        )
        .fix(Fix::copy_again("Nothing has to be done."));
}
