use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The assertion does not say who logged in: its Subject has no NameID, or an empty one.
    ///
    /// ## How to fix it
    /// Set the field that fills the NameID at the identity provider. AD FS sends none until a rule
    /// issues it.
    ///
    /// ## Standard
    /// SAML Core §2.4.1; SAML Profiles §4.1.4.2
    NameId, "name-id-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let subject = assertion.assertion.subject.as_ref();
    let values = Values::default();
    if let Some(name_id) = &assertion.claims.name_id {
        if name_id.value.value.is_empty() {
            let message = "The user's name (NameID) is empty, so the response does not say who logged in.";
            report.add(name_id.value.span, message).fix(fix::of_name_id(facts, fix::at_idp(facts, Change::NameId, values)));
        }
    } else if subject.is_none_or(|subject| subject.encrypted_id.is_none()) {
        let span = subject.map_or(assertion.assertion.span, |subject| subject.span);
        let message = match facts.vendor() {
            Vendor::Adfs => {
                "The user's name (NameID) is missing, so the response does not say who logged in. AD FS sends none until a \
                 claim rule issues it."
            }
            _ => "The user's name (NameID) is missing, so the response does not say who logged in.",
        };
        report.add(span, message).fix(fix::of_name_id(facts, fix::at_idp(facts, Change::NameId, values)));
    }
}
