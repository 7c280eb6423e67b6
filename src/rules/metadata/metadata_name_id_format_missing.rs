use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::naming::format_name;
use crate::rules::words::{list, quoted};
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// The identity provider lists the forms in which it names users (`NameIDFormat`), and the one that this
    /// service provider needs is not among them. It may still send it: the list is not always kept up.
    ///
    /// ## How to fix it
    /// Set the NameID format at the identity provider, and check with the response of a real login.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.2
    Metadata, "metadata-name-id-format-missing", Warning
}

/// Formats that are listed by name: SAML has eight.
const MAX_LISTED: usize = 8;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(role) = facts.metadata.as_ref().and_then(|metadata| metadata.role()) else {
        return;
    };
    let wanted = facts.profile.name_id.format.as_str();
    let is_unspecified = |format: &str| format.ends_with(":nameid-format:unspecified");
    let fits = |format: &str| format == wanted || is_unspecified(format);
    let formats = &role.name_id_formats;
    let Some(first) = formats.first() else {
        return;
    };
    if is_unspecified(wanted) || formats.iter().any(|format| fits(format.trimmed())) {
        return;
    }
    let message = format!(
        "The identity provider offers the user's name (NameID) only in the formats {}, but {} needs {}.",
        list(formats.iter().take(MAX_LISTED).map(|format| format_name(format.trimmed()))),
        facts.profile.name,
        quoted(format_name(wanted))
    );
    let values = Values { name_id_format: Some(wanted.to_owned()), ..Values::default() };
    let sent = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref()?.format.as_ref());
    let is_sent = sent.is_some_and(|format| format.trimmed() == wanted);
    let remark = if is_sent { " The response has that format all the same, so nothing has to be done." } else { "" };
    let finding = report.add(first.span, message + remark);
    finding.fix(fix::at_idp(facts, Change::NameId, values));
    if is_sent {
        finding.severity(Severity::Info);
        finding.fix = None;
    }
}


