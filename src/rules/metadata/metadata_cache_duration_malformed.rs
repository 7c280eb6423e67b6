use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::time::is_duration;

declare_rule! {
    /// ## What it means
    /// The length of time for which the metadata may be kept (`cacheDuration`) is not written as XML writes
    /// lengths of time. Products that check the file against its schema refuse it.
    ///
    /// ## How to fix it
    /// Download the metadata again. If it was written by hand, write it like `PT6H` for six hours or `P7D`
    /// for seven days.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-cache-duration-malformed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let entity = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    let durations = entity.iter().flat_map(|entity| &entity.cache_durations);
    for duration in durations.filter(|duration| !is_duration(duration.trimmed())) {
        let message = format!(
            "The length of time {} (cacheDuration) cannot be read; it is written like PT6H or P7D.",
            quoted(&duration.value)
        );
        report.add(duration.span, message).fix(fix::fresh_metadata(facts)
            .then("If you wrote the file yourself: write cacheDuration like PT6H, or remove it."));
    }
}
