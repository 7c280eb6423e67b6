//! The built-in default profile: ImageKit.

use super::{AcceptedValue, ClaimExpectation, NameIdExpectation, NameIdKind, Profile};

/// Value, label, and what a user with that role may do.
const ROLES: [(&str, &str, &str); 6] = [
    ("account_administrator", "Account administrator", "Everything, including users and billing"),
    ("developer", "Developer", "Everything but users and billing"),
    (
        "media_library_full_access",
        "Media library, full access",
        "The whole media library, to view and to change",
    ),
    ("media_library_view_only_access", "Media library, view only", "The whole media library, to view"),
    (
        "media_library_restricted_access",
        "Media library, restricted",
        "Only those parts of the media library that are shared with the user",
    ),
    ("finance", "Finance", "Usage analytics and billing"),
];

pub(super) fn profile() -> Profile {
    let acs = "https://imagekit.io/saml/consume";
    Profile {
        name: "ImageKit".to_owned(),
        entity_id: acs.to_owned(),
        acs_urls: vec![acs.to_owned()],
        relay_state: Some("https://imagekit.io/dashboard".to_owned()),
        logout_url: Some("https://imagekit.io/logout".to_owned()),
        name_id: NameIdExpectation {
            format: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress".to_owned(),
            is: NameIdKind::Email,
        },
        claims: vec![
            ClaimExpectation { equals_account: true, ..claim("imagekit_id", "ImageKit ID of the account") },
            claim("full_name", "Full name"),
            ClaimExpectation { accepted: Some(roles()), ..claim("imagekit_role", "Role") },
        ],
        instance_suffix: Some("#".to_owned()),
    }
}

fn claim(name: &str, label: &str) -> ClaimExpectation {
    ClaimExpectation {
        name: name.to_owned(),
        label: label.to_owned(),
        required: true,
        accepted: None,
        multiple: false,
        equals_account: false,
    }
}

fn roles() -> Vec<AcceptedValue> {
    ROLES
        .iter()
        .map(|(value, label, description)| AcceptedValue {
            value: (*value).to_owned(),
            label: (*label).to_owned(),
            description: (*description).to_owned(),
        })
        .collect()
}
