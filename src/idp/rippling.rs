//! Rippling.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

pub(super) static DATA: VendorData = VendorData {
    name: "rippling",
    label: "Rippling",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Host, "rippling.com", 60),
        Pattern::new(Sign::Location, Match::Host, "rippling.com", 60),
    ],
    cookbook: &[
        (
            Change::Aud,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: set “Service Provider Entity ID” to {audience}.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SSO setup: set “ACS URL” to {acs}.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Rippling: IT → the custom SAML app for {service} → Settings, usually under SAML attributes: add {claim} so that it sends this: {value}.",
            ],
        ),
    ],
    guide: &[],
};
