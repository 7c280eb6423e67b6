use crate::capture::CaptureProblem;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::MessageKind;

declare_rule! {
    /// ## What it means
    /// This is the source of a web page, usually a login page or an error page. The login message
    /// (SAMLResponse) is sent only after the login, in the request that follows.
    ///
    /// ## How to fix it
    /// Do not copy the page. Finish the login with the browser's developer tools open, and copy the value of
    /// `SAMLResponse` from the POST request to the service provider.
    Capture, "capture-html-page", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    let message = capture.judged_index.and_then(|index| capture.messages.get(index));
    let (span, title) = match &capture.capture.problem {
        Some(CaptureProblem::HtmlPage { title, at }) => (*at, title.as_deref()),
        _ if message.is_some_and(|message| message.kind == Some(MessageKind::Html)) => {
            let root = facts.judged_document().map(|document| document.start_tag_span(document.root()));
            (root.unwrap_or(facts.capture_start()), None)
        }
        _ => return,
    };
    let titled = title.map_or(String::new(), |title| format!(" with the title {}", quoted(title)));
    let message = format!(
        "This is the source of a web page{titled}, not a login message. The message is sent only after the login, \
         in a field called SAMLResponse: copy that field, not the page."
    );
    report.add(span, message).fix(fix::copy_response(facts));
}
