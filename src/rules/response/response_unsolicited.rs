use crate::facts::Facts;
use crate::input::ExpectedRequest;
use crate::rules::confirmation::complete;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, Severity};
use crate::saml::Assertion;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The response answers no request (it has no `InResponseTo`): the login was started at the identity
    /// provider. A service provider may allow that or not. Where it does not, the answer has to stand in
    /// what is signed, as anybody could write it into the rest.
    ///
    /// ## How to fix it
    /// Start the login at the service provider, or allow logins that start at the identity provider.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.5
    Response, "response-unsolicited", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response() else {
        return;
    };
    let Some(assertion) = judged.assertion.as_ref().map(|facts| &facts.assertion) else {
        return;
    };
    let is_allowed = facts.settings().allow_unsolicited;
    let response_names = names(&judged.response.in_response_to);
    // Where an answer is asked for, whoever passes the response on must not be able to write it.
    let counts = is_allowed || judged.carries_signature() || !judged.had_keys;
    if response_names && counts || names_request(facts, assertion) {
        return;
    }
    let expected = match &facts.settings().in_response_to {
        ExpectedRequest::Id(id) => format!("the request {} was sent", quoted(id)),
        ExpectedRequest::Unknown | ExpectedRequest::NoneSent if is_allowed => return,
        _ => format!("{} is set not to allow logins that start at the identity provider", facts.profile.name),
    };
    let message = match response_names {
        true => format!("Only the response, which is not signed, answers a request; its assertion does not. But {expected}."),
        false => format!("The response answers no request, but {expected}."),
    };
    let step = match is_allowed {
        true => "Nothing has to be done: logins that start at the identity provider are allowed.",
        false => {
            "Start the login at the service provider's own login page, not at a tile of the identity provider. Or \
             allow logins that start at the identity provider (the setting allowUnsolicited)."
        }
    };
    let finding = report.add(judged.response.span, message);
    finding.fix(Fix::at_sp(step, Some("allowUnsolicited")));
    if is_allowed {
        finding.severity(Severity::Info);
    }
}

/// Confirmations that are incomplete count only where all are: then that is what is wrong.
fn names_request(facts: &Facts<'_>, assertion: &Assertion) -> bool {
    if complete(facts, assertion).next().is_some() {
        return complete(facts, assertion).any(|data| names(&data.in_response_to));
    }
    let confirmations = assertion.subject.iter().flat_map(|subject| &subject.confirmations);
    confirmations.filter_map(|confirmation| confirmation.data.as_ref()).any(|data| names(&data.in_response_to))
}

/// An empty InResponseTo names no request.
fn names(in_response_to: &Option<Located<String>>) -> bool {
    in_response_to.as_ref().is_some_and(|named| !named.trimmed().is_empty())
}
