//! OneLogin.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "onelogin",
    label: "OneLogin",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "onelogin.com", 60),
        Pattern::new(Sign::Location, Match::Host, "onelogin.com", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/trust/saml2/http-", 45),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "OU=OneLogin IdP", 60),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "CN=OneLogin Account", 40),
        Pattern::new(Sign::MessageId, Match::Starts, "pfx", 10),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "OneLogin: Applications → the app for {service} → Configuration: set “SAML signature element” to Both. The field is usually near the end of the page.",
            ],
        ),
        (
            Change::Alg,
            &[
                "OneLogin: Applications → the app for {service} → SSO: set “SAML Signature Algorithm” to SHA-256, then Save. OneLogin starts with SHA-1.",
            ],
        ),
        (
            Change::Aud,
            &[
                "OneLogin: Applications → the app for {service} → Configuration: set “Audience (EntityID)” to `{audience}`. While it is empty, OneLogin sends the literal text {{audience}.",
            ],
        ),
        (
            Change::Acs,
            &[
                "OneLogin: Applications → the app for {service} → Configuration: set “ACS (Consumer) URL”, and “Recipient” too, to `{acs}`. While Recipient is empty, OneLogin sends the literal text {{recipient}.",
                "Set “ACS (Consumer) URL Validator” to `{acs_pattern}` (a regular expression, to be typed exactly so).",
            ],
        ),
        (
            Change::NameId,
            &[
                "OneLogin: Applications → the app for {service} → Configuration: set “SAML nameID format” to Email.",
                "Parameters → NameID value: choose Email.",
            ],
        ),
        (
            Change::Attr,
            &[
                "OneLogin: Applications → the app for {service} → Parameters → +: set “Field name” to `{claim}` and tick “Include in SAML assertion”.",
                "Open it again and choose the user field, or Macro for fixed text, that gives this: `{value}`.",
            ],
        ),
        (
            Change::Cert,
            &[
                "OneLogin: Applications → the app for {service} → More Actions → SAML Metadata: download it and paste the whole file into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "OneLogin: Applications → the app for {service} → Configuration: usually “Encrypt assertion”; switch it off.",
            ],
        ),
        (
            Change::Assign,
            &[
                "OneLogin: Users → the user → Applications → +: choose {service}. Or give the app to a role of theirs under Access.",
            ],
        ),
        (
            Change::Fixed,
            &[
                "OneLogin: Applications → the app for {service} → Parameters → +: set “Field name” to `{claim}` and tick “Include in SAML assertion”.",
                "Open it again, choose Macro, and type this: `{value}`.",
            ],
        ),
        (
            Change::Rename,
            &[
                "OneLogin: Applications → the app for {service} → Parameters: rename {found} to `{claim}`. Where the name cannot be changed, delete it, and add {claim} with +, the same value and “Include in SAML assertion” ticked.",
            ],
        ),
        (
            Change::Value,
            &[
                "OneLogin: Applications → the app for {service} → Parameters → {claim}: see which user field it comes from. Then Users → the user: change that field so that it gives this: `{value}`.",
                "If a rule sets it, correct the rule: Applications → the app for {service} → Rules.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "OneLogin: Applications → the app for {service} → Parameters: name the parameter just `{claim}`.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "OneLogin: Applications → the app for {service} → Parameters → {claim}: choose a user field with one value, clear “Multi-value parameter”, and let Rules set exactly one: `{value}`.",
            ],
        ),
        (
            Change::Groups,
            &[
                "OneLogin: Applications → the app for {service} → Parameters: open the parameter for groups or roles, choose the value that holds names, and narrow it under Rules to what {service} needs.",
            ],
        ),
        (
            Change::Requests,
            &[
                "OneLogin: Applications → the app for {service} → Configuration: look for a setting that asks for signed requests, and switch it off.",
            ],
        ),
        (
            Change::Clock,
            &[
                "OneLogin keeps its own clock: usually it is the clock of this computer, or of {service}'s server, that is behind. Set it by network time (NTP) and log in again. The times of every login stand in OneLogin: Activity → Events.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "OneLogin: Users → the user: write Email in lower case. Where it comes from a directory, correct it there; Applications → the app for {service} → Parameters → NameID value shows which field is sent.",
            ],
        ),
        (
            Change::Activate,
            &[
                "OneLogin: Applications → the app for {service} → SSO → X.509 Certificate → Change: choose it there.",
            ],
        ),
        (Change::Application, &["OneLogin: Applications → Add App → SAML Custom Connector (Advanced)."]),
        (
            Change::Renew,
            &[
                "OneLogin: Security → Certificates → New: 2048 bits, SHA-256.",
                "Then Applications → the app for {service} → SSO → X.509 Certificate → Change: choose the new one, then Save. Nobody can log in from then on until its metadata is saved in {service}.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "depends on “SAML signature element”",
        algorithm: "SHA-1, to be changed to SHA-256 on the SSO tab",
        name_id: "the e-mail address, in the format chosen under Configuration",
        attributes: "only Parameters with “Include in SAML assertion”, NameFormat basic",
    },
    quirks: &[
        "The signature algorithm starts as SHA-1.",
        "While the fields Audience and Recipient are empty, OneLogin sends the literal texts {{audience} and {{recipient}.",
        "“ACS (Consumer) URL Validator” is a regular expression, so “.”, “/” and “?” of the address have a backslash before them.",
    ],
    guide: &[
        Line::At("Applications → Add App → SAML Custom Connector (Advanced)"),
        Line::Say("Call it {service} and Save."),
        Line::At("Applications → the app for {service} → Configuration"),
        Line::Field {
            text: "The page that opens after a login that starts at OneLogin.",
            field: "RelayState",
            value: "{relay_state}",
        },
        Line::Field { text: "Do not leave it empty.", field: "Audience (EntityID)", value: "{audience}" },
        Line::Field { text: "Do not leave it empty.", field: "Recipient", value: "{acs}" },
        Line::Field {
            text: "A regular expression that matches the ACS URL alone.",
            field: "ACS (Consumer) URL Validator",
            value: "{acs_pattern}",
        },
        Line::Field { text: "Where responses are sent.", field: "ACS (Consumer) URL", value: "{acs}" },
        Line::Field {
            text: "Where users are sent to log out.",
            field: "Single Logout URL",
            value: "{logout_url}",
        },
        Line::Field { text: "Choose from the list.", field: "SAML initiator", value: "OneLogin" },
        Line::Format {
            text: "Choose from the list.",
            field: "SAML nameID format",
            names: FormatNames {
                email: "Email",
                persistent: "Persistent",
                transient: "Transient",
                unspecified: "Unspecified",
            },
        },
        Line::At("Applications → the app for {service} → SSO"),
        Line::Field { text: "It starts with SHA-1.", field: "SAML Signature Algorithm", value: "SHA-256" },
        Line::At("Applications → the app for {service} → Parameters"),
        Line::Email { text: "Choose from the list.", field: "NameID value", value: "Email" },
        Line::Claims(Claims {
            name_field: "Field name",
            value_field: "Value",
            account: Source::new(
                "+ for {label}: tick “Include in SAML assertion”. Choose Macro and type {account}.",
                "{account}",
            ),
            one_of: Source::new(
                "+ for {label}: tick “Include in SAML assertion”. Create a field under Users → Custom User Fields that holds exactly one of {accepted}, and choose it.",
                "",
            ),
            full_name: Source::new(
                "+ for {label}: tick “Include in SAML assertion”. Choose Macro.",
                "{{firstname} {{lastname}",
            ),
            email: Source::new("+ for {label}: tick “Include in SAML assertion”.", "Email"),
            other: Source::new(
                "+ for {label}: tick “Include in SAML assertion”, and choose the user field that holds it.",
                "",
            ),
        }),
        Line::At("Users → a user → Applications"),
        Line::Say("Add {service}, or give it to a role of theirs."),
        Line::At("Applications → the app for {service} → More Actions → SAML Metadata"),
        Line::Say("Paste the whole file into the settings of {service}."),
        Line::At(""),
        Line::Say(
            "After you have saved, let each user's first login start from their OneLogin dashboard: it creates their account.",
        ),
    ],
};
