//! What is wrong with a claim's value.

use super::MappedValue;
use super::placeholder::is_placeholder;
use super::similar::{folded, nearest_value};
use super::suspicious::{Suspicion, find_suspicious};
use crate::profile::ClaimExpectation;

/// What is wrong with a value: the first that applies, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueFault {
    /// It holds elements in place of text.
    HasElements,
    /// It holds a character that does not show itself.
    Hidden(Suspicion),
    /// It looks like an accepted value, or like the account's identifier, and is another text.
    LookAlike {
        /// What it looks like.
        of: String,
    },
    /// It is an expression or an example that nobody replaced by a value.
    Placeholder,
    /// It joins several values in one text.
    Joined {
        /// The accepted values in it.
        parts: Vec<String>,
    },
    /// It comes near an accepted value.
    NearMiss {
        /// That value.
        nearest: String,
    },
    /// It is none of the accepted values.
    NotAccepted,
    /// It is another account's identifier.
    OtherAccount,
}

/// Parts of a joined value that are looked at: a value has a handful.
const MAX_PARTS: usize = 64;

pub(super) fn check(value: &MappedValue, claim: &ClaimExpectation, account: &str) -> Option<ValueFault> {
    let text = &*value.value.value;
    if value.has_elements {
        return Some(ValueFault::HasElements);
    }
    if claim.equals_account {
        if let Some(hidden) = find_suspicious(text) {
            return Some(ValueFault::Hidden(hidden));
        }
        if text != account && is_placeholder(text, &claim.name) {
            return Some(ValueFault::Placeholder);
        }
        if !account.is_empty() && text != account {
            return Some(match folded(text) == folded(account) {
                true => ValueFault::LookAlike { of: account.to_owned() },
                false => ValueFault::OtherAccount,
            });
        }
    }
    let accepted = claim.accepted.as_ref()?;
    if accepted.iter().any(|accepted| accepted.value == text) {
        return None;
    }
    if let Some(hidden) = find_suspicious(text) {
        return Some(ValueFault::Hidden(hidden));
    }
    let plain = folded(text);
    if let Some(of) = accepted.iter().find(|accepted| plain != text && accepted.value == plain) {
        return Some(ValueFault::LookAlike { of: of.value.clone() });
    }
    if is_placeholder(text, &claim.name) {
        return Some(ValueFault::Placeholder);
    }
    let parts = joined_parts(text, claim);
    if !parts.is_empty() {
        return Some(ValueFault::Joined { parts });
    }
    let candidates = accepted.iter().map(|accepted| (accepted.value.as_str(), accepted.label.as_str()));
    Some(match nearest_value(text, candidates) {
        Some(nearest) => ValueFault::NearMiss { nearest: nearest.to_owned() },
        None => ValueFault::NotAccepted,
    })
}

/// The accepted values that a list in one text names; empty where it is no such list.
fn joined_parts(text: &str, claim: &ClaimExpectation) -> Vec<String> {
    let is_separator = |c: char| matches!(c, ',' | ';' | '|' | '\n' | '[' | ']');
    if !text.contains(is_separator) {
        return Vec::new();
    }
    let accepted = claim.accepted.as_deref().unwrap_or_default();
    let strip = |part: &str| part.trim().trim_matches(['"', '\'']).to_owned();
    let parts = text.split(is_separator).take(MAX_PARTS).map(strip);
    parts.filter(|part| accepted.iter().any(|accepted| accepted.value == *part)).collect()
}
