//! JumpCloud.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "jumpcloud",
    label: "JumpCloud",
    patterns: &[
        Pattern::new(Sign::Location, Match::Host, "sso.jumpcloud.com", 60),
        Pattern::new(Sign::Location, Match::Host, "jumpcloud.com", 45),
        Pattern::new(Sign::EntityId, Match::Host, "jumpcloud.com", 45),
        Pattern::new(Sign::EntityId, Match::Is, "JumpCloud", 45),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "OU=JumpCloudSAMLIdP", 60),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "CN=JumpCloudSAMLUser", 45),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "JumpCloud: SSO Applications → {service} → SSO: tick “Sign Assertion”, or choose what to sign where there is a list.",
            ],
        ),
        (
            Change::Alg,
            &["JumpCloud: SSO Applications → {service} → SSO: set “Signature Algorithm” to RSA-SHA256."],
        ),
        (
            Change::Aud,
            &[
                "JumpCloud: SSO Applications → {service} → SSO: set “SP Entity ID” to `{audience}`. Upper and lower case count.",
            ],
        ),
        (
            Change::Acs,
            &["JumpCloud: SSO Applications → {service} → SSO: set “ACS URLs” to `{acs}`, the default first."],
        ),
        (
            Change::NameId,
            &[
                "JumpCloud: SSO Applications → {service} → SSO: set “SAMLSubject NameID” to email and “SAMLSubject NameID Format” to the URN that ends in nameid-format:emailAddress.",
            ],
        ),
        (
            Change::Attr,
            &[
                "JumpCloud: SSO Applications → {service} → SSO → Attributes: under User Attribute Mapping for a property of the user, or Constant Attributes for fixed text, add “Service Provider Attribute Name” `{claim}` so that it sends this: `{value}`.",
            ],
        ),
        (
            Change::Cert,
            &[
                "JumpCloud: SSO Applications → {service} → SSO → Export Metadata, and paste the whole file into the metadata box of {service}.",
                "Give the application an “IdP Entity ID” of its own first; the default text is the same for everybody. Tick “Declare Redirect Endpoint” if the service provider needs the Redirect binding.",
            ],
        ),
        (
            Change::Encrypt,
            &["JumpCloud: SSO Applications → {service} → SSO: usually “Encrypt Assertion”; switch it off."],
        ),
        (
            Change::Assign,
            &["JumpCloud: SSO Applications → {service} → User Groups: tick a group that the user is in."],
        ),
        (
            Change::OneValue,
            &[
                "JumpCloud: SSO Applications → {service} → SSO → Attributes: clear “include group attribute” for {claim}, and map a custom attribute that holds exactly this: `{value}`.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the response; the assertion only with “Sign Assertion”",
        algorithm: "as chosen in the application",
        name_id: "as chosen under “SAMLSubject NameID”",
        attributes: "only mapped and constant ones",
    },
    quirks: &[
        "The IdP Entity ID is typed by the administrator; its default text “JumpCloud” is the same for everybody.",
        "The metadata has only a POST endpoint unless “Declare Redirect Endpoint” is ticked.",
    ],
    guide: &[
        Line::At("SSO Applications → Add New Application → Custom Application → Manage Single Sign-On (SSO)"),
        Line::Say("Choose “Configure SSO with SAML”, and call it {service}."),
        Line::At("SSO Applications → {service} → SSO"),
        Line::Say(
            "Give it an “IdP Entity ID” of your own, such as the address of your company: the default text is the same for everybody.",
        ),
        Line::Field { text: "Upper and lower case count.", field: "SP Entity ID", value: "{audience}" },
        Line::Field { text: "The default comes first.", field: "ACS URLs", value: "{acs}" },
        Line::Email { text: "Choose from the list.", field: "SAMLSubject NameID", value: "email" },
        Line::Format {
            text: "Choose from the list.",
            field: "SAMLSubject NameID Format",
            names: FormatNames {
                email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            },
        },
        Line::Field { text: "Choose from the list.", field: "Signature Algorithm", value: "RSA-SHA256" },
        Line::Say("Tick “Sign Assertion”, and “Declare Redirect Endpoint”."),
        Line::Field {
            text: "The page that opens after a login that starts at JumpCloud.",
            field: "Default RelayState",
            value: "{relay_state}",
        },
        Line::Claims(Claims {
            name_field: "Service Provider Attribute Name",
            value_field: "Value",
            account: Source::new("Attributes → Constant Attributes, for {label}.", "{account}"),
            one_of: Source::new(
                "Attributes → User Attribute Mapping, for {label}: a custom attribute of the user that holds exactly one of {accepted}.",
                "",
            ),
            full_name: Source::new(
                "Attributes → User Attribute Mapping, for {label}: the attribute with the full name, usually displayname.",
                "",
            ),
            email: Source::new("Attributes → User Attribute Mapping, for {label}.", "email"),
            other: Source::new(
                "Attributes → User Attribute Mapping, for {label}: the attribute that holds it.",
                "",
            ),
        }),
        Line::At("SSO Applications → {service} → User Groups"),
        Line::Say("Tick the groups who may log in."),
        Line::At("SSO Applications → {service} → SSO → Export Metadata"),
        Line::Say("Paste the whole file into the settings of {service}."),
    ],
};
