//! Maps an assertion's NameID and attributes to what a profile expects.
//!
//! Every value carries whether a trusted key signed it. A [`User`] can be built from covered values
//! alone.

mod email;
mod placeholder;
mod similar;
mod suspicious;
mod user;
mod values;

pub use email::{EmailFault, check_email};
pub use placeholder::is_placeholder;
pub use similar::{NameLikeness, edit_distance, folded, nearest_value};
pub use suspicious::{Suspicion, SuspicionKind, find_suspicious, shown};
pub use user::{User, UserClaim};
pub use values::ValueFault;

use std::sync::Arc;

use crate::profile::{ClaimExpectation, NameIdKind, Profile};
use crate::saml::{Assertion, Attribute};
use crate::text::{Located, Span, trim_xml};
use crate::trust::Coverage;
use crate::xml::NodeId;

/// What an assertion says about its subject, seen with a profile's eyes.
#[derive(Clone, Debug)]
pub struct Claims {
    /// The NameID, if there is one.
    pub name_id: Option<MappedNameId>,
    /// Every attribute, in document order.
    pub attributes: Vec<MappedAttribute>,
    /// One entry for each claim of the profile, in its order.
    pub outcomes: Vec<ClaimOutcome>,
}

/// The NameID.
#[derive(Clone, Debug)]
pub struct MappedNameId {
    /// The element.
    pub node: NodeId,
    /// Its text without XML white space around it.
    pub value: Located<String>,
    /// Its Format.
    pub format: Option<Located<String>>,
    /// Whether a trusted key signed it.
    pub covered: bool,
    /// Why it is no e-mail address; `None` where it is one, or where the profile asks for none.
    pub email_fault: Option<EmailFault>,
    /// A character that does not show itself.
    pub suspicion: Option<Suspicion>,
}

/// An attribute.
#[derive(Clone, Debug)]
pub struct MappedAttribute {
    /// The element.
    pub node: NodeId,
    /// Its start tag.
    pub span: Span,
    /// Its Name, not trimmed; empty where there is none.
    pub name: Located<String>,
    /// Its FriendlyName.
    pub friendly_name: Option<Located<String>>,
    /// Its NameFormat.
    pub name_format: Option<Located<String>>,
    /// Its values, in order.
    pub values: Vec<MappedValue>,
    /// Whether a trusted key signed it.
    pub covered: bool,
    /// The index of the profile's claim that reads it.
    pub claim: Option<usize>,
}

/// A value of an attribute.
#[derive(Clone, Debug)]
pub struct MappedValue {
    /// The text without XML white space around it.
    pub value: Located<Arc<str>>,
    /// Whether there was white space around it.
    pub was_padded: bool,
    /// Whether it holds elements in place of text.
    pub has_elements: bool,
}

/// What became of one claim of the profile.
#[derive(Clone, Debug)]
pub struct ClaimOutcome {
    /// The index of the claim in the profile.
    pub claim: usize,
    /// Indices of the attributes with its Name.
    pub attributes: Vec<usize>,
    /// The values that count; empty unless `fault` is `None`.
    pub values: Vec<String>,
    /// What is wrong; `None` where the claim is good, or absent and not required.
    pub fault: Option<ClaimFault>,
}

/// What is wrong with a claim: the first that applies, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimFault {
    /// No attribute has its Name, and none comes near.
    Missing,
    /// An attribute's Name is a URI that ends with the claim's name, or the reverse.
    NameIsUri {
        /// The index of the attribute.
        attribute: usize,
    },
    /// An attribute's Name comes near the claim's name.
    NameNearMiss {
        /// The index of the attribute.
        attribute: usize,
        /// How it differs.
        likeness: NameLikeness,
    },
    /// An attribute has the claim's name as its FriendlyName, which identifies nothing.
    OnlyFriendlyName {
        /// The index of the attribute.
        attribute: usize,
    },
    /// Several attributes have its Name.
    Repeated,
    /// The attribute has several values.
    SeveralValues,
    /// The attribute has no value, or a blank one.
    Empty,
    /// The value is wrong by itself.
    Value {
        /// How.
        fault: ValueFault,
        /// Where it stands.
        span: Span,
    },
}

impl ClaimOutcome {
    /// The first value of the attribute that the claim was found in; empty where there is none.
    pub fn first_value<'a>(&self, claims: &'a Claims) -> &'a str {
        let attribute = self.attributes.first().and_then(|at| claims.attributes.get(*at));
        attribute.and_then(|attribute| attribute.values.first()).map_or("", |value| &*value.value.value)
    }
}

