use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter};
use crate::saml::MessageKind;

declare_rule! {
    /// ## What it means
    /// The metadata box holds a web page. Often a login page or an error page was saved where the metadata
    /// should have been.
    ///
    /// ## How to fix it
    /// Log in to the identity provider first, then download the metadata file again. It begins with
    /// `<EntityDescriptor` or `<md:EntityDescriptor`.
    Metadata, "metadata-is-html", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let (span, title) = match &metadata.paste {
        MetadataPaste::HtmlPage { title, at } => (*at, title.as_deref()),
        _ if metadata.kind == Some(MessageKind::Html) => (metadata.root_span(), None),
        _ => return,
    };
    let titled = title.map_or(String::new(), |title| format!(" with the title {}", quoted(title)));
    report.add(span, format!("This is a web page{titled}, not metadata.")).fix(Fix::copy_again(
        "Log in to the identity provider's console, download the metadata file, open it in a text editor, and paste all of it (it has the word EntityDescriptor near its beginning).",
    ));
}
