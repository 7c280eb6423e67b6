use crate::facts::{EntityChoice, Facts};
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The metadata describes several identity providers, as the file of a federation does. Only one of
    /// them is yours, and nothing says which.
    ///
    /// ## How to fix it
    /// Choose the entityID that is yours, or paste the metadata of your identity provider alone.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.1
    Metadata, "metadata-several-entities", Error
}

/// Entities that are listed by name.
const MAX_LISTED: usize = 5;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = facts.metadata.as_ref().filter(|metadata| metadata.choice == EntityChoice::Several)
    else {
        return;
    };
    let entities = metadata.metadata.iter().flat_map(|metadata| &metadata.entities);
    let providers: Vec<_> = entities.filter(|entity| entity.has_saml2_idp_role).collect();
    let names = providers.iter().filter_map(|entity| entity.entity_id.as_ref());
    let shown = list(names.map(|id| id.trimmed()).take(MAX_LISTED));
    let count = providers.len();
    let more = match count.saturating_sub(MAX_LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let sender = facts.response().and_then(|response| response.response.issuer.as_ref());
    let sender = sender.map(|issuer| issuer.value.trimmed());
    let is_listed = |issuer: &&str| {
        providers.iter().any(|entity| entity.entity_id.as_ref().is_some_and(|id| id.trimmed() == *issuer))
    };
    let whose = match (sender, sender.filter(is_listed)) {
        (_, Some(issuer)) => format!(" The response comes from {}.", quoted(issuer)),
        (Some(issuer), None) => format!(" The response comes from {}, which is none of them.", quoted(issuer)),
        (None, None) => String::new(),
    };
    let message = format!("The metadata describes {count} identity providers: {shown}{more}. One has to be \
                           chosen.{whose}");
    let choose = Fix::at_sp("Choose the identity provider that is yours, by its entityID.", Some("entity"));
    let fix = match sender.filter(|issuer| !issuer.is_empty() && !is_listed(issuer)) {
        Some(issuer) => choose.then(format!(
            "Only if you know {} as your own organisation's: paste its metadata from its own console in place of this file, \
             never from whoever sent this login.",
            quoted(issuer)
        )),
        None => choose,
    };
    report.add(metadata.root_span(), message).fix(fix);
}
