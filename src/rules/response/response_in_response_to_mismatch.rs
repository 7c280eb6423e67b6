use crate::facts::Facts;
use crate::input::ExpectedRequest;
use crate::rules::confirmation::{Flaw, answers, complete, incomplete};
use crate::rules::declare::declare_rule;
use crate::rules::judged::distrust;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};
use crate::saml::Assertion;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The response says that it answers a request (`InResponseTo`), but not the one that was sent, or
    /// none was sent. It belongs to another login, or it is not meant for this browser.
    ///
    /// ## How to fix it
    /// Start the login anew and use the response to that very request. If it happens in real logins, the
    /// browser loses the cookie that remembers the request, or the page was reloaded.
    ///
    /// ## Standard
    /// SAML Core §3.2.2, SAML Profiles §4.1.4.2–3
    Response, "response-in-response-to-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(judged) = facts.response() else {
        return;
    };
    let named = judged.response.in_response_to.as_ref();
    if let Some(named) = named.filter(|named| !answers(facts, &named.value)) {
        add(facts, named, "response", report);
    }
    let Some(assertion) = judged.assertion.as_ref().map(|facts| &facts.assertion) else {
        return;
    };
    if let (ExpectedRequest::Unknown, Some(named)) = (&facts.settings().in_response_to, named) {
        contradiction(facts, named, assertion, report);
    }
    let Some(incomplete) = incomplete(facts, assertion).filter(|it| it.has(Flaw::OtherRequest)) else {
        return;
    };
    let data = incomplete.confirmation.and_then(|confirmation| confirmation.data.as_ref());
    if let Some(named) = data.and_then(|data| data.in_response_to.as_ref()) {
        add(facts, named, "assertion", report);
    }
}

/// Whatever the request was: response and assertion cannot answer two of them. A confirmation that cannot
/// be used says nothing here.
fn contradiction(
    facts: &Facts<'_>,
    named: &Located<String>,
    assertion: &Assertion,
    report: &mut Reporter<'_>,
) {
    let mut answered = Vec::new();
    for data in complete(facts, assertion) {
        match &data.in_response_to {
            Some(other) if other.value != named.value => answered.push(other),
            _ => return,
        }
    }
    if let Some(other) = answered.first() {
        let message = format!(
            "The response answers the request {}, but its assertion answers {}.",
            quoted(&named.value),
            quoted(&other.value)
        );
        let finding = report.add(other.span, message).fix(distrust(facts));
        finding.related("The response names this request.", named.span);
    }
}

fn add(facts: &Facts<'_>, named: &Located<String>, part: &str, report: &mut Reporter<'_>) {
    let found = quoted(&named.value);
    let (message, fix) = match &facts.settings().in_response_to {
        ExpectedRequest::Id(expected) => (
            format!(
                "The {part} answers another attempt to log in ({found}) than the one that is waited for ({}).",
                quoted(expected)
            ),
            fix::after("Close other tabs in which you are logging in, and capture a new login:", fix::copy_response(facts)).then(
                "If you gave the tool a request's ID yourself (Options → “ID of the request”), set “Where the login \
                 began” there to “Not known: do not compare”.",
            ),
        ),
        _ => (
            format!("The {part} answers the request {found}, but no request was sent."),
            Fix::at_sp(
                format!(
                    "Either start the login at the identity provider (at the application's tile), so that it answers no request. \
                     Or, if it is to start at {}, set Options → “Where the login began” to “Not known: do not compare”, \
                     or give the ID of that request there.",
                    facts.profile.name
                ),
                Some("inResponseTo"),
            ),
        ),
    };
    report.add(named.span, message).fix(fix);
}
