use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata box holds a certificate alone. Metadata has more in it: the identity provider's name
    /// and the addresses that users are sent to.
    ///
    /// ## How to fix it
    /// Download the metadata, which is XML, in place of the certificate, and paste all of it.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-is-certificate", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(MetadataPaste::Certificate { at, .. }) = facts.metadata.as_ref().map(|metadata| &metadata.paste)
    else {
        return;
    };
    report
        .add(*at, "This is only a certificate. Needed is the identity provider's whole metadata file: XML, with the certificate in \
             it.")
        .fix(fix::at_idp(facts, Change::Cert, Values::default()));
}
