//! Auth0.

use super::guide::{Claims, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "auth0",
    label: "Auth0",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Contains, ".auth0.com", 60),
        Pattern::new(Sign::Location, Match::Host, "auth0.com", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/samlp/", 45),
        Pattern::new(Sign::CertificateSubject, Match::Contains, ".auth0.com", 40),
        Pattern::new(Sign::Attribute, Match::Starts, "http://schemas.auth0.com/", 45),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"signResponse\" to true to sign the response, or leave it out to sign the assertion.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"signatureAlgorithm\" to \"rsa-sha256\" and \"digestAlgorithm\" to \"sha256\".",
            ],
        ),
        (
            Change::Aud,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"audience\" to `{audience}`.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set “Application Callback URL”, and \"recipient\" and \"destination\" where they are given, to `{acs}`.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"nameIdentifierFormat\" to `urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress`, and let \"nameIdentifierProbes\" start with `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress`.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: in \"mappings\", map a property of the user profile to `{claim}`, so that it sends this: `{value}`.",
                "For a value that the profile lacks, an Action for the Login flow can set it with api.samlResponse.setAttribute.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Usage → Identity Provider Metadata: download it and paste the whole file into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Auth0 encrypts only where a rule or Action sets an encryption certificate, usually api.samlResponse.setEncryptionCert; remove that for {service}.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Auth0: Applications → the application of {service} → Connections: switch on the connection that the user is in, and look for an Action that denies access.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: map the property to `{claim}` in \"mappings\", and set \"passthroughClaimsWithNoMapping\" to false so that the URI names are left out.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "Auth0: in the Action of the Login flow that sets {claim} with api.samlResponse.setAttribute, give it one value and not a list: `{value}`.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the assertion",
        algorithm: "depends on the age of the tenant; SHA-256 has to be set where it is SHA-1",
        name_id: "Format unspecified, the user_id, unless nameIdentifierFormat and nameIdentifierProbes are set",
        attributes: "claims under http://schemas.xmlsoap.org names unless they are mapped",
    },
    quirks: &[
        "\"signResponse\": true signs the response in place of the assertion.",
        "Attributes that \"mappings\" does not name are sent too, under URI names, unless \"passthroughClaimsWithNoMapping\" is false.",
    ],
    guide: &[
        Line::At("Applications → Applications → Create Application → Regular Web Application"),
        Line::Say("Call it {service}."),
        Line::At("Applications → the application of {service} → Addons → SAML2 Web App → Settings"),
        Line::Field { text: "Where responses are sent.", field: "Application Callback URL", value: "{acs}" },
        Line::Code {
            text: "Put these into the JSON below it, beside what the next steps add to \"mappings\".",
            code: "\"audience\": \"{audience}\",\n\"recipient\": \"{acs}\",\n\"destination\": \"{acs}\",\n\"signatureAlgorithm\": \"rsa-sha256\",\n\"digestAlgorithm\": \"sha256\",\n\"nameIdentifierFormat\": \"{format}\",\n\"passthroughClaimsWithNoMapping\": false,\n\"mappings\": {{ }",
        },
        Line::EmailCode {
            text: "And this, so that the NameID is the e-mail address.",
            code: "\"nameIdentifierProbes\": [\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress\"]",
        },
        Line::Claims(Claims {
            name_field: "",
            value_field: "",
            account: Source::code(
                "{label}: “mappings” has no fixed values. Set it in an Action of the Login flow.",
                "api.samlResponse.setAttribute(\"{claim}\", \"{account}\");",
            ),
            one_of: Source::code(
                "{label}: set it in an Action of the Login flow, from where you keep one of {accepted} for each user, such as app_metadata.",
                "api.samlResponse.setAttribute(\"{claim}\", event.user.app_metadata.{claim});",
            ),
            full_name: Source::code("{label}, in \"mappings\".", "\"name\": \"{claim}\""),
            email: Source::code("{label}, in \"mappings\".", "\"email\": \"{claim}\""),
            other: Source::new(
                "{label}, in \"mappings\": the property of the user profile that holds it, mapped to {claim}.",
                "",
            ),
        }),
        Line::At("Applications → the application of {service} → Connections"),
        Line::Say("Switch on the connections of those who may log in."),
        Line::At("Applications → the application of {service} → Addons → SAML2 Web App → Usage"),
        Line::Say(
            "“Identity Provider Metadata”: download it and paste the whole file into the settings of {service}.",
        ),
        Line::At(""),
        Line::Code {
            text: "A login that starts at Auth0 has this address, with your own domain and the application's Client ID.",
            code: "https://YOUR-AUTH0-DOMAIN/samlp/YOUR-CLIENT-ID",
        },
    ],
};
