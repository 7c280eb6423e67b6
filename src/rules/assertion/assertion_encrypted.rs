use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};
use crate::xml::NodeId;

declare_rule! {
    /// ## What it means
    /// The assertion, or a part of it, is encrypted, so nothing can be read in it without the service
    /// provider's private key.
    ///
    /// ## How to fix it
    /// Turn off encryption of assertions for this application at the identity provider; the connection is
    /// encrypted anyway.
    ///
    /// ## Standard
    /// SAML Core §2.3.4, §2.4.1, §2.7.3.2
    Assertion, "assertion-encrypted", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(document) = facts.judged_document() else {
        return;
    };
    let whole = facts.response().map_or([].as_slice(), |response| &response.response.encrypted_assertions);
    let assertion = facts.assertion().map(|facts| &facts.assertion);
    let id = assertion.and_then(|assertion| assertion.subject.as_ref()?.encrypted_id);
    let attributes = assertion.iter().flat_map(|assertion| &assertion.attribute_statements);
    let attributes = attributes.flat_map(|statement| &statement.encrypted);
    let add = |node: NodeId, what: &str, report: &mut Reporter<'_>| {
        let consequence = match facts.settings().decryption_key {
            Some(_) => "it cannot be decrypted here yet, not even with the key that was given",
            None => "it cannot be read without the service provider's private key",
        };
        report
            .add(document.start_tag_span(node), format!("{what} encrypted, and {consequence}."))
            .fix(fix::at_idp(facts, Change::Encrypt, Values::default()));
    };
    for node in whole {
        add(*node, "The assertion is", report);
    }
    if let Some(node) = id {
        add(node, "The user name (NameID) is", report);
    }
    for node in attributes {
        add(*node, "An attribute is", report);
    }
}
