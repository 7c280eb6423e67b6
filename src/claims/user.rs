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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{ClaimFault, ClaimOutcome, EmailFault, MappedNameId, Suspicion, SuspicionKind};
    use crate::profile::{BuiltInProfile, NameIdExpectation};
    use crate::text::{Located, SourceId, Span};
    use crate::xml::NodeId;

    fn place() -> Span {
        Span::new(SourceId::CAPTURE, 0, 0)
    }

    fn located(text: &str) -> Located<String> {
        Located::new(text.to_owned(), place())
    }

    /// A profile with one claim, `a`.
    fn profile() -> Profile {
        let mut profile = BuiltInProfile::Imagekit.profile();
        profile.claims.truncate(1);
        profile.claims[0].name = "a".to_owned();
        profile.claims[0].required = true;
        profile
    }

    fn attribute(covered: bool) -> MappedAttribute {
        MappedAttribute {
            node: NodeId::DOCUMENT,
            span: place(),
            name: located("a"),
            friendly_name: None,
            name_format: None,
            values: Vec::new(),
            covered,
            claim: Some(0),
        }
    }

    /// What a good message says: covered, and nothing wrong with it.
    fn good() -> Claims {
        Claims {
            name_id: Some(MappedNameId {
                node: NodeId::DOCUMENT,
                value: located("ada@example.com"),
                format: None,
                covered: true,
                email_fault: None,
                suspicion: None,
            }),
            attributes: vec![attribute(true), attribute(true)],
            outcomes: vec![ClaimOutcome {
                claim: 0,
                attributes: vec![0, 1],
                values: vec!["x".to_owned()],
                fault: None,
            }],
        }
    }

    /// Whether a user is built where one thing differs from what is good.
    fn builds(change: impl FnOnce(&mut Claims)) -> bool {
        let mut claims = good();
        change(&mut claims);
        User::build(&claims, &profile()).is_some()
    }

    #[test]
    fn a_user_is_built_of_what_is_good() {
        let user = User::build(&good(), &profile()).unwrap();
        assert_eq!((user.name_id(), user.email()), ("ada@example.com", Some("ada@example.com")));
        let claim = UserClaim { name: "a".to_owned(), values: vec!["x".to_owned()], multiple: false };
        assert_eq!(user.claims(), [claim]);
        let any =
            Profile { name_id: NameIdExpectation { is: NameIdKind::Any, ..profile().name_id }, ..profile() };
        assert_eq!(User::build(&good(), &any).unwrap().email(), None);
    }

    /// The rules refuse each of these too; that a user needs all of it does not rest on them.
    #[test]
    fn one_bad_part_leaves_no_user() {
        let hidden = Suspicion { character: '\u{200b}', kind: SuspicionKind::Invisible, position: 1 };
        let name_id = |change: fn(&mut MappedNameId)| {
            builds(|claims| claims.name_id.as_mut().into_iter().for_each(change))
        };
        assert!(!builds(|claims| claims.name_id = None));
        assert!(!name_id(|it| it.covered = false));
        assert!(!name_id(|it| it.value.value.clear()));
        assert!(!name_id(|it| it.email_fault = Some(EmailFault::NoAt)));
        assert!(!builds(|claims| {
            claims.name_id.as_mut().into_iter().for_each(|it| it.suspicion = Some(hidden));
        }));
        let outcome = |change: fn(&mut ClaimOutcome)| builds(|claims| change(&mut claims.outcomes[0]));
        // A fault counts although there are values.
        assert!(!outcome(|it| it.fault = Some(ClaimFault::Repeated)));
        assert!(!outcome(|it| it.values.clear()));
        assert!(!outcome(|it| it.attributes.push(2)));
        assert!(!outcome(|it| it.claim = 1));
        assert!(!builds(|claims| claims.attributes[0].covered = false));
        assert!(!builds(|claims| claims.attributes[1].covered = false));
    }

    #[test]
    fn a_claim_that_is_not_required_may_be_absent() {
        let mut optional = profile();
        optional.claims[0].required = false;
        let mut claims = good();
        claims.outcomes[0].values.clear();
        assert_eq!(User::build(&claims, &optional).unwrap().claims(), []);
        // What is sent has to be right all the same.
        claims.outcomes[0].fault = Some(ClaimFault::SeveralValues);
        assert_eq!(User::build(&claims, &optional), None);
    }
}
