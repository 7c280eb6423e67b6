use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The date until which the metadata is good (`validUntil`) is no date of XML with a time zone, so nobody
    /// can say whether it is over.
    ///
    /// ## How to fix it
    /// Download the metadata again. If it was written by hand, write the date like `2026-12-31T23:59:59Z`.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2, SAML Core §1.3.3
    Metadata, "metadata-valid-until-malformed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let entity = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    let untils = entity.iter().flat_map(|entity| &entity.valid_until);
    for until in untils.filter(|until| until.value.instant.is_none()) {
        let message = format!(
            "The date {} (validUntil) cannot be read; it is written like 2026-12-31T23:59:59Z.",
            quoted(&until.value.text)
        );
        report.add(until.span, message).fix(fix::fresh_metadata(facts).then("If you wrote the file yourself: correct the date, with Z at its end."));
    }
}
