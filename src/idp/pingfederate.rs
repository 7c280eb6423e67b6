//! PingFederate.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "pingfederate",
    label: "PingFederate",
    patterns: &[
        Pattern::new(Sign::Location, Match::PathEnds, "/idp/sso.saml2", 60),
        Pattern::new(Sign::Location, Match::PathEnds, "/idp/slo.saml2", 30),
        Pattern::new(Sign::Location, Match::PathEnds, "/idp/ars.ssaml2", 30),
        Pattern::new(Sign::Location, Match::PathEnds, "/idp/startsso.ping", 60),
        Pattern::new(Sign::EntityId, Match::Contains, "PingFed", 20),
        Pattern::new(Sign::EntityId, Match::Contains, "pingfed", 20),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Protocol Settings → Signature Policy: usually “Always sign assertion” or “Sign response as required”; switch on what is needed.",
            ],
        ),
        (
            Change::Alg,
            &[
                "PingFederate: Applications → SP Connections → {service} → Credentials → Digital Signature Settings: set “Signing Algorithm” to RSA SHA256.",
            ],
        ),
        (
            Change::Aud,
            &[
                "PingFederate: Applications → SP Connections → {service} → General Info: set “Partner's Entity ID (Connection ID)” to `{audience}`.",
            ],
        ),
        (
            Change::Acs,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Protocol Settings → Assertion Consumer Service URL: a default entry with binding POST and `{acs}`.",
            ],
        ),
        (
            Change::NameId,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Assertion Creation → Attribute Contract: set the format of SAML_SUBJECT to the URN that ends in nameid-format:emailAddress, and fulfil it with the user's mail attribute.",
            ],
        ),
        (
            Change::Attr,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Assertion Creation: add `{claim}` to the Attribute Contract, then under Attribute Contract Fulfillment give it an attribute, or Text for a fixed value, so that it sends this: `{value}`.",
            ],
        ),
        (
            Change::Cert,
            &[
                "PingFederate: System → Protocol Metadata → Metadata Export, or the connection's Export Metadata. Paste the whole file into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Protocol Settings → Encryption Policy: choose None.",
            ],
        ),
        (
            Change::Assign,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Assertion Creation → Issuance Criteria: look for a condition that the user does not meet.",
            ],
        ),
        (
            Change::Requests,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Protocol Settings → Signature Policy: clear “Require AuthnRequests to be signed when received via the POST or Redirect bindings”.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the response, unless signed assertions are required",
        algorithm: "as chosen for the connection",
        name_id: "SAML_SUBJECT of the attribute contract",
        attributes: "only those of the attribute contract",
    },
    quirks: &[
        "The entityID is free text and may be a virtual server ID, so the Issuer can differ between connections.",
        "/idp/startSSO.ping starts a login at PingFederate; it takes no requests.",
    ],
    guide: &[
        Line::At("Applications → SP Connections → Create Connection → Browser SSO Profiles, SAML 2.0"),
        Line::Field {
            text: "General Info. Call the connection {service}.",
            field: "Partner's Entity ID (Connection ID)",
            value: "{audience}",
        },
        Line::At("SP Connections → {service} → Browser SSO → SAML Profiles"),
        Line::Say("Tick IdP-Initiated SSO and SP-Initiated SSO."),
        Line::At("SP Connections → {service} → Browser SSO → Assertion Creation"),
        Line::Format {
            text: "Attribute Contract: the format of SAML_SUBJECT.",
            field: "SAML_SUBJECT",
            names: FormatNames {
                email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            },
        },
        Line::Email {
            text: "Attribute Contract Fulfillment, from the adapter or the data store.",
            field: "SAML_SUBJECT",
            value: "mail",
        },
        Line::Claims(Claims {
            name_field: "Extend the Contract",
            value_field: "Attribute Contract Fulfillment",
            account: Source::new(
                "{label}: add it to the Attribute Contract; its source is Text, with this value.",
                "{account}",
            ),
            one_of: Source::new(
                "{label}: add it to the Attribute Contract; its source is an attribute or an expression that gives exactly one of {accepted}.",
                "",
            ),
            full_name: Source::new(
                "{label}: add it to the Attribute Contract; its source is an attribute with the full name, in Active Directory usually displayName.",
                "",
            ),
            email: Source::new(
                "{label}: add it to the Attribute Contract; its source is the attribute with the e-mail address, usually mail.",
                "",
            ),
            other: Source::new(
                "{label}: add it to the Attribute Contract; its source is the matching attribute.",
                "",
            ),
        }),
        Line::At("SP Connections → {service} → Browser SSO → Protocol Settings"),
        Line::Field {
            text: "Assertion Consumer Service URL: a default entry with binding POST.",
            field: "Endpoint URL",
            value: "{acs}",
        },
        Line::Say(
            "Signature Policy: sign the assertion or the response, and do not require signed AuthnRequests unless {service} signs them. Encryption Policy: None.",
        ),
        Line::At("SP Connections → {service} → Credentials → Digital Signature Settings"),
        Line::Field {
            text: "With the signing certificate.",
            field: "Signing Algorithm",
            value: "RSA SHA256",
        },
        Line::At("SP Connections → {service} → Select Action → Export Metadata"),
        Line::Say(
            "Export it, unsigned or signed, and paste the whole file into the settings of {service}. It is usually also under System → Protocol Metadata → Metadata Export.",
        ),
        Line::At(""),
        Line::Code {
            text: "A login that starts at PingFederate has this address, with your own host.",
            code: "https://YOUR-PINGFEDERATE-HOST:9031/idp/startSSO.ping?PartnerSpId={audience_encoded}",
        },
    ],
};
