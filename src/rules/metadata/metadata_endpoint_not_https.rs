use crate::facts::{Facts, read_location};
use crate::idp::Vendor;
use crate::rules::declare::declare_rule;
use crate::rules::naming::address_of;
use crate::rules::words::quoted;
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// Users would be sent to an `http:` address, where anybody on the way can read and change what is sent.
    /// On this computer (localhost), or where the settings allow it, this is only a warning.
    ///
    /// ## How to fix it
    /// Give the identity provider's login address a certificate and `https:`, and download the metadata
    /// again.
    ///
    /// ## Standard
    /// SAML Bindings §3.4.5.1, §3.5.5.1
    Metadata, "metadata-endpoint-not-https", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    // One address for several bindings is one finding.
    let mut seen: Vec<&str> = Vec::new();
    for (endpoint, address) in facts.metadata.iter().flat_map(|metadata| metadata.browser_addresses()) {
        let Some(text) = address else {
            continue;
        };
        let Ok(location) = read_location(text.trimmed()) else {
            continue;
        };
        if location.is_https || seen.contains(&text.trimmed()) || seen.len() >= MAX_ADDRESSES {
            continue;
        }
        seen.push(text.trimmed());
        let message = format!(
            "The {} {} begins with http:, so anybody on the way can read what is sent there.",
            address_of(endpoint.kind),
            quoted(text.trimmed())
        );
        let finding = report.add(text.span, message);
        finding.fix(fix::metadata_again(facts, https(facts)));
        if location.is_loopback() || facts.settings().allow_insecure_endpoints {
            finding.severity(Severity::Warning);
        }
    }
}

/// Where the address is changed; the server behind it has to be reachable by it.
fn https(facts: &Facts<'_>) -> &'static str {
    match facts.vendor() {
        Vendor::Keycloak => {
            "Keycloak: Realm settings → General → Frontend URL: change http:// to https://. The server has to answer \
             there; ask whoever runs it."
        }
        _ => {
            "Ask whoever runs the identity provider's server to let it answer at an address with https://, and to set \
             that as its own address (base URL)."
        }
    }
}

/// Different addresses that are reported: real metadata has about four.
const MAX_ADDRESSES: usize = 25;
