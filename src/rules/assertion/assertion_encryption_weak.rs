use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};
use crate::xenc::Weakness;

declare_rule! {
    /// ## What it means
    /// The assertion, or a part of it, is encrypted in an outdated way. AES in CBC does not notice when the
    /// encrypted text is changed, and the padding of RSA 1.5 can be asked out of a careless server. Somebody
    /// who catches a response can use either to read it.
    ///
    /// ## How to fix it
    /// Choose AES-128-GCM or AES-256-GCM and RSA-OAEP at the identity provider, or turn off encryption.
    ///
    /// ## Standard
    /// XML Encryption 1.1 §6.1.1, §6.3
    Assertion, "assertion-encryption-weak", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let weaknesses = facts.encrypted_parts().iter().filter_map(|part| part.outcome.as_ref().ok()).flatten();
    for weakness in weaknesses {
        let message = match weakness.value {
            Weakness::Unauthenticated => {
                "The encryption is outdated: AES in CBC mode, which does not notice when the encrypted text is changed; \
                 AES-GCM does."
            }
            _ => {
                "The encryption is outdated: its key is wrapped with RSA 1.5 (PKCS#1 v1.5), whose padding has been attacked many times; \
                 RSA-OAEP has not."
            }
        };
        report.add(weakness.span, message).fix(fix::after(
            "Where the console lets you choose, take AES-256-GCM for the content and RSA-OAEP for the key. Where it \
             does not, weigh whether encryption is needed at all; the message travels by https anyway. To turn it off:",
            fix::at_idp(facts, Change::Encrypt, Values::default()),
        ));
    }
}
