use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::KeyUsage;

declare_rule! {
    /// ## What it means
    /// A key of the metadata says that it is for something else than `signing` or `encryption`. SAML knows
    /// only these two, so the key is not used.
    ///
    /// ## How to fix it
    /// Download the metadata again. If it was written by hand, write `use="signing"` in lower case, or leave
    /// `use` out for a key that is for both.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Metadata, "metadata-key-use-unknown", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let entity = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    let keys = entity.iter().flat_map(|entity| &entity.idp_roles).flat_map(|role| &role.keys);
    for usage in keys.filter_map(|key| match &key.usage {
        KeyUsage::Unknown(usage) => Some(usage),
        _ => None,
    }) {
        let message = format!(
            "A certificate is marked for an unknown purpose: use={}. Known are “signing” and “encryption”, in small letters.",
            quoted(&usage.value)
        );
        report.add(usage.span, message).fix(fix::fresh_metadata(facts).then("If you wrote the file yourself: write use=\"signing\", in small letters."));
    }
}
