use crate::facts::{Facts, MetadataFacts};
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::naming;
use crate::rules::{Fix, Reporter, fix};

declare_rule! {
    /// ## What it means
    /// None of the saved signing keys is in this metadata. From the moment it is saved, only responses signed
    /// with a new key are accepted: if the identity provider still signs with an old one, nobody can log in.
    ///
    /// ## How to fix it
    /// Make sure that the identity provider's console lists the new certificate. Save it at the same time as the new certificate is made active at the identity provider, or paste
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
        "All signing keys are new: {} in place of {}. From the moment this is saved, logins signed with an \
         old key fail.{}",
        naming::certificate(first.certificate()),
        naming::certificate(old.certificate()),
        when(facts, new, saved)
    );
    report.add(first.place(), message).fix(Fix::at_idp(vec![
        "Look for the new certificate in the identity provider's own list: if it is not there, do not save this.".to_owned(),
        format!(
            "If it is, save this at the moment when you make it the active one there. {}",
            fix::in_console(facts, Change::Activate)
        ),
        "If it cannot be done at one moment, paste metadata that has the old and the new certificate.".to_owned(),
    ]));
}

/// Until when the identity provider may sign with which key, as far as dates tell.
fn when(facts: &Facts<'_>, new: &MetadataFacts, saved: &MetadataFacts) -> String {
    let certificates = |of: &MetadataFacts| {
        of.trusted.iter().map(|trusted| trusted.certificate().clone()).collect::<Vec<_>>()
    };
    let begins = certificates(new).iter().map(|certificate| certificate.not_before).min();
    let ends = certificates(saved).iter().map(|certificate| certificate.not_after).max();
    match (begins, ends) {
        (Some(begins), _) if begins > facts.now() => format!(
            " No new one is valid before {}: until then the identity provider probably signs with an old one.",
            naming::day(begins)
        ),
        (_, Some(ends)) if ends < facts.now() => {
            format!(" The old ones ended by {}, so the change is probably due.", naming::day(ends))
        }
        (_, Some(ends)) => format!(
            " The old ones are valid until {}: until then the identity provider may still sign with them.",
            naming::day(ends)
        ),
        _ => String::new(),
    }
}
