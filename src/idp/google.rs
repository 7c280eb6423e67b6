//! Google Workspace.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "google",
    label: "Google Workspace",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "accounts.google.com", 60),
        Pattern::new(Sign::Location, Match::Host, "accounts.google.com", 60),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "OU=Google For Work,CN=Google", 60),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "O=Google Inc.", 40),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → Service provider details: tick “Signed response” if the response has to be signed, and clear it if the assertion has to be. Google signs only one of them.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Google Workspace signs with SHA-256 and has no setting for it; look for a proxy between it and the service provider.",
            ],
        ),
        (
            Change::Aud,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → Service provider details: set “Entity ID” to `{audience}`. Upper and lower case count.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → Service provider details: set “ACS URL” to `{acs}`.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → Service provider details: set “Name ID format” to EMAIL and “Name ID” to Basic Information > Primary email.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → SAML attribute mapping: map a directory field that holds this to the app attribute `{claim}`: `{value}`.",
                "Google sends an attribute without a value where the field is empty for the user. For a value that the directory lacks, add a custom attribute under Directory → Users → More options → Manage custom attributes.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → Download metadata. Paste the whole file into the metadata box of {service}. Note: repeat this before the certificate ends (it lasts five years).",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Google Workspace usually has no encryption of assertions; look for a proxy between it and the service provider.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → User access: switch the service ON for the user's organisational unit or group. It can take a while.",
            ],
        ),
        (
            Change::Fixed,
            &[
                "Google Admin console: Directory → Users → More options → Manage custom attributes: add a custom attribute, and give it this value for every user, as Google has no fixed values: `{value}`.",
                "Then Apps → Web and mobile apps → {service} → SAML attribute mapping: map it to the app attribute `{claim}`.",
            ],
        ),
        (
            Change::Rename,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → SAML attribute mapping: rename the app attribute {found} to `{claim}`.",
            ],
        ),
        (
            Change::Value,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → SAML attribute mapping shows which field {claim} comes from. Change that field under Directory → Users → the user → User information, so that it gives this: `{value}`.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → SAML attribute mapping: set the app attribute to `{claim}`, without a URI before it.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → SAML attribute mapping: map {claim} from a field with one value, not from group membership, so that it gives this: `{value}`.",
            ],
        ),
        (
            Change::Groups,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → SAML attribute mapping → Group membership: choose only the groups that {service} needs; they are sent by name.",
            ],
        ),
        (
            Change::Requests,
            &[
                "Google Workspace takes requests that are not signed, and its metadata usually does not ask for signed ones. Download it again: Google Admin console: Apps → Web and mobile apps → {service} → Download metadata.",
            ],
        ),
        (
            Change::Clock,
            &[
                "Google Workspace keeps its own clock: usually it is the clock of this computer, or of {service}'s server, that is behind. Set it by network time (NTP) and log in again. The times of every login stand in Google Admin console: Reporting → Audit and investigation → SAML log events.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "Google Admin console: Directory → Users → the user → Rename user: write the primary e-mail address in lower case.",
            ],
        ),
        (
            Change::Activate,
            &[
                "Google Admin console: Apps → Web and mobile apps → {service} → Service provider details: choose it there.",
            ],
        ),
        (
            Change::Application,
            &["Google Admin console: Apps → Web and mobile apps → Add app → Add custom SAML app."],
        ),
        (
            Change::Renew,
            &[
                "Google Admin console: Security → Authentication → SSO with SAML applications: usually “Add certificate” (RSA, 2048 bits).",
                "Then Apps → Web and mobile apps → {service} → Service provider details: choose the new certificate. Nobody can log in from then on until its metadata is saved in {service}.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the assertion",
        algorithm: "RSA-SHA256",
        name_id: "as chosen in the app",
        attributes: "only mapped ones, without a NameFormat",
    },
    quirks: &[
        "“Signed response” signs the response in place of the assertion, not both.",
        "Where the directory's field is empty for a user, the attribute is sent without a value.",
        "There is no single logout.",
        "The metadata's validUntil is the end of the certificate, five years after it was made.",
        "The Entity ID is compared with upper and lower case.",
    ],
    guide: &[
        Line::At("Google Admin console → Apps → Web and mobile apps → Add app → Add custom SAML app"),
        Line::Say("Call it {service}, then Continue."),
        Line::Say("On “Google Identity Provider details”, Download metadata, and Continue."),
        Line::At("Add custom SAML app → Service provider details"),
        Line::Field { text: "Where responses are sent.", field: "ACS URL", value: "{acs}" },
        Line::Field { text: "Upper and lower case count.", field: "Entity ID", value: "{audience}" },
        Line::Field { text: "It is sent as RelayState.", field: "Start URL", value: "{relay_state}" },
        Line::Format {
            text: "Choose from the list.",
            field: "Name ID format",
            names: FormatNames {
                email: "EMAIL",
                persistent: "PERSISTENT",
                transient: "TRANSIENT",
                unspecified: "UNSPECIFIED",
            },
        },
        Line::Email {
            text: "Choose from the list.",
            field: "Name ID",
            value: "Basic Information > Primary email",
        },
        Line::Say("Continue, and Finish: the attributes come next."),
        Line::At("Apps → Web and mobile apps → {service} → SAML attribute mapping"),
        Line::Claims(Claims {
            name_field: "App attributes",
            value_field: "Google Directory attributes",
            account: Source::new(
                "Add mapping, for {label}. Google has no fixed values: add a custom attribute under Directory → Users → More options → Manage custom attributes, give it the value {account} for every user, and map it.",
                "",
            ),
            one_of: Source::new(
                "Add mapping, for {label}: a custom attribute of the user that holds exactly one of {accepted}.",
                "",
            ),
            full_name: Source::new(
                "Add mapping, for {label}. Google does not join first and last name: add a custom attribute that holds the full name, and map it.",
                "",
            ),
            email: Source::new("Add mapping, for {label}.", "Primary email"),
            other: Source::new("Add mapping, for {label}, from the matching field.", ""),
        }),
        Line::At("Apps → Web and mobile apps → {service} → User access"),
        Line::Say("Switch the app ON for those who may log in. It can take a while."),
        Line::At(""),
        Line::Say("Paste the metadata file into the settings of {service}."),
    ],
};
