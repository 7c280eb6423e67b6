//! Rippling.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "rippling",
    label: "Rippling",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "rippling.com", 60),
        Pattern::new(Sign::Location, Match::Host, "rippling.com", 60),
    ],
    cookbook: &for_this_build([
        (
            Change::Aud,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: set “Service Provider Entity ID” to `{audience}`.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: set “ACS URL” to `{acs}`.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SAML attributes: add `{claim}` so that it sends this: `{value}`.",
            ],
        ),
        (
            Change::Sign,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: choose to sign the response, the assertion, or both, where there is a choice.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: choose SHA-256 where there is a choice; otherwise ask Rippling's support.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: send the user's work e-mail address as the Name ID, in the format that ends in nameid-format:emailAddress.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: download the IdP metadata and paste the whole file into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: remove the encryption certificate of the service provider.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Rippling: IT → the custom SAML app for {service}, usually under Access: give the user, or their department, access to the app.",
            ],
        ),
    ]),
    defaults: Defaults { signed: "", algorithm: "", name_id: "", attributes: "" },
    quirks: &[
        "Responses to logins that start at Rippling can carry an InResponseTo, although no request was sent.",
    ],
    guide: &[
        Line::Say(
            "In Rippling's IT section, make a custom app with SAML, and call it {service}. It usually needs the role of an administrator.",
        ),
        Line::Field { text: "Usually so called.", field: "ACS URL", value: "{acs}" },
        Line::Field { text: "Usually so called.", field: "Service Provider Entity ID", value: "{audience}" },
        Line::Format {
            text: "Where there is a choice.",
            field: "NameID format",
            names: FormatNames {
                email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            },
        },
        Line::Claims(Claims {
            name_field: "Attribute name",
            value_field: "Value",
            account: Source::new("Attributes: {label}, the same value for every user.", "{account}"),
            one_of: Source::new(
                "Attributes: {label}, exactly one of {accepted}, by department, group or another property of the user.",
                "",
            ),
            full_name: Source::new("Attributes: {label}, first name, a space, and last name.", ""),
            email: Source::new("Attributes: {label}, the user's work e-mail address.", ""),
            other: Source::new("Attributes: {label}, from the matching property of the user.", ""),
        }),
        Line::Say("Choose who may use the app."),
        Line::Say("Download the identity provider's metadata and paste it into the settings of {service}."),
    ],
};
