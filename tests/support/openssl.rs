//! The openssl tool, for what xmlsec1 does not know.

use std::fs;
use std::process::Command;

use super::key;

/// Whether openssl verifies a PSS signature over `message` with the certificate `name`; `None` where
/// the tool is absent.
pub fn verify_pss(name: &str, hash: &str, message: &[u8], signature: &[u8]) -> Option<bool> {
    let options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"];
    verify(name, hash, &options, message, signature)
}

/// The same for any signature that openssl knows by the key alone: PKCS#1 v1.5, and ECDSA in DER.
pub fn verify(name: &str, hash: &str, options: &[&str], message: &[u8], signature: &[u8]) -> Option<bool> {
    let folder = super::scratch_folder();
    let number = signature.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    let file = |kind: &str| folder.join(format!("{name}-{hash}-{number}.{kind}"));
    let certificate = key::folder().join(format!("{name}.crt"));
    let public = Command::new("openssl").args(["x509", "-noout", "-pubkey", "-in"]).arg(certificate).output();
    let contents =
        [("pem", public.ok()?.stdout), ("message", message.to_vec()), ("signature", signature.to_vec())];
    for (kind, content) in contents {
        fs::write(file(kind), content).ok()?;
    }
    let status = Command::new("openssl")
        .arg("dgst")
        .arg(format!("-{}", hash.to_ascii_lowercase().replace('-', "")))
        .args(options)
        .arg("-verify")
        .arg(file("pem"))
        .arg("-signature")
        .arg(file("signature"))
        .arg(file("message"))
        .output()
        .ok()?
        .status;
    Some(status.success())
}
