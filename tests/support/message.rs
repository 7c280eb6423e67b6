//! A Response in the manner of an identity provider.

use std::fs;
use std::path::PathBuf;

use sso_preflight::time::Instant;

use super::clock::moved;
use super::encrypt::{Cipher, Part};
use super::seal::{self, Seal};
use super::{key, replace_all, replace_once, to_base64};

/// Identity providers that there is a template of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idp {
    Okta,
    Entra,
    Adfs,
    Onelogin,
    Google,
    Keycloak,
}

impl Idp {
    pub const ALL: [Idp; 6] = [Idp::Okta, Idp::Entra, Idp::Adfs, Idp::Onelogin, Idp::Google, Idp::Keycloak];

    /// The name of its templates.
    pub fn name(self) -> &'static str {
        match self {
            Idp::Okta => "okta",
            Idp::Entra => "entra",
            Idp::Adfs => "adfs",
            Idp::Onelogin => "onelogin",
            Idp::Google => "google",
            Idp::Keycloak => "keycloak",
        }
    }

    pub fn named(name: &str) -> Option<Idp> {
        Idp::ALL.into_iter().find(|idp| idp.name() == name)
    }

    /// Its entityID, as its templates have it.
    pub fn entity_id(self) -> &'static str {
        match self {
            Idp::Okta => "http://www.okta.com/exkacme42lovelace001",
            Idp::Entra => "https://sts.windows.net/3f6b9c12-7d48-4e05-a1f9-0c2d4e6f8a1b/",
            Idp::Adfs => "http://fs.example.com/adfs/services/trust",
            Idp::Onelogin => "https://app.onelogin.com/saml/metadata/4d7e1a20-58c3-4b96-a0f1-92e3d4c5b6a7",
            Idp::Google => "https://accounts.google.com/o/saml2?idpid=C04acme42",
            Idp::Keycloak => "https://id.example.com/realms/acme",
        }
    }

    /// How its signatures look.
    pub fn seal(self) -> Seal {
        match self {
            Idp::Okta => Seal { prefix_list: "xs", lines: true, ..Seal::new("ds") },
            Idp::Entra => Seal::new(""),
            Idp::Adfs | Idp::Onelogin | Idp::Google => Seal::new("ds"),
            Idp::Keycloak => Seal { key_name: Some("k7JvN3pQ0acme"), ..Seal::new("dsig") },
        }
    }
}

/// What is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Nothing,
    Assertion,
    Response,
    Both,
}

impl Sign {
    pub fn named(name: &str) -> Option<Sign> {
        Some(match name {
            "none" => Sign::Nothing,
            "assertion" => Sign::Assertion,
            "response" => Sign::Response,
            "both" => Sign::Both,
            _ => return None,
        })
    }
}

/// A Response to be changed, signed and encoded. Every method panics where the template does not
/// allow it, except those that return a `Result`.
#[derive(Clone, Debug)]
pub struct Message {
    text: String,
    sign: Sign,
    /// How it is signed.
    pub seal: Seal,
    /// What of it is encrypted, and how.
    pub cipher: Option<Cipher>,
    after: Vec<(String, String)>,
}

impl Message {
    /// The healthy Response of `idp`, to be signed on the assertion by the key `idp`.
    pub fn new(idp: Idp) -> Message {
        let text = template(&format!("{}.xml", idp.name()));
        Message { text, sign: Sign::Assertion, seal: idp.seal(), cipher: None, after: Vec::new() }
    }

    pub fn okta() -> Message {
        Message::new(Idp::Okta)
    }

    pub fn entra() -> Message {
        Message::new(Idp::Entra)
    }

    /// The same message, made at another time.
    pub fn at(mut self, now: Instant) -> Message {
        self.text = moved(&self.text, now);
        self
    }

