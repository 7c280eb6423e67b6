use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::judged::of_request;
use crate::rules::words::{difference, quoted};
use crate::rules::{Fix, Reporter};
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The service provider sent its request under another name than the Entity ID of these settings. The
    /// identity provider looks the application up by that name, letter for letter.
    ///
    /// ## How to fix it
    /// Make the service provider's entityID, the Entity ID here and the identifier at the identity provider
    /// the same.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.1
    Request, "request-issuer-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(it) = facts.request() else {
        return;
    };
    let expected = facts.expected.audience.as_str();
    let (message, span) = match &it.request.issuer {
        None => (
            format!("The request does not say who sends it (Issuer); it should be {}.", quoted(expected)),
            it.document.start_tag_span(it.request.node),
        ),
        Some(issuer) if issuer.trimmed() == expected => return,
        Some(issuer) => {
            let hint = difference(issuer.trimmed(), expected);
            let hint = hint.map_or(String::new(), |hint| format!(": {hint}"));
            let found = quoted(Located::trimmed(issuer));
            (
                format!(
                    "The request comes from {found}, but the Entity ID of {} is {}{hint}.",
                    facts.profile.name,
                    quoted(expected)
                ),
                issuer.span,
            )
        }
    };
    report.add(span, message).severity(of_request(facts)).fix(Fix::at_sp(
        "Have the service provider's software send the Entity ID as the Issuer of its requests. Only if its own \
         settings or documentation give the other name, type that into the field Entity ID.",
        Some("entityId"),
    ));
}
