use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};
use crate::saml::{Status, uri};

declare_rule! {
    /// ## What it means
    /// The identity provider refused the login and says so: the response's Status is not Success. There
    /// is nothing to log in with; the reason is in the status codes and in the status message.
    ///
    /// ## How to fix it
    /// Depends on the reason that is given; the identity provider's own log says more.
    ///
    /// ## Standard
    /// SAML Core §3.2.2.2
    Status, "response-status-failed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(status) = facts.response().and_then(|response| response.response.status.as_ref()) else {
        return;
    };
    let Some(code) = status.code.as_ref().filter(|code| code.value != uri::SUCCESS) else {
        return;
    };
    let codes = std::iter::once(code).chain(&status.sub_codes).map(|code| short(code.trimmed()));
    let codes: Vec<&str> = codes.collect();
    let reason = codes.iter().rev().find_map(|code| reason_of(code));
    let said = status.message.as_ref().map(|message| message.trimmed()).filter(|said| !said.is_empty());
    let mut text = match code.trimmed() {
        "" => "The identity provider did not report success: the status code is empty".to_owned(),
        found if found.eq_ignore_ascii_case(uri::SUCCESS) => {
            report.add(code.span, misspelt(found)).fix(Fix::at_idp(vec![MISSPELT_FIX.to_owned()]));
            return;
        }
        _ => format!("The identity provider refused the login. Its status is {}", quoted(&codes.join(" / "))),
    };
    if let Some(reason) = &reason {
        text.push_str(&format!(", which means: {}", reason.meaning));
    }
    text.push('.');
    if let Some(said) = said {
        text.push_str(&format!(" It says: {}.", quoted(said)));
    }
    let span = status.sub_codes.last().map_or(code.span, |code| code.span);
    let fix = known_error(status).or_else(|| told_by(status)).or_else(|| reason.map(|reason| reason.remedy));
    report.add(span, text).fix(to_fix(facts, fix.unwrap_or(Remedy::Log)));
}

fn misspelt(found: &str) -> String {
    format!(
        "The identity provider reports success, but misspells it: the status is {}, and it has to be {}, with the \
         same capital and small letters.",
        quoted(found),
        quoted(uri::SUCCESS)
    )
}

const MISSPELT_FIX: &str = "No setting changes this. If a script or a proxy of yours writes the response, correct the \
                            word there; otherwise update the identity provider's software or report it to its vendor.";

/// A status code without the part that all of them share.
fn short(code: &str) -> &str {
    code.strip_prefix(uri::STATUS_PREFIX).unwrap_or(code)
}

struct Reason {
    meaning: &'static str,
    remedy: Remedy,
}

#[derive(Clone, Copy)]
enum Remedy {
    /// NameID's format is to be set.
    NameId,
    /// The user is to be given the application.
    Assign,
    /// The entityID is to be entered.
    Audience,
    /// The ACS URL is to be entered.
    Acs,
    /// Requests are to be signed, or need not be.
    Signing,
    /// Assertions are not to be encrypted.
    Encryption,
    /// The request asks for too much.
    Request,
    /// The identity provider's log says more.
    Log,
}

/// Second-level status codes (SAML Core §3.2.2.2), and the top-level ones for want of anything better.
fn reason_of(code: &str) -> Option<Reason> {
    let (meaning, remedy) = match code {
        "AuthnFailed" => ("the person could not be authenticated", Remedy::Log),
        "InvalidNameIDPolicy" => {
            ("it cannot give the user name (NameID) in the format that was asked for", Remedy::NameId)
        }
        "NoAuthnContext" => ("the person did not sign in the way the request asked for", Remedy::Request),
        "NoPassive" => {
            ("the person would have had to sign in, but the request forbids showing a page", Remedy::Request)
        }
        "RequestDenied" => ("it does not want to answer this request", Remedy::Assign),
        "RequestUnsupported" => ("it does not support this request", Remedy::Request),
        "UnknownPrincipal" => ("it does not know this person", Remedy::Assign),
        "UnsupportedBinding" => ("it does not support the way the response should be sent", Remedy::Acs),
        "InvalidAttrNameOrValue" => ("the request has an attribute that it does not expect", Remedy::Request),
        "NoAvailableIDP" | "NoSupportedIDP" => ("there is no identity provider it could ask", Remedy::Log),
        "ProxyCountExceeded" => ("too many identity providers would have to be asked", Remedy::Log),
        "PartialLogout" => ("not everybody was logged out", Remedy::Log),
        "Requester" => ("something is wrong with the request", Remedy::Request),
        "Responder" => ("something went wrong at the identity provider", Remedy::Log),
        "VersionMismatch" => ("the request has another version of SAML", Remedy::Request),
        _ => return None,
    };
    Some(Reason { meaning, remedy })
}

