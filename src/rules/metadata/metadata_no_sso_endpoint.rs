use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::list;
use crate::rules::{Reporter, fix};
use crate::saml::EndpointKind;

declare_rule! {
    /// ## What it means
    /// The metadata has no address at which a login starts (`SingleSignOnService`), so users could not be
    /// sent anywhere.
    ///
    /// ## How to fix it
    /// Download the metadata of the application again and paste the whole file.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.3
    Metadata, "metadata-no-sso-endpoint", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(role) = facts.metadata.as_ref().and_then(|metadata| metadata.role()) else {
        return;
    };
    if role.endpoints.iter().any(|endpoint| endpoint.kind == EndpointKind::SingleSignOn) {
        return;
    }
    let mut others: Vec<&str> = role.endpoints.iter().map(|endpoint| endpoint.kind.element()).collect();
    others.dedup();
    let only = match others.is_empty() {
        true => String::new(),
        false => format!(" Its addresses are of the kind {} only.", list(others)),
    };
    report
        .add(role.span, format!("The metadata has no login address (SingleSignOnService).{only}"))
        .fix(fix::fresh_metadata(facts).then(fix::ask_support("for metadata with a login address")));
}
