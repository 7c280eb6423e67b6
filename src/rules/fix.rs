//! Where a fix depends on the identity provider, its steps come from the catalogue of products.

use super::{Actor, Fix};
use crate::facts::Facts;
use crate::idp::{Change, ClaimSource, Step, Values, Vendor, Wanted, steps};
use crate::profile::{AcceptedValue, ClaimExpectation};
use crate::rules::words::quoted;

/// Steps in the console of the recognised identity provider. The values of this service provider are
/// filled in where `values` leaves them out.
pub(super) fn at_idp(facts: &Facts<'_>, change: Change, values: Values) -> Fix {
    at_vendor(facts, facts.vendor(), change, values)
}

/// The same steps in the console of `vendor`, where something else than the facts tells which one it is.
pub(super) fn at_vendor(facts: &Facts<'_>, vendor: Vendor, change: Change, values: Values) -> Fix {
    let values = ours(facts, values);
    Fix {
        brings_metadata: change == Change::Cert,
        steps: steps(vendor, change, &values),
        ..Fix::at_idp(Vec::new())
    }
}

/// A step on the service provider's side, with its own values.
pub(super) fn at_sp(facts: &Facts<'_>, template: &'static str, values: Values) -> Fix {
    let steps = vec![Step::of(template, &ours(facts, values))];
    Fix { who: Actor::Sp, steps, setting: None, brings_metadata: false }
}

fn ours(facts: &Facts<'_>, values: Values) -> Values {
    Values {
        acs: values.acs.or_else(|| facts.expected.acs_urls.first().cloned()),
        audience: values.audience.or_else(|| Some(facts.expected.audience.clone())),
        name_id_format: Some(facts.profile.name_id.format.clone()),
        service: Some(facts.profile.name.clone()),
        ..values
    }
}

/// Where the identity provider offers its metadata.
pub(super) fn fresh_metadata(facts: &Facts<'_>) -> Fix {
    at_idp(facts, Change::Cert, Values::default())
}

/// What `first` says, and then where the identity provider offers its metadata.
pub(super) fn metadata_again(facts: &Facts<'_>, first: &str) -> Fix {
    after(first, fresh_metadata(facts))
}

/// How a new signing certificate is made, and where the metadata with it is. Logins fail in between.
pub(super) fn new_certificate(facts: &Facts<'_>) -> Fix {
    let mut renew = at_idp(facts, Change::Renew, Values::default());
    let mut fresh = fresh_metadata(facts);
    renew.steps.append(&mut fresh.steps);
    Fix { steps: renew.steps, ..fresh }
}

/// What to do where the downloaded file has the same fault again.
pub(super) fn ask_support(what: &str) -> String {
    format!("If the error stays, ask the identity provider's support {what}.")
}

/// The same, after a step of the rule's own.
pub(super) fn after(first: impl Into<String>, mut fix: Fix) -> Fix {
    fix.insert(0, first.into());
    fix
}

/// Where the metadata has more certificates than are read or tried.
pub(super) fn remove_old_certificates() -> Fix {
    Fix::at_idp(vec!["Take the certificates that are no longer used out of the metadata.".to_owned()])
}

/// The first step of copying a message from the browser, by which those steps are found again.
pub(super) const OPEN_TOOLS: &str =
    "In the browser, press F12 → Network and tick “Preserve log” (Firefox: “Persist Logs”).";

/// How a response is copied as the browser sent it.
pub(super) fn copy_response(facts: &Facts<'_>) -> Fix {
    let choose = match facts.expected.acs_urls.first().map(String::as_str) {
        None | Some("") => "In the list, click the POST request to the service provider.".to_owned(),
        Some(acs) => format!("In the list, click the request “{}” (a POST to {acs}).", name_in_list(acs)),
    };
    Fix::of(
        Actor::Capture,
        vec![
            OPEN_TOOLS.to_owned(),
            "Log in through the identity provider as the user whose login you test (ask them, or sit with them).".to_owned(),
            choose,
            "Under Payload → Form Data (Firefox: Request), right-click SAMLResponse → Copy value, as the list shows only \
             its beginning. Paste it into the test box, unchanged."
                .to_owned(),
        ],
    )
}

/// What to do where no setting makes a message so.
pub(super) fn capture_again(facts: &Facts<'_>) -> Fix {
    copy_response(facts)
        .then("If this error appears again, send this finding to the identity provider's support: no setting there makes a message like that.")
}

/// The last resort, after a fresh copy and a new application.
pub(super) const STILL_THERE: &str =
    "If the error stays even then, send this finding to the identity provider's support.";

/// To make a new application for SAML 2.0, after `when`.
pub(super) fn new_application(facts: &Facts<'_>, when: &str) -> String {
    let service = &facts.profile.name;
    let place = in_console(facts, Change::Application);
    format!(
        "{when} a new application for {service} at the identity provider. {place} Then paste its metadata."
    )
}

/// The steps of a change as part of another step.
pub(super) fn in_console(facts: &Facts<'_>, change: Change) -> String {
    at_idp(facts, change, Values::default()).words()
}

/// Another way to reach the same: `or` opens its first step.
pub(super) fn otherwise(or: &str, mut fix: Fix) -> Fix {
    if let Some(first) = fix.steps.first_mut() {
        *first = std::mem::take(first).after(or);
    }
    fix
}

