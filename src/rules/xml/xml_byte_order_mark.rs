use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::unreadable::documents;
use crate::rules::{Fix, Reporter};
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// An invisible byte-order mark stands before the text, as in the files that Microsoft Entra ID and AD FS
    /// offer. It is read here; other products refuse it with “Data at the root level is invalid”.
    ///
    /// ## How to fix it
    /// Nothing has to be done here. For other products, save the file as “UTF-8 without BOM”.
    ///
    /// ## Standard
    /// XML 1.0 §4.3.3
    Xml, "xml-byte-order-mark", Hint
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for document in documents(facts).filter(|document| document.has_byte_order_mark()) {
        report
            .add(
                Span::new(document.source(), 0, '\u{feff}'.len_utf8()),
                "Harmless here: an invisible mark (byte-order mark) stands before the XML. Some other products refuse it.",
            )
            .fix(Fix::copy_again("Nothing to do here. For another product: save the file as UTF-8 without BOM."));
    }
}
