//! What changes against the saved metadata, and how two captures differ.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::metadata::valid_until;
use super::model::{Change, Comparison, Difference};
use super::words::hexadecimal;
use crate::facts::{AssertionFacts, CaptureFacts, Facts, Judged, MetadataFacts, ResponseFacts};
use crate::saml::uri;

/// Named values of one side, in order; a name may occur several times.
type Values = Vec<(&'static str, String)>;

/// How the metadata differs from the saved one; nothing where either cannot be read.
pub(super) fn to_changes(facts: &Facts<'_>) -> Vec<Change> {
    let (Some(new), Some(saved)) = (&facts.metadata, &facts.saved_metadata) else {
        return Vec::new();
    };
    if new.entity.is_none() || saved.entity.is_none() {
        return Vec::new();
    }
    let (before, after) = (metadata_values(saved), metadata_values(new));
    // Looked up, as either side may have thousands of values.
    let (old, now) = (by_name(&before), by_name(&after));
    let has = |side: &ByName<'_>, what: &str, value: &str| {
        side.get(what).is_some_and(|values| values.binary_search(&value).is_ok())
    };
    // One value in place of another is one change; of several, each that came or went.
    let single = |what: &str| match (old.get(what)?.as_slice(), now.get(what)?.as_slice()) {
        ([_], [value]) => Some((*value).to_owned()),
        _ => None,
    };
    let mut changes = Vec::new();
    for (what, value) in before.iter().filter(|(what, value)| !has(&now, what, value)) {
        changes.push(Change { what: (*what).to_owned(), before: Some(value.clone()), after: single(what) });
    }
    for (what, value) in after.iter().filter(|(what, value)| !has(&old, what, value)) {
        if single(what).is_none() {
            changes.push(Change { what: (*what).to_owned(), before: None, after: Some(value.clone()) });
        }
    }
    changes
}

/// The values of each name, sorted.
type ByName<'a> = BTreeMap<&'a str, Vec<&'a str>>;

fn by_name(values: &Values) -> ByName<'_> {
    let mut names = ByName::new();
    for (name, value) in values {
        names.entry(name).or_default().push(value);
    }
    names.values_mut().for_each(|values| values.sort_unstable());
    names
}

fn metadata_values(metadata: &MetadataFacts) -> Values {
    let mut values: Values = Vec::new();
    values.extend(metadata.entity_id().map(|id| ("entityID", id.to_owned())));
    let until = metadata.entity.as_ref().and_then(valid_until);
    values.extend(until.map(|until| ("validUntil", until.to_string())));
    for endpoint in
        metadata.entity.iter().flat_map(|entity| &entity.idp_roles).flat_map(|role| &role.endpoints)
    {
        let text = |value: &Option<crate::text::Located<String>>| {
            value.as_ref().map_or("", |value| value.trimmed()).to_owned()
        };
        let binding = text(&endpoint.binding);
        let binding = binding.rsplit(':').next().unwrap_or("");
        values.push((endpoint.kind.element(), format!("{} ({binding})", text(&endpoint.location))));
    }
    for declared in &metadata.certificates {
        if let Ok(certificate) = &declared.certificate {
            let what =
                if declared.usage.may_sign() { "signing certificate" } else { "encryption certificate" };
            let sha256 = hexadecimal(&certificate.sha256);
            values.push((
                what,
                format!("{} until {}, SHA-256 {sha256}", certificate.subject, certificate.not_after),
            ));
        }
    }
    for format in
        metadata.entity.iter().flat_map(|entity| &entity.idp_roles).flat_map(|role| &role.name_id_formats)
    {
        values.push(("NameIDFormat", format.trimmed().to_owned()));
    }
    let wants = metadata.role().is_some_and(|role| role.wants_signed_requests.is_some());
    values.push(("WantAuthnRequestsSigned", wants.to_string()));
    values
}

/// How the second capture differs from the judged one in what matters; `None` where none was given.
pub(super) fn to_comparison(facts: &Facts<'_>) -> Option<Comparison> {
    let other = facts.other_capture.as_ref()?;
    let this = facts.capture.as_ref().map(capture_values).unwrap_or_default();
    let other = capture_values(other);
    let mut names: Vec<&str> = this.iter().chain(&other).map(|(name, _)| name.as_str()).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let (this, other) = (joined(&this), joined(&other));
    let differences = names.into_iter().filter_map(|name| {
        let (this, other) = (this.get(name), other.get(name));
        (this != other).then(|| Difference {
            what: name.to_owned(),
            this: this.cloned(),
            other: other.cloned(),
        })
    });
    Some(Comparison { differences: differences.collect() })
}

