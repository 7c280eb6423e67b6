use crate::capture::{CaptureProblem, Redaction};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The tool that recorded the login removed the message before it was saved. What is left is a
    /// placeholder, from which nothing can be learned.
    ///
    /// ## How to fix it
    /// Export the recording again without cleaning it: in SAML-tracer choose the export profile “None”, in
    /// Chrome allow sensitive data in the HAR. Nothing that is pasted here leaves the browser.
    Capture, "capture-redacted", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let problem = facts.capture().and_then(|capture| capture.capture.problem.as_ref());
    let Some(CaptureProblem::Redacted { how, at }) = problem else {
        return;
    };
    let (message, step) = match how {
        Redaction::Placeholder => (
            "The message was replaced by a placeholder before it was pasted.",
            "Export again without removing sensitive data, or copy the value by hand:",
        ),
        Redaction::TracerMask => (
            "SAML-tracer masked the message: a checksum stands in its place, from which nothing can be read.",
            "In SAML-tracer, export again with the profile “None”, or copy the value by hand:",
        ),
        Redaction::EmptyValue => (
            "The field for the message (SAMLResponse) is there, but it is empty.",
            "Copy the value again:",
        ),
        Redaction::BodyLeftOut => (
            "The recording says that a form was posted, but leaves out what was in it.",
            "Export the HAR with contents and with sensitive data, or copy the value by hand:",
        ),
    };
    report.add(*at, message).fix(fix::after(step, fix::copy_response(facts)));
}
