use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// None of the saved signing keys is in this metadata. From the moment it is saved, only responses signed
    /// with a new key are accepted: if the identity provider still signs with an old one, nobody can log in.
    ///
    /// ## How to fix it
    /// Save it at the same time as the new certificate is made active at the identity provider, or paste
    /// metadata that has both the old and the new key.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Metadata, "metadata-keys-replaced", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return;
    };
    let (Some(first), Some(old)) = (new.trusted.first(), saved.trusted.first()) else {
        return;
    };
    let is_kept = saved.trusted.iter().any(|saved| {
        let key = saved.certificate().spki_sha256;
        new.trusted.iter().any(|new| new.certificate().spki_sha256 == key)
    });
    if is_kept {
        return;
    }
    let message = format!(
        "All signing keys are new: {} in place of {}. Logins signed with an old key will fail.",
        naming::certificate(first.certificate()),
        naming::certificate(old.certificate())
    );
    report.add(first.place(), message).fix(Fix::at_idp(vec![
        "Make sure that the identity provider signs with the new certificate when you save this.".to_owned(),
        "If it cannot be done at one moment, paste metadata that has the old and the new certificate.".to_owned(),
    ]));
}
