//! Texts that stand where a value should: what consoles show before anybody fills them in.

/// Whether this entityID is the text of a template or a console's default, which names no identity provider.
pub fn is_placeholder_entity_id(entity_id: &str) -> bool {
    const DEFAULTS: [&str; 5] = ["JumpCloud", "IdP Entity ID", "IDP Entity ID", "%s", "entityID"];
    // Entra's documents for any tenant, from which one for a real tenant is made.
    const ANY_TENANT: [&str; 3] = ["/common/", "/organizations/", "/consumers/"];
    let entity_id = entity_id.trim_matches(crate::text::is_xml_white_space);
    let is_template = entity_id.contains('{') && entity_id.contains('}');
    let is_any_tenant = entity_id.starts_with("https://")
        && ["sts.windows.net", "login.microsoftonline."].iter().any(|host| entity_id.contains(host))
        && ANY_TENANT.iter().any(|path| entity_id.contains(path));
    is_template || is_any_tenant || DEFAULTS.contains(&entity_id)
}

/// Whether a certificate with this subject signs for a whole Entra tenant: one application's responses are
/// signed by another, so metadata with only such certificates is the tenant's and not the application's.
pub fn is_tenant_certificate(subject: &str) -> bool {
    subject.contains("CN=accounts.accesscontrol.windows.net")
}
