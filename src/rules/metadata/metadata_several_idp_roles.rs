use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The entity has two parts that describe it as an identity provider for SAML 2.0. Nobody can say whose
    /// keys and addresses count, so none are used.
    ///
    /// ## How to fix it
    /// Download the metadata of the one application again. If the file was put together by hand, leave one
    /// `IDPSSODescriptor` in it.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.3
    Metadata, "metadata-several-idp-roles", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let roles = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    let Some([first, second, rest @ ..]) = roles.map(|entity| entity.idp_roles.as_slice()) else {
        return;
    };
    let count = rest.len().saturating_add(2);
    report
        .add(
            second.span,
            format!("The metadata describes the identity provider {count} times (IDPSSODescriptor), and nobody can say which \
                     one counts."),
        )
        .related("the first one", first.span)
        .fix(fix::fresh_metadata(facts).then(fix::ask_support("for metadata that describes it once")));
}
