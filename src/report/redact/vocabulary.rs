//! What says nothing about a customer: the words of the standards, of the products, and of the service
//! provider's profile.

use std::collections::BTreeSet;

use super::w3c;
use crate::profile::Profile;
use crate::text::is_xml_white_space;
use crate::time::{Instant, is_duration};

/// The service provider's own words. Its profile is the same for every customer, so it stays readable.
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
    /// The same without letter case and separators: `Developer` for `developer` is the diagnosis.
    bare: BTreeSet<String>,
    addresses: BTreeSet<String>,
    hosts: BTreeSet<String>,
}

impl Vocabulary {
    pub(super) fn of(profile: &Profile) -> Vocabulary {
        let mut words = BTreeSet::from([profile.name.clone(), profile.name_id.format.clone()]);
        for claim in &profile.claims {
            words.extend([claim.name.clone(), claim.label.clone()]);
            for accepted in claim.accepted.iter().flatten() {
                words.extend([accepted.value.clone(), accepted.label.clone(), accepted.description.clone()]);
            }
        }
        let own = [&profile.relay_state, &profile.logout_url].into_iter().flatten();
        let own = own.chain([&profile.entity_id]).chain(&profile.acs_urls);
        let addresses: BTreeSet<String> = own.cloned().collect();
        let host = |address: &String| {
            Some(address.split_once("://")?.1.split(['/', '?', '#', ':']).next()?.to_owned())
        };
        let hosts = addresses.iter().filter_map(host).collect();
        let bare = words.iter().map(|word| bare(word)).collect();
        Vocabulary { words, bare, addresses, hosts }
    }

    /// Whether a whole value says nothing about a customer.
    pub(super) fn is_public(&self, value: &str) -> bool {
        let is_number = value.len() < 3 && value.bytes().all(|byte| byte.is_ascii_digit());
        is_number
            || self.words.contains(value)
            || self.addresses.contains(value)
            || (value.len() <= LONGEST_NAME && self.bare.contains(&bare(value)))
            || WORDS.contains(&value)
            || ATTRIBUTES.iter().any(|name| name.eq_ignore_ascii_case(value))
            || value
                .strip_prefix("xs:")
                .or(value.strip_prefix("xsd:"))
                .is_some_and(|kind| TYPES.contains(&kind))
            || URIS.iter().any(|prefix| value.starts_with(prefix) && is_plain_uri(value))
            || w3c::is_known(value)
            || is_time(value)
    }

    /// Whether a host is one that many customers share.
    pub(super) fn is_public_host(&self, host: &str) -> bool {
        let lower = host.to_ascii_lowercase();
        self.hosts.contains(&lower) || HOSTS.contains(&lower.as_str()) || shared_domain(host) == Some("")
    }

    /// Whether a part of a path is a product's word.
    pub(super) fn is_public_segment(&self, segment: &str) -> bool {
        SEGMENTS.iter().any(|word| word.eq_ignore_ascii_case(segment))
            || self.is_public(segment)
            || self.addresses.iter().any(|address| address.split('/').skip(3).any(|word| word == segment))
    }
}

/// What stands before the domain of a product, `acme.` of `acme.okta.com`; `None` for other hosts.
pub(super) fn shared_domain(host: &str) -> Option<&str> {
    let lower = host.to_ascii_lowercase();
    let domain = DOMAINS.iter().find(|domain| {
        lower.strip_suffix(**domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })?;
    host.get(..host.len().saturating_sub(domain.len()))
}

/// Whether a value is an instant or a length of time. SAML's own are wanted; a user's may be a birthday.
pub(super) fn is_time(value: &str) -> bool {
    Instant::read(value).is_ok() || is_duration(value)
}

/// A longer text is no name of a claim or of a role.
const LONGEST_NAME: usize = 64;

/// Lower case, without separators.
fn bare(text: &str) -> String {
    let is_separator = |c: &char| !matches!(c, '_' | '-' | '.' | '\u{a0}') && !is_xml_white_space(*c);
    text.chars().filter(is_separator).flat_map(char::to_lowercase).collect()
}

/// No sentence and no list hides behind the beginning of a standard's URI.
fn is_plain_uri(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_graphic() && c != '@' && c != '?')
}

/// URIs of the standards, whatever follows.
const URIS: &[&str] = &[
    "urn:oasis:names:tc:",
    "urn:ietf:params:",
    "urn:oid:",
    "urn:mace:dir:attribute-def:",
    "urn:mace:shibboleth:1.0",
    "urn:mace:shibboleth:metadata:1.0",
    "urn:federation:authentication:windows",
    "http://docs.oasis-open.org/",
];

/// Values of the standards.
const WORDS: &[&str] = &[
    "1.0",
    "1.1",
    "2.0",
    "true",
    "false",
    "signing",
    "encryption",
    "optional",
    "user",
    "email",
    "Email",
    "name",
    "Name",
    "role",
    "Role",
    "unspecified",
    "persistent",
    "transient",
    "emailAddress",
];

