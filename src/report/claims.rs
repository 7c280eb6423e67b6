//! The claims' and the user's part of the report.

use super::build::Places;
use super::model::{self, UserValue};
use crate::claims::{MappedAttribute, User};
use crate::facts::{AssertionFacts, Facts};
use crate::profile::ClaimExpectation;
use crate::text::Located;

pub(super) fn to_claims(facts: &Facts<'_>, places: &Places<'_>) -> Vec<model::Claim> {
    let Some(AssertionFacts { claims, .. }) = facts.assertion() else {
        return Vec::new();
    };
    let name_id = claims.name_id.as_ref().map(|name_id| model::Claim {
        name: "NameID".to_owned(),
        values: vec![name_id.value.value.clone()],
        covered: name_id.covered,
        label: Some("User".to_owned()),
        meaning: None,
        friendly_name: None,
        format: name_id.format.as_ref().map(|format| format.trimmed().to_owned()),
        span: places.place(name_id.value.span),
    });
    let attributes = claims.attributes.iter().map(|attribute| to_claim(attribute, facts, places));
    name_id.into_iter().chain(attributes).collect()
}

fn to_claim(attribute: &MappedAttribute, facts: &Facts<'_>, places: &Places<'_>) -> model::Claim {
    let expected = attribute.claim.and_then(|claim| facts.profile.claims.get(claim));
    let text = |value: &Option<Located<String>>| value.as_ref().map(|value| value.value.clone());
    let values: Vec<String> = attribute.values.iter().map(|value| value.value.value.to_string()).collect();
    model::Claim {
        name: attribute.name.value.clone(),
        covered: attribute.covered,
        label: expected.map(|claim| claim.label.clone()),
        meaning: expected.and_then(|claim| meaning(claim, &values)),
        values,
        friendly_name: text(&attribute.friendly_name),
        format: text(&attribute.name_format),
        span: places.place(attribute.span),
    }
}

/// What the only value means, where the profile says so.
pub(super) fn meaning(claim: &ClaimExpectation, values: &[String]) -> Option<String> {
    let [value] = values else {
        return None;
    };
    let accepted = claim.accepted.as_ref()?.iter().find(|accepted| accepted.value == *value)?;
    Some(format!("{}: {}", accepted.label, accepted.description))
}

pub(super) fn to_user(user: &User) -> model::User {
    let claims = user.claims().iter().map(|claim| {
        let value = match (claim.multiple, claim.values.as_slice()) {
            (false, [value]) => UserValue::One(value.clone()),
            (_, values) => UserValue::Several(values.to_vec()),
        };
        (claim.name.clone(), value)
    });
    model::User {
        name_id: user.name_id().to_owned(),
        email: user.email().map(str::to_owned),
        claims: claims.collect(),
    }
}
