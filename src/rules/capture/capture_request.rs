use crate::facts::{Facts, Judged};
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, fix};
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
    let judged = facts.capture().and_then(|capture| capture.judged.as_ref());
    let (Some(Judged::AuthnRequest(request)), Some(document)) = (judged, facts.judged_document()) else {
        return;
    };
    let mut sentences =
        vec!["This is a request for a login (AuthnRequest), not the answer to one.".to_owned()];
    sentences.push(sender(request));
    sentences.extend(destination(request));
    sentences.extend(name_id_format(request));
    sentences.extend(contexts(request));
    sentences.push(signature(facts, request).to_owned());
    report.add(document.start_tag_span(request.node), sentences.join(" ")).fix(fix::after(
        "Nothing is wrong with this. To check a login, copy the answer to it:",
        fix::copy_response(facts),
    ));
}

fn sender(request: &AuthnRequest) -> String {
    match request.issuer.as_ref().map(Located::trimmed) {
        None => "It does not say who sends it (Issuer).".to_owned(),
        Some(issuer) => format!("It comes from {}.", quoted(issuer)),
    }
}

fn destination(request: &AuthnRequest) -> Option<String> {
    Some(format!("The answer is to go to {}.", quoted(request.acs_url.as_ref()?.trimmed())))
}

fn name_id_format(request: &AuthnRequest) -> Option<String> {
    Some(format!("It asks for the NameID format {}.", quoted(request.name_id_format.as_ref()?.trimmed())))
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

/// Nobody here has the service provider's key.
const UNCHECKED: &str = "It is signed by the service provider; its key is not part of this check, so the signature is \
                         not verified here.";

fn signature(facts: &Facts<'_>, request: &AuthnRequest) -> &'static str {
    let message = facts.capture().and_then(|capture| capture.judged_message());
    let is_detached = message.is_some_and(|message| message.detached.is_some());
    if is_detached || request.is_signed { UNCHECKED } else { "It is not signed." }
}
