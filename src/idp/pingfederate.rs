//! PingFederate.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

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
    cookbook: &[
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
                "PingFederate: Applications → SP Connections → {service} → General Info: set “Partner's Entity ID (Connection ID)” to {audience}.",
            ],
        ),
        (
            Change::Acs,
            &[
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Protocol Settings → Assertion Consumer Service URL: a default entry with binding POST and {acs}.",
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
                "PingFederate: Applications → SP Connections → {service} → Browser SSO → Assertion Creation: add {claim} to the Attribute Contract, then under Attribute Contract Fulfillment give it an attribute, or Text for a fixed value, so that it sends this: {value}.",
            ],
        ),
        (
            Change::Cert,
            &[
                "PingFederate: System → Protocol Metadata → Metadata Export, or the connection's Export Metadata. Paste the whole file into the service provider's settings.",
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
    ],
    guide: &[],
};
