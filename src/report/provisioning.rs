//! What a login would do to the user's account, field by field.

use super::build::Places;
use super::model::{ProvisionedField, Provisioning, ProvisioningAction};
use crate::claims::{ClaimFault, ClaimOutcome, Claims, MappedAttribute, ValueFault, find_suspicious, shown};
use crate::facts::{AssertionFacts, Facts, Judged};
use crate::profile::ClaimExpectation;
use crate::verdict::Verdict;

/// `None` where no assertion is judged.
pub(super) fn to_provisioning(
    facts: &Facts<'_>,
    verdict: Verdict,
    places: &Places<'_>,
) -> Option<Provisioning> {
    let claims = &facts.assertion()?.claims;
    let previous = previous(facts, claims);
    let action = match (verdict, previous) {
        (Verdict::Accept, Some(_)) => ProvisioningAction::Update,
        (Verdict::Accept, None) => ProvisioningAction::CreateOrUpdate,
        (Verdict::Reject | Verdict::Undecided, _) => ProvisioningAction::Nothing,
    };
    let name_id = claims.name_id.as_ref().map(|name_id| {
        let values = vec![name_id.value.value.clone()];
        ProvisionedField {
            from: Some("NameID".to_owned()),
            span: Some(places.place(name_id.value.span)),
            shown: written_out(&values),
            values,
            ..field("NameID", "User")
        }
    });
    let name_id = name_id.unwrap_or_else(|| ProvisionedField {
        problem: Some("name-id-missing".to_owned()),
        ..field("NameID", "User")
    });
    let others = claims.outcomes.iter().filter_map(|outcome| {
        let claim = facts.profile.claims.get(outcome.claim)?;
        let mut field = to_field(claim, outcome, claims, places);
        field.previous = previous.map(|previous| values_of(previous, outcome.claim));
        // Text in another order of values says the same.
        field.changes = field.previous.as_ref().is_some_and(|before| {
            let sorted = |values: &[String]| {
                let mut values = values.to_vec();
                values.sort();
                values
            };
            sorted(before) != sorted(&field.values)
        });
        Some(field)
    });
    Some(Provisioning { action, fields: std::iter::once(name_id).chain(others).collect() })
}

fn field(name: &str, label: &str) -> ProvisionedField {
    ProvisionedField {
        field: name.to_owned(),
        label: label.to_owned(),
        from: None,
        values: Vec::new(),
        shown: Vec::new(),
        meaning: None,
        problem: None,
        nearest: None,
        previous: None,
        changes: false,
        span: None,
    }
}

fn to_field(
    claim: &ClaimExpectation,
    outcome: &ClaimOutcome,
    claims: &Claims,
    places: &Places<'_>,
) -> ProvisionedField {
    // Of a claim that was not found, the attribute that probably is meant.
    let near = outcome.fault.as_ref().and_then(|fault| match fault {
        ClaimFault::NameIsUri { attribute }
        | ClaimFault::NameNearMiss { attribute, .. }
        | ClaimFault::OnlyFriendlyName { attribute } => Some(*attribute),
        _ => None,
    });
    let read = outcome.attributes.iter().copied().chain(near);
    let attributes: Vec<&MappedAttribute> = read.filter_map(|at| claims.attributes.get(at)).collect();
    let values: Vec<String> = attributes.iter().flat_map(|attribute| values(attribute)).collect();
    ProvisionedField {
        from: attributes.first().map(|attribute| attribute.name.value.clone()),
        span: attributes.first().map(|attribute| places.place(attribute.span)),
        meaning: super::claims::meaning(claim, &values),
        problem: outcome.fault.as_ref().map(|fault| rule_of(fault).to_owned()),
        nearest: outcome.fault.as_ref().and_then(nearest),
        shown: written_out(&values),
        values,
        ..field(&claim.name, &claim.label)
    }
}

fn values(attribute: &MappedAttribute) -> impl Iterator<Item = String> {
    attribute.values.iter().map(|value| value.value.value.to_string())
}

/// The values with hidden characters written out; nothing where none hides one.
fn written_out(values: &[String]) -> Vec<String> {
    match values.iter().any(|value| find_suspicious(value).is_some()) {
        true => values.iter().map(|value| shown(value)).collect(),
        false => Vec::new(),
    }
}

fn nearest(fault: &ClaimFault) -> Option<String> {
    match fault {
        ClaimFault::Value { fault: ValueFault::NearMiss { nearest }, .. } => Some(nearest.clone()),
        ClaimFault::Value { fault: ValueFault::LookAlike { of }, .. } => Some(of.clone()),
        _ => None,
    }
}

/// The rule that tells of a fault.
fn rule_of(fault: &ClaimFault) -> &'static str {
    match fault {
        ClaimFault::Missing => "claim-missing",
        ClaimFault::NameIsUri { .. } => "claim-name-is-uri",
        ClaimFault::NameNearMiss { .. } => "claim-name-near-miss",
        ClaimFault::OnlyFriendlyName { .. } => "claim-name-only-friendly",
        ClaimFault::Repeated => "claim-repeated",
        ClaimFault::SeveralValues => "claim-several-values",
        ClaimFault::Empty => "claim-empty",
        ClaimFault::Value { fault, .. } => match fault {
            ValueFault::Hidden(_) | ValueFault::LookAlike { .. } => "claim-value-suspicious",
            ValueFault::Placeholder => "claim-value-placeholder",
            ValueFault::Joined { .. } => "claim-value-joined",
            ValueFault::NearMiss { .. } => "claim-value-near-miss",
            ValueFault::OtherAccount => "claim-account-mismatch",
            ValueFault::HasElements | ValueFault::NotAccepted => "claim-value-not-accepted",
        },
    }
}

/// The claims of the second capture, where it is a response for the same user.
fn previous<'f>(facts: &'f Facts<'_>, claims: &Claims) -> Option<&'f Claims> {
    let previous = match facts.other_capture()?.judged.as_ref()? {
        Judged::Response(response) => response.assertion.as_ref()?,
        Judged::Assertion(assertion) => assertion.as_ref(),
        Judged::AuthnRequest(_) | Judged::Other(_) => return None,
    };
    let AssertionFacts { claims: previous, .. } = previous;
    let user = |claims: &Claims| Some(claims.name_id.as_ref()?.value.value.clone());
    (user(claims)? == user(previous)?).then_some(previous)
}

/// What was sent for a claim.
fn values_of(claims: &Claims, claim: usize) -> Vec<String> {
    claims.attributes.iter().filter(|attribute| attribute.claim == Some(claim)).flat_map(values).collect()
}
