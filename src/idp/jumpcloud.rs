//! JumpCloud.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

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
    cookbook: &[
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
                "JumpCloud: SSO Applications → {service} → SSO: set “SP Entity ID” to {audience}. Upper and lower case count.",
            ],
        ),
        (
            Change::Acs,
            &["JumpCloud: SSO Applications → {service} → SSO: set “ACS URLs” to {acs}, the default first."],
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
                "JumpCloud: SSO Applications → {service} → SSO → Attributes: under User Attribute Mapping for a property of the user, or Constant Attributes for fixed text, add “Service Provider Attribute Name” {claim} so that it sends this: {value}.",
            ],
        ),
        (
            Change::Cert,
            &[
                "JumpCloud: SSO Applications → {service} → SSO → Export Metadata, and paste the whole file into the service provider's settings.",
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
                "JumpCloud: SSO Applications → {service} → SSO → Attributes: clear “include group attribute” for {claim}, and map a custom attribute that holds exactly this: {value}.",
            ],
        ),
    ],
    guide: &[],
};
