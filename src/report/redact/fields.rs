//! Field by field: what is a value, what is a sentence, what stays.

use std::collections::BTreeMap;

use super::RedactedSource;
use super::aliases::Kind;
use super::prose::Prose;
use crate::report::build::{source_name, utf16_length};
use crate::report::model::{
    Capture, Change, Claim, Comparison, Finding, FixValue, Login, Message, Metadata, Provisioning, Report,
    Signature, Source, Step, User, UserValue,
};
use crate::text::SourceId;

pub(super) struct Redactor<'a> {
    pub(super) prose: Prose<'a>,
}

impl Redactor<'_> {
    /// Every field is named, so that a new one has to be thought about.
    pub(super) fn report(&mut self, report: Report) -> Report {
        let Report {
            schema,
            verdict,
            needs_whole,
            findings,
            metadata,
            capture,
            flow,
            signatures,
            claims,
            user,
            provisioning,
            comparison,
            changes,
            timeline,
            sources,
        } = report;
        Report {
            schema,
            verdict,
            needs_whole,
            findings: findings.into_iter().map(|finding| self.finding(finding)).collect(),
            metadata: metadata.map(|metadata| self.metadata(metadata)),
            capture: capture.map(|capture| self.capture(capture)),
            flow: flow.map(|logins| logins.into_iter().map(|login| self.login(login)).collect()),
            signatures: signatures.into_iter().map(|signature| self.signature(signature)).collect(),
            claims: claims.into_iter().map(|claim| self.claim(claim)).collect(),
            user: user.map(|user| self.user(user)),
            provisioning: provisioning.map(|provisioning| self.provisioning(provisioning)),
            comparison: comparison.map(|comparison| self.comparison(comparison)),
            changes: changes.into_iter().map(|change| self.change(change)).collect(),
            timeline,
            sources: sources.into_iter().map(|source| self.source(source)).collect(),
        }
    }

    fn text(&mut self, text: &str) -> String {
        self.prose.redact(text)
    }

    fn value(&mut self, value: &str, kind: Kind) -> String {
        self.prose.aliases.alias(value, kind)
    }

    fn optional(&mut self, value: Option<String>) -> Option<String> {
        value.map(|value| self.value(&value, Kind::Value))
    }

    fn finding(&mut self, mut finding: Finding) -> Finding {
        finding.message = self.text(&finding.message);
        for related in &mut finding.related {
            related.message = self.text(&related.message);
        }
        for consequence in &mut finding.consequences {
            consequence.message = self.text(&consequence.message);
        }
        if let Some(fix) = &mut finding.fix {
            fix.values.retain_mut(|value| self.is_told(value, &fix.steps));
            for step in &mut fix.steps {
                *step = self.text(step);
            }
        }
        finding
    }

    /// Redacts a value to be entered; whether that stands in its step as the step will be.
    fn is_told(&mut self, value: &mut FixValue, steps: &[String]) -> bool {
        let [at, mut left] =
            [value.step, value.from].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let step = steps.get(at).map_or("", String::as_str);
        let is_there = |c: char| {
            let is_there = left == 0;
            left = left.saturating_sub(c.len_utf16());
            is_there
        };
        let before = self.text(step.get(..step.find(is_there).unwrap_or(0)).unwrap_or(""));
        value.value = self.text(&value.value);
        value.from = utf16_length(&before);
        self.text(step).strip_prefix(&before).is_some_and(|rest| rest.starts_with(&value.value))
    }

    fn metadata(&mut self, mut metadata: Metadata) -> Metadata {
        metadata.entity_id = metadata.entity_id.map(|id| self.value(&id, Kind::Uri));
        for evidence in &mut metadata.vendor_evidence {
            *evidence = self.text(evidence);
        }
        for endpoint in &mut metadata.endpoints {
            endpoint.binding = self.value(&endpoint.binding, Kind::Uri);
            endpoint.location = self.value(&endpoint.location, Kind::Uri);
        }
        for certificate in &mut metadata.certificates {
            certificate.subject = self.prose.sentence(&certificate.subject);
        }
        for format in &mut metadata.name_id_formats {
            *format = self.value(format, Kind::Uri);
        }
        for entity in &mut metadata.entities {
            entity.entity_id = self.value(&entity.entity_id, Kind::Uri);
        }
        metadata
    }

    fn capture(&mut self, mut capture: Capture) -> Capture {
        for Step { detail, .. } in &mut capture.steps {
            *detail = detail.take().map(|detail| self.text(&detail));
        }
        capture.messages = capture.messages.into_iter().map(|message| self.message(message)).collect();
        capture
    }

    fn message(&mut self, mut message: Message) -> Message {
        message.relay_state = self.optional(message.relay_state);
        message.url = self.optional(message.url);
        message.time = message.time.filter(|time| is_time(time));
        for detail in &mut message.details {
            let kind =
                if matches!(detail.name.as_str(), "ID" | "InResponseTo") { Kind::Id } else { Kind::Value };
            if detail.name == "Signature in the address" {
                detail.value = self.prose.sentence(&detail.value);
            } else if !matches!(detail.name.as_str(), "Signature" | "ForceAuthn") {
                detail.value = self.value(&detail.value, kind);
            }
        }
        message
    }

    fn login(&mut self, mut login: Login) -> Login {
        for step in &mut login.steps {
            step.sender = step.sender.take().map(|sender| self.value(&sender, Kind::Uri));
            step.url = self.optional(step.url.take());
            step.time = step.time.take().filter(|time| is_time(time));
            if let Some(answer) = &mut step.answer {
                answer.location = self.optional(answer.location.take());
                // A page may say anything about anybody.
                answer.text = None;
            }
        }
        login
    }

    fn signature(&mut self, mut signature: Signature) -> Signature {
        signature.signature_algorithm = self.optional(signature.signature_algorithm);
        signature.canonicalization_algorithm = self.optional(signature.canonicalization_algorithm);
        if let Some(key) = &mut signature.verified_by {
            key.subject = self.prose.sentence(&key.subject);
        }
        if let Some(made_by) = &mut signature.made_by {
            made_by.subject = self.prose.sentence(&made_by.subject);
        }
        for embedded in &mut signature.embedded {
            embedded.subject = self.prose.sentence(&embedded.subject);
        }
        for reference in &mut signature.references {
            reference.uri = match reference.uri.strip_prefix('#') {
                Some(id) => format!("#{}", self.value(id, Kind::Id)),
                None => self.value(&reference.uri, Kind::Uri),
            };
            reference.digest_algorithm = self.value(&reference.digest_algorithm, Kind::Uri);
            for transform in &mut reference.transforms {
                *transform = self.value(transform, Kind::Uri);
            }
        }
        for phrase in &mut signature.diagnosis {
            *phrase = self.text(phrase);
        }
        signature
    }

    fn claim(&mut self, mut claim: Claim) -> Claim {
        if claim.name != "NameID" {
            claim.name = self.value(&claim.name, Kind::Attribute);
        }
        for value in &mut claim.values {
            *value = self.prose.aliases.personal(value);
        }
        claim.friendly_name = claim.friendly_name.map(|name| self.value(&name, Kind::Attribute));
        claim.format = claim.format.map(|format| self.value(&format, Kind::Uri));
        claim
    }

    fn user(&mut self, user: User) -> User {
        let claims = user.claims.into_iter().map(|(name, value)| {
            let value = match value {
                UserValue::One(value) => UserValue::One(self.prose.aliases.personal(&value)),
                UserValue::Several(values) => UserValue::Several(
                    values.iter().map(|value| self.prose.aliases.personal(value)).collect(),
                ),
            };
            (name, value)
        });
        let claims = claims.collect();
        User { name_id: self.prose.aliases.personal(&user.name_id), email: self.optional(user.email), claims }
    }

    fn provisioning(&mut self, mut provisioning: Provisioning) -> Provisioning {
        for field in &mut provisioning.fields {
            if let Some(from) = field.from.as_mut().filter(|from| **from != field.field) {
                *from = self.value(from, Kind::Attribute);
            }
            field.nearest = field.nearest.take().map(|value| self.prose.aliases.personal(&value));
            // What hides in a value is told by its finding.
            field.shown.clear();
            let previous = field.previous.iter_mut().flatten();
            for value in field.values.iter_mut().chain(previous) {
                *value = self.prose.aliases.personal(value);
            }
        }
        provisioning
    }

    fn comparison(&mut self, mut comparison: Comparison) -> Comparison {
        for difference in &mut comparison.differences {
            // These are words of this program.
            let is_ours = |what: &str| OUR_WORDS.contains(&what) || what.ends_with(" signature");
            if is_ours(&difference.what) {
                continue;
            }
            difference.what = match difference.what.strip_prefix("Attribute ") {
                Some(name) => format!("Attribute {}", self.value(name, Kind::Attribute)),
                None => difference.what.clone(),
            };
            difference.this = difference.this.take().map(|values| self.list(&values));
            difference.other = difference.other.take().map(|values| self.list(&values));
        }
        comparison
    }

    /// Values that were joined by commas, or one that has a comma in it.
    fn list(&mut self, values: &str) -> String {
        if matches!(
            values,
            "yes" | "no" | "verified" | "not verified" | "a request" | "no request" | "Response"
        ) {
            return values.to_owned();
        }
        if values.strip_suffix(" seconds").is_some_and(|count| count.parse::<i64>().is_ok()) {
            return values.to_owned();
        }
        if let Some(alias) = self.prose.aliases.known(values) {
            return alias.to_owned();
        }
        let parts: Vec<String> = values.split(", ").map(|value| self.value(value, Kind::Value)).collect();
        parts.join(", ")
    }

    fn change(&mut self, mut change: Change) -> Change {
        change.before = change.before.map(|value| self.prose.sentence(&value));
        change.after = change.after.map(|value| self.prose.sentence(&value));
        change
    }

    fn source(&mut self, source: Source) -> Source {
        Source { label: self.text(&source.label), text: None, ..source }
    }
}

/// Differences whose values come from a closed list.
const OUR_WORDS: [&str; 7] = [
    "Message",
    "Shape of the paste",
    "Mended in the paste",
    "Sent by",
    "Encrypted part",
    "Decrypted",
    "Assertion encrypted",
];

/// Recorders write times in many forms; none of them has a letter beyond T and Z.
fn is_time(time: &str) -> bool {
    time.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+TZ ".contains(&byte))
}

/// Puts the redacted texts into the report; the others stay away.
pub(super) fn replace_sources(report: &mut Report, redacted: &BTreeMap<SourceId, RedactedSource>) {
    for (id, redacted) in redacted {
        let name = source_name(*id);
        if let Some(source) = report.sources.iter_mut().find(|source| source.id == name) {
            source.text = Some(redacted.text.clone());
        }
    }
}
