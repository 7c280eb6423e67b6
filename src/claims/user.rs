//! The user that a login would create or update.

use super::{Claims, MappedAttribute};
use crate::profile::{NameIdKind, Profile};

/// The user that would be created or updated.
///
/// Its fields are private to this room: it is built from values that a trusted key signed, or not
/// at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    name_id: String,
    email: Option<String>,
    claims: Vec<UserClaim>,
}

/// A claim of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserClaim {
    /// The claim's name.
    pub name: String,
    /// Its values.
    pub values: Vec<String>,
    /// Whether the profile allows several.
    pub multiple: bool,
}

impl User {
    /// Builds the user, if every part of it is there, is right and is covered.
    pub fn build(claims: &Claims, profile: &Profile) -> Option<User> {
        let name_id = claims.name_id.as_ref()?;
        let is_good = name_id.email_fault.is_none() && name_id.suspicion.is_none();
        if !name_id.covered || !is_good || name_id.value.value.is_empty() {
            return None;
        }
        let mut user = User {
            name_id: name_id.value.value.clone(),
            email: matches!(profile.name_id.is, NameIdKind::Email).then(|| name_id.value.value.clone()),
            claims: Vec::new(),
        };
        for outcome in &claims.outcomes {
            let expected = profile.claims.get(outcome.claim)?;
            let covered = |at: &usize| claims.attributes.get(*at).is_some_and(MappedAttribute::is_covered);
            if outcome.fault.is_some() || !outcome.attributes.iter().all(covered) {
                return None;
            }
            if outcome.values.is_empty() {
                if expected.required {
                    return None;
                }
                continue;
            }
            user.claims.push(UserClaim {
                name: expected.name.clone(),
                values: outcome.values.clone(),
                multiple: expected.multiple,
            });
        }
        Some(user)
    }

    /// The NameID.
    pub fn name_id(&self) -> &str {
        &self.name_id
    }

    /// The NameID where the profile wants an e-mail address.
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    /// The profile's claims, in its order.
    pub fn claims(&self) -> &[UserClaim] {
        &self.claims
    }
}

impl MappedAttribute {
    fn is_covered(&self) -> bool {
        self.covered
    }
}