/// Types of XML Schema.
const TYPES: &[&str] = &["string", "anyType", "boolean", "integer", "dateTime", "anyURI", "base64Binary"];

/// Names under which products send attributes by default.
const ATTRIBUTES: &[&str] = &[
    "cn",
    "sn",
    "uid",
    "mail",
    "email",
    "e-mail",
    "emailaddress",
    "user.email",
    "user_email",
    "useremail",
    "name",
    "firstname",
    "first_name",
    "lastname",
    "last_name",
    "givenname",
    "given_name",
    "surname",
    "fullname",
    "full_name",
    "displayname",
    "display_name",
    "username",
    "user_name",
    "login",
    "upn",
    "userprincipalname",
    "role",
    "roles",
    "group",
    "groups",
    "department",
    "title",
    "company",
    "memberof",
    "picture",
    "updated_at",
    "user.id",
    "objectidentifier",
    "tenantid",
    "nameidentifier",
    "identityprovider",
    "authnmethodsreferences",
    "authenticationmethod",
    "windowsaccountname",
    "eduPersonPrincipalName",
    "eduPersonAffiliation",
    "eduPersonScopedAffiliation",
    "eduPersonEntitlement",
    "eduPersonTargetedID",
    "password",
    "multipleauthn",
    "identity_provider",
    "groups.link",
];

/// Hosts that many customers share.
const HOSTS: &[&str] = &[
    "www.okta.com",
    "sts.windows.net",
    "login.windows.net",
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "accounts.google.com",
    "graph.microsoft.com",
    "graph.windows.net",
    "www.w3.org",
    "schemas.xmlsoap.org",
    "schemas.microsoft.com",
    "schemas.auth0.com",
    "schemas.goauthentik.io",
    "www.rippling.com",
    "app.rippling.com",
    "sso.jumpcloud.com",
    "app.onelogin.com",
    "auth.pingone.com",
    "auth.pingone.eu",
    "sso.connect.pingidentity.com",
    "localhost",
];

/// Domains of products below which every customer has a name.
const DOMAINS: &[&str] = &[
    "okta.com",
    "oktapreview.com",
    "okta-emea.com",
    "onelogin.com",
    "auth0.com",
    "onmicrosoft.com",
    "jumpcloud.com",
    "pingone.com",
    "pingone.eu",
    "pingidentity.com",
    "rippling.com",
];

/// Words that products use in their paths.
#[rustfmt::skip]
const SEGMENTS: &[&str] = &[
    "app", "apps", "sso", "slo", "saml", "saml2", "samlp", "saml2p", "idp", "sp", "acs", "login", "logout", "signon",
    "sign-on", "signin", "consume", "callback", "metadata", "metadata.xml", "descriptor", "trust", "http-post",
    "http-redirect", "realms", "auth", "protocol", "adfs", "ls", "services", "federationmetadata", "2007-06",
    "federationmetadata.xml", "common", "organizations", "o", "oauth2", "wsfed", "idp.xml", "simplesaml",
    "simplesamlphp", "module.php", "ssoservice.php", "singlelogoutservice.php", "singlesignonservice",
    "metadata.php", "idp-metadata.php", "shibboleth", "profile", "post", "redirect", "soap", "post-simplesign", "artifact",
    "ws", "identity", "claims", "2005", "2008", "05", "06", "2012", "01", "initsso", "idpinit", "endpoint", "clients",
    "external", "internal", "web", "api", "v1", "v2", "dashboard", "home", "sso.saml2", "slo.saml2", "idp.ssaml2", "issuer",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::BuiltInProfile;

    #[test]
    fn the_words_of_standards_and_of_the_profile_are_public() {
        let vocabulary = Vocabulary::of(&BuiltInProfile::Imagekit.profile());
        for public in [
            "urn:oasis:names:tc:SAML:2.0:status:Success",
            "http://www.w3.org/2001/04/xmlenc#sha256",
            "2026-01-15T12:00:00Z",
            "PT6H",
            "imagekit_role",
            "Developer",
            "https://imagekit.io/saml/consume",
            "givenName",
        ] {
            assert!(vocabulary.is_public(public), "{public}");
        }
        for private in
            ["Ada Lovelace", "acme42", "https://imagekit.io/saml/consume#acme42", "urn:acme:idp", "Research"]
        {
            assert!(!vocabulary.is_public(private), "{private}");
        }
    }

    #[test]
    fn a_customers_name_stands_before_a_products_domain() {
        assert_eq!(shared_domain("acme.okta.com"), Some("acme."));
        assert_eq!(shared_domain("Acme.OKTA.com"), Some("Acme."));
        assert_eq!(shared_domain("evilokta.com"), None);
        assert_eq!(shared_domain("sso.acme.example"), None);
    }
}
