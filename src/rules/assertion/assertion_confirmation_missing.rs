use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::confirmation::{Flaw, incomplete};
use crate::rules::address::ours;
use crate::rules::declare::declare_rule;
use crate::rules::words::list;
use crate::rules::{Reporter, fix};
use crate::saml::{Assertion, uri};

declare_rule! {
    /// ## What it means
    /// An assertion for a browser login needs one complete bearer confirmation: an element that says at
    /// which address (Recipient) and until when (NotOnOrAfter) whoever brings the assertion may be taken
    /// for its subject. Here it is missing, or a part of it is.
    ///
    /// ## How to fix it
    /// Set up the application at the identity provider for the SAML 2.0 Web Browser SSO profile, with
    /// this service provider's ACS URL.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2
    Assertion, "assertion-confirmation-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    let Some(incomplete) = incomplete(facts, assertion) else {
        return;
    };
    let subject = assertion.subject.as_ref().map_or(assertion.span, |subject| subject.span);
    if incomplete.confirmation.is_none() {
        report
            .add(subject, none(assertion))
            .fix(fix::at_idp(facts, Change::Acs, Values::default()));
        return;
    }
    let span = incomplete.span().unwrap_or(subject);
    for flaw in &incomplete.flaws {
        if let Some(message) = message(*flaw) {
            let message = match flaw {
                Flaw::NoData | Flaw::NoRecipient => format!("{message} The address has to be {}.", ours(facts)),
                _ => message.to_owned(),
            };
            report.add(span, message).fix(fix::at_idp(facts, Change::Acs, Values::default()));
        }
    }
}

fn none(assertion: &Assertion) -> String {
    let confirmations = assertion.subject.iter().flat_map(|subject| &subject.confirmations);
    let methods: Vec<&str> = confirmations.filter_map(|it| it.method.as_ref()).map(|method| method.trimmed()).collect();
    match methods.is_empty() {
        true => "The login does not say where it may be used: it has no bearer confirmation (SubjectConfirmation).".to_owned(),
        false => format!(
            "The login may only be used in another way than by a browser: by {}, where {} is needed.",
            list(methods),
            list([uri::BEARER])
        ),
    }
}

fn message(flaw: Flaw) -> Option<&'static str> {
    Some(match flaw {
        Flaw::NoData => {
            "The login does not say where and until when it may be used: its bearer confirmation (SubjectConfirmation) is \
             empty."
        }
        Flaw::NoRecipient => "The login does not say at which address it may be used: its bearer confirmation has no Recipient.",
        Flaw::NoEnd => {
            "The login does not say until when it may be used: its bearer confirmation has no NotOnOrAfter."
        }
        Flaw::HasStart => {
            "The part of the login that says where it may be used (the bearer confirmation) has a NotBefore, which the standard forbids there."
        }
        Flaw::RecipientPlaceholder | Flaw::RecipientOther | Flaw::Expired | Flaw::OtherRequest => return None,
    })
}
