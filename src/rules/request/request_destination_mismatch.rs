use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::of_request;
use crate::rules::words::{list, quoted};
use crate::rules::{Fix, Reporter};
use crate::saml::EndpointKind;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The request says that it is meant for an address (`Destination`) that the metadata does not have as a
    /// sign-on address. The identity provider may refuse it, or it is another one than the metadata's.
    ///
    /// ## How to fix it
    /// If that address is your identity provider's, save its current metadata here, so that the service provider sends its
    /// requests to the right address.
    ///
    /// ## Standard
    /// SAML Core §3.2.1
    Request, "request-destination-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let destination = facts.request().and_then(|it| it.request.destination.as_ref());
    let (Some(destination), Some(metadata)) = (destination, &facts.metadata) else {
        return;
    };
    let endpoints =
        metadata.browser_endpoints().filter(|endpoint| endpoint.kind == EndpointKind::SingleSignOn);
    let known: Vec<&str> =
        endpoints.filter_map(|endpoint| endpoint.location.as_ref().map(Located::trimmed)).collect();
    if known.is_empty() || known.contains(&destination.trimmed()) {
        return;
    }
    let mut distinct = known;
    distinct.dedup();
    let message = format!(
        "The request is meant for {}, but the metadata has the sign-on address {}.",
        quoted(destination.trimmed()),
        list(distinct)
    );
    report.add(destination.span, message).severity(of_request(facts)).fix(Fix::at_sp(
        format!(
            "Only if you know {} as an address of your own identity provider: paste its current metadata and save it, \
             as {} takes the address from it.",
            quoted(destination.trimmed()),
            facts.profile.name
        ),
        None,
    ));
}
