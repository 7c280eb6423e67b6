//! PingOne.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

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
    cookbook: &[
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
            &["PingOne: Applications → {service} → Configuration → Edit: set “Entity ID” to {audience}."],
        ),
        (
            Change::Acs,
            &[
                "PingOne: Applications → {service} → Configuration → Edit: put {acs} first under “ACS URLs”; the first is the default.",
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
                "PingOne: Applications → {service} → Attribute Mappings → Edit → Add: the attribute {claim}, mapped so that it gives this: {value}. Fixed text is possible as an expression.",
            ],
        ),
        (
            Change::Cert,
            &[
                "PingOne: Applications → {service} → Configuration → Download Metadata. Paste the whole file into the service provider's settings. The certificate usually lasts one year.",
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
    ],
    guide: &[],
};
