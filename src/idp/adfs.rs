//! Active Directory Federation Services.

use super::guide::{Claims, FormatNames, Line, Source};
use super::recognise::{Match, Pattern, Sign};
use super::{Change, Defaults, VendorData, for_this_build};

pub(super) static DATA: VendorData = VendorData {
    name: "adfs",
    label: "AD FS",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::PathEnds, "/adfs/services/trust", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/adfs/ls", 60),
        Pattern::new(Sign::CertificateSubject, Match::Starts, "CN=ADFS Signing", 60),
        Pattern::new(Sign::CertificateSubject, Match::Starts, "CN=ADFS Encryption", 30),
        Pattern::new(Sign::RoleDescriptor, Match::Is, "SecurityTokenServiceType", 10),
        Pattern::new(Sign::RoleDescriptor, Match::Is, "ApplicationServiceType", 10),
        Pattern::new(
            Sign::Attribute,
            Match::Starts,
            "http://schemas.microsoft.com/ws/2008/06/identity/claims/",
            10,
        ),
    ],
    cookbook: &for_this_build([
        (
            Change::Sign,
            &[
                "On the AD FS server, in PowerShell, with the name of the relying party trust for {service}: Set-AdfsRelyingPartyTrust -TargetName 'NAME' -SamlResponseSignature MessageAndAssertion",
            ],
        ),
        (
            Change::Alg,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Properties → Advanced: set “Secure hash algorithm” to SHA-256.",
            ],
        ),
        (
            Change::Aud,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Properties → Identifiers: add `{audience}` and remove what differs from it.",
            ],
        ),
        (
            Change::Acs,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Properties → Endpoints: edit the SAML Assertion Consumer endpoint with binding POST, set “Trusted URL” to `{acs}`, and tick “Set the trusted URL as default”.",
            ],
        ),
        (
            Change::NameId,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy → Add Rule → Send LDAP Attributes as Claims: E-Mail-Addresses → E-Mail Address.",
                "Then a second rule, below the first: Transform an Incoming Claim, from E-Mail Address to Name ID, outgoing format Email.",
            ],
        ),
        (
            Change::Attr,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy → Add Rule, with `{claim}` typed as the outgoing claim type, so that it sends this: `{value}`.",
                "Use Send LDAP Attributes as Claims for a property of the user, and Send Group Membership as a Claim for a role that a group gives.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Open https://YOUR-ADFS-HOST/FederationMetadata/2007-06/FederationMetadata.xml, save it as it is, and paste the whole file into the metadata box of {service}. Note: repeat this when AD FS renews its certificate, usually every year.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Properties → Encryption → Remove.",
            ],
        ),
        (
            Change::Assign,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Access Control Policy: permit the user or a group of theirs.",
            ],
        ),
        (
            Change::Fixed,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy: open the rule that sends {claim} and let it send `{value}`. Only if no rule sends it: Add Rule → Send Claims Using a Custom Rule, with the text `=> issue(Type = \"{claim}\", Value = \"{value}\");` (with its semicolon). One rule alone may send it.",
            ],
        ),
        (
            Change::Rename,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy: open the rule that sends {found} and type `{claim}` as the outgoing claim type.",
            ],
        ),
        (
            Change::Value,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy: open the rule that sends {claim}. If it is a rule for a group, set “Outgoing claim value” to this: `{value}`.",
                "If it sends an LDAP attribute, change that attribute of the user: Active Directory Users and Computers → the user → Properties.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy: in the rule, type `{claim}` as the outgoing claim type in place of the choice from the list.",
            ],
        ),
        (
            Change::OneValue,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy: the rules that send {claim} show which group gives which value.",
                "Active Directory Users and Computers → the user → Member Of: take the user out of all of these groups but one, so that only this is sent: `{value}`.",
                "If the user has to stay in several, put the rule that is to win first, and begin each later one (as a custom rule) with `NOT EXISTS([Type == \"{claim}\"]) &&` before its own condition.",
            ],
        ),
        (
            Change::Requests,
            &[
                "On the AD FS server, in PowerShell, with the name of the relying party trust for {service}: Set-AdfsRelyingPartyTrust -TargetName 'NAME' -SignedSamlRequestsRequired $false",
            ],
        ),
        (
            Change::Clock,
            &[
                "Set the clocks of the AD FS server and of this computer by network time (NTP).",
                "Then, so that a small difference does not matter: on the AD FS server, in PowerShell, with the name of the relying party trust for {service}: Set-AdfsRelyingPartyTrust -TargetName 'NAME' -NotBeforeSkew 2",
            ],
        ),
        (
            Change::Groups,
            &[
                "AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy: in the rule with the LDAP attributes, choose Token-Groups - Unqualified Names, or use one Send Group Membership as a Claim rule for each group that {service} needs.",
            ],
        ),
        (
            Change::LowerCase,
            &[
                "Active Directory Users and Computers → the user → General: write E-mail in lower case. The rules under AD FS Management: Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy send it as it is.",
            ],
        ),
        (
            Change::Activate,
            &[
                "AD FS Management: Service → Certificates → Token-signing: on its row usually choose Set as Primary.",
            ],
        ),
        (
            Change::Application,
            &[
                "AD FS Management: Relying Party Trusts → Add Relying Party Trust → Claims aware; among the steps tick “Enable support for the SAML 2.0 WebSSO protocol”.",
            ],
        ),
        (
            Change::Renew,
            &[
                "On the AD FS server, in PowerShell: `Update-AdfsCertificate -CertificateType Token-Signing`. It makes a second certificate (RSA, 2048 bits), which AD FS usually begins to sign with after some days; every service that uses this AD FS then needs the new metadata.",
            ],
        ),
    ]),
    defaults: Defaults {
        signed: "the assertion",
        algorithm: "RSA-SHA256",
        name_id: "none until a claim rule issues one",
        attributes: "only those that claim rules issue, under the claim types typed there",
    },
    quirks: &[
        "Without a rule that issues a Name ID, AD FS sends none.",
        "Assertions are valid from the second they are issued, with no room for clocks that differ (-NotBeforeSkew).",
        "One rule for each group sends one value for each group: a user in two groups gets two values.",
        "The signing certificate is renewed automatically, usually every year; the metadata then has to be pasted again.",
    ],
    guide: &[
        Line::At("AD FS Management → Relying Party Trusts → Add Relying Party Trust → Claims aware"),
        Line::Say(
            "Choose “Enter data about the relying party manually” and call it {service}. A token encryption certificate is not needed.",
        ),
        Line::Field {
            text: "Configure URL: tick “Enable support for the SAML 2.0 WebSSO protocol”.",
            field: "Relying party SAML 2.0 SSO service URL",
            value: "{acs}",
        },
        Line::Field {
            text: "Configure Identifiers → Add.",
            field: "Relying party trust identifier",
            value: "{audience}",
        },
        Line::At("Relying Party Trusts → the one for {service} → Properties → Advanced"),
        Line::Field { text: "Choose from the list.", field: "Secure hash algorithm", value: "SHA-256" },
        Line::At("Relying Party Trusts → the one for {service} → Edit Claim Issuance Policy"),
        Line::Email {
            text: "Add Rule → Send LDAP Attributes as Claims, from the Active Directory store.",
            field: "E-Mail-Addresses",
            value: "E-Mail Address",
        },
        Line::Format {
            text: "Add Rule, below the first → Transform an Incoming Claim: incoming E-Mail Address, outgoing Name ID, pass through all claim values.",
            field: "Outgoing name ID format",
            names: FormatNames {
                email: "Email",
                persistent: "Persistent Identifier",
                transient: "Transient Identifier",
                unspecified: "Unspecified",
            },
        },
        Line::Claims(Claims {
            name_field: "Outgoing claim type",
            value_field: "LDAP attribute",
            account: Source::code(
                "Add Rule → Send Claims Using a Custom Rule for {label}.",
                "=> issue(Type = \"{claim}\", Value = \"{account}\");",
            ),
            one_of: Source::new(
                "Make a group for each of {accepted}. For each group: Add Rule → Send Group Membership as a Claim, outgoing claim type {claim}, and the value as outgoing claim value. A user belongs in exactly one of the groups: in two, two values are sent.",
                "",
            ),
            full_name: Source::new(
                "In the rule with the LDAP attributes, a row for {label}. Type the outgoing claim type; it is not in the list.",
                "Display-Name",
            ),
            email: Source::new(
                "In the rule with the LDAP attributes, a row for {label}. Type the outgoing claim type.",
                "E-Mail-Addresses",
            ),
            other: Source::new(
                "In the rule with the LDAP attributes, a row for {label}, from the matching LDAP attribute. Type the outgoing claim type.",
                "",
            ),
        }),
        Line::At("Relying Party Trusts → the one for {service} → Edit Access Control Policy"),
        Line::Say("Permit those who may log in."),
        Line::At(""),
        Line::Code {
            text: "Open the metadata at this address, with your own host, and paste the whole file into the settings of {service}.",
            code: "https://YOUR-ADFS-HOST/FederationMetadata/2007-06/FederationMetadata.xml",
        },
        Line::Code {
            text: "After you have saved, let each user's first login start at AD FS, at this address with your own host: it creates their account.",
            code: "https://YOUR-ADFS-HOST/adfs/ls/idpinitiatedsignon.aspx?RelayState=RPID%3D{audience_twice_encoded}%26RelayState%3D{relay_state_twice_encoded}",
        },
    ],
};
