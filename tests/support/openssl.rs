//! The openssl tool, for what xmlsec1 does not know.

use std::fs;
use std::process::Command;

use super::{key, scratch_file};

/// Whether openssl verifies a PSS signature over `message` with the certificate `name`; `None` where
/// the tool is absent.
pub fn verify_pss(name: &str, hash: &str, message: &[u8], signature: &[u8]) -> Option<bool> {
    let options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"];
    verify(name, hash, &options, message, signature)
}

/// The same for any signature that openssl knows by the key alone: PKCS#1 v1.5, and ECDSA in DER.
pub fn verify(name: &str, hash: &str, options: &[&str], message: &[u8], signature: &[u8]) -> Option<bool> {
    let kept = |kind: &str, content: &[u8]| {
        let file = scratch_file(&format!("{name}-{hash}"), kind);
        fs::write(&file, content).ok().map(|()| file)
    };
    let certificate = key::folder().join(format!("{name}.crt"));
    let public = Command::new("openssl").args(["x509", "-noout", "-pubkey", "-in"]).arg(certificate).output();
    let files =
        [kept("pem", &public.ok()?.stdout)?, kept("signature", signature)?, kept("message", message)?];
    let [public, signature, message] = &files;
    let status = Command::new("openssl")
        .arg("dgst")
        .arg(format!("-{}", hash.to_ascii_lowercase().replace('-', "")))
        .args(options)
        .arg("-verify")
        .arg(public)
        .arg("-signature")
        .arg(signature)
        .arg(message)
        .output()
        .ok()?
        .status;
    if status.success() {
        files.iter().for_each(|file| drop(fs::remove_file(file)));
    }
    Some(status.success())
}
