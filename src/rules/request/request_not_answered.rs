use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::MessageKind;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The recording has a request for a login, and the response says that it answers another one, which the
    /// recording does not have. A service provider that remembers its requests refuses such a response.
    ///
    /// ## How to fix it
    /// Record one login from its beginning to its end. If it happens there, something between the two mixes
    /// up logins, or the browser went back to an older page of the identity provider.
    ///
    /// ## Standard
    /// SAML Core §3.2.2, SAML Profiles §4.1.4.3
    Request, "request-not-answered", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(capture), Some(response)) = (facts.capture(), facts.response()) else {
        return;
    };
    let Some(answered) = &response.response.in_response_to else {
        return;
    };
    let requests = capture.messages.iter().filter(|message| message.kind == Some(MessageKind::AuthnRequest));
    let ids: Vec<&str> =
        requests.filter_map(|message| message.root.id.as_ref().map(Located::trimmed)).collect();
    let Some(last) = ids.last().filter(|_| !ids.contains(&answered.trimmed())) else {
        return;
    };
    let message = format!(
        "The response says that it answers the request {}, but the request in this recording is {}.",
        quoted(answered.trimmed()),
        quoted(last)
    );
    report.add(answered.span, message).fix(Fix::copy_again(
        "Record one login anew: open the service provider's login page in a private window, start the \
         recording, log in, and save it.",
    ));
}
