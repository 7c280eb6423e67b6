use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::of_request;
use crate::rules::words::{difference, quoted};
use crate::rules::{Reporter, fix};
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The request asks for the answer at an address that is none of this service provider's, or the response
    /// is addressed to another one than the request asked for.
    ///
    /// ## How to fix it
    /// Make the AssertionConsumerServiceURL of the request, the address at the identity provider and the
    /// service provider's own address the same, letter for letter.
    ///
    /// ## Standard
    /// SAML Core §3.4.1, SAML Profiles §4.1.4.1
    Request, "request-acs-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(asked) = facts.request().and_then(|it| it.request.acs_url.as_ref()) else {
        return;
    };
    let found = asked.trimmed();
    let acs_urls = &facts.expected.acs_urls;
    if let Some(expected) = acs_urls.first().filter(|_| !acs_urls.iter().any(|acs| acs == found)) {
        let hint = difference(found, expected).map_or(String::new(), |hint| format!(": {hint}"));
        let message = format!(
            "The request asks for the answer at {}, but {} receives logins at {}{hint}.",
            quoted(found),
            facts.profile.name,
            quoted(expected)
        );
        report
            .add(asked.span, message)
            .severity(of_request(facts))
            .fix(fix::at_sp(
                facts,
                "In the software of {service}, set the address that its requests ask for \
                 (AssertionConsumerServiceURL) to `{acs}`.",
                Values::default(),
            ));
        return;
    }
    let destination = facts.response().and_then(|response| response.response.destination.as_ref());
    if let Some(destination) = destination.filter(|destination| destination.trimmed() != found) {
        let message = format!(
            "The request asks for the answer at {}, but the response is addressed to {}.",
            quoted(found),
            quoted(Located::trimmed(destination))
        );
        let finding = report.add(destination.span, message);
        finding.related("The request asks for this address.", asked.span);
        finding.fix(fix::at_idp(facts, Change::Acs, Values::default()));
    }
}
