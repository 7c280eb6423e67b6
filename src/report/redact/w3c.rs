//! URIs of the W3C that say nothing about a customer: namespaces and algorithms, each as it is defined.

/// What these URIs begin with, and how each of them goes on.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "2000/09/xmldsig#",
        &[
            "",
            "sha1",
            "rsa-sha1",
            "dsa-sha1",
            "hmac-sha1",
            "enveloped-signature",
            "base64",
            "Object",
            "Manifest",
            "SignatureProperties",
            "X509Data",
            "rawX509Certificate",
            "RSAKeyValue",
            "DSAKeyValue",
        ],
    ),
    (
        "2001/04/xmldsig-more#",
        &[
            "",
            "md5",
            "sha224",
            "sha384",
            "rsa-md5",
            "rsa-ripemd160",
            "rsa-sha224",
            "rsa-sha256",
            "rsa-sha384",
            "rsa-sha512",
            "ecdsa-sha1",
            "ecdsa-sha224",
            "ecdsa-sha256",
            "ecdsa-sha384",
            "ecdsa-sha512",
            "hmac-md5",
            "hmac-ripemd160",
            "hmac-sha224",
            "hmac-sha256",
            "hmac-sha384",
            "hmac-sha512",
        ],
    ),
    (
        "2007/05/xmldsig-more#",
        &[
            "",
            "rsa-pss",
            "MGF1",
            "md5-rsa-MGF1",
            "sha1-rsa-MGF1",
            "sha224-rsa-MGF1",
            "sha256-rsa-MGF1",
            "sha384-rsa-MGF1",
            "sha512-rsa-MGF1",
            "sha3-224",
            "sha3-256",
            "sha3-384",
            "sha3-512",
            "ecdsa-ripemd160",
            "ecdsa-whirlpool",
        ],
    ),
    ("2021/04/xmldsig-more#", &["", "eddsa-ed25519", "eddsa-ed448"]),
    ("2009/xmldsig11#", &["", "DEREncodedKeyValue", "ECKeyValue", "dsa-sha256"]),
    (
        "2001/04/xmlenc#",
        &[
            "",
            "Element",
            "Content",
            "EncryptedKey",
            "sha256",
            "sha512",
            "ripemd160",
            "aes128-cbc",
            "aes192-cbc",
            "aes256-cbc",
            "tripledes-cbc",
            "rsa-1_5",
            "rsa-oaep-mgf1p",
            "kw-aes128",
            "kw-aes192",
            "kw-aes256",
            "kw-tripledes",
            "dh",
        ],
    ),
    (
        "2009/xmlenc11#",
        &[
            "",
            "aes128-gcm",
            "aes192-gcm",
            "aes256-gcm",
            "rsa-oaep",
            "mgf1sha1",
            "mgf1sha224",
            "mgf1sha256",
            "mgf1sha384",
            "mgf1sha512",
            "ECDH-ES",
            "ConcatKDF",
            "pbkdf2",
            "kw-aes-128-pad",
            "kw-aes-192-pad",
            "kw-aes-256-pad",
        ],
    ),
    ("TR/2001/REC-xml-c14n-20010315", &["", "#WithComments"]),
    ("2006/12/xml-c14n11", &["", "#WithComments"]),
    ("2001/10/xml-exc-c14n#", &["", "WithComments"]),
    ("2010/xml-c14n2", &[""]),
    ("TR/1999/REC-xpath-19991116", &[""]),
    ("TR/1999/REC-xslt-19991116", &[""]),
    ("2002/06/xmldsig-filter2", &[""]),
    ("2002/07/decrypt#", &["", "XML"]),
    ("2001/XMLSchema", &["", "-instance", "-datatypes", "#string"]),
    ("XML/1998/namespace", &[""]),
    ("2000/xmlns/", &[""]),
    ("1999/xhtml", &[""]),
    ("1999/xlink", &[""]),
    ("1999/XSL/Transform", &[""]),
    ("2003/05/soap-envelope", &[""]),
    ("2005/08/addressing", &["", "/anonymous"]),
    ("ns/wsdl", &[""]),
];

/// Whether a whole URI is one of those.
pub(super) fn is_known(uri: &str) -> bool {
    let Some(path) = uri.strip_prefix("http://www.w3.org/") else {
        return false;
    };
    let mut starts = KNOWN.iter();
    starts.any(|(start, ends)| path.strip_prefix(start).is_some_and(|end| ends.contains(&end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_is_known_whole_or_not_at_all() {
        for known in [
            "http://www.w3.org/2000/09/xmldsig#",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
            "http://www.w3.org/2001/XMLSchema-instance",
        ] {
            assert!(is_known(known), "{known}");
        }
        for other in [
            "http://www.w3.org/",
            "http://www.w3.org/people/ada",
            "http://www.w3.org/2001/04/xmlenc#sha256ada",
            "http://www.w3.org/2000/09/xmldsig#ada",
            "https://www.w3.org/2000/09/xmldsig#",
        ] {
            assert!(!is_known(other), "{other}");
        }
    }
}
