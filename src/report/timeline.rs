//! Every instant of the message and of the certificates, and the present.

use super::build::Places;
use super::model;
use crate::facts::Facts;
use crate::saml::WrittenTime;
use crate::text::{Located, Span};
use crate::time::Instant;

pub(super) fn to_timeline(facts: &Facts<'_>, places: &Places<'_>) -> Vec<model::TimelineEntry> {
    let mut entries: Vec<(Instant, String, Option<Span>)> = vec![(facts.now(), "now".to_owned(), None)];
    let mut add = |what: &str, time: &Option<Located<WrittenTime>>| {
        if let Some((instant, time)) = time.as_ref().and_then(|time| Some((time.value.instant?, time))) {
            entries.push((instant, what.to_owned(), Some(time.span)));
        }
    };
    if let Some(response) = facts.response() {
        add("response.issueInstant", &response.response.issue_instant);
    }
    if let Some(facts) = facts.assertion() {
        let assertion = &facts.assertion;
        add("assertion.issueInstant", &assertion.issue_instant);
        if let Some(conditions) = &assertion.conditions {
            add("conditions.notBefore", &conditions.not_before);
            add("conditions.notOnOrAfter", &conditions.not_on_or_after);
        }
        let confirmations = assertion.subject.iter().flat_map(|subject| &subject.confirmations);
        for data in confirmations.filter_map(|confirmation| confirmation.data.as_ref()) {
            add("confirmation.notBefore", &data.not_before);
            add("confirmation.notOnOrAfter", &data.not_on_or_after);
        }
        for statement in &assertion.authn_statements {
            add("authn.authnInstant", &statement.authn_instant);
            add("authn.sessionNotOnOrAfter", &statement.session_not_on_or_after);
        }
    }
    if let Some(metadata) = &facts.metadata {
        for until in metadata.entity.iter().flat_map(|entity| &entity.valid_until) {
            add("metadata.validUntil", &Some(until.clone()));
        }
        for declared in &metadata.certificates {
            if let Ok(certificate) = &declared.certificate {
                let what = |end: &str| format!("certificate.{end}");
                entries.push((certificate.not_before, what("notBefore"), Some(declared.span)));
                entries.push((certificate.not_after, what("notAfter"), Some(declared.span)));
            }
        }
    }
    entries.sort_by_key(|(instant, _, _)| *instant);
    entries
        .into_iter()
        .map(|(instant, what, span)| model::TimelineEntry {
            what,
            instant: instant.to_string(),
            span: span.map(|span| places.place(span)),
        })
        .collect()
}
