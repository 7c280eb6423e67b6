//! Auth0.

use super::recognise::{Match, Pattern, Sign};
use super::{Change, VendorData};

pub(super) static DATA: VendorData = VendorData {
    name: "auth0",
    label: "Auth0",
    patterns: &[
        Pattern::new(Sign::EntityId, Match::Contains, ".auth0.com", 60),
        Pattern::new(Sign::Location, Match::Host, "auth0.com", 60),
        Pattern::new(Sign::Location, Match::PathStarts, "/samlp/", 45),
        Pattern::new(Sign::CertificateSubject, Match::Contains, ".auth0.com", 40),
        Pattern::new(Sign::Attribute, Match::Starts, "http://schemas.auth0.com/", 45),
    ],
    cookbook: &[
        (
            Change::Sign,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"signResponse\" to true to sign the response, or leave it out to sign the assertion.",
            ],
        ),
        (
            Change::Alg,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"signatureAlgorithm\" to \"rsa-sha256\" and \"digestAlgorithm\" to \"sha256\".",
            ],
        ),
        (
            Change::Aud,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"audience\" to {audience}.",
            ],
        ),
        (
            Change::Acs,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set “Application Callback URL”, and \"recipient\" and \"destination\" where they are given, to {acs}.",
            ],
        ),
        (
            Change::NameId,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: set \"nameIdentifierFormat\" to the URN that ends in nameid-format:emailAddress, and let \"nameIdentifierProbes\" start with http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress.",
            ],
        ),
        (
            Change::Attr,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: in \"mappings\", map a property of the user profile to {claim}, so that it sends this: {value}.",
                "For a value that the profile lacks, an Action for the Login flow can set it with api.samlResponse.setAttribute.",
            ],
        ),
        (
            Change::Cert,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Usage → Identity Provider Metadata: download it and paste the whole file into the service provider's settings.",
            ],
        ),
        (
            Change::Encrypt,
            &[
                "Auth0 encrypts only where a rule or Action sets an encryption certificate, usually api.samlResponse.setEncryptionCert; remove that for {service}.",
            ],
        ),
        (
            Change::Assign,
            &[
                "Auth0: Applications → the application of {service} → Connections: switch on the connection that the user is in, and look for an Action that denies access.",
            ],
        ),
        (
            Change::Namespace,
            &[
                "Auth0: Applications → the application of {service} → Addons → SAML2 Web App → Settings: map the property to {claim} in \"mappings\", and set \"passthroughClaimsWithNoMapping\" to false so that the URI names are left out.",
            ],
        ),
    ],
    guide: &[],
};
