//! Turns facts and findings into the report: byte offsets become UTF-16 offsets here.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::model;
use super::redact::RedactedSource;
use super::{changes, claims, comparison, messages, metadata, provisioning, signatures, timeline};
use crate::facts::Facts;
use crate::idp::{Step, StepValue};
use crate::rules::{self, Actor, Severity};
use crate::text::{LineIndex, SourceId, Span};
use crate::verdict::{Verdict, Verdicts};

/// The version of the report's form.
const SCHEMA: &str = "sso-preflight/1";

/// The report of one check.
pub fn to_report(facts: &Facts<'_>, findings: &[rules::Finding], verdicts: Verdicts) -> model::Report {
    to_report_at(facts, findings, verdicts, &Places::new(facts))
}

/// The report with places that `places` makes.
pub(super) fn to_report_at(
    facts: &Facts<'_>,
    findings: &[rules::Finding],
    verdicts: Verdicts,
    places: &Places<'_>,
) -> model::Report {
    let user = match verdicts.overall {
        Verdict::Accept => facts.response().and_then(|response| response.user.as_ref()),
        Verdict::Reject | Verdict::Undecided => None,
    };
    model::Report {
        schema: SCHEMA.to_owned(),
        verdict: to_verdict(verdicts.overall),
        needs_whole: facts.needs_whole(),
        findings: findings.iter().map(|finding| to_finding(finding, places)).collect(),
        metadata: facts
            .metadata
            .as_ref()
            .map(|of| metadata::to_metadata(of, to_verdict(verdicts.metadata), places)),
        capture: facts.capture().map(|of| messages::to_capture(of, facts, places)),
        flow: facts.capture().and_then(messages::to_flow),
        signatures: signatures::to_signatures(facts, places),
        claims: claims::to_claims(facts, places),
        user: user.map(claims::to_user),
        provisioning: provisioning::to_provisioning(facts, verdicts.overall, places),
        comparison: comparison::to_comparison(facts),
        changes: changes::to_changes(facts),
        timeline: timeline::to_timeline(facts, places),
        sources: to_sources(facts),
    }
}

/// Turns spans into places, with one line index a source, made when it is first needed.
pub(super) struct Places<'f> {
    facts: &'f Facts<'f>,
    /// By the number of the source: there are few, without gaps.
    indexes: RefCell<Vec<Option<LineIndex<'f>>>>,
    /// Texts that stand in for those that the spans point into.
    redacted: Option<&'f BTreeMap<SourceId, RedactedSource>>,
}

impl<'f> Places<'f> {
    fn new(facts: &'f Facts<'f>) -> Places<'f> {
        Places { facts, indexes: RefCell::default(), redacted: None }
    }

    /// Places in the redacted texts.
    pub(super) fn redacted(
        facts: &'f Facts<'f>,
        redacted: &'f BTreeMap<SourceId, RedactedSource>,
    ) -> Places<'f> {
        Places { redacted: Some(redacted), ..Places::new(facts) }
    }

    pub(super) fn place(&self, span: Span) -> model::Place {
        let redacted = self.redacted.and_then(|redacted| redacted.get(&span.source));
        let text = redacted.map_or_else(|| self.facts.sources.text(span.source), |redacted| &redacted.text);
        let moved = |offset: u32| redacted.map_or(offset, |redacted| redacted.moved(offset));
        let mut indexes = self.indexes.borrow_mut();
        let at = usize::from(span.source.0);
        if indexes.len() <= at {
            indexes.resize_with(at.saturating_add(1), || None);
        }
        let mut none = None;
        let index = indexes.get_mut(at).unwrap_or(&mut none).get_or_insert_with(|| LineIndex::new(text));
        let (from, to) = (index.position(moved(span.from)), index.position(moved(span.to)));
        model::Place {
            source: source_name(span.source),
            from: from.utf16,
            to: to.utf16,
            line: from.line,
            column: from.column,
        }
    }
}

/// The `id` of a source in the report.
pub(super) fn source_name(id: SourceId) -> String {
    match id {
        SourceId::METADATA => "metadata".to_owned(),
        SourceId::CAPTURE => "capture".to_owned(),
        SourceId::SAVED_METADATA => "savedMetadata".to_owned(),
        SourceId::OTHER_CAPTURE => "otherCapture".to_owned(),
        SourceId(id) => format!("decoded-{}", id.saturating_sub(SourceId::FIRST_DECODED.0).saturating_add(1)),
    }
}

fn to_sources(facts: &Facts<'_>) -> Vec<model::Source> {
    let input = facts.input;
    let boxes = [
        (SourceId::METADATA, &input.metadata, "Metadata XML"),
        (SourceId::CAPTURE, &input.capture, "Pasted response"),
        (SourceId::SAVED_METADATA, &input.saved_metadata, "Saved metadata"),
        (SourceId::OTHER_CAPTURE, &input.other_capture, "Second capture"),
    ];
    let own = boxes.into_iter().filter(|(_, text, _)| text.is_some()).map(|(id, _, label)| model::Source {
        id: source_name(id),
        label: label.to_owned(),
        text: None,
    });
    let decoded = facts.sources.decoded().map(|source| model::Source {
        id: source_name(source.id),
        label: source.label.to_string(),
        text: Some(source.text.to_string()),
    });
    own.chain(decoded).collect()
}

fn to_finding(finding: &rules::Finding, places: &Places<'_>) -> model::Finding {
    let related = finding
        .related
        .iter()
        .map(|(message, span)| model::Related { message: message.clone(), place: places.place(*span) });
    let consequences = finding.consequences.iter().map(|consequence| model::Consequence {
        rule: consequence.rule.name.to_owned(),
        message: consequence.message.clone(),
        place: places.place(consequence.span),
    });
    model::Finding {
        rule: finding.rule.name.to_owned(),
        severity: to_severity(finding.severity),
        message: finding.message.clone(),
        place: places.place(finding.span),
        related: related.collect(),
        consequences: consequences.collect(),
        fix: finding.fix.as_ref().map(to_fix),
        standard: finding.rule.standard.map(str::to_owned),
    }
}

fn to_fix(fix: &rules::Fix) -> model::Fix {
    model::Fix {
        who: match fix.who {
            Actor::Idp => model::Actor::Idp,
            Actor::Sp => model::Actor::Sp,
            Actor::Capture => model::Actor::Capture,
        },
        steps: fix.steps.iter().map(|step| step.text.clone()).collect(),
        setting: fix.setting.map(str::to_owned),
        values: to_values(&fix.steps),
    }
}

fn to_values(steps: &[Step]) -> Vec<model::FixValue> {
    let mut values = Vec::new();
    for (at, step) in (0u32..).zip(steps) {
        for StepValue { range, field } in &step.values {
            values.push(model::FixValue {
                value: step.text.get(range.clone()).unwrap_or("").to_owned(),
                field: *field,
                step: at,
                from: utf16_length(step.text.get(..range.start).unwrap_or("")),
            });
        }
    }
    values
}

/// The length of a text as browsers count it.
pub(super) fn utf16_length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn to_verdict(verdict: Verdict) -> model::Verdict {
    match verdict {
        Verdict::Accept => model::Verdict::Accept,
        Verdict::Reject => model::Verdict::Reject,
        Verdict::Undecided => model::Verdict::Undecided,
    }
}

/// A severity as the report writes it.
pub(super) fn to_severity(severity: Severity) -> model::Severity {
    match severity {
        Severity::Error => model::Severity::Error,
        Severity::Warning => model::Severity::Warning,
        Severity::Hint => model::Severity::Hint,
        Severity::Info => model::Severity::Info,
    }
}
