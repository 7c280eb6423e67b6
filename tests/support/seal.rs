//! Puts an enveloped ds:Signature into an element of a text.

use std::sync::Arc;

use sso_preflight::c14n::{Canonicalization, to_vec};
use sso_preflight::dsig::{DSIG, algorithm};
use sso_preflight::saml::uri;
use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, NodeId};

use super::key::{self, Key};
use super::to_base64;

/// How a signature is made and how it looks.
#[derive(Clone, Debug)]
pub struct Seal {
    /// The name of the key.
    pub key: String,
    /// SignatureMethod; the key's own where `None`.
    pub method: Option<String>,
    /// DigestMethod.
    pub digest: String,
    /// CanonicalizationMethod.
    pub canonicalization: String,
    /// The second transform's algorithm; none where empty.
    pub transform: String,
    /// The PrefixList of both canonicalisations.
    pub prefix_list: &'static str,
    /// The prefix of the elements; the default namespace where empty.
    pub prefix: &'static str,
    /// Whether base64 is broken into lines.
    pub lines: bool,
    /// A ds:KeyName before the certificate.
    pub key_name: Option<&'static str>,
    /// The certificate in KeyInfo; none where empty, the key's own where `None`.
    pub embedded: Option<String>,
}

/// What the templates use where nothing else is said.
pub const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

impl Seal {
    /// RSA with SHA-256 and exclusive C14N.
    pub fn new(prefix: &'static str) -> Seal {
        Seal {
            key: "idp".to_owned(),
            method: None,
            digest: SHA256.to_owned(),
            canonicalization: EXCLUSIVE.to_owned(),
            transform: EXCLUSIVE.to_owned(),
            prefix_list: "",
            prefix,
            lines: false,
            key_name: None,
            embedded: None,
        }
    }

    /// `text` with a signature of the element that `find` picks.
    pub fn seal(&self, text: &str, find: fn(&Document) -> Option<NodeId>) -> Result<String, String> {
        let key = key::key(&self.key)?;
        let method = self.method.clone().unwrap_or_else(|| key.default_method().to_owned());
        let document = read(text)?;
        let element = find(&document).ok_or("there is no such element to sign")?;
        let at = place(&document, element);
        let id = document.attribute(element, "ID").map(|id| id.value.to_owned());
        let id = id.ok_or("the element to sign has no ID")?;
        let put = |digest: &str, value: &str| -> Result<(String, Document), String> {
            let signature = self.signature(&method, &id, digest, value)?;
            let (before, after) = text.split_at_checked(at).ok_or("no place for the signature")?;
            let sealed = [before, &signature, after].concat();
            let document = read(&sealed)?;
            Ok((sealed, document))
        };
        let (_, document) = put("", "")?;
        let digest = self.digest(&document, find)?;
        let (_, document) = put(&digest, "")?;
        let value = self.value(&document, find, &key, &method)?;
        Ok(put(&digest, &value)?.0)
    }

    fn digest(&self, document: &Document, find: fn(&Document) -> Option<NodeId>) -> Result<String, String> {
        let element = find(document).ok_or("the element was lost")?;
        let signature = child(document, element, "Signature")?;
        // Without a second transform, inclusive C14N 1.0 applies (XML-DSig §4.4.3.2).
        let transform = match self.transform.as_str() {
            "" => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            transform => transform,
        };
        let bytes = self.canonical(document, element, Some(signature), transform, false)?;
        let digest = algorithm::digest(&self.digest).ok_or_else(|| format!("no digest {}", self.digest))?;
        Ok(to_base64(digest.digest(&bytes).as_bytes()))
    }

    fn value(
        &self,
        document: &Document,
        find: fn(&Document) -> Option<NodeId>,
        key: &Key,
        method: &str,
    ) -> Result<String, String> {
        let element = find(document).ok_or("the element was lost")?;
        let signed_info = child(document, child(document, element, "Signature")?, "SignedInfo")?;
        let bytes = self.canonical(document, signed_info, None, &self.canonicalization, true)?;
        let algorithm =
            algorithm::signature(method).ok_or_else(|| format!("no signature method {method}"))?;
        Ok(to_base64(&key.sign(algorithm, &bytes)?))
    }

