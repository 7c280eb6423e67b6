use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// Nothing in the response is signed. Anybody could have written it, so a service provider must not
    /// log anybody in with it. A signature beside the message, as the Redirect binding puts into the
    /// address, does not replace the one inside: a login response has to be signed itself.
    ///
    /// ## How to fix it
    /// Turn on signing of the response or of the assertion at the identity provider.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.5
    Signature, "signature-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(response) = facts.response() else {
        return;
    };
    if facts.verified().any(|it| !it.verification.checks.is_empty() || it.verification.too_many) {
        return;
    }
    let message = facts.capture().and_then(|capture| capture.judged_message());
    let is_detached = message.is_some_and(|message| message.detached.is_some());
    let text = match is_detached {
        true => {
            "Nothing inside this response is signed. The signature in the address does not help: responses \
             have to be sent by POST and signed themselves."
        }
        false => "Nothing in this response is signed, so nobody can tell who wrote it.",
    };
    report.add(response.response.span, text).fix(match facts.vendor() {
        // What these send is signed, whatever is chosen there.
        vendor @ (Vendor::Google | Vendor::Entra) => fix::copy_response(facts).then(format!(
            "If that untouched copy is unsigned too, it did not come unchanged from {}, which always signs: send \
             this finding to the provider's support or your security team, and do not switch single sign-on on yet.",
            vendor.label()
        )),
        _ => fix::at_idp(facts, Change::Sign, Values::default()),
    });
}
