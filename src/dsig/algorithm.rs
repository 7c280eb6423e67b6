//! Algorithm URIs of XML Signature and what they name: closed lists, compared exactly.

use crate::c14n::Method;
use crate::crypto::{DigestAlgorithm, SignatureAlgorithm};

/// The enveloped-signature transform (XML-DSig §6.6.4).
pub const ENVELOPED_SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// Exclusive C14N; also the namespace of InclusiveNamespaces.
pub const EXCLUSIVE_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// A canonicalisation that a signature names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CanonicalizationMethod {
    /// The method.
    pub method: Method,
    /// Whether comments stay.
    pub with_comments: bool,
}

/// What CanonicalizationMethod or a Transform names with `uri`; `None` where it is no known C14N.
pub fn canonicalization(uri: &str) -> Option<CanonicalizationMethod> {
    let (method, with_comments) = match uri {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => (Method::Inclusive10, false),
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments" => (Method::Inclusive10, true),
        "http://www.w3.org/2006/12/xml-c14n11" => (Method::Inclusive11, false),
        "http://www.w3.org/2006/12/xml-c14n11#WithComments" => (Method::Inclusive11, true),
        EXCLUSIVE_C14N => (Method::Exclusive, false),
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments" => (Method::Exclusive, true),
        _ => return None,
    };
    Some(CanonicalizationMethod { method, with_comments })
}

/// What DigestMethod names with `uri`; `None` where it is not on the list.
pub fn digest(uri: &str) -> Option<DigestAlgorithm> {
    Some(match uri {
        "http://www.w3.org/2000/09/xmldsig#sha1" => DigestAlgorithm::Sha1,
        "http://www.w3.org/2001/04/xmldsig-more#sha224" => DigestAlgorithm::Sha224,
        "http://www.w3.org/2001/04/xmlenc#sha256" => DigestAlgorithm::Sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => DigestAlgorithm::Sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => DigestAlgorithm::Sha512,
        _ => return None,
    })
}

/// What SignatureMethod names with `uri` (RFC 9231 §2.3); `None` where it is not on the list.
pub fn signature(uri: &str) -> Option<SignatureAlgorithm> {
    use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    use SignatureAlgorithm::{Ecdsa, RsaPkcs1, RsaPss};
    Some(match uri {
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1" => RsaPkcs1(Sha1),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224" => RsaPkcs1(Sha224),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => RsaPkcs1(Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => RsaPkcs1(Sha384),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => RsaPkcs1(Sha512),
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1" => RsaPss(Sha1),
        "http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1" => RsaPss(Sha224),
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1" => RsaPss(Sha256),
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1" => RsaPss(Sha384),
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1" => RsaPss(Sha512),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1" => Ecdsa(Sha1),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224" => Ecdsa(Sha224),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" => Ecdsa(Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384" => Ecdsa(Sha384),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512" => Ecdsa(Sha512),
        _ => return None,
    })
}
