use crate::crypto::DecryptionKeyError;
use crate::facts::{EncryptedKind, EncryptedPartError, Facts};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix, malformed};
use crate::text::Span;
use crate::xenc::{StructureFault, XencError};
use crate::xml::{Problem, XmlError};

declare_rule! {
    /// ## What it means
    /// The assertion, or a part of it, is encrypted and cannot be read although a private key was given: the
    /// key cannot be used or is another one, the text was changed, it is encrypted in a way that is not
    /// accepted, or what came out is not what has to be in there. Accepted are AES in GCM, and with a warning
    /// in CBC, and RSA-OAEP, and with a warning RSA 1.5.
    ///
    /// ## How to fix it
    /// Give the private key that belongs to the certificate with which the identity provider encrypts for
    /// this service provider, or turn off encryption there.
    ///
    /// ## Standard
    /// XML Encryption 1.1 §4.4, §5, SAML Core §6
    Assertion, "assertion-decryption-failed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut told_of_key = false;
    for part in facts.encrypted_parts() {
        let what = noun(part.kind);
        let (span, message, fix) = match &part.outcome {
            Ok(_) | Err(EncryptedPartError::NoKey) => continue,
            Err(EncryptedPartError::Key(error)) => {
                // Once is enough, however many parts it would open.
                if std::mem::replace(&mut told_of_key, true) {
                    continue;
                }
                let message = format!("The {what} is encrypted, and the private key cannot be used: {error}.");
                (part.span, message, key_fix(error))
            }
            Err(EncryptedPartError::Decryption(error)) => undecrypted(facts, error, what),
            Err(error) => {
                let (span, found) = unexpected(error, part.kind, part.span);
                let message = format!("The {what} was decrypted, but {found}.");
                (span, message, malformed::remedy(facts))
            }
        };
        report.add(span, message).fix(fix);
    }
}

fn noun(kind: EncryptedKind) -> &'static str {
    match kind {
        EncryptedKind::Assertion => "assertion",
        EncryptedKind::NameId => "user name (NameID)",
        EncryptedKind::Attribute => "attribute",
    }
}

fn key_fix(error: &DecryptionKeyError) -> Fix {
    match error {
        DecryptionKeyError::PassphraseMissing | DecryptionKeyError::PassphraseWrong => {
            Fix::at_sp("Type the passphrase of the private key (the setting decryptionPassphrase).", Some("decryptionPassphrase"))
        }
        DecryptionKeyError::EncryptionUnsupported | DecryptionKeyError::EncryptionTooCostly => Fix::at_sp(
            "Protect the key in today's way: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem",
            Some("decryptionKey"),
        ),
        _ => Fix::at_sp(
            "In the setting decryptionKey, give the service provider's RSA private key as PEM: it begins with -----BEGIN PRIVATE KEY-----.",
            Some("decryptionKey"),
        ),
    }
}

fn undecrypted(facts: &Facts<'_>, error: &XencError, what: &str) -> (Span, String, Fix) {
    let console = || fix::at_idp(facts, Change::Encrypt, Values::default());
    match error {
        XencError::AlgorithmRefused { element, uri, span } => {
            let purpose = match *element {
                "DigestMethod" => "with the digest",
                "MGF" => "with the mask generation function",
                "AgreementMethod" => "by the key agreement",
                _ => "with",
            };
            let message = format!("The {what} is encrypted {purpose} {}, which is not accepted.", quoted(uri));
            (*span, message, console())
        }
        XencError::Structure { fault, span } => {
            let message = format!("The {what} cannot be decrypted: {}.", structure(*fault));
            (*span, message, malformed::remedy(facts))
        }
        _ => {
            let message = format!(
                "The {what} does not decrypt with the private key that was given: it was encrypted for another \
                 key, or changed since."
            );
            let step = "Give the private key that belongs to the certificate which the identity provider encrypts for. If you do \
                        not have it, put the certificate of your key there, or turn encryption off.";
            (error.span(), message, Fix::at_sp(step, Some("decryptionKey")))
        }
    }
}

fn structure(fault: StructureFault) -> String {
    let text = match fault {
        StructureFault::Missing(name) => return format!("{name} is missing in it, or not at its place"),
        StructureFault::Unexpected => "an element is in it that does not belong there",
        StructureFault::SeveralEncryptedData => "several encrypted texts are in it",
        StructureFault::NoAlgorithm => "an element does not name its algorithm",
        StructureFault::Text => "there is text between its elements",
        StructureFault::MarkupInValue => "a comment or an element stands inside a value",
        StructureFault::NotBase64 => "a value is not valid base64",
        StructureFault::ValueTooLong => "a value is longer than any algorithm makes it",
        StructureFault::CipherReference => "the encrypted text is somewhere else, and nothing is ever fetched",
        StructureFault::NotAnElement => "it says that something else than one element is in it",
        StructureFault::RetrievalMethod => "its key is not beside it, and nothing is ever fetched",
        StructureFault::WrappedTwice => "its key is wrapped more than once",
        StructureFault::TooManyKeys => "there are more keys for it than are tried",
    };
    text.to_owned()
}

/// What is wrong with the text that came out, and where.
fn unexpected(error: &EncryptedPartError, kind: EncryptedKind, here: Span) -> (Span, String) {
    match error {
        EncryptedPartError::NotXml(XmlError::NotWellFormed { problem: Problem::UnboundPrefix, at }) => {
            let found = "what came out uses a namespace prefix that it does not declare; a text that is \
                         encrypted has to declare its own";
            (*at, found.to_owned())
        }
        EncryptedPartError::NotXml(error) => {
            (error.span().unwrap_or(here), "what came out is not well-formed XML".to_owned())
        }
        EncryptedPartError::NotThatElement { span } => {
            let expected = match kind {
                EncryptedKind::Assertion => "an Assertion",
                EncryptedKind::NameId => "a NameID",
                EncryptedKind::Attribute => "an Attribute",
            };
            (*span, format!("what came out is not exactly one element, {expected}"))
        }
        EncryptedPartError::Stray { span } => {
            (*span, "it holds another assertion, message or signature, which does not belong there".to_owned())
        }
        EncryptedPartError::RepeatedId { span } => {
            (*span, "it has an ID that occurs elsewhere in the message too".to_owned())
        }
        _ => (here, "there are more encrypted parts than are looked at".to_owned()),
    }
}
