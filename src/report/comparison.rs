//! How a second capture differs from the judged one, in what it means: IDs and instants differ by nature and
//! are left out; how long things are valid is not.

use std::collections::BTreeMap;

use super::model::{Comparison, Difference};
use super::words::hexadecimal;
use crate::capture::Binding;
use crate::diagnose::Diagnosis;
use crate::dsig::{Algorithm, Signature};
use crate::facts::{AssertionFacts, CaptureFacts, EncryptedKind, Facts, Judged, ResponseFacts};
use crate::saml::uri::{self, XENC};
use crate::text::Located;
use crate::time::Instant;
use crate::trust::{SignatureCheck, Verification};
use crate::xml::{Document, NodeId};

/// The difference of the captures; `None` where no second one was given.
pub(super) fn to_comparison(facts: &Facts<'_>) -> Option<Comparison> {
    let other = values(facts, facts.other_capture()?);
    let this = facts.capture().map(|capture| values(facts, capture)).unwrap_or_default();
    let names: Vec<&str> = this.0.iter().chain(&other.0).map(|(name, _)| name.as_str()).collect();
    let (mut this, mut other) = (this.by_name(), other.by_name());
    let differences = names.into_iter().filter_map(|name| {
        // Taken out, so that a name is compared once, where it stands first.
        let (this, other) = (this.remove(name), other.remove(name));
        let joined = |values: Vec<&str>| values.join(", ");
        let (this, other) = (this.map(joined), other.map(joined));
        (this != other).then(|| Difference { what: name.to_owned(), this, other })
    });
    Some(Comparison { differences: differences.collect() })
}

/// Named values of one capture, in the order in which they are shown.
#[derive(Default)]
struct Values(Vec<(String, String)>);

