//! Samples in the manner of Okta.

use super::{Desk, Sample};
use crate::support::message::{Idp, Sign};
use crate::support::paste;

const IDP: Idp = Idp::Okta;
const ORIGIN: &str = "https://acme42.okta.com";

pub fn samples(desk: &Desk) -> Vec<Sample> {
    let audience = desk.message(IDP).replace(
        ">https://imagekit.io/saml/consume</saml2:Audience>",
        ">https://imagekit.io/saml</saml2:Audience>",
    );
    let mut old = desk.message(IDP).key("old").sign(Sign::Response);
    old.seal.embedded = Some("last-year".to_owned());
    let role = desk.message(IDP).replace(">developer<", ">Developer<");
    vec![
        desk.sample(IDP, "okta-healthy", "A login that works", "What a healthy Okta set-up looks like, and the user that it creates.")
            .with("capture", desk.message(IDP).base64()),
        desk.sample(
            IDP,
            "okta-audience",
            "Wrong Audience URI",
            "One field in Okta differs from the Entity ID of these settings, and every login fails.",
        )
        .with("capture", paste::response_body(&audience.base64()))
        .rejected("assertion-audience-mismatch"),
        desk.sample(
            IDP,
            "okta-old-certificate",
            "Signed with last year's certificate",
            "The response, copied as cURL, is signed with a key that the pasted metadata does not have.",
        )
        .with("capture", paste::curl_bash(paste::ACS, ORIGIN, &paste::response_body(&old.base64())))
        .rejected("signature-key-unknown"),
        desk.sample(
            IDP,
            "okta-role",
            "A role written otherwise",
            "Roles are compared letter by letter: Developer is not developer.",
        )
        .with("capture", paste::fetch(paste::ACS, &paste::response_body(&role.base64())))
        .rejected("claim-value-near-miss"),
        desk.sample(
            IDP,
            "okta-preview",
            "Okta's preview of the assertion",
            "A bare assertion shows whether the claims fit; whether it is signed rightly only a login can show.",
        )
        .with("capture", bare_assertion(desk))
        .undecided("capture-bare-assertion"),
    ]
}

fn bare_assertion(desk: &Desk) -> String {
    let xml = desk.message(IDP).sign(Sign::Nothing).xml();
    let from = xml.find("<saml2:Assertion").expect("an assertion");
    let to = xml.find("</saml2p:Response>").expect("its end");
    xml[from..to].replace("><", ">\n<")
}
