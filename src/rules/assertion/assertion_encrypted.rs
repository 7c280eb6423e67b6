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

/// More of a kind whose places are told.
const MAX_OTHERS: usize = 24;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    const KINDS: [(EncryptedKind, &str); 3] = [
        (EncryptedKind::Assertion, "The login (its assertion)"),
        (EncryptedKind::NameId, "The user name (NameID)"),
        (EncryptedKind::Attribute, "An attribute"),
    ];
    for (kind, what) in KINDS {
        let closed = facts.encrypted_parts().iter().filter(|part| part.kind == kind);
        let mut closed = closed.filter(|part| part.outcome == Err(EncryptedPartError::NoKey));
        let Some(part) = closed.next() else {
            continue;
        };
        let message =
            format!("{what} is encrypted, and it cannot be read without the service provider's private key.");
        let fix = fix::after(
            format!(
                "If {} can decrypt, leave encryption on, and give this check its private key (the setting \
                 decryptionKey) to look inside. Otherwise turn encryption off:",
                facts.profile.name
            ),
            fix::at_idp(facts, Change::Encrypt, Values::default()),
        );
        let finding = report.add(part.span, message).fix(fix);
        for other in closed.take(MAX_OTHERS) {
            finding.related("another one", other.span);
        }
    }
}
