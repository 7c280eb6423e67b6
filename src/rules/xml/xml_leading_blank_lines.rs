use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// Blank lines or blanks stand before the metadata. They are passed over here; other products refuse a
    /// file in which anything stands before `<?xml`.
    ///
    /// ## How to fix it
    /// Nothing has to be done here. For other products, remove what stands before the first `<`.
    ///
    /// ## Standard
    /// XML 1.0 §2.8
    Xml, "xml-leading-blank-lines", Hint
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(MetadataPaste::Xml { at, has_blank_lines: true, .. }) =
        facts.metadata.as_ref().map(|metadata| &metadata.paste)
    else {
        return;
    };
    report
        .add(Span::new(at.source, 0, at.start()), "Harmless here: blank lines stand before the metadata.")
        .fix(Fix::copy_again("Nothing to do here. For another product: remove what stands before the first <."));
}
