//! The Issuer of a message against the entityID of the metadata.

use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor};
use crate::rules::judged::{by_unknown_keys, signatures};
use crate::rules::words::{difference, quoted};
use crate::rules::{Fix, fix};
use crate::saml::{Issuer, uri};
use crate::text::Span;

/// What differs: where, and a sentence. `element` is what the Issuer speaks for.
pub(super) fn mismatch(facts: &Facts<'_>, issuer: &Issuer, element: &str) -> Option<(Span, String)> {
    let expected = facts.metadata.as_ref()?.entity_id()?;
    let found = issuer.value.trimmed();
    if found == expected {
        return None;
    }
    let message = match found.is_empty() {
        true => {
            format!(
                "The {element} does not say which identity provider it comes from: its Issuer is empty. It has to be {}.",
                quoted(expected)
            )
        }
        false => format!(
            "The {element} comes from {}, but the metadata belongs to {}.{}",
            quoted(found),
            quoted(expected),
            hint(facts, found, expected)
        ),
    };
    Some((issuer.value.span, message))
}

/// Whether another identity provider sent it, which then signs with keys of its own: nothing of the message
/// matches the metadata, and the names do not only differ in what people overlook.
pub(super) fn explains_keys(facts: &Facts<'_>, issuer: &Issuer) -> bool {
    let Some(expected) = facts.metadata.as_ref().and_then(|metadata| metadata.entity_id()) else {
        return false;
    };
    let found = issuer.value.trimmed();
    let is_other = !found.is_empty() && found != expected;
    is_other
        && difference(found, expected).is_none()
        && !is_same_tenant(found, expected)
        && !by_unknown_keys(facts).is_empty()
        && signatures(facts).all(|(check, _)| check.verified_by.is_none())
}

/// Whether both are names of one tenant of Entra ID, which has an address at each of two hosts.
fn is_same_tenant(a: &str, b: &str) -> bool {
    let tenant = |text: &str| {
        let path =
            text.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        path.split('/').next().unwrap_or("").to_ascii_lowercase()
    };
    is_entra(host(a)) && is_entra(host(b)) && tenant(a) == tenant(b)
}

fn is_entra(host: &str) -> bool {
    ["sts.windows.net", "login.microsoftonline.com"].iter().any(|known| host.eq_ignore_ascii_case(known))
}

/// What to do about it: the metadata is at fault only where the message names another sender.
pub(super) fn remedy(facts: &Facts<'_>, issuer: &Issuer) -> Fix {
    let expected = facts.metadata.as_ref().and_then(|metadata| metadata.entity_id()).unwrap_or_default();
    if explains_keys(facts, issuer) {
        return of_stranger(facts, issuer.value.trimmed(), expected);
    }
    let found = issuer.value.trimmed();
    if is_other_address(facts, found, expected) {
        let field = match facts.vendor() {
            Vendor::Keycloak => " (the hostname option, or Frontend URL in Realm settings → General)",
            _ => "",
        };
        return fix::fresh_metadata(facts).then(format!(
            "If the fresh file names {} too, the identity provider is reached under two addresses: set its public \
             address{field}, so that both name the same one.",
            quoted(expected)
        ));
    }
    if !found.is_empty() {
        return fix::fresh_metadata(facts);
    }
    let field = match facts.vendor() {
        Vendor::Okta => {
            "Okta: Applications → the app → General → SAML Settings → Edit → Configure SAML → Show Advanced Settings: usually \
             “SAML Issuer ID”"
        }
        _ => "in the identity provider's application, the field usually called Issuer or IdP Entity ID",
    };
    fix::copy_response(facts).then(format!(
        "If it is empty in the fresh copy too, set it to {} ({field}), or ask the provider's support.",
        quoted(expected)
    ))
}

/// What to do where another identity provider sent it: it may be the one that is meant, or a stranger.
fn of_stranger(facts: &Facts<'_>, found: &str, expected: &str) -> Fix {
    let capture = facts.capture();
    let vendor = match host(found).eq_ignore_ascii_case(host(expected)) {
        true => facts.vendor(),
        false => capture.map_or(Vendor::Generic, |capture| capture.recognition().vendor),
    };
    let metadata = fix::at_vendor(facts, vendor, Change::Cert, Values::default());
    let ours = format!("Log in through {}, and paste that login into the test box.", quoted(expected));
    // Anybody can send a message that names anybody.
    let theirs = format!(
        "Only if you know {} as your own organisation's, and people are to log in through it: take its metadata from its \
         own console, never from whoever sent this login. ",
        quoted(found)
    );
    fix::after(ours, fix::otherwise(&theirs, metadata))
}

/// Whether an Issuer says that it is something else than an entity (SAML Profiles §4.1.4.2).
pub(super) fn bad_format(issuer: &Issuer) -> Option<(Span, String)> {
    let format = issuer.format.as_ref().filter(|format| format.value != uri::NAME_ID_ENTITY)?;
    let message = format!(
        "The Issuer's Format is {}; only {} is allowed there, or none.",
        quoted(format.trimmed()),
        quoted(uri::NAME_ID_ENTITY)
    );
    Some((format.span, message))
}

/// In what way two entityIDs of one and the same product differ.
fn hint(facts: &Facts<'_>, found: &str, expected: &str) -> String {
    let host = |text: &str| host(text).to_ascii_lowercase();
    let (a, b) = (host(found), host(expected));
    // A slash or a letter is the whole difference, whoever it is.
    if let Some(difference) = difference(found, expected) {
        return format!(" The difference: {difference}.");
    }
    if is_entra(&a) && is_entra(&b) {
        return match a == b {
            true => " Both are Microsoft Entra ID, but of different tenants.".to_owned(),
            false => format!(
                " Both are addresses of Microsoft Entra ID, but {} is not {}, and the texts have to be equal.",
                quoted(&a),
                quoted(&b)
            ),
        };
    }
    if let (Some(a), Some(b)) = (realm(found), realm(expected))
        && a != b
    {
        return format!(" The realms differ: {} and {}.", quoted(a), quoted(b));
    }
    if a == b && !a.is_empty() {
        return " Both are at the same host, so probably of two applications or tenants there.".to_owned();
    }
    match is_other_address(facts, found, expected) {
        true => format!(
            " Only the host differs, so probably one identity provider has two addresses: {} and {}.",
            quoted(&a),
            quoted(&b)
        ),
        false => String::new(),
    }
}

/// Whether only the hosts of two addresses differ, as where one server has an inner and a public name. Without a
/// signature by the metadata's key it may as well be somebody's look-alike.
fn is_other_address(facts: &Facts<'_>, found: &str, expected: &str) -> bool {
    if signatures(facts).all(|(check, _)| check.verified_by.is_none()) {
        return false;
    }
    let (a, b) = (host(found), host(expected));
    let differ = !a.is_empty() && !b.is_empty() && !a.eq_ignore_ascii_case(b);
    differ && !(is_entra(a) && is_entra(b)) && path(found).len() > 1 && path(found) == path(expected)
}

/// The host of an address; empty where the text is none.
fn host(text: &str) -> &str {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or("")
}

/// What follows the host of an address; empty where the text is none.
fn path(text: &str) -> &str {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("")
}

/// Keycloak's realm.
fn realm(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("/realms/")?;
    rest.split('/').next().filter(|realm| !realm.is_empty())
}