    /// Replaces `old`, which has to occur exactly once, before signing.
    pub fn replace(self, old: &str, new: &str) -> Message {
        self.try_replace(old, new).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn try_replace(mut self, old: &str, new: &str) -> Result<Message, String> {
        self.text = replace_once(&self.text, old, new)?;
        Ok(self)
    }

    pub fn try_replace_all(mut self, old: &str, new: &str) -> Result<Message, String> {
        self.text = replace_all(&self.text, old, new)?;
        Ok(self)
    }

    /// Replaces `old` wherever it occurs, if it does.
    pub fn rename(mut self, old: &str, new: &str) -> Message {
        self.text = self.text.replace(old, new);
        self
    }

    /// Replaces `old`, which has to occur exactly once, after signing.
    pub fn replace_signed(mut self, old: &str, new: &str) -> Message {
        self.after.push((old.to_owned(), new.to_owned()));
        self
    }

    pub fn sign(mut self, sign: Sign) -> Message {
        self.sign = sign;
        self
    }

    pub fn key(mut self, name: &str) -> Message {
        self.seal.key = name.to_owned();
        self
    }

    /// SignatureMethod and DigestMethod.
    pub fn algorithms(mut self, method: &str, digest: &str) -> Message {
        self.seal.method = Some(method.to_owned());
        self.seal.digest = digest.to_owned();
        self
    }

    /// CanonicalizationMethod, and the second transform.
    pub fn canonicalizations(mut self, signed_info: &str, transform: &str) -> Message {
        self.seal.canonicalization = signed_info.to_owned();
        self.seal.transform = transform.to_owned();
        self.seal.prefix_list = if transform == seal::EXCLUSIVE { self.seal.prefix_list } else { "" };
        self
    }

    pub fn encrypt(mut self, cipher: Cipher) -> Message {
        self.cipher = Some(cipher);
        self
    }

    /// The text before signing.
    pub fn unsigned(&self) -> &str {
        &self.text
    }

    /// The signed text.
    pub fn xml(&self) -> String {
        self.try_xml().unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn try_xml(&self) -> Result<String, String> {
        let mut text = expand_certificates(&self.text)?;
        let signs_assertion = matches!(self.sign, Sign::Assertion | Sign::Both);
        let sign = |text: String| match signs_assertion {
            true => self.seal.seal(&text, seal::assertion),
            false => Ok(text),
        };
        // Parts of the assertion are encrypted before it is signed, the assertion itself afterwards.
        text = match &self.cipher {
            Some(cipher) if cipher.part == Part::Assertion => cipher.encrypt(&text, sign)?,
            Some(cipher) => sign(cipher.encrypt(&text, Ok)?)?,
            None => sign(text)?,
        };
        if matches!(self.sign, Sign::Response | Sign::Both) {
            text = self.seal.seal(&text, seal::root)?;
        }
        for (old, new) in &self.after {
            text = replace_once(&text, &expand_certificates(old)?, &expand_certificates(new)?)?;
        }
        Ok(text)
    }

    /// The value of the form field `SAMLResponse`.
    pub fn base64(&self) -> String {
        to_base64(self.xml().as_bytes())
    }
}

/// An AuthnRequest of the service provider.
pub fn authn_request(id: &str, destination: &str, issued: &str) -> String {
    let acs = super::paste::ACS;
    format!(
        "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{id}\" Version=\"2.0\" IssueInstant=\"{issued}\" \
         Destination=\"{destination}\" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
         AssertionConsumerServiceURL=\"{acs}\"><saml:Issuer>{acs}</saml:Issuer><samlp:NameIDPolicy \
         Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\" AllowCreate=\"true\"/>\
         </samlp:AuthnRequest>"
    )
}

/// A LogoutRequest that `issuer` sends.
pub fn logout_request(issuer: &str) -> String {
    format!(
        "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_logout1\" Version=\"2.0\" \
         IssueInstant=\"2026-01-15T11:59:50Z\" Destination=\"https://imagekit.io/logout\"><saml:Issuer>{issuer}\
         </saml:Issuer><saml:NameID>ada.lovelace@example.com</saml:NameID></samlp:LogoutRequest>"
    )
}

/// A template on one line: its line breaks and indentation are for its readers alone.
pub(super) fn template(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/support/templates").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(str::trim).collect()
}

/// `text` with the base64 of the certificate `NAME` in place of each `{certificate:NAME}`, and with the
/// base64 of its whole PEM file in place of each `{encoded-pem:NAME}`.
pub(super) fn expand_certificates(text: &str) -> Result<String, String> {
    let expanded = expand(text, "{certificate:", key::certificate)?;
    expand(&expanded, "{encoded-pem:", |name| Ok(to_base64(key::certificate_pem(name).as_bytes())))
}

fn expand(text: &str, open: &str, value: impl Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let mut parts = text.split(open);
    let mut expanded = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').ok_or_else(|| format!("`{open}` without its end"))?;
        expanded.push_str(&value(name)?);
        expanded.push_str(rest);
    }
    Ok(expanded)
}