impl Values {
    fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    fn add_some(&mut self, name: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    fn add_text(&mut self, name: &str, value: Option<&Located<String>>) {
        self.add_some(name, value.map(|value| value.trimmed()));
    }

    /// The time from one instant to another, to ten seconds: the instants of one message are not all taken
    /// at the same moment.
    fn add_length(&mut self, name: &str, from: Option<Instant>, until: Option<Instant>) {
        const STEP: i64 = 10;
        let seconds = from.zip(until).map(|(from, until)| until.seconds_since(from));
        let rounded = seconds.map(|seconds| seconds.saturating_add(STEP / 2).div_euclid(STEP) * STEP);
        self.add_some(name, rounded.map(|seconds| format!("{seconds} seconds")));
    }

    /// The values of each name, in order; one walk, since an assertion may have thousands.
    fn by_name(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in &self.0 {
            names.entry(name).or_default().push(value);
        }
        names
    }
}

fn values(facts: &Facts<'_>, capture: &CaptureFacts) -> Values {
    let mut values = Values::default();
    let kind = match &capture.judged {
        Some(Judged::Response(_)) => "Response",
        Some(Judged::Assertion(_)) => "Assertion",
        Some(Judged::AuthnRequest(_)) => "AuthnRequest",
        Some(Judged::Other(kind)) => kind.name(),
        None => "none",
    };
    values.add("Message", kind);
    values.add("Shape of the paste", capture.capture.format.name());
    if let Some(message) = capture.judged_message() {
        for repair in &message.repairs {
            values.add("Mended in the paste", repair.name());
        }
        values.add_some(
            "Sent by",
            message.binding.map(|binding| match binding {
                Binding::Post => "post",
                Binding::Redirect => "redirect",
            }),
        );
        values.add_some("RelayState", message.relay_state.clone());
    }
    match &capture.judged {
        Some(Judged::Response(response)) => {
            response_values(response, &mut values);
            signature_values(facts, capture, response, &mut values);
            if let Some(assertion) = &response.assertion {
                assertion_values(assertion, &mut values);
            }
        }
        Some(Judged::Assertion(assertion)) => assertion_values(assertion, &mut values),
        _ => {}
    }
    encryption_values(capture, &mut values);
    values
}

fn response_values(facts: &ResponseFacts, values: &mut Values) {
    let response = &facts.response;
    values.add_text("Issuer", response.issuer.as_ref().map(|issuer| &issuer.value));
    values.add_text("Destination", response.destination.as_ref());
    let answers = if response.in_response_to.is_some() { "a request" } else { "no request" };
    values.add("InResponseTo", answers);
    let short = |code: &Located<String>| {
        let code = code.trimmed();
        code.strip_prefix(uri::STATUS_PREFIX).unwrap_or(code).to_owned()
    };
    let status = response.status.as_ref();
    values.add_some("Status", status.and_then(|status| status.code.as_ref()).map(short));
    for code in status.iter().flat_map(|status| &status.sub_codes) {
        values.add("Status, second", short(code));
    }
}

/// Every signature of the message, and of the assertion that was decrypted from it.
fn signature_values(
    facts: &Facts<'_>,
    capture: &CaptureFacts,
    response: &ResponseFacts,
    values: &mut Values,
) {
    let document =
        capture.judged_index.and_then(|index| capture.messages.get(index)?.document.as_ref()?.as_ref().ok());
    if let Some(document) = document {
        verification_values(facts, document, &response.verification, &response.diagnoses, values);
    }
    if let Some(decrypted) = &response.decrypted {
        verification_values(
            facts,
            &decrypted.document,
            &decrypted.verification,
            &decrypted.diagnoses,
            values,
        );
    }
}

fn verification_values(
    facts: &Facts<'_>,
    document: &Document,
    verification: &Verification,
    diagnoses: &[Diagnosis],
    values: &mut Values,
) {
    let diagnoses = diagnoses.iter().map(Some).chain(std::iter::repeat(None));
    for (check, diagnosis) in verification.checks.iter().zip(diagnoses) {
        let carrier = document.name(check.parent).local;
        let valid = if check.is_valid() { "verified" } else { "not verified" };
        values.add(&format!("{carrier} signature"), valid);
        values.add_some(&format!("{carrier} signed by"), signer(facts, check, diagnosis));
        if let Ok(signature) = &check.signature {
            algorithm_values(carrier, signature, values);
        }
    }
}

/// The certificate whose key signed; where none of the metadata's did, the one that the signature names.
fn signer(facts: &Facts<'_>, check: &SignatureCheck, diagnosis: Option<&Diagnosis>) -> Option<String> {
    let trusted = facts.metadata.as_ref().map_or([].as_slice(), |metadata| metadata.trusted.as_slice());
    let named = |subject: &str, sha256: &[u8]| format!("{subject} (SHA-256 {})", hexadecimal(sha256));
    if let Some(trusted) = check.verified_by.and_then(|index| trusted.get(index)) {
        let certificate = trusted.certificate();
        return Some(named(&certificate.subject, &certificate.sha256));
    }
    let embedded = diagnosis?.embedded.as_ref()?;
    Some(named(&embedded.subject, &embedded.sha256))
}

fn algorithm_values(carrier: &str, signature: &Signature, values: &mut Values) {
    values.add(&format!("{carrier} signature algorithm"), signature.signature_method.value.as_str());
    let canonicalization = |algorithm: &Algorithm| match algorithm.prefix_list.as_slice() {
        [] => algorithm.uri.value.clone(),
        prefixes => format!("{} with {}", algorithm.uri.value, prefixes.join(" ")),
    };
    values.add(&format!("{carrier} canonicalisation"), canonicalization(&signature.canonicalization));
    for reference in &signature.references {
        values.add(&format!("{carrier} digest algorithm"), reference.digest_method.value.as_str());
        for transform in reference.transforms.iter().flatten() {
            values.add(&format!("{carrier} transforms"), canonicalization(transform));
        }
    }
}

/// EncryptionMethods that are listed: two an encrypted part, and few parts.
const MAX_METHODS: usize = 50;

fn encryption_values(capture: &CaptureFacts, values: &mut Values) {
    let is_assertion = |kind| matches!(kind, EncryptedKind::Assertion);
    let has_encrypted = capture.encrypted_parts.iter().any(|part| is_assertion(part.kind));
    if matches!(capture.judged, Some(Judged::Response(_))) {
        values.add("Assertion encrypted", if has_encrypted { "yes" } else { "no" });
    }
    for part in &capture.encrypted_parts {
        match part.kind {
            EncryptedKind::Assertion => {}
            EncryptedKind::NameId => values.add("Encrypted part", "NameID"),
            EncryptedKind::Attribute => values.add("Encrypted part", "Attribute"),
        }
        values.add("Decrypted", if part.outcome.is_ok() { "yes" } else { "no" });
    }
    let read = capture.judged_index.and_then(|index| capture.messages.get(index));
    let Some(Ok(document)) = read.and_then(|read| read.document.as_ref()) else {
        return;
    };
    let methods = document
        .descendants(NodeId::DOCUMENT)
        .filter(|node| document.is(*node, XENC, "EncryptionMethod"))
        .take(MAX_METHODS);
    for method in methods {
        let algorithm = document.attribute(method, "Algorithm");
        values.add_some("Encryption algorithm", algorithm.map(|algorithm| algorithm.value.to_owned()));
    }
}

fn assertion_values(facts: &AssertionFacts, values: &mut Values) {
    let assertion = &facts.assertion;
    values.add_text("Assertion Issuer", assertion.issuer.as_ref().map(|issuer| &issuer.value));
    let name_id = facts.claims.name_id.as_ref();
    values.add_some("NameID", name_id.map(|name_id| name_id.value.value.clone()));
    values.add_text("NameID Format", name_id.and_then(|name_id| name_id.format.as_ref()));
    let issued = assertion.issue_instant.as_ref().and_then(|time| time.value.instant);
    if let Some(conditions) = &assertion.conditions {
        let restrictions = conditions.audience_restrictions.iter();
        for audience in restrictions.flat_map(|restriction| &restriction.audiences) {
            values.add("Audience", audience.trimmed());
        }
        let from = conditions.not_before.as_ref().and_then(|time| time.value.instant);
        let until = conditions.not_on_or_after.as_ref().and_then(|time| time.value.instant);
        values.add_length("Validity", from, until);
        values.add_length("Validity before IssueInstant", from, issued);
    }
    for confirmation in assertion.subject.iter().flat_map(|subject| &subject.confirmations) {
        let data = confirmation.data.as_ref();
        values.add_text("Recipient", data.and_then(|data| data.recipient.as_ref()));
        let until = data.and_then(|data| data.not_on_or_after.as_ref()?.value.instant);
        values.add_length("Confirmation valid for", issued, until);
    }
    for statement in &assertion.authn_statements {
        values.add_text("AuthnContextClassRef", statement.authn_context_class.as_ref());
        let until = statement.session_not_on_or_after.as_ref().and_then(|time| time.value.instant);
        let since = statement.authn_instant.as_ref().and_then(|time| time.value.instant);
        values.add_length("Session for", since, until);
    }
    for attribute in &facts.claims.attributes {
        let shown: Vec<&str> = attribute.values.iter().map(|value| &*value.value.value).collect();
        values.add(&format!("Attribute {}", attribute.name.value), shown.join(", "));
    }
    let formats = facts.claims.attributes.iter().filter_map(|attribute| attribute.name_format.as_ref());
    let mut distinct: Vec<&str> = formats.map(|format| format.trimmed()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    for format in distinct {
        values.add("NameFormat of attributes", format);
    }
}
