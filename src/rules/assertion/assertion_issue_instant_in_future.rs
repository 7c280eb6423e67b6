use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};
use crate::saml::WrittenTime;
use crate::text::{Located, Span};
use crate::time::Instant;

declare_rule! {
    /// ## What it means
    /// The IssueInstant of the response or of the assertion, or the AuthnInstant of the login, lies in the
    /// future, by more than clocks may differ. No period of validity is given by these times, so this alone
    /// refuses nothing here; several service providers refuse it.
    ///
    /// ## How to fix it
    /// Correct the clock of the identity provider, or that of this computer.
    ///
    /// ## Standard
    /// SAML Core §2.3.3; SAML Core §2.7.2; SAML Core §3.2.2
    Assertion, "assertion-issue-instant-in-future", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let latest = facts.now().plus_seconds(facts.skew());
    let late: Vec<(&str, Instant, Span)> =
        instants(facts).filter(|(_, instant, _)| *instant > latest).take(MAX_SHOWN).collect();
    let Some(((what, instant, span), others)) = late.split_first() else {
        return;
    };
    let message = format!(
        "{what} {instant}, which is {} after now ({}): the clocks differ, and only up to {} are allowed for that. It is \
         accepted here, but several service providers refuse it.",
        duration(instant.seconds_since(facts.now())),
        facts.now(),
        duration(facts.skew()),
    );
    let finding = report.add(*span, message);
    for (what, instant, span) in others {
        finding.related(format!("{what} {instant}."), *span);
    }
    finding.fix(fix::at_idp(facts, Change::Clock, Values::default()));
}

/// Places that are shown: a message has three.
const MAX_SHOWN: usize = 5;

/// Every time at which something was done, in the order in which it stands in the message.
fn instants<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'static str, Instant, Span)> + use<'f> {
    let response = facts.response().and_then(|facts| facts.response.issue_instant.as_ref());
    let assertion = facts.assertion().map(|facts| &facts.assertion);
    let issued = assertion.and_then(|assertion| assertion.issue_instant.as_ref());
    let logins = assertion.into_iter().flat_map(|assertion| &assertion.authn_statements);
    let logins = logins.filter_map(|statement| statement.authn_instant.as_ref());
    let read = |what| {
        move |time: &'f Located<WrittenTime>| Some((what, time.value.instant?, time.span))
    };
    let response = response.and_then(read("The response was issued (IssueInstant) at"));
    let issued = issued.and_then(read("The assertion was issued (IssueInstant) at"));
    response.into_iter().chain(issued).chain(logins.filter_map(read("The user logged in (AuthnInstant) at")))
}
