//! Shibboleth IdP.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

pub(super) static DATA: VendorData = VendorData {
    name: "shibboleth",
    label: "Shibboleth IdP",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::PathEnds, "/idp/shibboleth", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/idp/profile/saml2/", 45),
        Pattern::new(Sign::Location, Match::PathStarts, "/idp/profile/shibboleth/", 45),
        Pattern::new(Sign::Scope, Match::Is, "", 10),
    ],
    cookbook: &[
        (
            Change::Sign,
            &[
                "Shibboleth: in conf/relying-party.xml, in the override for {service}, give the SAML2.SSO profile p:signAssertions=\"true\" or p:signResponses=\"true\". By default it signs the response.",
            ],
        ),
        (
            Change::Aud,
            &[
                "Shibboleth: the Audience is the entityID in the service provider's metadata that the IdP loads under conf/metadata-providers.xml. Make it {audience}.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Shibboleth: in the service provider's metadata that the IdP loads under conf/metadata-providers.xml, set the Location of AssertionConsumerService to {acs}.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Shibboleth: in conf/saml-nameid.xml, enable the generator for the emailAddress format from the mail attribute, and let the service provider's metadata ask for that NameIDFormat. Release mail to it in conf/attribute-filter.xml.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Shibboleth: define the attribute in conf/attribute-resolver.xml, with a SAML2 transcoding whose name is {claim}, so that it sends this: {value}.",
                "Release it to {service} in conf/attribute-filter.xml.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Shibboleth: take the IdP's current metadata, usually from https://YOUR-IDP-HOST/idp/shibboleth or from the federation, and paste it. Its signing certificate must be the one that conf/credentials.xml or conf/idp.properties names.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Shibboleth: in conf/relying-party.xml, in the override for {service}, give the SAML2.SSO profile p:encryptAssertions=\"false\". It encrypts by default where the metadata has a key.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Shibboleth: in the SAML2 transcoding of the attribute, set the name to {claim} in place of the urn:oid: or URI name.",
            ],
        ),
    ],
    guide: &[],
};
