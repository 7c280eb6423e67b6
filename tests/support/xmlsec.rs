//! xmlsec1, an implementation of XML Signature and XML Encryption by others, to check ours against.

use std::fs;
use std::process::{Command, Stdio};

use super::{key, scratch_file};

/// Whether the tool is installed.
pub fn is_installed() -> bool {
    let mut version = Command::new("xmlsec1");
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

/// Lets xmlsec1 verify the signature of the element `element` in `text` with the certificate `name`.
pub fn verify(text: &str, name: &str, element: &str) -> Result<(), String> {
    let file = scratch_file(&format!("{name}-{element}"), "xml");
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    let namespace = match element {
        "Response" => "urn:oasis:names:tc:SAML:2.0:protocol",
        "Assertion" => "urn:oasis:names:tc:SAML:2.0:assertion",
        _ => "urn:oasis:names:tc:SAML:2.0:metadata",
    };
    let output = Command::new("xmlsec1")
        .args(["--verify", "--enabled-key-data", "rsa,ec,ecdsa,x509,raw-x509-cert", "--pubkey-cert-pem"])
        .arg(key::folder().join(format!("{name}.crt")))
        .args(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response"])
        .args(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion"])
        .args(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor"])
        .args(["--node-xpath"])
        .arg(format!(
            "//*[local-name()='{element}' and namespace-uri()='{namespace}']/*[local-name()='Signature']"
        ))
        .arg(&file)
        .output()
        .map_err(|error| format!("xmlsec1: {error}"))?;
    // Left behind where it fails, to be looked at.
    match output.status.success() {
        true => fs::remove_file(&file).map_err(|error| error.to_string()),
        false => Err(format!("{}: {}", file.display(), String::from_utf8_lossy(&output.stderr))),
    }
}

/// Lets xmlsec1 decrypt the EncryptedData in `text` with the private key `name`; the whole text comes out.
pub fn decrypt(text: &str, name: &str) -> Result<String, String> {
    let file = scratch_file(&format!("{name}-encrypted"), "xml");
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    let output = Command::new("xmlsec1")
        .args(["--decrypt", "--privkey-pem"])
        .arg(key::folder().join(format!("{name}.key")))
        .arg(&file)
        .output()
        .map_err(|error| format!("xmlsec1: {error}"))?;
    match output.status.success() {
        true => {
            fs::remove_file(&file).map_err(|error| error.to_string())?;
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        false => Err(format!("{}: {}", file.display(), String::from_utf8_lossy(&output.stderr))),
    }
}
