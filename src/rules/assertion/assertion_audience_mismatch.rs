use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::address::{entity_id_field, other_account, parts};
use crate::rules::declare::declare_rule;
use crate::rules::words::{difference, list, quoted};
use crate::rules::{Fix, Reporter, fix};
use crate::saml::AudienceRestriction;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The assertion was made for another service provider: none of its Audiences is this service
    /// provider's Entity ID. The texts are compared as they are; nothing is taken for the same address.
    ///
    /// ## How to fix it
    /// Type the expected Entity ID into the identity provider's field for the audience. Change the field Entity
    /// ID in the service provider's settings only where it differs from what the service provider gave you.
    ///
    /// ## Standard
    /// SAML Core §2.5.1.4
    Assertion, "assertion-audience-mismatch", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let conditions = facts.assertion().and_then(|assertion| assertion.assertion.conditions.as_ref());
    for restriction in conditions.iter().flat_map(|conditions| &conditions.audience_restrictions) {
        check_restriction(facts, restriction, report);
    }
}

/// Every restriction has to name us; one of its Audiences is enough.
fn check_restriction(facts: &Facts<'_>, restriction: &AudienceRestriction, report: &mut Reporter<'_>) {
    let expected = facts.expected.audience.as_str();
    // An empty Audience is nobody's, not even of a profile without an entityID.
    let is_ours = |audience: &Located<String>| !expected.is_empty() && audience.trimmed() == expected;
    if restriction.audiences.iter().any(is_ours) {
        return;
    }
    let Some(first) = restriction.audiences.first() else {
        return;
    };
    // An empty Audience names nobody, and has a rule of its own.
    if restriction.audiences.iter().all(|audience| audience.trimmed().is_empty()) {
        return;
    }
    let found = list(restriction.audiences.iter().map(|audience| audience.trimmed()));
    let mut message = format!("The login is for {found} (the audience), but the Entity ID of {} is {}", facts.profile.name, quoted(expected));
    match hint(facts, first.trimmed(), expected) {
        Some(hint) => message.push_str(&format!(": {hint}.")),
        None => message.push('.'),
    }
    let of_instance = entity_id_field(facts, first.trimmed(), &facts.profile.entity_id);
    let of_default = || field_is_wrong(facts, first.trimmed());
    let fix = of_instance.or_else(of_default).unwrap_or_else(|| fix::at_idp(facts, Change::Aud, Values::default()));
    report.add(first.span, message).fix(fix);
}

/// The fix where the identity provider has what the service provider is called by default, and the field Entity ID
/// holds another text.
fn field_is_wrong(facts: &Facts<'_>, found: &str) -> Option<Fix> {
    let (expected, profile) = (&facts.expected, &facts.profile);
    let is_default = found == profile.entity_id && expected.audience != found && expected.suffix.is_none();
    is_default.then(|| {
        let step = format!(
            "Empty the field Entity ID in the settings of {}: what it holds is not the name that {} has by default, and the \
             identity provider uses that. Only if this account was given {} as its Entity ID, change the audience at the \
             identity provider instead.",
            profile.name,
            profile.name,
            quoted(&expected.audience)
        );
        Fix::at_sp(step, Some("entityId"))
    })
}

fn hint(facts: &Facts<'_>, found: &str, expected: &str) -> Option<String> {
    let separator = facts.profile.instance_suffix.as_deref().unwrap_or("#");
    let base = &facts.profile.entity_id;
    if let Some(suffix) = facts.expected.suffix.as_ref().filter(|_| found == base) {
        return Some(format!("the suffix {} is missing", quoted(&format!("{separator}{suffix}"))));
    }
    let has_suffix = found.strip_prefix(base.as_str()).is_some_and(|rest| rest.starts_with(separator));
    if has_suffix && expected == base {
        return Some(format!(
            "it ends with the suffix of an account, and the field Entity ID in the settings of {} has none",
            facts.profile.name
        ));
    }
    if found.starts_with("spn:") {
        return Some("it comes from an app registration, not from the enterprise application".to_owned());
    }
    let small = difference(found, expected).map(str::to_owned);
    small.or_else(|| other_account(facts, found, base)).or_else(|| parts(found, expected))
}
