use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::unreadable::unreadable;
use crate::rules::Reporter;
use crate::xml::XmlError;

declare_rule! {
    /// ## What it means
    /// The text has a document type declaration (`<!DOCTYPE …>`). SAML does not allow one, because it can
    /// make a reader fetch files or grow a small text without end.
    ///
    /// ## How to fix it
    /// Take the file from the identity provider itself; no product writes such a declaration. If it is a web
    /// page, download the XML file instead.
    ///
    /// ## Standard
    /// SAML Bindings §3.4.4, XML 1.0 §2.8
    Xml, "xml-doctype-refused", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for text in unreadable(facts) {
        if let XmlError::DoctypeRefused { .. } = text.error {
            let message = format!(
                "The {} is not read, because it begins with <!DOCTYPE …>, which no identity provider writes: it is probably a \
                 web page, or somebody added the line.",
                text.noun
            );
            report.add(text.span, message).fix(text.copy_again(facts));
        }
    }
}
