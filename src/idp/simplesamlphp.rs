//! SimpleSAMLphp.

use super::guide::{Claims, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "simplesamlphp",
    label: "SimpleSAMLphp",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::PathContains, "/saml2/idp/metadata.php", 60),
        Pattern::new(Sign::EntityId, Match::PathContains, "/simplesaml/", 30),
        Pattern::new(Sign::EntityId, Match::PathContains, "/module.php/saml/", 45),
        Pattern::new(Sign::Location, Match::PathContains, "/saml2/idp/ssoservice.php", 60),
        Pattern::new(Sign::Location, Match::PathContains, "/module.php/saml/idp/", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/simplesaml/", 30),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'saml20.sign.assertion' and 'saml20.sign.response' to true.",
            ],
        ),
        (
            Change::Alg,
            &[
                "SimpleSAMLphp: in metadata/saml20-idp-hosted.php, set 'signature.algorithm' to `http://www.w3.org/2001/04/xmldsig-more#rsa-sha256`.",
            ],
        ),
        (
            Change::Aud,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, the key of the entry is the entityID: make it `{audience}`.",
            ],
        ),
        (
            Change::Acs,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'AssertionConsumerService' to `{acs}`.",
            ],
        ),
        (
            Change::NameId,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, set 'NameIDFormat' to `urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress`, and add the filter saml:AttributeNameID with the attribute that holds the e-mail address to 'authproc'.",
            ],
        ),
        (
            Change::Attr,
            &[
                "SimpleSAMLphp: in metadata/saml20-sp-remote.php, in the entry of {service}, add filters to 'authproc': core:AttributeMap to rename an attribute to `{claim}`, or core:AttributeAdd for fixed text, so that it sends this: `{value}`. Check that 'attributes' does not leave it out.",
            ],
        ),
        (
            Change::Cert,
            &[
                "SimpleSAMLphp: open saml2/idp/metadata.php on the IdP, and paste the XML into the metadata box of {service}.",
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
        (
            Change::Assign,
            &[
                "SimpleSAMLphp lets every user in who can log in, unless a filter such as authorize:Authorize stands in 'authproc' of metadata/saml20-sp-remote.php or metadata/saml20-idp-hosted.php; look at its conditions.",
            ],
        ),
        (Change::Clock, &["Set the clock of the SimpleSAMLphp server by network time (NTP)."]),
    ]),
    defaults: Defaults {
        signed: "the assertion and the response",
        algorithm: "RSA-SHA256",
        name_id: "transient",
        attributes: "those of the authentication source, as the filters of authproc leave them",
    },
    quirks: &["The NameID is transient by default: another value at every login."],
    guide: &[
        Line::At("metadata/saml20-sp-remote.php"),
        Line::Code {
            text: "Add this entry. The next steps belong into the list of 'authproc'.",
            code: "$metadata['{audience}'] = [\n    'AssertionConsumerService' => '{acs}',\n    'NameIDFormat' => '{format}',\n    'saml20.sign.assertion' => true,\n    'assertion.encryption' => false,\n    'authproc' => [\n    ],\n];",
        },
        Line::EmailCode {
            text: "The NameID. Put the name of your own attribute that holds the e-mail address in place of mail. In version 1 the option is called 'attribute'.",
            code: "10 => [\n    'class' => 'saml:AttributeNameID',\n    'identifyingAttribute' => 'mail',\n    'Format' => '{format}',\n],",
        },
        Line::Claims(Claims {
            name_field: "",
            value_field: "",
            account: Source::code(
                "{label}.",
                "20 => ['class' => 'core:AttributeAdd', '{claim}' => ['{account}']],",
            ),
            one_of: Source::new(
                "{label}: the filter core:AttributeMap renames an attribute of the user to {claim}; core:PHP or core:AttributeValueMap can make one of the groups. It must give exactly one of {accepted}.",
                "",
            ),
            full_name: Source::code(
                "{label}. Put the name of your own attribute that holds the full name in place of displayName.",
                "30 => ['class' => 'core:AttributeMap', 'displayName' => '{claim}'],",
            ),
            email: Source::code(
                "{label}. Put the name of your own attribute that holds the e-mail address in place of mail.",
                "40 => ['class' => 'core:AttributeMap', 'mail' => '{claim}'],",
            ),
            other: Source::new(
                "{label}: the filter core:AttributeMap renames the attribute that holds it to {claim}.",
                "",
            ),
        }),
        Line::At("metadata/saml20-idp-hosted.php"),
        Line::Field {
            text: "The default of recent versions.",
            field: "signature.algorithm",
            value: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        },
        Line::At(""),
        Line::Say(
            "Open the IdP's metadata, usually at https://YOUR-IDP-HOST/simplesaml/saml2/idp/metadata.php, and paste the XML into the settings of {service}.",
        ),
        Line::Code {
            text: "A login that starts at the identity provider usually has this address, with your own host.",
            code: "https://YOUR-IDP-HOST/simplesaml/saml2/idp/SSOService.php?spentityid={audience_encoded}&RelayState={relay_state_encoded}",
        },
    ],
};