    fn canonical(
        &self,
        document: &Document,
        node: NodeId,
        omit: Option<NodeId>,
        uri: &str,
        is_signed_info: bool,
    ) -> Result<Vec<u8>, String> {
        let named = algorithm::canonicalization(uri).ok_or_else(|| format!("no canonicalisation {uri}"))?;
        let prefixes: Vec<String> = self.prefix_list.split_whitespace().map(str::to_owned).collect();
        // A same-document reference never has comments (XML-DSig §4.4.3.3); nor is the PrefixList
        // of the transform one of SignedInfo's.
        let algorithm = Canonicalization {
            method: named.method,
            with_comments: named.with_comments && is_signed_info,
            prefix_list: if is_signed_info { &[] } else { &prefixes },
        };
        to_vec(document, node, omit, &algorithm).map_err(|error| error.to_string())
    }

    fn signature(&self, method: &str, id: &str, digest: &str, value: &str) -> Result<String, String> {
        let p = if self.prefix.is_empty() { String::new() } else { format!("{}:", self.prefix) };
        let declared = if self.prefix.is_empty() { String::new() } else { format!(":{}", self.prefix) };
        let transform = match (self.transform.as_str(), self.prefix_list) {
            ("", _) => String::new(),
            (transform, "") => format!("<{p}Transform Algorithm=\"{transform}\"/>"),
            (transform, list) => format!(
                "<{p}Transform Algorithm=\"{transform}\"><ec:InclusiveNamespaces xmlns:ec=\"{EXCLUSIVE}\" \
                 PrefixList=\"{list}\"/></{p}Transform>"
            ),
        };
        let embedded = self.embedded.as_deref().unwrap_or(&self.key);
        let certificate = match embedded {
            "" => String::new(),
            name => {
                let certificate = self.broken(&key::certificate(name)?);
                format!("<{p}X509Data><{p}X509Certificate>{certificate}</{p}X509Certificate></{p}X509Data>")
            }
        };
        let key_name = self.key_name.map_or(String::new(), |name| format!("<{p}KeyName>{name}</{p}KeyName>"));
        let key_info = match certificate.is_empty() && key_name.is_empty() {
            true => String::new(),
            false => format!("<{p}KeyInfo>{key_name}{certificate}</{p}KeyInfo>"),
        };
        Ok(format!(
            "<{p}Signature xmlns{declared}=\"{DSIG}\"><{p}SignedInfo>\
             <{p}CanonicalizationMethod Algorithm=\"{}\"/><{p}SignatureMethod Algorithm=\"{method}\"/>\
             <{p}Reference URI=\"#{id}\"><{p}Transforms>\
             <{p}Transform Algorithm=\"{}\"/>{transform}</{p}Transforms>\
             <{p}DigestMethod Algorithm=\"{}\"/><{p}DigestValue>{digest}</{p}DigestValue></{p}Reference>\
             </{p}SignedInfo><{p}SignatureValue>{}</{p}SignatureValue>{key_info}</{p}Signature>",
            self.canonicalization,
            algorithm::ENVELOPED_SIGNATURE,
            self.digest,
            self.broken(value),
        ))
    }

    /// Base64 in lines of 76, as Java writes it, where the style is so.
    fn broken(&self, base64: &str) -> String {
        if !self.lines {
            return base64.to_owned();
        }
        let lines = base64.as_bytes().chunks(76).map(String::from_utf8_lossy);
        lines.map(|line| format!("{line}\n")).collect()
    }
}

fn read(text: &str) -> Result<Document, String> {
    Document::read(SourceId::CAPTURE, Arc::from(text), Encoding::Utf8)
        .map_err(|error| format!("cannot be signed, as it is not well-formed: {error}; use replace-signed"))
}

fn child(document: &Document, parent: NodeId, local: &str) -> Result<NodeId, String> {
    let found = document.elements(parent).find(|child| document.is(*child, DSIG, local));
    found.ok_or_else(|| format!("{local} was lost"))
}

/// After the Issuer, else at the start of the element's content (SAML Core §2.3.3, Metadata §2.3.2).
fn place(document: &Document, element: NodeId) -> usize {
    let issuer = document.elements(element).find(|child| document.is(*child, uri::ASSERTION, "Issuer"));
    match issuer {
        Some(issuer) => document.span(issuer).end(),
        None => document.content_span(element).start(),
    }
}

/// The root.
pub fn root(document: &Document) -> Option<NodeId> {
    Some(document.root())
}

/// The assertion: the root, or the first one below it.
pub fn assertion(document: &Document) -> Option<NodeId> {
    let is_assertion = |node: &NodeId| document.is(*node, uri::ASSERTION, "Assertion");
    std::iter::once(document.root()).chain(document.elements(document.root())).find(is_assertion)
}
