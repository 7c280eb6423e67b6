//! Encrypts an element of a text, as XML Encryption and SAML have it.

use std::sync::Arc;

use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_kw::AesKw;
use cbc::cipher::block_padding::Iso10126;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use sso_preflight::dsig::DSIG;
use sso_preflight::saml::uri;
use sso_preflight::text::SourceId;
use sso_preflight::xenc::XENC;
use sso_preflight::xml::{Document, Encoding, NodeId};

use super::{key, replace_once, to_base64};

/// What is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Assertion,
    NameId,
    /// The first Attribute.
    Attribute,
}

impl Part {
    pub fn named(name: &str) -> Option<Part> {
        Some(match name {
            "assertion" => Part::Assertion,
            "name-id" => Part::NameId,
            "attribute" => Part::Attribute,
            _ => return None,
        })
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Part::Assertion => ("Assertion", "EncryptedAssertion"),
            Part::NameId => ("NameID", "EncryptedID"),
            Part::Attribute => ("Attribute", "EncryptedAttribute"),
        }
    }
}

/// Where an EncryptedKey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the EncryptedData's KeyInfo.
    Inside,
    /// After the EncryptedData, with a RetrievalMethod that points to it.
    Beside,
}

/// How it is encrypted.
#[derive(Clone, Debug)]
pub struct Cipher {
    pub part: Part,
    /// The names of the recipients' keys, an EncryptedKey for each.
    pub recipients: Vec<String>,
    /// The name of the content's algorithm after `#`.
    pub content: String,
    /// The name of the key's algorithm after `#`.
    pub transport: String,
    /// DigestMethod and MGF of `rsa-oaep` and `rsa-oaep-mgf1p`, OAEPparams in base64: as children.
    pub parameters: String,
    /// `kw-aes128` and the like: the content's key is wrapped, and the wrapping key is transported.
    pub wrap: Option<String>,
    pub place: KeyPlace,
    /// Changes of the plaintext.
    pub replace: Vec<(String, String)>,
}

impl Cipher {
    /// AES-256-GCM and RSA-OAEP for the key `sp`.
    pub fn new(part: Part) -> Cipher {
        Cipher {
            part,
            recipients: vec!["sp".to_owned()],
            content: "aes256-gcm".to_owned(),
            transport: "rsa-oaep-mgf1p".to_owned(),
            parameters: String::new(),
            wrap: None,
            place: KeyPlace::Inside,
            replace: Vec::new(),
        }
    }

    /// `text` with the part encrypted; `prepare` may change the plaintext before, say sign it.
    pub fn encrypt(
        &self,
        text: &str,
        prepare: impl FnOnce(String) -> Result<String, String>,
    ) -> Result<String, String> {
        let (plain, cipher) = self.part.names();
        let document = Document::read(SourceId::CAPTURE, Arc::from(text), Encoding::Utf8)
            .map_err(|error| format!("cannot be encrypted: {error}"))?;
        let is_it = |node: &NodeId| document.is(*node, uri::ASSERTION, plain);
        let node = document.descendants(NodeId::DOCUMENT).find(is_it);
        let node = node.ok_or_else(|| format!("there is no {plain} to encrypt"))?;
        let mut plaintext = prepare(standalone(&document, node))?;
        for (old, new) in &self.replace {
            plaintext = replace_once(&plaintext, old, new)?;
        }
        let envelope = format!(
            "<saml:{cipher} xmlns:saml=\"{}\">{}</saml:{cipher}>",
            uri::ASSERTION,
            self.seal(plaintext.as_bytes())?
        );
        let span = document.span(node);
        Ok([&text[..span.start()], &envelope, &text[span.end()..]].concat())
    }

    /// EncryptedData with its keys.
    pub fn seal(&self, plaintext: &[u8]) -> Result<String, String> {
        let content_key = bytes(7, key_length(&self.content)?);
        let value = to_base64(&encrypt_content(&self.content, &content_key, plaintext)?);
        let method = uri_of(&self.content);
        let keys: Result<Vec<String>, String> =
            self.recipients.iter().map(|name| self.encrypted_key(name, &content_key)).collect();
        let keys = keys?.concat();
        let (inside, beside) = match self.place {
            KeyPlace::Inside => (keys, String::new()),
            KeyPlace::Beside => {
                let retrieval = "<ds:RetrievalMethod Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\" \
                                 URI=\"#key-sp\"/>";
                (retrieval.to_owned(), keys)
            }
        };
        Ok(format!(
            "<xenc:EncryptedData xmlns:xenc=\"{XENC}\" Type=\"{XENC}Element\">\
             <xenc:EncryptionMethod Algorithm=\"{method}\"/>\
             <ds:KeyInfo xmlns:ds=\"{DSIG}\">{inside}</ds:KeyInfo>\
             <xenc:CipherData><xenc:CipherValue>{value}</xenc:CipherValue></xenc:CipherData>\
             </xenc:EncryptedData>{beside}"
        ))
    }

    fn encrypted_key(&self, recipient: &str, content_key: &[u8]) -> Result<String, String> {
        let Some(wrap) = &self.wrap else {
            return self.transported(recipient, content_key);
        };
        let wrapping_key = bytes(9, key_length(wrap)?);
        let inner = self.transported(recipient, &wrapping_key)?;
        let value = to_base64(&wrap_key(&wrapping_key, content_key)?);
        Ok(encrypted_key_element(
            "",
            wrap,
            "",
            &format!("<ds:KeyInfo xmlns:ds=\"{DSIG}\">{inner}</ds:KeyInfo>"),
            &value,
        ))
    }

