//! Every URI and URN that SAML 2.0 defines and this product knows.

/// `saml:` assertions (SAML Core §1.1).
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// `samlp:` protocol messages (SAML Core §1.1); also what protocolSupportEnumeration must list.
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// `md:` metadata (SAML Metadata §1.1).
pub const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// `ds:` XML Signature.
pub use crate::dsig::DSIG;
/// `xenc:` XML Encryption.
pub use crate::xenc::XENC;
/// `xsi:` XML Schema instances.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// WS-Federation's metadata roles.
pub const FEDERATION: &str = "http://docs.oasis-open.org/wsfed/federation/200706";
/// Shibboleth's metadata extensions.
pub const SHIBMD: &str = "urn:mace:shibboleth:metadata:1.0";
/// SAML 1.0 and 1.1 assertions.
pub const SAML1_ASSERTION: &str = "urn:oasis:names:tc:SAML:1.0:assertion";
/// SAML 1.0 and 1.1 protocol messages.
pub const SAML1_PROTOCOL: &str = "urn:oasis:names:tc:SAML:1.0:protocol";
/// WS-Trust of February 2005.
pub const WS_TRUST_2005: &str = "http://schemas.xmlsoap.org/ws/2005/02/trust";
/// WS-Trust 1.3.
pub const WS_TRUST_13: &str = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
/// SOAP 1.1.
pub const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// SOAP 1.2.
pub const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
/// XHTML.
pub const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The HTTP Redirect binding (SAML Bindings §3.4).
pub const BINDING_REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
/// The HTTP POST binding (SAML Bindings §3.5).
pub const BINDING_POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/// The bearer confirmation method (SAML Profiles §3.3).
pub const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/// The top-level status of a successful request (SAML Core §3.2.2.2).
pub const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
/// What all status codes of SAML 2.0 begin with.
pub const STATUS_PREFIX: &str = "urn:oasis:names:tc:SAML:2.0:status:";

/// NameID formats (SAML Core §8.3).
pub const NAME_ID_UNSPECIFIED: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
/// E-mail address.
pub const NAME_ID_EMAIL: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
/// A new identifier at each login.
pub const NAME_ID_TRANSIENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
/// An opaque identifier that stays.
pub const NAME_ID_PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
/// An entity's identifier: the only Format that an Issuer may have.
pub const NAME_ID_ENTITY: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

/// Group claims of Microsoft Entra ID and AD FS.
pub const CLAIM_GROUPS: &str = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";
/// What Entra ID sends in place of more than 150 groups.
pub const CLAIM_GROUPS_LINK: &str = "http://schemas.microsoft.com/claims/groups.link";
