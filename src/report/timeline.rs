//! Every instant of the message and of the certificates, and the present.

use super::build::Places;
use super::model;
use crate::facts::Facts;
use crate::rules::duration;
use crate::saml::WrittenTime;
use crate::text::{Located, Span};
use crate::time::Instant;

pub(super) fn to_timeline(facts: &Facts<'_>, places: &Places<'_>) -> Vec<model::TimelineEntry> {
    let mut entries: Vec<(Instant, &'static str, Option<Span>)> = Vec::with_capacity(16);
    entries.push((facts.now(), "now", None));
    let mut add = |what: &'static str, time: Option<&Located<WrittenTime>>| {
        if let Some((instant, time)) = time.and_then(|time| Some((time.value.instant?, time))) {
            entries.push((instant, what, Some(time.span)));
        }
    };
    if let Some(response) = facts.response() {
        add("response.issueInstant", response.response.issue_instant.as_ref());
    }
    if let Some(facts) = facts.assertion() {
        let assertion = &facts.assertion;
        add("assertion.issueInstant", assertion.issue_instant.as_ref());
        if let Some(conditions) = &assertion.conditions {
            add("conditions.notBefore", conditions.not_before.as_ref());
            add("conditions.notOnOrAfter", conditions.not_on_or_after.as_ref());
        }
        let confirmations = assertion.subject.iter().flat_map(|subject| &subject.confirmations);
        for data in confirmations.filter_map(|confirmation| confirmation.data.as_ref()) {
            add("confirmation.notBefore", data.not_before.as_ref());
            add("confirmation.notOnOrAfter", data.not_on_or_after.as_ref());
        }
        for statement in &assertion.authn_statements {
            add("authn.authnInstant", statement.authn_instant.as_ref());
            add("authn.sessionNotOnOrAfter", statement.session_not_on_or_after.as_ref());
        }
    }
    if let Some(metadata) = &facts.metadata {
        for until in metadata.entity.iter().flat_map(|entity| &entity.valid_until) {
            add("metadata.validUntil", Some(until));
        }
        for declared in &metadata.certificates {
            if let Ok(certificate) = &declared.certificate {
                entries.push((certificate.not_before, "certificate.notBefore", Some(declared.span)));
                entries.push((certificate.not_after, "certificate.notAfter", Some(declared.span)));
            }
        }
    }
    entries.sort_by_key(|(instant, _, _)| *instant);
    entries
        .into_iter()
        .map(|(instant, what, span)| model::TimelineEntry {
            label: label(what).to_owned(),
            relative: relative(instant, facts.now()),
            what: what.to_owned(),
            instant: instant.to_string(),
            span: span.map(|span| places.place(span)),
        })
        .collect()
}

/// What happens then, for people.
fn label(what: &str) -> &'static str {
    match what {
        "now" => "the clock of this check",
        "response.issueInstant" => "the response was issued",
        "assertion.issueInstant" => "the assertion was issued",
        "conditions.notBefore" => "the assertion is valid from",
        "conditions.notOnOrAfter" => "the assertion is valid until",
        "confirmation.notBefore" => "it may be used for a login from",
        "confirmation.notOnOrAfter" => "it may be used for a login until",
        "authn.authnInstant" => "the user logged in at the identity provider",
        "authn.sessionNotOnOrAfter" => "the session ends",
        "metadata.validUntil" => "the metadata is valid until",
        "certificate.notBefore" => "a certificate is valid from",
        "certificate.notAfter" => "a certificate is valid until",
        _ => "",
    }
}

/// How far an instant is from the present.
fn relative(instant: Instant, now: Instant) -> String {
    match instant.seconds_since(now) {
        0 => "now".to_owned(),
        ahead if ahead > 0 => format!("in {}", duration(ahead)),
        past => format!("{} ago", duration(past)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_told_as_people_say_them() {
        let at = Instant::from_unix_seconds;
        assert_eq!(relative(at(100), at(100)), "now");
        assert_eq!(relative(at(400), at(100)), "in 5 minutes");
        assert_eq!(relative(at(0), at(3 * 86_400)), "3 days ago");
    }
}
