//! Microsoft Entra ID.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "entra",
    label: "Microsoft Entra ID",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "sts.windows.net", 60),
        Pattern::new(Sign::EntityId, Match::Host, "sts.chinacloudapi.cn", 60),
        Pattern::new(Sign::EntityId, Match::Host, "login.microsoftonline.com", 50),
        Pattern::new(Sign::EntityId, Match::Host, "login.microsoftonline.us", 50),
        Pattern::new(Sign::Location, Match::Host, "login.microsoftonline.com", 60),
        Pattern::new(Sign::Location, Match::Host, "login.microsoftonline.us", 60),
        Pattern::new(Sign::Location, Match::Host, "login.partner.microsoftonline.cn", 60),
        Pattern::new(Sign::Location, Match::Host, "login.chinacloudapi.cn", 60),
        Pattern::new(Sign::Location, Match::Host, "login.windows.net", 60),
        Pattern::new(Sign::Location, Match::Host, "ciamlogin.com", 60),
        Pattern::new(
            Sign::CertificateSubject,
            Match::Contains,
            "CN=Microsoft Azure Federated SSO Certificate",
            60,
        ),
        Pattern::new(Sign::CertificateSubject, Match::Contains, "CN=accounts.accesscontrol.windows.net", 60),
        Pattern::new(Sign::RoleDescriptor, Match::Is, "SecurityTokenServiceType", 10),
        Pattern::new(Sign::RoleDescriptor, Match::Is, "ApplicationServiceType", 10),
        Pattern::new(Sign::Attribute, Match::Starts, "http://schemas.microsoft.com/identity/claims/", 30),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → SAML Certificates → Edit: set “Signing Option” to Sign SAML response and assertion.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → SAML Certificates → Edit: set “Signing Algorithm” to SHA-256.",
            ],
        ),
        (
            Change::Aud,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Basic SAML Configuration → Edit: set “Identifier (Entity ID)” to `{audience}` and mark it Default.",
                "Leave other identifiers alone unless the error stays.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Basic SAML Configuration → Edit: set “Reply URL (Assertion Consumer Service URL)” to `{acs}` and mark it Default.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims → Unique User Identifier (Name ID): set “Name identifier format” to Email address and “Source attribute” to `user.mail`.",
                "Users whose Email field is empty in their profile then have no NameID; fill it in.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims → Add new claim: set “Name” to `{claim}`, leave “Namespace” empty, and choose a source or transformation that gives this: `{value}`.",
                "If the value is missing for some users only, the property is empty in their profile.",
            ],
        ),
        (
            Change::OneOf,
            &[
                "Entra admin center: either by app roles: App registrations → the app for {service} → App roles → Create app role, with exactly this as “Value”: `{value}`. Then Enterprise applications → the app for {service} → Users and groups: give each user or group one of these roles.",
                "Or by a property of the user, such as Department: Users → the user → Edit properties, and enter the value there.",
                "Then Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims → Add new claim: set “Name” to `{claim}`, leave “Namespace” empty, and set “Source attribute” to `user.assignedroles` for app roles, else to the property, such as `user.department`.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → SAML Certificates: check that the newest certificate is Active, and download “Federation Metadata XML” (the app's own, not the tenant's).",
                "Paste the whole file into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Security → Token encryption: deactivate the certificate.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Users and groups → Add user/group. Members of nested groups are not included.",
            ],
        ),
        (
            Change::Fixed,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims: open {claim} or choose Add new claim. Set “Name” to `{claim}`, leave “Namespace” empty, and type this into “Source attribute” as a fixed text: `{value}`.",
            ],
        ),
        (
            Change::Rename,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims: open the claim {found} and change its “Name” to `{claim}`. Leave “Namespace” empty.",
            ],
        ),
        (
            Change::Value,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims: open the claim {claim} to see its “Source attribute”, and its claim conditions.",
                "If it is a property of the user, such as user.department: Users → the user → Edit properties: change it so that it gives this: `{value}`. If a claim condition gives the value, correct it there.",
                "If it is user.assignedroles: Enterprise applications → the app for {service} → Users and groups shows the user's role, and App registrations → the app for {service} → App roles its “Value”.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims: open the claim {claim} and clear “Namespace”.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims: let {claim} come from a property that has one value, or add claim conditions by group, so that each user gets exactly this: `{value}`.",
                "Under Users and groups of the app, assign a user only one app role, or one group that gives one.",
            ],
        ),
        (
            Change::Groups,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims → Add a group claim: choose Groups assigned to the application. Above 150 groups Entra sends a link in their place.",
                "Choose a source attribute with names where groups are synchronised, or use app roles, since cloud groups may be sent as object identifiers.",
            ],
        ),
        (
            Change::Requests,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → SAML Certificates → Verification certificates: clear “Require verification certificates”.",
            ],
        ),
        (
            Change::Clock,
            &[
                "Entra ID keeps its own clock: usually it is the clock of this computer, or of {service}'s server, that is behind. Set it by network time (NTP) and log in again. The times of every login stand in Entra admin center: Enterprise applications → the app for {service} → Sign-in logs.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims → Unique User Identifier (Name ID): choose Transformation → ToLowercase(), with `user.mail` as its parameter.",
            ],
        ),
        (
            Change::Activate,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → SAML Certificates → Edit: on its row choose ⋯ → Make certificate active.",
            ],
        ),
        (
            Change::Application,
            &[
                "Entra admin center: Enterprise applications → New application → Create your own application → Non-gallery.",
            ],
        ),
        (
            Change::Renew,
            &[
                "Entra admin center: Enterprise applications → the app for {service} → Single sign-on → SAML Certificates → Edit → New Certificate → Save (it has an RSA key of 2048 bits).",
                "On the row of the new certificate: ⋯ → Make certificate active. Nobody can log in from then on until its metadata is saved in {service}.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the assertion",
        algorithm: "RSA-SHA256",
        name_id: "Format emailAddress, the user principal name (user.userprincipalname)",
        attributes: "claims under URI names, from the Namespace field",
    },
    quirks: &[
        "By default Entra signs the assertion, not the response.",
        "Guests have a user principal name such as name_example.com#EXT#@tenant.onmicrosoft.com; user.mail is their address.",
        "Above 150 groups Entra sends a link in place of the group claim.",
        "Take the metadata of the app (its address ends in ?appid=…), not the tenant's: the signing keys differ.",
        "Metadata files begin with a byte-order mark, which some programs refuse.",
    ],
    guide: &[
        Line::At(
            "Entra admin center → Enterprise applications → New application → Create your own application",
        ),
        Line::Say(
            "Choose “Integrate any other application you don't find in the gallery (Non-gallery)” and call it {service}.",
        ),
        Line::At(
            "Enterprise applications → the app for {service} → Single sign-on → SAML → Basic SAML Configuration → Edit",
        ),
        Line::Field {
            text: "Add it and mark it Default.",
            field: "Identifier (Entity ID)",
            value: "{audience}",
        },
        Line::Field {
            text: "Add it and mark it Default.",
            field: "Reply URL (Assertion Consumer Service URL)",
            value: "{acs_of_instance}",
        },
        Line::Field {
            text: "The page that opens after a login that starts at Entra.",
            field: "Relay State",
            value: "{relay_state}",
        },
        Line::Field { text: "Where users are sent to log out.", field: "Logout Url", value: "{logout_url}" },
        Line::At("App registrations → the app for {service} → App roles → Create app role"),
        Line::EachOneOf {
            text: "Only if app roles are to decide {label}, and not a property of the user: one role for each value that you need, with exactly that as “Value”: {accepted}.",
            field: "",
        },
        Line::At(
            "Enterprise applications → the app for {service} → Single sign-on → Attributes & Claims → Edit",
        ),
        Line::Format {
            text: "Open “Unique User Identifier (Name ID)”.",
            field: "Name identifier format",
            names: FormatNames {
                email: "Email address",
                persistent: "Persistent",
                transient: "Transient",
                unspecified: "Unspecified",
            },
        },
        Line::Email {
            text: "In the same place. Not the user principal name, which differs from the e-mail address for guests.",
            field: "Source attribute",
            value: "user.mail",
        },
        Line::Claims(Claims {
            name_field: "Name",
            value_field: "Source attribute",
            account: Source::new(
                "Add new claim, for {label}. Leave Namespace empty. Type {account} into the source as a constant.",
                "{account}",
            ),
            one_of: Source::new(
                "Add new claim, for {label}. Leave Namespace empty. Source attribute: user.assignedroles for app roles, or the property that holds exactly one of the accepted values, such as user.department. Claim conditions by group can give it, too.",
                "",
            ),
            full_name: Source::new(
                "Add new claim, for {label}. Leave Namespace empty. Choose Transformation → Join, with a space between the two.",
                "Join(user.givenname, \" \", user.surname)",
            ),
            email: Source::new("Add new claim, for {label}. Leave Namespace empty.", "user.mail"),
            other: Source::new(
                "Add new claim, for {label}. Leave Namespace empty. Choose the property of the user that holds it.",
                "",
            ),
        }),
        Line::At("Enterprise applications → the app for {service} → Users and groups → Add user/group"),
        Line::Say(
            "Choose those who may log in, each with only one app role where you made app roles. Members of nested groups are not included.",
        ),
        Line::At("Enterprise applications → the app for {service} → Single sign-on → SAML Certificates"),
        Line::Say(
            "Download “Federation Metadata XML” and paste the whole file into the settings of {service}.",
        ),
        Line::At("Enterprise applications → the app for {service} → Single sign-on → Test"),
        Line::Say(
            "It shows a response to paste here. After you have saved, let each user's first login start from My Apps: it creates their account.",
        ),
    ],
};
