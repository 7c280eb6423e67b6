use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::{difference, quoted};
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The saved metadata is that of another identity provider. Once this is saved, users of the old one
    /// can no longer log in, and the new one decides who they are.
    ///
    /// ## How to fix it
    /// Save it only if the change of the identity provider is intended. Otherwise download the metadata of
    /// the application that is in use.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-entity-changed", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return;
    };
    let (Some(id), Some(saved_id)) = (new.entity_id(), saved.entity_id()) else {
        return;
    };
    if id == saved_id {
        return;
    }
    // Two names that people take for the same are still two names.
    let but = match difference(id, saved_id) {
        Some(_) => ". They differ only in a slash, http or https, letter case, a blank or a look-alike",
        None => "",
    };
    let own = new.entity.as_ref().and_then(|entity| entity.entity_id.as_ref());
    let span = own.map_or(new.start(), |id| id.span);
    let message = format!(
        "This is another identity provider than the saved one: {} in place of {}{but}. From the moment this \
         is saved, logins through the saved one fail.",
        quoted(id),
        quoted(saved_id)
    );
    report
        .add(span, message)
        .fix(Fix::at_sp("Save it only if users are to log in at this other identity provider from now on. Otherwise paste the metadata of the saved one.", None));
}
