use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::{duration, quoted};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata says until when it is good (`validUntil`), and that time is over. Service providers must
    /// not use it any more.
    ///
    /// ## How to fix it
    /// Download the metadata again. If the date is the old one, renew the signing certificate at the
    /// identity provider first: some products take the date from it.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-expired", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let entity = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    for until in entity.iter().flat_map(|entity| &entity.valid_until) {
        let Some(instant) = until.value.instant.filter(|instant| *instant <= facts.now()) else {
            continue;
        };
        let ago = duration(facts.now().seconds_since(instant));
        let message = format!("The metadata was valid until {}, {ago} ago.", quoted(until.value.text.trim()));
        report.add(until.span, message).fix(fix::fresh_metadata(facts).then(
            "If the fresh file is past its date too, or will be within days, ask the identity provider's support for \
             metadata with a later date (validUntil).",
        ));
    }
}