    fn transported(&self, recipient: &str, secret: &[u8]) -> Result<String, String> {
        let value = key::key(recipient)?.encrypt(&self.transport, &self.parameters, secret)?;
        let id = format!(" Id=\"key-{recipient}\"");
        Ok(encrypted_key_element(&id, &self.transport, &self.parameters, "", &to_base64(&value)))
    }
}

fn encrypted_key_element(id: &str, method: &str, parameters: &str, key_info: &str, value: &str) -> String {
    format!(
        "<xenc:EncryptedKey xmlns:xenc=\"{XENC}\"{id}>\
         <xenc:EncryptionMethod Algorithm=\"{}\">{parameters}</xenc:EncryptionMethod>{key_info}\
         <xenc:CipherData><xenc:CipherValue>{value}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>",
        uri_of(method)
    )
}

/// The element as a text of its own: with every namespace that is in force around it.
fn standalone(document: &Document, node: NodeId) -> String {
    let text = document.span(node).of(document.text_source());
    let name = document.name_span(node);
    let after_name = name.end() - document.span(node).start();
    let mut declared: Vec<&str> = document.namespace_declarations(node).map(|it| it.prefix).collect();
    let mut inherited = String::new();
    for ancestor in document.ancestors(node) {
        for declaration in document.namespace_declarations(ancestor) {
            if !declared.contains(&declaration.prefix) {
                declared.push(declaration.prefix);
                inherited.push(' ');
                inherited.push_str(declaration.span.of(document.text_source()));
            }
        }
    }
    [&text[..after_name], &inherited, &text[after_name..]].concat()
}

/// Bytes without any pattern, the same each time.
fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut rng = key::FixedBytes::new(seed);
    (0..count).map(|_| rng.byte()).collect()
}

fn uri_of(name: &str) -> String {
    let is_new = name.ends_with("-gcm") || name == "rsa-oaep";
    let space = if is_new { "http://www.w3.org/2009/xmlenc11#" } else { XENC };
    format!("{space}{name}")
}

fn key_length(name: &str) -> Result<usize, String> {
    let bits = ["128", "192", "256"].into_iter().find(|bits| name.contains(bits));
    bits.and_then(|bits| bits.parse::<usize>().ok())
        .map(|bits| bits / 8)
        .ok_or_else(|| format!("`{name}` is no cipher"))
}

fn encrypt_content(name: &str, key: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, String> {
    match name {
        "aes128-gcm" => gcm(AesGcm::<Aes128, U12>::new_from_slice(key).ok(), plaintext),
        "aes192-gcm" => gcm(AesGcm::<Aes192, U12>::new_from_slice(key).ok(), plaintext),
        "aes256-gcm" => gcm(AesGcm::<Aes256, U12>::new_from_slice(key).ok(), plaintext),
        "aes128-cbc" => cbc(cbc::Encryptor::<Aes128>::new_from_slices(key, &vector()).ok(), plaintext),
        "aes192-cbc" => cbc(cbc::Encryptor::<Aes192>::new_from_slices(key, &vector()).ok(), plaintext),
        "aes256-cbc" => cbc(cbc::Encryptor::<Aes256>::new_from_slices(key, &vector()).ok(), plaintext),
        other => Err(format!("`{other}` is no cipher")),
    }
}

fn vector() -> Vec<u8> {
    bytes(11, 16)
}

fn gcm<C: AeadInOut<NonceSize = U12>>(cipher: Option<C>, plaintext: &[u8]) -> Result<Vec<u8>, String> {
    let nonce = bytes(13, 12);
    let mut text = plaintext.to_vec();
    let nonce_array = nonce.as_slice().try_into().map_err(|_| "a nonce of 12 bytes")?;
    let tag = cipher
        .ok_or("a key of the right length")?
        .encrypt_inout_detached(nonce_array, &[], text.as_mut_slice().into())
        .map_err(|error| error.to_string())?;
    Ok([nonce.as_slice(), &text, &tag].concat())
}

fn cbc<C: BlockModeEncrypt>(cipher: Option<C>, plaintext: &[u8]) -> Result<Vec<u8>, String> {
    let mut text = vec![0; plaintext.len() + 16];
    text[..plaintext.len()].copy_from_slice(plaintext);
    let encrypted = cipher
        .ok_or("a key of the right length")?
        .encrypt_padded::<Iso10126>(&mut text, plaintext.len())
        .map_err(|error| error.to_string())?;
    Ok([&vector(), encrypted].concat())
}

fn wrap_key(wrapping: &[u8], content_key: &[u8]) -> Result<Vec<u8>, String> {
    let mut wrapped = vec![0; content_key.len() + 8];
    let done =
        match wrapping.len() {
            16 => AesKw::<Aes128>::new_from_slice(wrapping)
                .map(|kw| kw.wrap_key(content_key, &mut wrapped).is_ok()),
            24 => AesKw::<Aes192>::new_from_slice(wrapping)
                .map(|kw| kw.wrap_key(content_key, &mut wrapped).is_ok()),
            _ => AesKw::<Aes256>::new_from_slice(wrapping)
                .map(|kw| kw.wrap_key(content_key, &mut wrapped).is_ok()),
        };
    match done {
        Ok(true) => Ok(wrapped),
        _ => Err("the key cannot be wrapped".to_owned()),
    }
}