/// Error numbers of Microsoft's products in the status message.
fn known_error(status: &Status) -> Option<Remedy> {
    let said = &status.message.as_ref()?.value;
    let known = [
        ("AADSTS50105", Remedy::Assign),
        ("AADSTS50011", Remedy::Acs),
        ("AADSTS700016", Remedy::Audience),
        ("AADSTS650056", Remedy::Audience),
        ("AADSTS75011", Remedy::Request),
        ("MSIS7070", Remedy::NameId),
    ];
    known.iter().find(|(number, _)| said.contains(number)).map(|(_, remedy)| *remedy)
}

/// What the status message complains of, where its words are plain. Products have no common words: these are few,
/// and each is of one meaning.
fn told_by(status: &Status) -> Option<Remedy> {
    let said = status.message.as_ref()?.value.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let is_about_request = has(&["request", "message", "issuer", "service provider"]);
    if has(&["unable to encrypt", "failed to encrypt", "not encrypt", "encryption certificate"]) {
        return Some(Remedy::Encryption);
    }
    let is_unsigned = has(&["not signed", "unsigned", "must be signed"]) && is_about_request;
    if is_unsigned || (has(&["signature"]) && has(&["request"])) {
        return Some(Remedy::Signing);
    }
    if has(&["nameid", "name id", "name identifier", "name-id"]) {
        return Some(Remedy::NameId);
    }
    if has(&["assertionconsumerservice", "assertion consumer service", "acs url", "acsurl", "consumer url"]) {
        return Some(Remedy::Acs);
    }
    let is_unknown = has(&["unknown", "not found", "not registered", "unable to locate", "no metadata", "not recognized", "invalid issuer"]);
    if is_unknown && has(&["issuer", "entityid", "entity id", "service provider", "relying party", "requester"]) {
        return Some(Remedy::Audience);
    }
    let is_barred = has(&["not assigned", "not authorized", "not authorised", "not allowed", "no access", "not permitted"]);
    (is_barred && has(&["user", "application", "access"])).then_some(Remedy::Assign)
}

fn to_fix(facts: &Facts<'_>, remedy: Remedy) -> Fix {
    let change = match remedy {
        Remedy::NameId => Change::NameId,
        Remedy::Assign => Change::Assign,
        Remedy::Audience => Change::Aud,
        Remedy::Acs => Change::Acs,
        Remedy::Signing => Change::Requests,
        Remedy::Encryption => Change::Encrypt,
        Remedy::Request => {
            let step = "Start the login once at the identity provider (at the application's tile), so that it needs no request. If \
                        that works, the request asks for too much: in the service provider's software, switch off what \
                        it demands of the way of logging in and of the name (RequestedAuthnContext, NameIDPolicy).";
            return Fix::at_sp(step, None);
        }
        Remedy::Log => {
            return Fix::at_idp(vec![LOG.to_owned()]);
        }
    };
    let fix = fix::at_idp(facts, change, Values::default());
    match remedy {
        // Anybody can write a message, and these switch something off.
        Remedy::Encryption | Remedy::Signing => fix::after(format!("{LOG} Only if that is this, go on."), fix),
        _ => fix,
    }
}

const LOG: &str = "Look up this login, by user and time, in the sign-in log of the identity provider: it names the reason.";
