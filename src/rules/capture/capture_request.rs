use crate::facts::{Facts, Judged};
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Fix, Reporter};
use crate::saml::AuthnRequest;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// This is an AuthnRequest: what the service provider sends to the identity provider to start a login.
    /// It is described, because some refusals of identity providers come from what it asks for.
    ///
    /// ## How to fix it
    /// To check a login, paste the answer: the value of `SAMLResponse`.
    ///
    /// ## Standard
    /// SAML Core §3.4.1
    Capture, "capture-request", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let judged = facts.capture.as_ref().and_then(|capture| capture.judged.as_ref());
    let (Some(Judged::AuthnRequest(request)), Some(document)) = (judged, facts.judged_document()) else {
        return;
    };
    let mut sentences = vec!["This is a request for a login (AuthnRequest), not the answer to one.".to_owned()];
    sentences.push(sender(facts, request));
    sentences.extend(destination(facts, request));
    sentences.extend(name_id_format(facts, request));
    sentences.extend(contexts(request));
    sentences.push(signature(facts, request).to_owned());
    report
        .add(document.start_tag_span(request.node), sentences.join(" "))
        .fix(Fix::copy_again("To check a login, paste the answer to this request: the value of \
                              SAMLResponse."));
}

/// Identity providers look the application up by this name, letter for letter.
fn sender(facts: &Facts<'_>, request: &AuthnRequest) -> String {
    let expected = facts.expected.audience.as_str();
    match request.issuer.as_ref().map(Located::trimmed) {
        None => "It does not say who sends it (Issuer).".to_owned(),
        Some(issuer) if issuer == expected => format!("It comes from {}, as expected.", quoted(issuer)),
        Some(issuer) => format!(
            "It comes from {}, but this service provider is {}: the identity provider looks the \
             application up by that name.",
            quoted(issuer),
            quoted(expected)
        ),
    }
}

fn destination(facts: &Facts<'_>, request: &AuthnRequest) -> Option<String> {
    let acs = request.acs_url.as_ref()?.trimmed();
    let known = facts.expected.acs_urls.iter().any(|expected| expected == acs);
    let remark = if known { "" } else { ", which is not an address of this service provider" };
    Some(format!("The answer is to go to {}{remark}.", quoted(acs)))
}

fn name_id_format(facts: &Facts<'_>, request: &AuthnRequest) -> Option<String> {
    let format = request.name_id_format.as_ref()?.trimmed();
    let wanted = &facts.profile.name_id.format;
    let remark = match format == wanted || format.ends_with(":unspecified") {
        true => String::new(),
        false => format!(", but {} needs {}", facts.profile.name, quoted(wanted)),
    };
    Some(format!("It asks for the NameID format {}{remark}.", quoted(format)))
}

/// Entra ID refuses with AADSTS75011 where the user logged in by other means.
fn contexts(request: &AuthnRequest) -> Option<String> {
    let contexts = list(request.authn_contexts.iter().map(Located::trimmed));
    (!contexts.is_empty()).then(|| {
        format!(
            "It insists on the way of logging in {contexts}: an identity provider where people log in \
             differently refuses it (Entra ID with AADSTS75011)."
        )
    })
}

fn signature(facts: &Facts<'_>, request: &AuthnRequest) -> &'static str {
    let message = facts.capture.as_ref().and_then(|capture| capture.judged_message());
    let is_detached = message.is_some_and(|message| message.detached.is_some());
    let role = facts.metadata.as_ref().and_then(|metadata| metadata.role());
    let is_wanted = role.is_some_and(|role| role.wants_signed_requests.is_some());
    const UNCHECKED: &str = "It is signed by the service provider; its key is not part of this check, so the signature \
                             is not verified here.";
    match (is_detached || request.is_signed, is_wanted) {
        (true, _) => UNCHECKED,
        (false, true) => "It is not signed, although the metadata asks for signed requests.",
        (false, false) => "It is not signed.",
    }
}
