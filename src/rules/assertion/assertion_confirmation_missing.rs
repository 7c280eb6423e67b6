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
        true => "The assertion does not say who may use it: it has no bearer confirmation.".to_owned(),
        false => format!(
            "The assertion can only be confirmed by {}; a browser login needs {}.",
            list(methods),
            list([uri::BEARER])
        ),
    }
}

fn message(flaw: Flaw) -> Option<&'static str> {
    Some(match flaw {
        Flaw::NoData => {
            "The bearer confirmation is empty: it says neither at which address nor until when the assertion \
             may be used."
        }
        Flaw::NoRecipient => "The bearer confirmation does not say at which address the assertion may be used (Recipient).",
        Flaw::NoEnd => {
            "The bearer confirmation does not say until when the assertion may be used (NotOnOrAfter)."
        }
        Flaw::HasStart => {
            "The bearer confirmation has a NotBefore, which the standard forbids in a browser login."
        }
        Flaw::RecipientPlaceholder | Flaw::RecipientOther | Flaw::Expired | Flaw::OtherRequest => return None,
    })
}