/// The values of each name, in order, as one text.
fn joined(values: &[(String, String)]) -> BTreeMap<&str, String> {
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in values {
        match names.entry(name) {
            Entry::Vacant(new) => drop(new.insert(value.clone())),
            Entry::Occupied(mut known) => known.get_mut().extend([", ", value]),
        }
    }
    names
}

/// What of a capture is worth comparing. IDs and instants differ by nature and are left out; how long
/// things are valid is not.
fn capture_values(capture: &CaptureFacts) -> Vec<(String, String)> {
    let mut values = Vec::new();
    match &capture.judged {
        Some(Judged::Response(response)) => {
            values.push(("Message".to_owned(), "Response".to_owned()));
            response_values(response, &mut values);
            if let Some(assertion) = &response.assertion {
                assertion_values(assertion, &mut values);
            }
        }
        Some(Judged::Assertion(assertion)) => {
            values.push(("Message".to_owned(), "Assertion".to_owned()));
            assertion_values(assertion, &mut values);
        }
        Some(Judged::AuthnRequest(_)) => values.push(("Message".to_owned(), "AuthnRequest".to_owned())),
        Some(Judged::Other(kind)) => values.push(("Message".to_owned(), kind.name().to_owned())),
        None => values.push(("Message".to_owned(), "none".to_owned())),
    }
    values
}

fn response_values(facts: &ResponseFacts, values: &mut Vec<(String, String)>) {
    let response = &facts.response;
    let mut add =
        |name: &str, value: Option<String>| values.extend(value.map(|value| (name.to_owned(), value)));
    add("Issuer", response.issuer.as_ref().map(|issuer| issuer.value.trimmed().to_owned()));
    add("Destination", response.destination.as_ref().map(|destination| destination.trimmed().to_owned()));
    let answers = if response.in_response_to.is_some() { "a request" } else { "no request" };
    add("InResponseTo", Some(answers.to_owned()));
    let status = response.status.as_ref().and_then(|status| status.code.as_ref());
    let short = |code: &str| code.strip_prefix(uri::STATUS_PREFIX).unwrap_or(code).to_owned();
    add("Status", status.map(|code| short(code.trimmed())));
    let encrypted = if response.encrypted_assertions.is_empty() { "no" } else { "yes" };
    add("Assertion encrypted", Some(encrypted.to_owned()));
    for check in &facts.verification.checks {
        let carrier = if check.parent == response.node { "Response" } else { "Assertion" };
        let valid = if check.is_valid() { "verified" } else { "not verified" };
        add(&format!("{carrier} signature"), Some(valid.to_owned()));
        let method = check.signature.as_ref().ok().map(|signature| signature.signature_method.value.clone());
        add(&format!("{carrier} signature algorithm"), method);
    }
}

fn assertion_values(facts: &AssertionFacts, values: &mut Vec<(String, String)>) {
    let assertion = &facts.assertion;
    let mut add =
        |name: &str, value: Option<String>| values.extend(value.map(|value| (name.to_owned(), value)));
    add("Assertion Issuer", assertion.issuer.as_ref().map(|issuer| issuer.value.trimmed().to_owned()));
    add("NameID", facts.claims.name_id.as_ref().map(|name_id| name_id.value.value.clone()));
    let format = facts.claims.name_id.as_ref().and_then(|name_id| name_id.format.as_ref());
    add("NameID Format", format.map(|format| format.trimmed().to_owned()));
    if let Some(conditions) = &assertion.conditions {
        for audience in conditions.audience_restrictions.iter().flat_map(|restriction| &restriction.audiences)
        {
            add("Audience", Some(audience.trimmed().to_owned()));
        }
        let from = conditions.not_before.as_ref().and_then(|time| time.value.instant);
        let until = conditions.not_on_or_after.as_ref().and_then(|time| time.value.instant);
        let seconds = from.zip(until).map(|(from, until)| until.seconds_since(from));
        add("Validity", seconds.map(|seconds| format!("{seconds} seconds")));
    }
    for confirmation in assertion.subject.iter().flat_map(|subject| &subject.confirmations) {
        let recipient = confirmation.data.as_ref().and_then(|data| data.recipient.as_ref());
        add("Recipient", recipient.map(|recipient| recipient.trimmed().to_owned()));
    }
    for statement in &assertion.authn_statements {
        let class = statement.authn_context_class.as_ref();
        add("AuthnContextClassRef", class.map(|class| class.trimmed().to_owned()));
    }
    for attribute in &facts.claims.attributes {
        let shown: Vec<&str> = attribute.values.iter().map(|value| value.value.value.as_str()).collect();
        add(&format!("Attribute {}", attribute.name.value), Some(shown.join(", ")));
    }
}
