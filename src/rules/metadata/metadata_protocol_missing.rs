use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The identity provider does not say that it speaks SAML 2.0: its `protocolSupportEnumeration` does not
    /// list `urn:oasis:names:tc:SAML:2.0:protocol`.
    ///
    /// ## How to fix it
    /// Set up the application for SAML 2.0 and download the metadata again.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1
    Metadata, "metadata-protocol-missing", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let entity = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    let Some(entity) = entity.filter(|entity| entity.idp_roles.is_empty()) else {
        return;
    };
    let Some(role) = entity.other_idp_roles.first() else {
        return;
    };
    let (span, listed) = match &role.protocols {
        Some(protocols) => (protocols.span, format!("it lists {}", quoted(protocols.trimmed()))),
        None => (role.span, "it lists no protocol".to_owned()),
    };
    report
        .add(span, format!("The identity provider does not offer SAML 2.0: {listed}."))
        .fix(fix::fresh_metadata(facts).then(fix::new_application(facts, "If the error stays, make")));
}
