use crate::facts::{Facts, LocationFault, read_location};
use crate::rules::declare::declare_rule;
use crate::rules::naming::{address_of, binding};
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// Users would be sent to an address that is no plain `https:` address: a script, a file, an address
    /// with a user name or with blanks in it, or none that stands on its own.
    ///
    /// ## How to fix it
    /// Do not save this metadata. Download it again from the identity provider itself, and ask there if the
    /// address is the same.
    ///
    /// ## Standard
    /// SAML Metadata §2.2.2, RFC 3986 §4.3
    Metadata, "metadata-endpoint-unsafe", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    // One address for several bindings is one finding.
    let mut seen: Vec<&str> = Vec::new();
    for (endpoint, address) in facts.metadata.iter().flat_map(|metadata| metadata.browser_addresses()) {
        let text = address.map_or("", Located::trimmed);
        let Err(fault) = read_location(text) else {
            continue;
        };
        if seen.contains(&text) || seen.len() >= MAX_ADDRESSES {
            continue;
        }
        seen.push(text);
        let span = address.map_or(endpoint.span, |address| address.span);
        let what = address_of(endpoint.kind);
        let message = match fault {
            LocationFault::Empty => {
                let by = endpoint.binding.as_ref().map_or("", |urn| binding(&urn.value));
                format!("The {what} for {} is missing: its Location is empty.", quoted(by))
            }
            fault => format!("The {what} {} is refused: {}.", quoted(text), why(&fault)),
        };
        report.add(span, message).fix(fix::metadata_again(facts, "Do not save this metadata; its addresses have to begin with https://."));
    }
}

/// Different addresses that are reported: real metadata has about four.
const MAX_ADDRESSES: usize = 25;

fn why(fault: &LocationFault) -> String {
    match fault {
        LocationFault::Empty => "it is empty".to_owned(),
        LocationFault::NotAbsolute => "it does not begin with https://".to_owned(),
        LocationFault::Scheme(scheme) => {
            format!("it begins with {}, not with https://", quoted(&format!("{scheme}:")))
        }
        LocationFault::NoHost => "it names no host".to_owned(),
        LocationFault::UserInfo => "it has a user name before the host, which hides where it leads".to_owned(),
        LocationFault::Host => "its host is neither a name nor an address".to_owned(),
        LocationFault::Port => "its port is no number that exists".to_owned(),
        LocationFault::Character(' ') => "it has a blank in it".to_owned(),
        LocationFault::Character(character) => match character.is_control() || character.is_whitespace() {
            true => format!("it has the invisible character U+{:04X} in it", u32::from(*character)),
            false => format!("it has the character {} in it", quoted(&character.to_string())),
        },
    }
}
