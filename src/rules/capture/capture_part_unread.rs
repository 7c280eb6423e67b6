use crate::capture::{CaptureProblem, Limit, Redaction};
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// Beside the message that is judged, the paste has places where a message should stand and none can be
    /// read: it is cut, masked, or there are more messages than are read.
    ///
    /// ## How to fix it
    /// Nothing has to be done where the judged message is the one you mean. Else copy the other one alone.
    Capture, "capture-part-unread", Hint
}

/// Places that are shown one by one.
const MAX_SHOWN: usize = 5;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture().filter(|capture| capture.judged_index.is_some()) else {
        return;
    };
    let places: Vec<(Span, String)> = capture
        .capture
        .left_out
        .iter()
        .filter_map(|problem| Some((problem.span()?, explain(problem))))
        .collect();
    let Some(((first, why), others)) = places.split_first() else {
        return;
    };
    let message = match others.len() {
        0 => format!("One more place of the paste looks like a message and is not read: {why}."),
        more => format!(
            "{} more places of the paste look like messages and are not read. The first: {why}.",
            more.saturating_add(1)
        ),
    };
    let finding = report.add(*first, message);
    for (span, why) in others.iter().take(MAX_SHOWN) {
        finding.related(format!("Not read: {why}."), *span);
    }
    finding.fix(Fix::copy_again(
        "If you mean one of these, copy it alone, from its first to its last character.",
    ));
}

fn explain(problem: &CaptureProblem) -> String {
    match problem {
        CaptureProblem::Truncated { .. } => "it stops in the middle".to_owned(),
        CaptureProblem::Redacted { how: Redaction::BodyLeftOut, .. } => {
            "a form was posted, and the file leaves its content out".to_owned()
        }
        CaptureProblem::Redacted { .. } => "a tool removed the value".to_owned(),
        CaptureProblem::RepeatedParameter { name, .. } => {
            format!("{name} occurs twice in it, and nobody can say which one counts")
        }
        CaptureProblem::LimitExceeded { limit, .. } => match limit {
            Limit::Messages => "there are more messages than are read".to_owned(),
            Limit::InflatedSize => "it inflates to more than is read".to_owned(),
            Limit::PasteSize | Limit::JsonSize => "it is larger than what is read".to_owned(),
        },
        CaptureProblem::Unrecognised { looks_like, .. } => format!("it looks like {}", looks_like.noun()),
        CaptureProblem::HtmlPage { .. } => "it is a page".to_owned(),
        CaptureProblem::ErrorText { .. } => "it is an error text".to_owned(),
        CaptureProblem::Certificate { .. } => "it is a certificate".to_owned(),
        CaptureProblem::PrivateKey { .. } => {
            "it is a private key, which should not be pasted anywhere".to_owned()
        }
        CaptureProblem::Jwt { .. } => "it is a JSON Web Token".to_owned(),
        CaptureProblem::OidcDiscovery { .. } => "it is an OpenID Connect configuration".to_owned(),
        CaptureProblem::Url { .. } => "it is an address".to_owned(),
        CaptureProblem::Artifact { .. } => "it is an artifact".to_owned(),
        CaptureProblem::Empty => "it is empty".to_owned(),
    }
}
