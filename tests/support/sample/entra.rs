//! Samples in the manner of Microsoft Entra ID.

use super::{Desk, Sample};
use crate::support::message::{Idp, Message};
use crate::support::paste::{self, Exchange};
use crate::support::redirect::Redirect;

const IDP: Idp = Idp::Entra;
const SSO: &str = "https://login.microsoftonline.com/3f6b9c12-7d48-4e05-a1f9-0c2d4e6f8a1b/saml2";
const REQUEST: &str = "id-5f0e1d2c3b4a59687786";

pub fn samples(desk: &Desk) -> Vec<Sample> {
    let namespace = desk.message(IDP).replace(
        "Name=\"imagekit_role\"",
        "Name=\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/imagekit_role\"",
    );
    let elsewhere = desk
        .message(IDP)
        .replace(
            "Destination=\"https://imagekit.io/saml/consume\"",
            "Destination=\"https://imagekit.io/saml/acs\"",
        )
        .replace(
            "Recipient=\"https://imagekit.io/saml/consume\"",
            "Recipient=\"https://imagekit.io/saml/acs\"",
        );
    vec![
        desk.sample(
            IDP,
            "entra-flow",
            "A whole login that works",
            "A HAR file holds the request, the answer and what became of it; all three are read.",
        )
        .with("capture", login(desk, &answering(desk.message(IDP))))
        .accepted_with("capture-several-messages"),
        desk.sample(
            IDP,
            "entra-namespace",
            "The role claim has a namespace",
            "Entra ID puts a namespace before a claim's name unless the field is emptied; the HAR file shows it.",
        )
        .with("capture", posted(desk, &namespace))
        .rejected("claim-name-is-uri"),
        desk.sample(
            IDP,
            "entra-reply-url",
            "Wrong Reply URL",
            "The answer is addressed to another page of the service provider.",
        )
        .with("capture", elsewhere.base64())
        .rejected("response-destination-mismatch"),
        desk.sample(
            IDP,
            "entra-not-assigned",
            "The error text of the sign-in page",
            "An AADSTS code alone tells what is wrong and where to change it.",
        )
        .with(
            "capture",
            "Sorry, but we’re having trouble signing you in.\n\nAADSTS50105: Your administrator has configured \
             the application ImageKit to block users unless they are specifically granted access to it.",
        )
        .undecided("capture-error-text"),
    ]
}

/// The message as the answer to the request.
fn answering(message: Message) -> Message {
    message.replace("<samlp:Response ", &format!("<samlp:Response InResponseTo=\"{REQUEST}\" ")).replace(
        "<SubjectConfirmationData ",
        &format!("<SubjectConfirmationData InResponseTo=\"{REQUEST}\" "),
    )
}

/// The HAR file of one posted answer.
fn posted(desk: &Desk, message: &Message) -> String {
    let body = paste::response_body(&message.base64());
    paste::har(&[Exchange {
        at: &desk.after(-30),
        url: paste::ACS,
        body: Some(&body),
        status: 302,
        location: Some(paste::RELAY_STATE),
        page: None,
    }])
}

/// The HAR file of a login that began at the service provider.
fn login(desk: &Desk, message: &Message) -> String {
    let request = desk.request(REQUEST, SSO);
    let relay_state = Some(paste::RELAY_STATE);
    let redirect =
        Redirect { parameter: "SAMLRequest", xml: &request, relay_state, signed_by: None, signed_as: "" };
    let there = format!("{SSO}?{}", redirect.query().expect("a query"));
    let base64 = message.base64();
    let (page, body) = (paste::form_page(&base64), paste::response_body(&base64));
    let (asked, answered, posted) = (desk.after(-40), desk.after(-31), desk.after(-30));
    let exchange = |at, url, status| Exchange { at, url, body: None, status, location: None, page: None };
    let start = "https://imagekit.io/login/sso";
    paste::har(&[
        Exchange { location: Some(&there), ..exchange(&asked, start, 302) },
        Exchange { page: Some(&page), ..exchange(&answered, &there, 200) },
        Exchange { body: Some(&body), location: relay_state, ..exchange(&posted, paste::ACS, 302) },
        exchange(&desk.after(-29), paste::RELAY_STATE, 200),
    ])
}