/// How many steps [`copy_response`] has.
pub(super) const COPYING_STEPS: usize = 4;

/// What the browser's list of requests calls the request to an address: the last part of its path.
fn name_in_list(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

/// Where the second capture has right what is wrong here, only this user's data can differ.
fn of_user(is_right: bool, fix: Fix) -> Fix {
    if !is_right {
        return fix;
    }
    after(
        "The other login that you compare with has this right, so look at this user first: at their groups, and at the \
         fields of their profile. Only if nothing differs there, change the set-up:",
        fix,
    )
}

/// Whether the second capture has an attribute right.
pub(super) fn is_right_elsewhere(facts: &Facts<'_>, claim: &ClaimExpectation) -> bool {
    facts.other_assertion().is_some_and(|other| {
        other.outcomes(&facts.profile).any(|(of, outcome)| of.name == claim.name && outcome.fault.is_none())
    })
}

/// Steps about an attribute, where another user's may be right.
pub(super) fn of_claim(facts: &Facts<'_>, claim: &ClaimExpectation, fix: Fix) -> Fix {
    of_user(is_right_elsewhere(facts, claim), fix)
}

/// Steps about NameID, where another user's may be right.
pub(super) fn of_name_id(facts: &Facts<'_>, fix: Fix) -> Fix {
    let is_right = facts.other_assertion().is_some_and(|other| {
        let name_id = other.claims.name_id.as_ref();
        name_id.is_some_and(|name_id| !name_id.value.value.is_empty() && name_id.email_fault.is_none())
    });
    of_user(is_right, fix)
}

/// Accepted values that a fix lists: more are for the documentation of the service provider.
const MAX_ACCEPTED: usize = 12;

/// The values that a fix about an attribute names: its name, and what it may be. Of several accepted
/// values none is picked: one is as right as the other, and some give more rights.
pub(super) fn claim_values(facts: &Facts<'_>, claim: &ClaimExpectation) -> Values {
    let account = facts.expected.account.as_str();
    let value = match &claim.accepted {
        _ if claim.equals_account && !account.is_empty() => Some(Wanted::Exactly(account.to_owned())),
        _ if claim.equals_account && !claim.label.is_empty() => {
            Some(Wanted::Words(format!("the “{}” of your account", claim.label)))
        }
        Some(accepted) => Some(one_of(accepted)),
        None if claim.label.is_empty() => None,
        // Without “each user's own” people type the label itself, for everybody.
        None => Some(Wanted::Words(format!("each user's own “{}”", claim.label))),
    };
    Values { claim: Some(claim.name.clone()), value, ..Values::default() }
}

/// The same, where it is known which value is meant.
pub(super) fn claim_value(claim: &ClaimExpectation, value: &str) -> Values {
    Values {
        claim: Some(claim.name.clone()),
        value: Some(Wanted::Exactly(value.to_owned())),
        ..Values::default()
    }
}

/// What adds an attribute, or mends the value of one that is sent: a value that is the same for everybody
/// stands in another field than a user's own.
pub(super) fn change_of(claim: &ClaimExpectation, otherwise: Change) -> Change {
    match ClaimSource::of(&claim.name, claim.equals_account, claim.accepted.is_some()) {
        ClaimSource::Account => Change::Fixed,
        ClaimSource::FullName if otherwise == Change::Attr => Change::FullName,
        ClaimSource::OneOf if otherwise == Change::Attr => Change::OneOf,
        _ => otherwise,
    }
}

/// The values where an attribute has to be renamed.
pub(super) fn renamed(claim: &ClaimExpectation, found: &str) -> Values {
    Values { claim: Some(claim.name.clone()), found: Some(quoted(found)), ..Values::default() }
}

/// The values where several were sent and one is wanted: one of those, as far as they are accepted.
pub(super) fn one_of_sent<'a>(
    facts: &Facts<'_>,
    claim: &ClaimExpectation,
    sent: impl Iterator<Item = &'a str>,
) -> Values {
    // Whatever else was sent is the sender's choice, and no step repeats it.
    let is_accepted = |value: &&str| claim.accepted.iter().flatten().any(|accepted| accepted.value == *value);
    let mut usable: Vec<&str> = Vec::new();
    for value in sent.filter(is_accepted).take(MAX_ACCEPTED) {
        if !usable.contains(&value) {
            usable.push(value);
        }
    }
    let value = match usable.split_last() {
        Some((last, rest)) if !rest.is_empty() && !claim.equals_account => {
            Some(Wanted::Words(format!("either {} or {last}", rest.join(", "))))
        }
        _ => return claim_values(facts, claim),
    };
    Values { value, ..claim_values(facts, claim) }
}

fn one_of(accepted: &[AcceptedValue]) -> Wanted {
    let values: Vec<&str> =
        accepted.iter().take(MAX_ACCEPTED).map(|accepted| accepted.value.as_str()).collect();
    match (values.as_slice(), accepted.len() > MAX_ACCEPTED) {
        ([only], _) => Wanted::Exactly((*only).to_owned()),
        (_, false) => Wanted::Words(format!("one of {}", values.join(", "))),
        (_, true) => Wanted::Words(format!("one of {} and the others that are accepted", values.join(", "))),
    }
}
