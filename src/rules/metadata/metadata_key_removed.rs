use crate::facts::{Facts, MetadataFacts};
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::{Fix, Reporter, fix};
use crate::x509::Certificate;

declare_rule! {
    /// ## What it means
    /// A signing key of the saved metadata is missing in this one. Logins that are still signed with it will
    /// fail once this is saved.
    ///
    /// ## How to fix it
    /// Save this once the identity provider signs with a key that is in it. While keys change, the metadata
    /// should have both.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Metadata, "metadata-key-removed", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return;
    };
    let has = |metadata: &MetadataFacts, key: &Certificate| {
        metadata.trusted.iter().any(|other| other.certificate().spki_sha256 == key.spki_sha256)
    };
    let (removed, kept): (Vec<_>, Vec<_>) =
        saved.trusted.iter().map(|trusted| trusted.certificate()).partition(|key| !has(new, key));
    // Where no key is kept, all of them are replaced: that is told by its own rule.
    if kept.is_empty() {
        return;
    }
    let span = new.role().map_or(new.start(), |role| role.span);
    for key in removed {
        let remark = match key.not_after < facts.now() {
            true => "It has expired, so this is probably meant".to_owned(),
            false => format!("It is valid until {}", naming::day(key.not_after)),
        };
        let message = format!(
            "The saved metadata has {}, which is missing here: from the moment this is saved, logins signed \
             with its key fail. {remark}.",
            naming::certificate(key)
        );
        report.add(span, message).fix(Fix::at_idp(vec![
            format!(
                "Make sure that the identity provider signs with a certificate that is in this metadata. {}",
                fix::in_console(facts, Change::Activate)
            ),
            "Then save this metadata.".to_owned(),
        ]));
    }
}
