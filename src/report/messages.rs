//! The capture's part of the report: how the paste was read, and the messages in it.

use super::build::{Places, source_name};
use super::model;
use crate::capture::Binding;
use crate::facts::{CaptureFacts, Facts, Judged, Login, MessageFacts};
use crate::saml::AuthnRequest;
use crate::text::Located;
use crate::trust::DetachedCheck;
use crate::xml::Document;

pub(super) fn to_capture(capture: &CaptureFacts, facts: &Facts<'_>, places: &Places<'_>) -> model::Capture {
    let steps = capture.judged_message().map_or(&capture.capture.steps, |message| &message.steps);
    model::Capture {
        format: capture.capture.format.name().to_owned(),
        steps: steps
            .iter()
            .map(|step| model::Step {
                what: step.what.to_owned(),
                detail: Some(step.detail.clone()).filter(|detail| !detail.is_empty()),
            })
            .collect(),
        messages: (0..capture.messages.len())
            .filter_map(|at| to_message(capture, at, facts, places))
            .collect(),
        flow: capture.order.iter().map(|at| index(*at)).collect(),
        judged: capture.judged_index.map(index),
    }
}

/// The messages as logins and logouts.
pub(super) fn to_flow(capture: &CaptureFacts) -> Option<Vec<model::Login>> {
    let login = |login: &Login| model::Login {
        steps: login.messages.iter().filter_map(|at| to_step(capture, *at)).collect(),
        judged: capture.judged_index.is_some_and(|judged| login.messages.contains(&judged)),
    };
    let logins: Vec<model::Login> = capture.logins.iter().map(login).collect();
    (!logins.is_empty()).then_some(logins)
}

fn to_step(capture: &CaptureFacts, at: usize) -> Option<model::FlowStep> {
    let (captured, read) = (capture.capture.messages.get(at)?, capture.messages.get(at)?);
    let answered = read.root.in_response_to.as_ref().and_then(|id| {
        let is_it = |message: &MessageFacts| {
            message.root.id.as_ref().is_some_and(|other| other.trimmed() == id.trimmed())
        };
        capture.messages.iter().position(is_it)
    });
    Some(model::FlowStep {
        message: index(at),
        kind: kind_name(read),
        binding: captured.binding.map(binding_name),
        sender: read.root.issuer.as_ref().map(|issuer| issuer.trimmed().to_owned()),
        url: captured.destination_url.clone(),
        time: captured.time.clone(),
        answers: answered.map(index),
        answer: captured.answer.as_ref().map(|answer| model::FlowAnswer {
            status: answer.status,
            location: answer.location.clone(),
            text: answer.text.clone(),
        }),
    })
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn kind_name(read: &MessageFacts) -> String {
    read.kind.map_or("unknown", |kind| kind.name()).to_owned()
}

fn binding_name(binding: Binding) -> String {
    match binding {
        Binding::Post => "post".to_owned(),
        Binding::Redirect => "redirect".to_owned(),
    }
}

fn to_message(
    capture: &CaptureFacts,
    at: usize,
    facts: &Facts<'_>,
    places: &Places<'_>,
) -> Option<model::Message> {
    let (captured, read) = (capture.capture.messages.get(at)?, capture.messages.get(at)?);
    Some(model::Message {
        kind: kind_name(read),
        binding: captured.binding.map(binding_name),
        relay_state: captured.relay_state.clone(),
        url: captured.destination_url.clone(),
        time: captured.time.clone(),
        source: read.source.map(source_name),
        place: captured.place.map(|place| places.place(place)),
        details: to_details(capture, at, read).into_iter().chain(to_detached(read, facts)).collect(),
    })
}

fn to_details(capture: &CaptureFacts, at: usize, read: &MessageFacts) -> Vec<model::Detail> {
    let document = read.document.as_ref().and_then(|document| document.as_ref().ok());
    match (&capture.judged, document) {
        (Some(Judged::AuthnRequest(request)), _) if capture.judged_index == Some(at) => {
            request_details(request)
        }
        (_, Some(document)) => common_details(document),
        _ => Vec::new(),
    }
}

/// What came of the signature in the address.
fn to_detached(read: &MessageFacts, facts: &Facts<'_>) -> Option<model::Detail> {
    let detached = read.detached.as_ref()?;
    let trusted = facts.metadata.as_ref().map_or([].as_slice(), |metadata| metadata.trusted.as_slice());
    let value = match detached.check {
        None => "made by the service provider, whose key is not part of this check".to_owned(),
        Some(DetachedCheck::Verified(index)) => {
            let subject = trusted.get(index).map_or("", |trusted| &trusted.certificate().subject);
            format!("verified with the key of {subject}")
        }
        Some(DetachedCheck::NoAlgorithm) => "not verified: no algorithm is named".to_owned(),
        Some(DetachedCheck::NoSignature) => "not verified: missing, or not base64".to_owned(),
        Some(DetachedCheck::AlgorithmRefused) => "not verified: its algorithm is not accepted".to_owned(),
        Some(DetachedCheck::NoTrustedKey) => "not verified: there is no key of the metadata".to_owned(),
        Some(DetachedCheck::NotInThisBuild) => "not verified: ECDSA is not part of this build".to_owned(),
        Some(DetachedCheck::NotTried) => "not verified: too many signatures and keys".to_owned(),
        Some(DetachedCheck::NoKeyVerifies) if detached.is_verified() => {
            "verified with a key of the metadata, once the values are written into an address".to_owned()
        }
        Some(DetachedCheck::NoKeyVerifies) => format!("not verified: {}", detached.cause),
    };
    Some(model::Detail { name: "Signature in the address".to_owned(), value })
}

/// What nearly every message of SAML 2.0 has on its root (SAML Core §3.2).
fn common_details(document: &Document) -> Vec<model::Detail> {
    let names = ["ID", "IssueInstant", "Destination", "InResponseTo"];
    let attribute = |name: &&str| {
        let attribute = document.attribute(document.root(), name)?;
        Some(model::Detail { name: (*name).to_owned(), value: attribute.value.to_owned() })
    };
    names.iter().filter_map(attribute).collect()
}

fn request_details(request: &AuthnRequest) -> Vec<model::Detail> {
    let text = |name: &str, value: &Option<Located<String>>| {
        let value = value.as_ref()?.trimmed().to_owned();
        Some(model::Detail { name: name.to_owned(), value })
    };
    let mut details: Vec<model::Detail> = [
        text("Issuer", &request.issuer),
        text("ID", &request.id),
        text("Destination", &request.destination),
        text("AssertionConsumerServiceURL", &request.acs_url),
        text("NameIDPolicy Format", &request.name_id_format),
        text("ForceAuthn", &request.force_authn),
    ]
    .into_iter()
    .flatten()
    .collect();
    details.extend(request.authn_contexts.iter().map(|context| model::Detail {
        name: "RequestedAuthnContext".to_owned(),
        value: context.trimmed().to_owned(),
    }));
    let signed = if request.is_signed { "yes" } else { "no" };
    details.push(model::Detail { name: "Signature".to_owned(), value: signed.to_owned() });
    details
}
