//! Samples in the manner of Keycloak.

use super::{Desk, Sample};
use crate::support::message::{Idp, Sign};
use crate::support::paste;
use crate::support::redirect::Redirect;

const IDP: Idp = Idp::Keycloak;
const SSO: &str = "https://id.example.com/realms/acme/protocol/saml";
const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

pub fn samples(desk: &Desk) -> Vec<Sample> {
    let both = || desk.message(IDP).sign(Sign::Both);
    let indented = both().xml().replace("><", ">\n  <");
    let request = desk.request("id-90817263544536271809", SSO);
    let relay_state = Some(paste::RELAY_STATE);
    let signed_by = Some(("sp", RSA_SHA256));
    let redirect =
        Redirect { parameter: "SAMLRequest", xml: &request, relay_state, signed_by, signed_as: "" };
    vec![
        desk.sample(IDP, "keycloak-healthy", "A login that works", "What a healthy Keycloak set-up looks like.")
            .with("capture", format!("SAMLResponse: {}", both().base64()))
            .accepted_with("claim-unmapped"),
        desk.sample(
            IDP,
            "keycloak-indented",
            "Indented by a tool",
            "A tool that shows XML nicely breaks its signature; here it is proved that nothing else was changed.",
        )
        .with("capture", indented)
        .rejected("signature-content-reformatted"),
        desk.sample(
            IDP,
            "keycloak-request",
            "The address of a sign-in request",
            "An address with SAMLRequest is what the service provider asks, not what it is answered.",
        )
        .with("capture", format!("{SSO}?{}", redirect.query().expect("a query")))
        .undecided("capture-request"),
        desk.sample(
            IDP,
            "keycloak-claims",
            "No mappers in the client",
            "Without mappers Keycloak sends no attribute that the service provider reads.",
        )
        .with("capture", without_mappers(desk))
        .rejected("claim-missing"),
    ]
}

fn without_mappers(desk: &Desk) -> String {
    let healthy = desk.message(IDP);
    let text = healthy.unsigned();
    let from = text.find("<saml:Attribute FriendlyName=\"account\"").expect("the first attribute");
    let to = text.find("<saml:Attribute Name=\"Role\"").expect("the last attribute");
    let mapped = text[from..to].to_owned();
    healthy.replace(&mapped, "").base64()
}
