use crate::facts::Facts;
use crate::idp::Vendor;
use crate::rules::declare::declare_rule;
use crate::rules::naming::is_name_of_field;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, Severity};

declare_rule! {
    /// ## What it means
    /// The name of the identity provider (`entityID`) is a placeholder that was to be replaced: a word in
    /// braces, an address for all tenants, or the text that the console's field starts with.
    ///
    /// ## How to fix it
    /// In Microsoft Entra ID download the metadata of the application itself. In JumpCloud and others type a
    /// name of your own into the field for the identity provider's Entity ID, then download it again.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-entity-id-placeholder", Error
}

/// What JumpCloud's field holds for everybody who leaves it as it is.
const JUMPCLOUD: &str = "jumpcloud";

/// Parts of Entra ID's addresses for all tenants.
const ALL_TENANTS: &[&str] = &["/common", "/organizations", "/consumers"];

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let Some(id) = metadata.entity.as_ref().and_then(|entity| entity.entity_id.as_ref()) else {
        return;
    };
    let is_word = is_name_of_field(id.trimmed());
    let word = is_word.then_some("it is what such a field is called, and others may have left it too");
    let Some(why) = placeholder(id.trimmed()).or(word) else {
        return;
    };
    let steps = match metadata.recognition.vendor {
        Vendor::Entra => vec![
            "Entra admin center: Enterprise applications → the application → Single sign-on.".to_owned(),
            "Under SAML Certificates, download “Federation Metadata XML” and paste the whole file into the metadata box."
                .to_owned(),
        ],
        _ => vec![
            "At the identity provider, type a name of your own into the field for its Entity ID (IdP Entity ID)."
                .to_owned(),
            "Download the metadata again and paste the whole file into the metadata box.".to_owned(),
        ],
    };
    let message = format!("The identity provider's name (entityID) {} is a placeholder: {why}.", quoted(id.trimmed()));
    let finding = report.add(id.span, message);
    finding.fix(Fix::at_idp(steps));
    if is_word {
        // Responses carry the same text as their Issuer, so logins work.
        finding.severity(Severity::Warning);
    }
}

/// Why a name is a placeholder.
fn placeholder(id: &str) -> Option<&'static str> {
    let lower = id.to_ascii_lowercase();
    if is_between(id, '{', '}') {
        return Some("this is a template, not your own provider's file");
    }
    if is_between(id, '<', '>') {
        return Some("this is a template, not your own provider's file");
    }
    if lower == JUMPCLOUD {
        return Some("it is the text that the field starts with, the same for everybody");
    }
    let is_entra = lower.contains("://login.microsoftonline.com/") || lower.contains("://sts.windows.net/");
    let path = lower.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let is_one = |path: &str, all: &str| {
        path.strip_prefix(all).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_all = |path: &str| ALL_TENANTS.iter().any(|all| is_one(path, all));
    (is_entra && path.is_some_and(is_all)).then_some("it stands for all tenants, not for yours")
}

fn is_between(text: &str, open: char, close: char) -> bool {
    text.split_once(open).is_some_and(|(_, rest)| rest.contains(close))
}
