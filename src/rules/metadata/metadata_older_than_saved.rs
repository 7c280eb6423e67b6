use crate::facts::{Facts, MetadataFacts};
use crate::rules::declare::declare_rule;
use crate::rules::naming::day;
use crate::rules::{Reporter, fix};
use crate::text::Span;
use crate::time::Instant;

declare_rule! {
    /// ## What it means
    /// The saved metadata of the same identity provider is newer than this one: this is probably an old file,
    /// and saving it would bring old keys back.
    ///
    /// ## How to fix it
    /// Download the metadata again, and compare its dates with the saved ones before you save it.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-older-than-saved", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return;
    };
    if new.entity_id().is_none() || new.entity_id() != saved.entity_id() {
        return;
    }
    let found = older_keys(new, saved).or_else(|| earlier_end(new, saved));
    let Some((span, message)) = found else {
        return;
    };
    report.add(span, message).fix(fix::metadata_again(
        facts,
        "Do not save this one unless the identity provider really went back to its former certificate.",
    ));
}

/// The newest signing certificate here was made before the newest saved one.
fn older_keys(new: &MetadataFacts, saved: &MetadataFacts) -> Option<(Span, String)> {
    let newest = |of: &MetadataFacts| of.trusted.iter().map(|key| key.certificate().not_before).max();
    let (here, there) = (newest(new)?, newest(saved)?);
    let key = new.trusted.iter().find(|key| key.certificate().not_before == here)?;
    (here < there).then(|| {
        let message = format!(
            "The saved metadata is newer: its newest signing certificate is valid from {}, the newest one \
             here from {}.",
            day(there),
            day(here)
        );
        (key.place(), message)
    })
}

/// The same keys, but these are to be used for a shorter time than the saved ones.
fn earlier_end(new: &MetadataFacts, saved: &MetadataFacts) -> Option<(Span, String)> {
    let (here, span) = end(new)?;
    let (there, _) = end(saved)?;
    (here < there).then(|| {
        let message = format!(
            "The saved metadata is probably newer: it may be used until {there} (validUntil), this one only \
             until {here}."
        );
        (span, message)
    })
}

/// The earliest `validUntil` that applies.
fn end(metadata: &MetadataFacts) -> Option<(Instant, Span)> {
    let untils = metadata.entity.iter().flat_map(|entity| &entity.valid_until);
    untils.filter_map(|until| Some((until.value.instant?, until.span))).min_by_key(|(instant, _)| *instant)
}
