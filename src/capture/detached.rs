//! The signature in the query of an address (SAML Bindings §3.4.4.1).

use super::base64_text::read_base64;
use super::percent::{self, Plus};
use super::reader::{Field, named};
use super::{DetachedSignature, SignedValue};

/// The names whose values are signed, in the order that the binding fixes.
const SIGNED: [&str; 4] = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg"];

/// The signature beside `message`: over the octets of the address, in the order that the binding fixes,
/// whatever order the address has.
pub(super) fn read(message: &Field<'_>, fields: &[Field<'_>]) -> Option<DetachedSignature> {
    if !matches!(&*message.name, "SAMLResponse" | "SAMLRequest") {
        return None;
    }
    let algorithm = named(fields, "SigAlg");
    let signature = named(fields, "Signature");
    if algorithm.is_none() && signature.is_none() {
        return None;
    }
    let signed = [Some(message), named(fields, "RelayState"), algorithm];
    let signed: Vec<&Field<'_>> = signed.into_iter().flatten().collect();
    let octets = |value: &Option<&Field<'_>>| {
        value.and_then(|field| read_base64(&field.value).ok()).map(|read| read.octets)
    };
    Some(DetachedSignature {
        signed_octets: joined(signed.iter().copied()),
        values: signed.iter().filter_map(|field| value(field)).collect(),
        whole_query: joined(fields.iter().filter(|field| field.name != "Signature")),
        sig_alg: algorithm.map(|field| field.value.clone().into_owned()).unwrap_or_default(),
        signature: octets(&signature).unwrap_or_default(),
        is_original: signed.iter().copied().chain(signature).all(|field| field.raw.is_some()),
    })
}

fn joined<'f, 't: 'f>(fields: impl Iterator<Item = &'f Field<'t>>) -> Vec<u8> {
    let pairs: Vec<String> = fields.map(|field| format!("{}={}", field.name, sent(field))).collect();
    pairs.join("&").into_bytes()
}

/// The value as it stood in the address; as browsers write it where the capture has it decoded.
fn sent(field: &Field<'_>) -> String {
    field.raw.map_or_else(|| percent::encode(&field.value), str::to_owned)
}

fn value(field: &Field<'_>) -> Option<SignedValue> {
    let name = SIGNED.into_iter().find(|name| *name == field.name)?;
    // In base64 and in a URI a `+` is a `+`; only free text has blanks.
    let plus = if name == "RelayState" { Plus::Blank } else { Plus::Plus };
    let octets = match field.raw {
        Some(raw) => percent::decode(raw, plus),
        None => field.value.as_bytes().to_vec(),
    };
    Some(SignedValue { name, sent: sent(field), octets })
}
