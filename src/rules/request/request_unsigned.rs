use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::of_request;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata asks for signed requests (`WantAuthnRequestsSigned`), and this one is not signed. An
    /// identity provider that insists answers with an error in place of a login.
    ///
    /// ## How to fix it
    /// Turn off the requirement at the identity provider, or let the service provider sign its requests.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.3
    Request, "request-unsigned", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let role = facts.metadata.as_ref().and_then(|metadata| metadata.role());
    let wanted = role.and_then(|role| role.wants_signed_requests);
    let (Some(wanted), Some(it)) = (wanted, facts.request()) else {
        return;
    };
    if it.request.is_signed || it.captured.detached.is_some() {
        return;
    }
    let message = "The request is not signed, although the metadata asks for signed requests \
                   (WantAuthnRequestsSigned is “true”).";
    let finding =
        report.add(it.document.start_tag_span(it.request.node), message).severity(of_request(facts));
    finding.related("The metadata asks for it here.", wanted);
    finding.fix(fix::at_idp(facts, Change::Requests, Values::default()));
}
