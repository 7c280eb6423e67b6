use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::{difference, quoted};
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The NameID has an SPNameQualifier, which says for which service provider the name is meant, and it
    /// is not the Entity ID of this one. Strict service providers refuse such a NameID; others read over it.
    ///
    /// ## How to fix it
    /// The identity provider fills it with the Entity ID under which it knows the service provider: correct
    /// that one, or leave SPNameQualifier out.
    ///
    /// ## Standard
    /// SAML Core §2.2.2; SAML Core §8.3.7
    NameId, "name-id-sp-name-qualifier-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let name_id = facts.assertion().and_then(|assertion| assertion.assertion.name_id());
    let Some(qualifier) = name_id.and_then(|name_id| name_id.sp_name_qualifier.as_ref()) else {
        return;
    };
    let (found, expected) = (qualifier.trimmed(), facts.expected.audience.as_str());
    // An empty one names nobody, and a custom profile may leave its entityID open.
    if found.is_empty() || expected.is_empty() || found == expected {
        return;
    }
    let how = difference(found, expected).map_or_else(String::new, |how| format!(" Look closely: {how}."));
    let message = format!(
        "The user's name (NameID) is meant for the service provider {} (SPNameQualifier), not for {}, which is the Entity ID \
         here. It is accepted here, but strict service providers refuse it.{how}",
        quoted(found),
        quoted(expected),
    );
    report.add(qualifier.span, message).fix(fix::at_idp(facts, Change::Aud, Values::default()));
}
