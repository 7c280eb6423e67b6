use crate::facts::{Facts, MetadataFacts};
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::{Fix, Reporter, fix};
use crate::x509::Certificate;

declare_rule! {
    /// ## What it means
    /// Beside keys of the saved metadata this one has another signing key: the identity provider is about to
    /// change its certificate, or has just done so. Logins signed with either work once this is saved.
    ///
    /// ## How to fix it
    /// Make sure that the identity provider's console lists the new certificate too. Then save this before it
    /// is made active there.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Metadata, "metadata-key-added", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return;
    };
    let has = |metadata: &MetadataFacts, key: &Certificate| {
        metadata.trusted.iter().any(|other| other.certificate().spki_sha256 == key.spki_sha256)
    };
    let (kept, added): (Vec<_>, Vec<_>) =
        new.trusted.iter().partition(|trusted| has(saved, trusted.certificate()));
    // Where no key is kept, all of them are replaced: that is told by its own rule.
    let Some(ends) = kept.iter().map(|trusted| trusted.certificate().not_after).max() else {
        return;
    };
    for trusted in added {
        let key = trusted.certificate();
        let when = match key.not_before > facts.now() {
            true => format!(
                "It is valid from {}: the identity provider probably signs with it from then on",
                naming::day(key.not_before)
            ),
            false => "The identity provider may sign with it at any moment".to_owned(),
        };
        let message = format!(
            "A signing key is new: {}. {when}, and such logins fail until this is saved. Those signed with a \
             saved key, whose certificates are valid until {}, go on working.",
            naming::certificate(key),
            naming::day(ends)
        );
        report
            .add(trusted.place(), message)
            .fix(Fix::at_sp(
                format!(
                    "Look for it in the identity provider's own list of certificates: if it is not there, do not save \
                     this. If it is, save this, and only then make it the active one there. {}",
                    fix::in_console(facts, Change::Activate)
                ),
                None,
            ));
    }
}
