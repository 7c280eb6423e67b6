//! SimpleSAMLphp.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

pub(super) static DATA: VendorData = VendorData {
    name: "simplesamlphp",
    label: "SimpleSAMLphp",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::PathContains, "/saml2/idp/metadata.php", 60),
        Pattern::new(Sign::EntityId, Match::PathContains, "/simplesaml/", 30),
        Pattern::new(Sign::Location, Match::PathContains, "/saml2/idp/ssoservice.php", 60),
        Pattern::new(Sign::Location, Match::PathContains, "/module.php/saml/idp/", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/simplesaml/", 30),
    ],
    cookbook: &[
        (
            Change::Sign,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'saml20.sign.assertion' and 'saml20.sign.response' to true.",
            ],
        ),
        (
            Change::Alg,
            &[
                "SimpleSAMLphp: in metadata/saml20-idp-hosted.php, set 'signature.algorithm' to 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'.",
            ],
        ),
        (
            Change::Aud,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, the key of the entry is the entityID: make it {audience}.",
            ],
        ),
        (
            Change::Acs,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'AssertionConsumerService' to {acs}.",
            ],
        ),
        (
            Change::NameId,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'NameIDFormat' to the URN that ends in nameid-format:emailAddress, and add the filter saml:AttributeNameID with the attribute that holds the e-mail address to 'authproc'.",
            ],
        ),
        (
            Change::Attr,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, add filters to 'authproc': core:AttributeMap to rename an attribute to {claim}, or core:AttributeAdd for fixed text, so that it sends this: {value}. Check that 'attributes' does not leave it out.",
            ],
        ),
        (
            Change::Cert,
            &[
                "SimpleSAMLphp: open saml2/idp/metadata.php on the IdP, and paste the XML into the service provider's settings.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'assertion.encryption' to false.",
            ],
        ),
        (
            Change::Requests,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'validate.authnrequest' to false.",
            ],
        ),
    ],
    guide: &[],
};
