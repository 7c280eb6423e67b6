//! Okta.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "okta",
    label: "Okta",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "okta.com", 60),
        Pattern::new(Sign::EntityId, Match::Host, "oktapreview.com", 60),
        Pattern::new(Sign::EntityId, Match::PathStarts, "/exk", 20),
        Pattern::new(Sign::Location, Match::Host, "okta.com", 60),
        Pattern::new(Sign::Location, Match::Host, "oktapreview.com", 60),
        Pattern::new(Sign::Location, Match::Host, "okta-emea.com", 60),
        Pattern::new(Sign::Location, Match::Host, "okta-gov.com", 60),
        Pattern::new(Sign::Location, Match::PathContains, "/exk", 20),
        Pattern::new(Sign::Location, Match::PathEnds, "/sso/saml", 25),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "OU=SSOProvider,O=Okta", 60),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "emailAddress=info@okta.com", 40),
        Pattern::new(Sign::RootPrefix, Match::Is, "md", 2),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Show Advanced Settings.",
                "There, set “Response” to Signed and “Assertion Signature” to Signed, then Next → Finish.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Show Advanced Settings.",
                "There, set “Signature Algorithm” to RSA-SHA256 and “Digest Algorithm” to SHA256, then Next → Finish.",
            ],
        ),
        (
            Change::Aud,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML: set “Audience URI (SP Entity ID)” to `{audience}`.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML: set “Single sign-on URL” to `{acs}`.",
                "There, keep “Use this for Recipient URL and Destination URL” ticked.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML: set “Name ID format” to EmailAddress and “Application username” to Email.",
                "On the same page, set “Update application username on” to Create and update, so that users who are assigned already get it too.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Attribute Statements: set “Name” to `{claim}`, “Name format” to Unspecified, and “Value” so that it gives this: `{value}`. In newer consoles the statements are usually on the app's Sign On tab.",
                "“Preview the SAML Assertion” on the same page shows what will be sent.",
                "If the value is empty for some users, fill in the property in their profile, or map it in Directory → Profile Editor.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Okta: Applications → the app for {service} → Sign On → SAML Signing Certificates: on the row that is Active, choose Actions → View IdP metadata.",
                "Save the page that opens as a file, and paste the file's whole text into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Show Advanced Settings: set “Assertion Encryption” to Unencrypted.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Okta: Applications → the app for {service} → Assignments → Assign: choose the user, or a group of theirs.",
            ],
        ),
        (
            Change::Fixed,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Attribute Statements: set “Name” to `{claim}`, “Name format” to Unspecified and, the same for every user, “Value” to this: `{value}`. In newer consoles the statements are usually on the app's Sign On tab.",
            ],
        ),
        (
            Change::Rename,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Attribute Statements: change the Name {found} to `{claim}`. In newer consoles the statements are usually on the app's Sign On tab.",
            ],
        ),
        (
            Change::Value,
            &[
                "Okta: Applications → the app for {service} → Assignments: click the pencil beside the user, or beside the group that the role comes from, and correct {claim} so that it gives this: `{value}`.",
                "If it is not there, it comes from the user's own profile: Directory → People → the user → Profile → Edit.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Attribute Statements: set “Name” to `{claim}`, without a URI before it, and “Name format” to Unspecified.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML: send {claim} from “Attribute Statements”, not from “Group Attribute Statements”, which send every group that matches.",
                "There, let its Value be a property or an expression that gives exactly this: `{value}`.",
            ],
        ),
        (
            Change::Groups,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Group Attribute Statements: narrow the Filter to the groups that {service} needs.",
            ],
        ),
        (
            Change::Requests,
            &[
                "Okta: Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML → Show Advanced Settings: usually “Signed Requests”; clear “Validate SAML requests with signature certificates”.",
            ],
        ),
        (
            Change::Clock,
            &[
                "Okta keeps its own clock: usually it is the clock of this computer, or of {service}'s server, that is behind. Set it by network time (NTP) and log in again. The times of every login stand in Okta: Reports → System Log.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "Okta: Applications → the app for {service} → Sign On → Settings → Edit: set “Application username format” to Custom, with `String.toLowerCase(user.email)`, and “Update application username on” to Create and update.",
            ],
        ),
        (
            Change::Activate,
            &[
                "Okta: Applications → the app for {service} → Sign On → SAML Signing Certificates: on its row choose Actions → Activate.",
            ],
        ),
        (Change::Application, &["Okta: Applications → Create App Integration → SAML 2.0."]),
        (
            Change::Renew,
            &[
                "Okta: Applications → the app for {service} → Sign On → SAML Signing Certificates → Generate new certificate (it has an RSA key of 2048 bits).",
                "On the row of the new certificate: Actions → Activate. Nobody can log in from then on until its metadata is saved in {service}.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the response and the assertion",
        algorithm: "RSA-SHA256",
        name_id: "Format Unspecified, the Okta username",
        attributes: "only those of the Attribute Statements, under the names typed there",
    },
    quirks: &[
        "The Issuer and the endpoints carry the app's own identifier, so every app has metadata of its own.",
        "Okta shows only one app's active certificate in “View IdP metadata”; after a rollover the metadata has to be pasted again.",
        "“Preview the SAML Assertion” shows an assertion that is not signed; it is good for the mapping only.",
    ],
    guide: &[
        Line::At("Applications → Create App Integration → SAML 2.0 → General Settings"),
        Line::Say("Call the app {service}, then Next."),
        Line::At("Create SAML Integration → Configure SAML"),
        Line::Field {
            text: "There, keep “Use this for Recipient URL and Destination URL” ticked.",
            field: "Single sign-on URL",
            value: "{acs}",
        },
        Line::Field {
            text: "The name of {service} in every assertion.",
            field: "Audience URI (SP Entity ID)",
            value: "{audience}",
        },
        Line::Field {
            text: "The page that opens after a login that starts at Okta.",
            field: "Default RelayState",
            value: "{relay_state}",
        },
        Line::Format {
            text: "Choose from the list.",
            field: "Name ID format",
            names: FormatNames {
                email: "EmailAddress",
                persistent: "Persistent",
                transient: "Transient",
                unspecified: "Unspecified",
            },
        },
        Line::Email { text: "Choose from the list.", field: "Application username", value: "Email" },
        Line::Field {
            text: "Choose from the list.",
            field: "Update application username on",
            value: "Create and update",
        },
        Line::Say("The attribute statements come later. Next → Finish."),
        Line::At("Directory → Profile Editor → the profile “{service} User” → Add Attribute"),
        Line::EachOneOf {
            text: "For {label}: data type string. Tick “Define enumerated list of values”, and add each of {accepted} as a member, with the same text as its display name and its value.",
            field: "Variable name",
        },
        Line::At("Applications → the app for {service} → General → SAML Settings → Edit → Configure SAML"),
        Line::Claims(Claims {
            name_field: "Name",
            value_field: "Value",
            account: Source::new(
                "Attribute Statements: add one for {label}, Name format Unspecified, with {account} as a fixed value. In newer consoles the statements are usually on the app's Sign On tab.",
                "{account}",
            ),
            one_of: Source::new(
                "Attribute Statements: add one for {label}, Name format Unspecified, from the attribute that was added to the app's profile.",
                "appuser.{claim}",
            ),
            full_name: Source::new(
                "Attribute Statements: add one for {label}, Name format Unspecified.",
                "user.firstName + \" \" + user.lastName",
            ),
            email: Source::new(
                "Attribute Statements: add one for {label}, Name format Unspecified.",
                "user.email",
            ),
            other: Source::new(
                "Attribute Statements: add one for {label}, Name format Unspecified, with the matching property of the user as its Value.",
                "",
            ),
        }),
        Line::Say("“Preview the SAML Assertion” shows what will be sent. Then Next → Finish."),
        Line::At("Applications → the app for {service} → Assignments → Assign"),
        Line::Say("Choose the users or groups who may log in."),
        Line::EachOneOf { text: "With each of them, choose {label}: exactly one of {accepted}.", field: "" },
        Line::At("Applications → the app for {service} → Sign On → SAML Signing Certificates"),
        Line::Say(
            "On the row that is Active: Actions → View IdP metadata. Paste that text into the settings of {service}.",
        ),
        Line::At(""),
        Line::Say(
            "After you have saved, let each user's first login start from their Okta dashboard: it creates their account.",
        ),
    ],
};
