//! An EntityDescriptor in the manner of an identity provider.

use sso_preflight::time::Instant;

use super::clock::moved;
use super::message::{Idp, expand_certificates, template};
use super::seal::{self, Seal};
use super::{replace_all, replace_once};

/// Metadata to be changed and, where wanted, signed.
#[derive(Clone, Debug)]
pub struct Metadata {
    text: String,
    seal: Option<Seal>,
    style: Seal,
    after: Vec<(String, String)>,
}

impl Metadata {
    /// The healthy metadata of `idp`, unsigned, with the certificate `idp`.
    pub fn new(idp: Idp) -> Metadata {
        let text = template(&format!("{}.metadata.xml", idp.name()));
        Metadata { text, seal: None, style: Seal { prefix_list: "", ..idp.seal() }, after: Vec::new() }
    }

    /// Metadata of one entity with these certificates, in base64, as signing keys, and nothing special.
    pub fn plain(entity_id: &str, certificates: &[String]) -> String {
        let key = |certificate: &String| {
            format!(
                "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}\
                 </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
            )
        };
        let keys: String = certificates.iter().map(key).collect();
        let entity_id = entity_id.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        format!(
            "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" \
             xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" entityID=\"{entity_id}\">\
             <md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{keys}\
             <md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" \
             Location=\"https://idp.example/sso\"/></md:IDPSSODescriptor></md:EntityDescriptor>"
        )
    }

    pub fn okta() -> Metadata {
        Metadata::new(Idp::Okta)
    }

    /// The same metadata, made at another time.
    pub fn at(mut self, now: Instant) -> Metadata {
        self.text = moved(&self.text, now);
        self
    }

    /// Replaces `old`, which has to occur exactly once, before signing.
    pub fn replace(self, old: &str, new: &str) -> Metadata {
        self.try_replace(old, new).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn try_replace(mut self, old: &str, new: &str) -> Result<Metadata, String> {
        self.text = replace_once(&self.text, old, new)?;
        Ok(self)
    }

    /// Replaces `old` wherever it occurs, if it does.
    pub fn rename(mut self, old: &str, new: &str) -> Metadata {
        self.text = self.text.replace(old, new);
        self
    }

    pub fn try_replace_all(mut self, old: &str, new: &str) -> Result<Metadata, String> {
        self.text = replace_all(&self.text, old, new)?;
        Ok(self)
    }

    /// Replaces `old`, which has to occur exactly once, after signing.
    pub fn replace_signed(mut self, old: &str, new: &str) -> Metadata {
        self.after.push((old.to_owned(), new.to_owned()));
        self
    }

    /// Signs the root with the key `name`. A root without an ID gets one.
    pub fn sign(mut self, name: &str) -> Metadata {
        if !self.text.contains("<md:EntityDescriptor ID=") && !self.text.contains("<EntityDescriptor ID=") {
            self.text = self.text.replacen("EntityDescriptor ", "EntityDescriptor ID=\"_metadata\" ", 1);
        }
        self.seal = Some(Seal { key: name.to_owned(), ..self.style.clone() });
        self
    }

    pub fn xml(&self) -> String {
        self.try_xml().unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn try_xml(&self) -> Result<String, String> {
        let mut text = expand_certificates(&self.text)?;
        if let Some(seal) = &self.seal {
            text = seal.seal(&text, seal::root)?;
        }
        for (old, new) in &self.after {
            text = replace_once(&text, &expand_certificates(old)?, &expand_certificates(new)?)?;
        }
        Ok(text)
    }
}
