//! The report without what belongs to a customer, to be attached to a support ticket.
//!
//! Replaced, each value by the same stand-in wherever it occurs: names and e-mail addresses of people,
//! NameIDs, values of attributes, the account's identifier, IDs and session indexes, IP addresses, the
//! customer's hosts, and what tells one customer from another in addresses. Texts that are no XML are
//! left out.
//!
//! Kept, because they are public or say nothing about anybody: certificates (with fingerprints, dates and
//! serial numbers), the structure, algorithms and other URIs of the standards, times, the names of rules,
//! the service provider's profile with its addresses, names of claims and accepted values, and the
//! domains that all customers of an identity provider share. The subject of a certificate is kept, except
//! for hosts and names that occur elsewhere in the input.

mod aliases;
mod fields;
mod prose;
mod sources;
mod vocabulary;
mod w3c;

pub(super) use sources::RedactedSource;

use aliases::{Aliases, Kind};
use fields::Redactor;
use prose::Prose;
use vocabulary::Vocabulary;

use super::build::{Places, to_report_at};
use super::model::Report;
use crate::facts::Facts;
use crate::input::ExpectedRequest;
use crate::rules::Finding;
use crate::text::SourceId;
use crate::verdict::Verdicts;

/// The report of one check, redacted. Its places point into the redacted texts among its own sources.
pub fn to_redacted_report(facts: &Facts<'_>, findings: &[Finding], verdicts: Verdicts) -> Report {
    let mut aliases = Aliases::new(Vocabulary::of(&facts.profile));
    settings(facts, &mut aliases);
    let sources = sources::redact_sources(facts, &mut aliases);
    let boxes = [SourceId::METADATA, SourceId::CAPTURE, SourceId::SAVED_METADATA, SourceId::OTHER_CAPTURE];
    let decoded = facts.sources.decoded().map(|source| source.id);
    let raw = boxes.into_iter().chain(decoded).filter(|id| !sources.contains_key(id));
    let raw = raw.map(|id| facts.sources.text(id)).filter(|text| !text.is_empty()).collect();
    let report = to_report_at(facts, findings, verdicts, &Places::redacted(facts, &sources));
    let mut redactor = Redactor { prose: Prose { aliases: &mut aliases, raw } };
    let mut report = redactor.report(report);
    fields::replace_sources(&mut report, &sources);
    report
}

/// The settings' values, first of all: a number is given out in the order of meeting.
fn settings(facts: &Facts<'_>, aliases: &mut Aliases) {
    let settings = facts.settings();
    aliases.alias(&settings.account_id, Kind::Account);
    aliases.alias(&settings.entity_id, Kind::Uri);
    if let ExpectedRequest::Id(id) = &settings.in_response_to {
        aliases.alias(id, Kind::Id);
    }
    if let Some(entity) = &settings.entity {
        aliases.alias(entity, Kind::Uri);
    }
    for id in &settings.seen_assertion_ids {
        aliases.alias(id, Kind::Id);
    }
}
