use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Actor, Fix, Reporter, fix};
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// The metadata stops in the middle: its end was not copied.
    ///
    /// ## How to fix it
    /// Download the file and paste all of it, up to `</EntityDescriptor>` or `</md:EntityDescriptor>`.
    Metadata, "metadata-truncated", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let span = match (&metadata.paste, &metadata.document) {
        (_, Some(Err(error))) if error.is_truncated() => error.span().unwrap_or(metadata.start()),
        // Encoded metadata: the end of the text is where something is missing.
        (MetadataPaste::Truncated { at }, None) => Span { from: at.to, ..*at },
        _ => return,
    };
    report.add(span, "The metadata stops in the middle: its end is missing.").fix(Fix {
        who: Actor::Capture,
        ..fix::fresh_metadata(facts).then("Check that the pasted text ends with </…EntityDescriptor>.")
    });
}
