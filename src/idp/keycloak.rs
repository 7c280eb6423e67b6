//! Keycloak.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "keycloak",
    label: "Keycloak",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::PathContains, "/realms/", 35),
        Pattern::new(Sign::EntityId, Match::PathContains, "/auth/realms/", 10),
        Pattern::new(Sign::Location, Match::PathContains, "/protocol/saml", 35),
        Pattern::new(Sign::Location, Match::PathContains, "/realms/", 15),
        Pattern::new(Sign::KeyName, Match::Contains, "", 5),
        Pattern::new(Sign::MessageId, Match::Starts, "ID_", 5),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "Keycloak: Clients → the client of {service} → Settings → Signature and Encryption: switch on “Sign documents” for the response and “Sign assertions” for the assertion.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Keycloak: Clients → the client of {service} → Settings → Signature and Encryption: set “Signature algorithm” to RSA_SHA256.",
            ],
        ),
        (
            Change::Aud,
            &[
                "Keycloak: Clients → the client of {service} → Settings: set “Client ID” to `{audience}`. Keycloak sends it as the Audience.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Keycloak: Clients → the client of {service} → Advanced → Fine Grain SAML Endpoint Configuration: set “Assertion Consumer Service POST Binding URL” to `{acs}`.",
                "Add the same URL to “Valid redirect URIs” under Settings.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Keycloak: Clients → the client of {service} → Settings → SAML capabilities: set “Name ID format” to email and switch on “Force name ID format”. The user needs an e-mail address in Keycloak.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes → the dedicated scope → Add mapper → By configuration: choose User Property, with “Property” email, username, firstName or lastName, or else User Attribute, with the “User Attribute” that holds the value. Set “SAML Attribute Name” to `{claim}` so that it sends this: `{value}`.",
            ],
        ),
        (
            Change::FullName,
            &[
                "Keycloak: give users an attribute for the whole name, as first and last name are not joined: Realm settings → User profile → Create attribute, with `{claim}` as “Attribute [Name]” (in older versions Users → the user → Attributes). Fill it in for each user.",
                "Then Clients → the client of {service} → Client scopes → the dedicated scope → Add mapper → By configuration → User Attribute: enter `{claim}` as “Name”, “User Attribute” and “SAML Attribute Name”, and choose Basic as “SAML Attribute NameFormat”.",
            ],
        ),
        (
            Change::OneOf,
            &[
                "Keycloak: Groups → the group → Attributes: add the key `{claim}` with this: `{value}`. Put each user into one such group.",
                "Then Clients → the client of {service} → Client scopes → the dedicated scope → Add mapper → By configuration → User Attribute (it reads groups too; Role list would send every role): enter `{claim}` as “Name”, “User Attribute” and “SAML Attribute Name”, and choose Basic as “SAML Attribute NameFormat”.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Keycloak: Realm settings → General → Endpoints → SAML 2.0 Identity Provider Metadata. Save the page that opens as a file, and paste the whole text into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &["Keycloak: Clients → the client of {service} → Keys: switch off “Encrypt assertions”."],
        ),
        (
            Change::Assign,
            &[
                "Keycloak lets every user of the realm use a client unless an authentication flow or a policy forbids it; look under Authentication and under the client's Authorization.",
            ],
        ),
        (
            Change::Fixed,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes → the dedicated scope: open the mapper of {claim}, or Add mapper → By configuration → Hardcoded attribute. Set “SAML Attribute Name” to `{claim}` and “Attribute value” to this: `{value}`.",
            ],
        ),
        (
            Change::Rename,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes → the dedicated scope: open the mapper that sends {found} and change its “SAML Attribute Name” to `{claim}`.",
            ],
        ),
        (
            Change::Value,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes → the dedicated scope: open the mapper of {claim} to see which attribute it sends.",
                "Then Users → the user → Attributes, or Groups → the group → Attributes: change that attribute so that it gives this: `{value}`.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes → the dedicated scope: in the mapper, set “SAML Attribute Name” to `{claim}` and “SAML Attribute NameFormat” to Basic.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes: if role_list is in the list, remove it, as it sends every role of the user. Other clients keep it.",
                "On the same page, open the dedicated scope: keep exactly one mapper for {claim}, and delete any other. Only if there is none: Add mapper → By configuration → User Attribute, with `{claim}` as “User Attribute” and as “SAML Attribute Name”.",
                "Then Users → the user → Attributes: give {claim} exactly this: `{value}`.",
            ],
        ),
        (
            Change::Requests,
            &["Keycloak: Clients → the client of {service} → Keys: switch off “Client signature required”."],
        ),
        (
            Change::Groups,
            &[
                "Keycloak: Clients → the client of {service} → Client scopes → the dedicated scope: in the mapper Group list, switch off “Full group path”, and take groups that {service} does not need off the user.",
            ],
        ),
        (
            Change::Clock,
            &[
                "Set the clock of the Keycloak server by network time (NTP). Realm settings → Sessions and Tokens tell how long logins last, and Clients → the client of {service} → Advanced → “Assertion lifespan” how long an assertion does.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "Keycloak: Users → the user: write Email in lower case. Where it comes from a directory, User federation → the provider → Mappers can have the mapper for email changed.",
            ],
        ),
        (
            Change::Activate,
            &[
                "Keycloak: Realm settings → Keys → Providers: give the one with its key the highest “Priority”.",
            ],
        ),
        (Change::Application, &["Keycloak: Clients → Create client → Client type SAML."]),
        (
            Change::Renew,
            &[
                "Keycloak: Realm settings → Keys → Add providers → rsa-generated: set “Key size” to 2048 and “Priority” higher than that of the present key, then Save. It is used for every client of the realm from then on, and nobody can log in to {service} until the new metadata is saved there.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the response (“Sign documents”)",
        algorithm: "RSA-SHA256",
        name_id: "the username, Format unspecified, unless “Force name ID format” is on",
        attributes: "role_list sends Role, once for every role, NameFormat basic",
    },
    quirks: &[
        "The metadata asks for signed requests (WantAuthnRequestsSigned); “Client signature required” decides.",
        "role_list repeats the attribute Role for every role unless “Single Role Attribute” is on.",
        "Assertions are usually valid for about one minute.",
    ],
    guide: &[
        Line::At("Clients → Create client"),
        Line::Field { text: "Choose from the list.", field: "Client type", value: "SAML" },
        Line::Field {
            text: "General settings. Keycloak sends it as the Audience.",
            field: "Client ID",
            value: "{audience}",
        },
        Line::Field { text: "Login settings.", field: "Valid redirect URIs", value: "{acs}" },
        Line::Field { text: "Login settings.", field: "Master SAML Processing URL", value: "{acs}" },
        Line::Say(
            "Login settings: give the client an “IDP-Initiated SSO URL name”, so that logins can start at Keycloak.",
        ),
        Line::Field {
            text: "Login settings.",
            field: "IDP Initiated SSO Relay State",
            value: "{relay_state}",
        },
        Line::At("Clients → the client of {service} → Settings"),
        Line::Format {
            text: "SAML capabilities. Switch on “Force name ID format”.",
            field: "Name ID format",
            names: FormatNames {
                email: "email",
                persistent: "persistent",
                transient: "transient",
                unspecified: "unspecified",
            },
        },
        Line::Field {
            text: "Signature and Encryption, with “Sign documents” or “Sign assertions” on.",
            field: "Signature algorithm",
            value: "RSA_SHA256",
        },
        Line::At("Clients → the client of {service} → Keys"),
        Line::Say(
            "Switch off “Client signature required” unless {service} signs its requests, and “Encrypt assertions”.",
        ),
        Line::At("Clients → the client of {service} → Advanced → Fine Grain SAML Endpoint Configuration"),
        Line::Field {
            text: "Where responses are sent.",
            field: "Assertion Consumer Service POST Binding URL",
            value: "{acs}",
        },
        Line::Field {
            text: "Where users are sent to log out.",
            field: "Logout Service Redirect Binding URL",
            value: "{logout_url}",
        },
        Line::At("Clients → the client of {service} → Client scopes"),
        Line::Say("Remove role_list, which repeats its attribute for every role."),
        Line::At(
            "Clients → the client of {service} → Client scopes → the dedicated scope → Add mapper → By configuration",
        ),
        Line::Claims(Claims {
            name_field: "SAML Attribute Name",
            value_field: "Attribute value",
            account: Source::new("Hardcoded attribute, for {label}.", "{account}"),
            one_of: Source::new(
                "User Attribute, for {label}, with {claim} as “User Attribute”: give each user, or a group, an attribute of that name with exactly one of {accepted}.",
                "",
            ),
            full_name: Source::new(
                "For {label}: Keycloak does not join first and last name by itself. Keep the full name in a user attribute {claim} and use User Attribute with it, or a script mapper where they are allowed.",
                "",
            ),
            email: Source::new("User Property, for {label}: property email.", ""),
            other: Source::new("User Attribute, for {label}: the attribute that holds it.", ""),
        }),
        Line::At("Realm settings → General → Endpoints → SAML 2.0 Identity Provider Metadata"),
        Line::Say("Paste the whole text into the settings of {service}."),
        Line::At(""),
        Line::Code {
            text: "A login that starts at Keycloak has this address, with your own host and realm, and the “IDP-Initiated SSO URL name” of the client at its end.",
            code: "https://YOUR-KEYCLOAK-HOST/realms/YOUR-REALM/protocol/saml/clients/URL-NAME",
        },
    ],
};