/// Maps `assertion` to `profile`; `account` is this account's identifier, or empty where unknown.
pub fn map(assertion: &Assertion, profile: &Profile, account: &str, coverage: &Coverage) -> Claims {
    let mut attributes: Vec<MappedAttribute> = assertion
        .attributes()
        .map(|attribute| {
            let mut mapped = map_attribute(attribute, coverage);
            mapped.claim = profile.claims.iter().position(|claim| claim.name == mapped.name.value);
            mapped
        })
        .collect();
    let outcomes = profile
        .claims
        .iter()
        .enumerate()
        .map(|(index, claim)| judge(index, claim, &attributes, account))
        .collect();
    attributes.shrink_to_fit();
    Claims { name_id: map_name_id(assertion, profile, coverage), attributes, outcomes }
}

fn map_name_id(assertion: &Assertion, profile: &Profile, coverage: &Coverage) -> Option<MappedNameId> {
    let name_id = assertion.name_id()?;
    let value = trim_xml(&name_id.value.value).to_owned();
    let email_fault = match profile.name_id.is {
        NameIdKind::Email => check_email(&value).err(),
        NameIdKind::Any => None,
    };
    Some(MappedNameId {
        node: name_id.node,
        suspicion: find_suspicious(&value),
        value: Located::new(value, name_id.value.span),
        format: name_id.format.clone(),
        covered: coverage.covers(name_id.node),
        email_fault,
    })
}

fn map_attribute(attribute: &Attribute, coverage: &Coverage) -> MappedAttribute {
    let values = attribute.values.iter().map(|value| {
        let text = &value.text.value;
        let trimmed = trim_xml(text);
        let was_padded = trimmed.len() != text.len();
        let shared = if was_padded { Arc::from(trimmed) } else { Arc::clone(text) };
        MappedValue {
            value: Located::new(shared, value.text.span),
            was_padded,
            has_elements: value.has_elements,
        }
    });
    MappedAttribute {
        node: attribute.node,
        span: attribute.span,
        name: attribute.name.clone().unwrap_or_else(|| Located::new(String::new(), attribute.span)),
        friendly_name: attribute.friendly_name.clone(),
        name_format: attribute.name_format.clone(),
        values: values.collect(),
        covered: coverage.covers(attribute.node),
        claim: None,
    }
}

fn judge(
    index: usize,
    claim: &ClaimExpectation,
    attributes: &[MappedAttribute],
    account: &str,
) -> ClaimOutcome {
    let named: Vec<usize> = (0..attributes.len())
        .filter(|at| attributes.get(*at).is_some_and(|attribute| attribute.claim == Some(index)))
        .collect();
    let outcome = |values, fault| ClaimOutcome { claim: index, attributes: named.clone(), values, fault };
    if named.is_empty() {
        return outcome(Vec::new(), absent(claim, attributes));
    }
    if named.len() > 1 && !claim.multiple {
        return outcome(Vec::new(), Some(ClaimFault::Repeated));
    }
    let values: Vec<&MappedValue> =
        named.iter().filter_map(|at| attributes.get(*at)).flat_map(|attribute| &attribute.values).collect();
    if values.len() > 1 && !claim.multiple {
        return outcome(Vec::new(), Some(ClaimFault::SeveralValues));
    }
    // A text that is compared is told from the accepted ones all the same; what hides in it matters more.
    let is_free = claim.accepted.is_none() && !claim.equals_account;
    let is_blank = |text: &str| text.is_empty() || (is_free && suspicious::is_blank(text));
    if values.iter().all(|value| is_blank(&value.value.value) && !value.has_elements) {
        return outcome(Vec::new(), claim.required.then_some(ClaimFault::Empty));
    }
    let fault = values.iter().find_map(|value| {
        let fault = values::check(value, claim, account)?;
        Some(ClaimFault::Value { fault, span: value.value.span })
    });
    let good = values.iter().map(|value| value.value.value.to_string()).filter(|value| !value.is_empty());
    match fault {
        Some(fault) => outcome(Vec::new(), Some(fault)),
        None => outcome(good.collect(), None),
    }
}

/// Why no attribute has the claim's Name: the nearest one, or nothing like it.
fn absent(claim: &ClaimExpectation, attributes: &[MappedAttribute]) -> Option<ClaimFault> {
    if !claim.required {
        return None;
    }
    let unused = || attributes.iter().enumerate().filter(|(_, attribute)| attribute.claim.is_none());
    if let Some((attribute, _)) =
        unused().find(|(_, other)| similar::differs_by_uri(&other.name.value, &claim.name))
    {
        return Some(ClaimFault::NameIsUri { attribute });
    }
    let friendly = |other: &MappedAttribute| {
        other.friendly_name.as_ref().is_some_and(|friendly| friendly.trimmed() == claim.name)
    };
    if let Some((attribute, _)) = unused().find(|(_, other)| friendly(other)) {
        return Some(ClaimFault::OnlyFriendlyName { attribute });
    }
    let near = unused()
        .filter_map(|(at, other)| Some((at, similar::name_likeness(&other.name.value, &claim.name)?)))
        .min_by_key(|(_, likeness)| *likeness);
    Some(match near {
        Some((attribute, likeness)) => ClaimFault::NameNearMiss { attribute, likeness },
        None => ClaimFault::Missing,
    })
}
