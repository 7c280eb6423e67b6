use crate::capture::CaptureProblem;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::MessageKind;

declare_rule! {
    /// ## What it means
    /// This is a web page without a form that carries a SAML message: often a login page or an error page.
    ///
    /// ## How to fix it
    /// Copy the page that the identity provider answers with after the login, the one that holds a hidden
    /// field `SAMLResponse`, or that field's value from the request that follows.
    Capture, "capture-html-page", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = &facts.capture else {
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
    report.add(span, format!("This is a web page{titled}, and no SAML message is in it.")).fix(
        Fix::copy_again(
            "Finish the login first. Then copy the value of SAMLResponse from the POST request to the \
             service provider.",
        ),
    );
}
