use crate::facts::{EncryptedKind, EncryptedPartError, Facts};
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The assertion, or a part of it, is encrypted, so nothing can be read in it without the service
    /// provider's private key, and none was given.
    ///
    /// ## How to fix it
    /// Turn off encryption of assertions for this application at the identity provider; the connection is
    /// encrypted anyway. Where the service provider does decrypt, give its private key (decryptionKey): it is
    /// used here and goes nowhere.
    ///
    /// ## Standard
    /// SAML Core §2.3.4, §2.4.1, §2.7.3.2
    Assertion, "assertion-encrypted", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for part in facts.encrypted_parts() {
        if part.outcome != Err(EncryptedPartError::NoKey) {
            continue;
        }
        let what = match part.kind {
            EncryptedKind::Assertion => "The login (its assertion)",
            EncryptedKind::NameId => "The user name (NameID)",
            EncryptedKind::Attribute => "An attribute",
        };
        let message =
            format!("{what} is encrypted, and it cannot be read without the service provider's private key.");
        let mut fix = fix::at_idp(facts, Change::Encrypt, Values::default());
        fix.steps.push(format!(
            "If {} can decrypt, leave encryption on, and give this check its private key (the setting decryptionKey) to look \
             inside.",
            facts.profile.name
        ));
        report.add(part.span, message).fix(fix);
    }
}
