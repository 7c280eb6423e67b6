//! Shibboleth IdP.

use super::guide::{Claims, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "shibboleth",
    label: "Shibboleth IdP",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::PathEnds, "/idp/shibboleth", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/idp/profile/saml2/", 45),
        Pattern::new(Sign::Location, Match::PathStarts, "/idp/profile/shibboleth/", 45),
        Pattern::new(Sign::Scope, Match::Is, "", 10),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "Shibboleth: in conf/relying-party.xml, in the override for {service}, give the SAML2.SSO profile p:signAssertions=\"true\" or p:signResponses=\"true\". By default it signs the response.",
            ],
        ),
        (
            Change::Aud,
            &[
                "Shibboleth: the Audience is the entityID in the service provider's metadata that the IdP loads under conf/metadata-providers.xml. Make it `{audience}`.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Shibboleth: in the service provider's metadata that the IdP loads under conf/metadata-providers.xml, set the Location of AssertionConsumerService to `{acs}`.",
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
                "Shibboleth: define the attribute in conf/attribute-resolver.xml, with a SAML2 transcoding whose name is `{claim}`, so that it sends this: `{value}`.",
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
                "Shibboleth: in conf/relying-party.xml, in the override for {service}, give the SAML2.SSO profile `p:encryptAssertions=\"false\"`. It encrypts by default where the metadata has a key.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Shibboleth: in the SAML2 transcoding of the attribute, set the name to `{claim}` in place of the urn:oid: or URI name.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Shibboleth: recent versions sign with RSA-SHA256. In conf/relying-party.xml or conf/global.xml, remove a security configuration that names SHA-1 (shibboleth.SecurityConfiguration.SHA1) for {service}.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Shibboleth lets every user in who can log in, unless a context-check interceptor is set for {service} in conf/relying-party.xml; its conditions are usually in conf/intercept/context-check-intercept-config.xml.",
            ],
        ),
        (
            Change::Requests,
            &[
                "Shibboleth: its metadata asks for signed requests where WantAuthnRequestsSigned is true, usually in metadata/idp-metadata.xml. Set it to false there, and remove AuthnRequestsSigned=\"true\" from the metadata of {service} that the IdP loads.",
            ],
        ),
        (Change::Clock, &["Set the clock of the Shibboleth server by network time (NTP)."]),
    ]),
    defaults: Defaults {
        signed: "the response",
        algorithm: "RSA-SHA256",
        name_id: "transient",
        attributes: "released ones only, under urn:oid names with a FriendlyName",
    },
    quirks: &[
        "Assertions are encrypted by default where the service provider's metadata has a key.",
        "The NameID is transient by default: another value at every login.",
        "Nothing is released to a service provider that no rule of conf/attribute-filter.xml names.",
    ],
    guide: &[
        Line::At("metadata/"),
        Line::Code {
            text: "Save this as a file of its own. It is the service provider's metadata.",
            code: "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{audience_in_xml}\">\n  <SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n    <NameIDFormat>{format_in_xml}</NameIDFormat>\n    <AssertionConsumerService index=\"0\" isDefault=\"true\" Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"{acs_in_xml}\"/>\n  </SPSSODescriptor>\n</EntityDescriptor>",
        },
        Line::At("conf/metadata-providers.xml"),
        Line::Say("Add a MetadataProvider of the type FilesystemMetadataProvider for that file."),
        Line::At("conf/relying-party.xml"),
        Line::Code {
            text: "In RelyingPartyOverrides.",
            code: "<bean parent=\"RelyingPartyByName\" c:relyingPartyIds=\"{audience_in_xml}\">\n  <property name=\"profileConfigurations\">\n    <list>\n      <bean parent=\"SAML2.SSO\" p:signAssertions=\"true\" p:encryptAssertions=\"false\"/>\n    </list>\n  </property>\n</bean>",
        },
        Line::At("conf/saml-nameid.xml"),
        Line::EmailCode {
            text: "In the list of SAML 2 generators, so that the NameID is the e-mail address.",
            code: "<bean parent=\"shibboleth.SAML2AttributeSourcedGenerator\"\n  p:format=\"{format_in_xml}\"\n  p:attributeSourceIds=\"#{{ {{'mail'} }\"/>",
        },
        Line::At("conf/attribute-resolver.xml"),
        Line::Claims(Claims {
            name_field: "saml2.name",
            value_field: "Value",
            account: Source::new(
                "For {label}: a Static data connector with this value, and an AttributeDefinition that takes it from there.",
                "{account}",
            ),
            one_of: Source::new(
                "For {label}: an AttributeDefinition that gives exactly one of {accepted}, for example of the type Mapped, from the groups of the directory.",
                "",
            ),
            full_name: Source::new(
                "For {label}: an AttributeDefinition from the directory's attribute with the full name.",
                "displayName",
            ),
            email: Source::new("For {label}: an AttributeDefinition from the directory.", "mail"),
            other: Source::new(
                "For {label}: an AttributeDefinition from the directory's attribute that holds it.",
                "",
            ),
        }),
        Line::Say(
            "Give each of these a SAML2 transcoding rule with the name above, not the usual urn:oid name.",
        ),
        Line::At("conf/attribute-filter.xml"),
        Line::Code {
            text: "Add a policy that begins with this, with an AttributeRule for each of the attributes and, for the NameID, for mail.",
            code: "<PolicyRequirementRule xsi:type=\"Requester\" value=\"{audience_in_xml}\"/>",
        },
        Line::At(""),
        Line::Say(
            "Take the IdP's metadata, usually from https://YOUR-IDP-HOST/idp/shibboleth, and paste the whole file into the settings of {service}.",
        ),
        Line::Code {
            text: "A login that starts at the identity provider has this address, with your own host.",
            code: "https://YOUR-IDP-HOST/idp/profile/SAML2/Unsolicited/SSO?providerId={audience_encoded}",
        },
    ],
};
