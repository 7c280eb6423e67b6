use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The assertion does not say for whom it is made: it has no Conditions with an AudienceRestriction,
    /// or the Audience is empty. Without it, an assertion for one service provider could be used at another.
    ///
    /// ## How to fix it
    /// Enter this service provider's Entity ID as the audience at the identity provider.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2, SAML Core §2.5.1.4
    Assertion, "assertion-audience-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    let conditions = assertion.conditions.as_ref();
    let restrictions = conditions.map_or([].as_slice(), |conditions| &conditions.audience_restrictions);
    let mut places = Vec::new();
    if restrictions.is_empty() {
        places.push(conditions.map_or(assertion.span, |conditions| conditions.span));
    }
    let is_blank =
        |restriction: &&crate::saml::AudienceRestriction| restriction.audiences.iter().all(|audience| audience.trimmed().is_empty());
    places.extend(restrictions.iter().filter(is_blank).map(|restriction| restriction.span));
    for span in places {
        let message = format!(
            "The login does not say which service it is for: its audience is missing. It has to be {}.",
            quoted(&facts.expected.audience)
        );
        report.add(span, message).fix(fix::at_idp(facts, Change::Aud, Values::default()));
    }
}
