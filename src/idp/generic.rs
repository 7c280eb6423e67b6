//! Any identity provider: plain words, without the name of a field.

use super::guide::{Claims, FormatNames, Line, Source};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "generic",
    label: "another identity provider",
    patterns: &[],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "In the identity provider's settings for {service}, switch on the signing of assertions, of responses, or of both.",
            ],
        ),
        (
            Change::Alg,
            &[
                "In the identity provider's settings for {service}, choose RSA-SHA256 as the signature algorithm and SHA-256 as the digest.",
            ],
        ),
        (
            Change::Aud,
            &[
                "In the identity provider's settings for {service}, set the Audience to `{audience}`. It is also called SP Entity ID, Identifier or Audience URI.",
                "Compare every character: https or http, upper and lower case, and a slash at the end all count.",
            ],
        ),
        (
            Change::Acs,
            &[
                "In the identity provider's settings for {service}, set the Assertion Consumer Service URL to `{acs}`, and Recipient and Destination too where they are fields of their own. It is also called ACS URL, Reply URL or Single sign-on URL.",
            ],
        ),
        (
            Change::NameId,
            &[
                "In the identity provider's settings for {service}, send the NameID that the service provider identifies users by, in the format `{format}`. For an e-mail address, take it from the directory's e-mail field.",
            ],
        ),
        (
            Change::Attr,
            &[
                "In the identity provider's attribute mapping for {service}, send an attribute with the Name `{claim}` and this value: `{value}`.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Download the identity provider's current metadata for {service} and paste it into the metadata box of {service}.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "In the identity provider's settings for {service}, switch off the encryption of assertions, or remove the service provider's encryption certificate.",
            ],
        ),
        (
            Change::Assign,
            &["At the identity provider, allow this user, or a group of theirs, to use {service}."],
        ),
        (
            Change::Rename,
            &[
                "In the identity provider's attribute mapping for {service}, rename {found} to `{claim}`, letter for letter.",
            ],
        ),
        (
            Change::Value,
            &[
                "At the identity provider, find what {claim} is filled from for this user: a field of their profile, or a rule for their group. Change it there, so that it gives this: `{value}`.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "In the identity provider's attribute mapping for {service}, the Name of the attribute has to be `{claim}`, without a URI before it.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "In the identity provider's attribute mapping for {service}, send {claim} once and with one value for each user: `{value}`. Where groups decide, make sure that a user is in one of them only.",
            ],
        ),
        (
            Change::Groups,
            &[
                "At the identity provider, send only the groups that {service} needs, by name, or send a role that does not depend on the number of groups.",
            ],
        ),
        (
            Change::Requests,
            &[
                "In the identity provider's settings for {service}, accept login requests that are not signed: the switch is usually called “Require signed AuthnRequests”, “Client signature required” or “Require verification certificates”.",
            ],
        ),
        (
            Change::Clock,
            &[
                "Compare the clock of this computer, and of {service}'s server, with the right time first.",
                "Then set the identity provider's clock by network time (NTP), and let assertions be valid from a few minutes before they are issued.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "At the identity provider, let the address be sent in lower case: by a transformation of the claim where there is one, or by correcting the user's e-mail field.",
            ],
        ),
        (
            Change::Activate,
            &[
                "Look in the identity provider's list of certificates, usually beside the settings for signing.",
            ],
        ),
        (Change::Application, &["Its console usually has this under Applications → Add, as SAML 2.0."]),
        (
            Change::Renew,
            &[
                "At the identity provider, usually beside its signing certificate: generate a new one (RSA, at least 2048 bits) and make it the active one. Nobody can log in from then on until its metadata is saved in {service}.",
            ],
        ),
    ]),
    defaults: Defaults { signed: "", algorithm: "", name_id: "", attributes: "" },
    quirks: &[],
    guide: &[
        Line::Say("At the identity provider, create a SAML 2.0 application and call it {service}."),
        Line::Code {
            text: "Where it asks for the service provider's metadata, give it this, and leave out the next steps up to the attributes.",
            code: "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{audience_in_xml}\">\n  <SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n    <NameIDFormat>{format_in_xml}</NameIDFormat>\n    <AssertionConsumerService index=\"0\" isDefault=\"true\" Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"{acs_in_xml}\"/>\n  </SPSSODescriptor>\n</EntityDescriptor>",
        },
        Line::Field {
            text: "Where the responses are sent. Also called Reply URL, Single sign-on URL, Recipient or Destination.",
            field: "Assertion Consumer Service URL",
            value: "{acs}",
        },
        Line::Field {
            text: "Who the responses are for. Also called Audience, Identifier or SP Entity ID.",
            field: "Entity ID",
            value: "{audience}",
        },
        Line::Field {
            text: "The page that opens after a login that starts at the identity provider. Also called Start URL.",
            field: "Relay State",
            value: "{relay_state}",
        },
        Line::Field { text: "Where users are sent to log out.", field: "Logout URL", value: "{logout_url}" },
        Line::Format {
            text: "The format of the user's identifier.",
            field: "NameID format",
            names: FormatNames {
                email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            },
        },
        Line::Say("Sign the assertion or the response with RSA-SHA256."),
        Line::Claims(Claims {
            name_field: "Attribute name",
            value_field: "Value",
            account: Source::new(
                "Send {claim} ({label}): the same value for every user, {account}.",
                "{account}",
            ),
            one_of: Source::new(
                "Send {claim} ({label}): exactly one of {accepted}, by a property of the user or by group.",
                "",
            ),
            full_name: Source::new("Send {claim} ({label}): first name, a space, and last name.", ""),
            email: Source::new("Send {claim} ({label}): the user's e-mail address.", ""),
            other: Source::new("Send {claim} ({label}) from the matching property of the user.", ""),
        }),
        Line::Say("Assign the users who may log in to the application."),
        Line::Say("Download the identity provider's metadata and paste it into the settings of {service}."),
    ],
};
