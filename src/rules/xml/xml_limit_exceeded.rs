use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::unreadable::unreadable;
use crate::xml::{Limit, XmlError};

declare_rule! {
    /// ## What it means
    /// The text is larger or more deeply nested than any real metadata or message, so it is not read to its
    /// end.
    ///
    /// ## How to fix it
    /// Use the metadata of the one identity provider in place of a federation's, and check that nothing was
    /// pasted twice.
    Xml, "xml-limit-exceeded", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for text in unreadable(facts) {
        if let XmlError::LimitExceeded { limit, .. } = text.error {
            let maximum = limit.maximum();
            let too_much = match limit {
                Limit::TextBytes => format!("it is longer than {maximum} bytes"),
                Limit::Depth => format!("more than {maximum} elements stand inside one another"),
                Limit::Attributes => format!("one element has more than {maximum} attributes"),
                Limit::NamespacesInScope => {
                    format!("more than {maximum} namespace declarations are in force at one place")
                }
                Limit::Nodes => format!("it has more than {maximum} elements, attributes and texts"),
            };
            let message = format!("The {} is too large to be read: {too_much}.", text.noun);
            report.add(text.span, message).fix(text.copy_again(facts).then("Check that nothing was pasted twice, and that it is not the file of a whole federation."));
        }
    }
}
