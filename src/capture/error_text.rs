//! What identity providers print when they refuse.

use crate::text::Span;

/// Who prints a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorVendor {
    /// Microsoft Entra ID: `AADSTS` and a number.
    Entra,
    /// AD FS: `MSIS` and a number.
    AdFs,
    /// Okta.
    Okta,
    /// Google Workspace.
    Google,
    /// OneLogin.
    OneLogin,
    /// Keycloak.
    Keycloak,
    /// Shibboleth's identity provider.
    Shibboleth,
    /// SimpleSAMLphp.
    SimpleSamlPhp,
}

/// A code, or a sentence that serves as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// Who prints it.
    pub vendor: ErrorVendor,
    /// In one spelling: `AADSTS50011`, `MSIS7070`, `app_not_configured`, `app-not-assigned`.
    pub code: String,
    /// Where it stands.
    pub at: Span,
}

/// Codes of one text: the first is what the text is about, more are rare.
const MAX_CODES: usize = 8;

/// Phrases that vendors print, in lower case, and the code that stands for each.
const PHRASES: [(&str, ErrorVendor, &str); 20] = [
    ("app_not_configured_for_user", ErrorVendor::Google, "app_not_configured_for_user"),
    ("app_not_configured", ErrorVendor::Google, "app_not_configured"),
    ("app_not_enabled_for_user", ErrorVendor::Google, "app_not_enabled_for_user"),
    ("invalid_name_id_mapping", ErrorVendor::Google, "invalid_name_id_mapping"),
    ("403_malformed_certificate", ErrorVendor::Google, "malformed_certificate"),
    ("app not assigned", ErrorVendor::Okta, "app-not-assigned"),
    ("user is not assigned to the client application", ErrorVendor::Okta, "app-not-assigned"),
    ("you are not assigned this app", ErrorVendor::Okta, "app-not-assigned"),
    ("user is not assigned to this application", ErrorVendor::Okta, "app-not-assigned"),
    ("sign-on policy denied", ErrorVendor::Okta, "policy-denied"),
    ("you do not have access to this application", ErrorVendor::OneLogin, "app-not-assigned"),
    ("invalid requester", ErrorVendor::Keycloak, "invalid-requester"),
    ("invalid_redirect_uri", ErrorVendor::Keycloak, "invalid-redirect-uri"),
    ("invalid redirect uri", ErrorVendor::Keycloak, "invalid-redirect-uri"),
    ("unknown login requester", ErrorVendor::Keycloak, "unknown-requester"),
    ("login requester not enabled", ErrorVendor::Keycloak, "client-disabled"),
    ("not registered for use with this service", ErrorVendor::Shibboleth, "not-registered"),
    ("metadatanotfound", ErrorVendor::SimpleSamlPhp, "METADATANOTFOUND"),
    ("unable to locate metadata for", ErrorVendor::SimpleSamlPhp, "METADATANOTFOUND"),
    ("application with identifier", ErrorVendor::Entra, "AADSTS700016"),
];

/// The codes in `text`, in order of their places, each once.
pub(super) fn codes(text: &str, whole: Span, is_verbatim: bool) -> Vec<ErrorCode> {
    let mut found: Vec<(usize, usize, ErrorVendor, String)> = Vec::new();
    for (prefix, vendor) in [("AADSTS", ErrorVendor::Entra), ("MSIS", ErrorVendor::AdFs)] {
        for (at, _) in text.match_indices(prefix).take(MAX_CODES) {
            let after = text.get(at.saturating_add(prefix.len())..).unwrap_or("");
            let digits =
                after.len().saturating_sub(after.trim_start_matches(|c: char| c.is_ascii_digit()).len());
            if (4..=8).contains(&digits) {
                let end = at.saturating_add(prefix.len()).saturating_add(digits);
                found.push((at, end, vendor, text.get(at..end).unwrap_or("").to_owned()));
            }
        }
    }
    // ASCII lower case keeps the offsets.
    let lower = text.to_ascii_lowercase();
    for (phrase, vendor, code) in PHRASES {
        if let Some(at) = lower.find(phrase) {
            found.push((at, at.saturating_add(phrase.len()), vendor, code.to_owned()));
        }
    }
    found.sort_by_key(|(at, ..)| *at);
    let mut out: Vec<ErrorCode> = Vec::new();
    for (from, to, vendor, code) in found {
        let is_new = !out.iter().any(|known| known.code == code || known.code.starts_with(&code));
        if is_new && out.len() < MAX_CODES {
            let start = whole.start();
            let place = Span::new(whole.source, start.saturating_add(from), start.saturating_add(to));
            out.push(ErrorCode { vendor, code, at: if is_verbatim { place } else { whole } });
        }
    }
    out
}
