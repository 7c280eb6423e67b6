//! PingOne.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "pingone",
    label: "PingOne",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "pingone.com", 60),
        Pattern::new(Sign::EntityId, Match::Host, "pingone.eu", 60),
        Pattern::new(Sign::EntityId, Match::Host, "pingone.asia", 60),
        Pattern::new(Sign::EntityId, Match::Host, "pingone.ca", 60),
        Pattern::new(Sign::EntityId, Match::Host, "pingone.com.au", 60),
        Pattern::new(Sign::Location, Match::Host, "pingone.com", 60),
        Pattern::new(Sign::Location, Match::Host, "pingone.eu", 60),
        Pattern::new(Sign::Location, Match::Host, "pingone.asia", 60),
        Pattern::new(Sign::Location, Match::Host, "pingone.ca", 60),
        Pattern::new(Sign::Location, Match::Host, "pingone.com.au", 60),
        Pattern::new(Sign::Location, Match::Host, "sso.connect.pingidentity.com", 60),
        Pattern::new(Sign::Location, Match::PathContains, "/saml20/idp/s", 45),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "CN=PingOne SSO Certificate", 60),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &["PingOne: Applications → {service} → Configuration → Edit: choose Sign Assertion & Response."],
        ),
        (
            Change::Alg,
            &[
                "PingOne: Applications → {service} → Configuration → Edit: set the signing algorithm to RSA_SHA256.",
            ],
        ),
        (
            Change::Aud,
            &["PingOne: Applications → {service} → Configuration → Edit: set “Entity ID” to `{audience}`."],
        ),
        (
            Change::Acs,
            &[
                "PingOne: Applications → {service} → Configuration → Edit: put `{acs}` first under “ACS URLs”; the first is the default.",
            ],
        ),
        (
            Change::NameId,
            &[
                "PingOne: Applications → {service} → Configuration → Edit: set “Subject NameID Format” to the URN that ends in nameid-format:emailAddress.",
                "Attribute Mappings: map saml_subject to Email Address.",
            ],
        ),
        (
            Change::Attr,
            &[
                "PingOne: Applications → {service} → Attribute Mappings → Edit → Add: the attribute `{claim}`, mapped so that it gives this: `{value}`. Fixed text is possible as an expression.",
            ],
        ),
        (
            Change::Cert,
            &[
                "PingOne: Applications → {service} → Configuration → Download Metadata. Paste the whole file into the metadata box of {service}. Note: repeat this before the certificate ends (it usually lasts one year).",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "PingOne: Applications → {service} → Configuration → Edit: switch off the encryption of assertions.",
            ],
        ),
        (
            Change::Assign,
            &[
                "PingOne: Applications → {service} → Access: add a group of the user, and switch the application on.",
            ],
        ),
        (
            Change::Requests,
            &[
                "PingOne: Applications → {service} → Configuration → Edit: usually “Enforce Signed AuthnRequest”; switch it off.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "as chosen in the application",
        algorithm: "",
        name_id: "saml_subject, which is always sent",
        attributes: "only those of the attribute mappings",
    },
    quirks: &["The signing certificate usually lasts one year; the metadata then has to be pasted again."],
    guide: &[
        Line::At("Applications → Applications → + → SAML Application → Configure"),
        Line::Say("Call it {service}, and choose Manually Enter."),
        Line::Field { text: "The first is the default.", field: "ACS URLs", value: "{acs}" },
        Line::Field {
            text: "The name of {service} in every assertion.",
            field: "Entity ID",
            value: "{audience}",
        },
        Line::At("Applications → {service} → Configuration → Edit"),
        Line::Say("Choose Sign Assertion & Response, and RSA_SHA256 as the signing algorithm."),
        Line::Format {
            text: "Usually in the same place.",
            field: "Subject NameID Format",
            names: FormatNames {
                email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            },
        },
        Line::Field {
            text: "Usually so called. The page that opens after a login that starts at PingOne.",
            field: "Target Application URL",
            value: "{relay_state}",
        },
        Line::At("Applications → {service} → Attribute Mappings → Edit"),
        Line::Email { text: "Choose from the list.", field: "saml_subject", value: "Email Address" },
        Line::Claims(Claims {
            name_field: "Attribute",
            value_field: "PingOne mapping",
            account: Source::new(
                "Add, for {label}: fixed text is an expression, usually in quotes.",
                "\"{account}\"",
            ),
            one_of: Source::new(
                "Add, for {label}: a custom attribute of the user that holds exactly one of {accepted}.",
                "",
            ),
            full_name: Source::new(
                "Add, for {label}: “Formatted” of the name, or an expression that joins given and family name.",
                "",
            ),
            email: Source::new("Add, for {label}.", "Email Address"),
            other: Source::new("Add, for {label}: the attribute of the user that holds it.", ""),
        }),
        Line::At("Applications → {service} → Access"),
        Line::Say("Choose the groups who may log in, and switch the application on."),
        Line::At("Applications → {service} → Configuration → Download Metadata"),
        Line::Say("Paste the whole file into the settings of {service}."),
    ],
};
