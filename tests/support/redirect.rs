//! Messages in the HTTP-Redirect binding (SAML Bindings §3.4.4), signed rightly and otherwise.

use miniz_oxide::deflate::compress_to_vec;
use serde_json::{Map, json};
use sso_preflight::dsig::algorithm;

use super::{key, to_base64, to_percent};

/// A message to be put into an address.
pub struct Redirect<'r> {
    /// `SAMLRequest` or `SAMLResponse`.
    pub parameter: &'r str,
    pub xml: &'r str,
    pub relay_state: Option<&'r str>,
    /// The key that signs, and the algorithm's URI.
    pub signed_by: Option<(&'r str, &'r str)>,
    /// What the signer does otherwise than it should; nothing where empty. [`SIGNERS`] lists the ways.
    pub signed_as: &'r str,
}

/// What signers do: write escapes with small digits, blanks as `+`, or nothing escaped; leave the RelayState
/// out, or sign an empty one; put SigAlg before it; use SHA-1 whatever SigAlg says; wrap ECDSA in DER.
pub const SIGNERS: [&str; 8] =
    ["small", "form", "plain", "no-relay-state", "empty-relay-state", "any-order", "sha1", "der"];

impl Redirect<'_> {
    /// The values in their order, without the signature.
    fn values(&self) -> Vec<(&str, String)> {
        let deflated = compress_to_vec(self.xml.as_bytes(), 8);
        let mut values = vec![(self.parameter, to_base64(&deflated))];
        values.extend(self.relay_state.map(|state| ("RelayState", state.to_owned())));
        values.extend(self.signed_by.map(|(_, method)| ("SigAlg", method.to_owned())));
        values
    }

    /// The query of the address.
    pub fn query(&self) -> Result<String, String> {
        let mut values = self.values();
        if self.signed_as == "any-order" {
            // RelayState goes to the end.
            values.sort_by_key(|(name, _)| *name == "RelayState");
        }
        let query = joined(&values, to_percent);
        Ok(match self.signature(&query)? {
            Some(signature) => format!("{query}&Signature={}", to_percent(&signature)),
            None => query,
        })
    }

    /// The same as an object of decoded values, as programs log it.
    pub fn json(&self) -> Result<String, String> {
        let values = self.values();
        let mut object: Map<_, _> =
            values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let signature = self.signature(&joined(&values, to_percent))?;
        object.extend(signature.map(|signature| ("Signature".to_owned(), json!(signature))));
        Ok(json!(object).to_string())
    }

    fn signature(&self, query: &str) -> Result<Option<String>, String> {
        let Some((name, method)) = self.signed_by else {
            return Ok(None);
        };
        let mut values = self.values();
        let method =
            if self.signed_as == "sha1" { "http://www.w3.org/2000/09/xmldsig#rsa-sha1" } else { method };
        let signed = match self.signed_as {
            "" | "any-order" | "sha1" | "der" => query.to_owned(),
            "small" => joined(&values, |value| small(&to_percent(value))),
            "form" => joined(&values, |value| to_percent(value).replace("%20", "+")),
            "plain" => joined(&values, str::to_owned),
            "no-relay-state" => {
                values.retain(|(name, _)| *name != "RelayState");
                joined(&values, to_percent)
            }
            "empty-relay-state" => query.replace("&SigAlg=", "&RelayState=&SigAlg="),
            other => return Err(format!("`signed-as: {other}` is none of {}", SIGNERS.join(", "))),
        };
        let algorithm = algorithm::signature(method).ok_or_else(|| format!("{method}: no such algorithm"))?;
        let signature = key::key(name)?.sign(algorithm, signed.as_bytes())?;
        let signature = if self.signed_as == "der" { in_der(&signature) } else { signature };
        Ok(Some(to_base64(&signature)))
    }
}

fn joined(values: &[(&str, String)], write: impl Fn(&str) -> String) -> String {
    let pairs: Vec<String> = values.iter().map(|(name, value)| format!("{name}={}", write(value))).collect();
    pairs.join("&")
}

/// The two digits after each `%` in small letters.
fn small(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| {
        let (digits, rest) = part.split_at(2);
        format!("{text}%{}{rest}", digits.to_ascii_lowercase())
    })
}

/// r‖s as SEQUENCE { INTEGER, INTEGER }.
fn in_der(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(signature.len() / 2);
    let integer = |number: &[u8]| {
        let zeros = number.iter().take_while(|octet| **octet == 0).count();
        let digits = &number[zeros..];
        let sign: &[u8] = if digits[0] >= 0x80 { &[0] } else { &[] };
        let length = u8::try_from(sign.len() + digits.len()).expect("a short number");
        [&[2, length], sign, digits].concat()
    };
    let numbers = [integer(r), integer(s)].concat();
    let length = u8::try_from(numbers.len()).expect("a short signature");
    let head = if length < 0x80 { vec![0x30, length] } else { vec![0x30, 0x81, length] };
    [head, numbers].concat()
}
