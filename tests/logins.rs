//! What a report says of a recording: which messages belong together, in which order, and what came of them.

mod support;

use sso_preflight::check;
use sso_preflight::report::model::{Login, Report};
use sso_preflight::report::to_text;
use support::message::authn_request;
use support::paste::{ACS, Exchange, RELAY_STATE, form, form_page, har, response_body};
use support::redirect::Redirect;
use support::{Idp, Message, Metadata, to_base64};

const SSO: &str = "https://acme42.okta.com/app/acme42_imagekit_1/exkacme42lovelace001/sso/saml";

fn answering(id: &str) -> Message {
    Message::okta()
        .replace("Version=\"2.0\" xmlns:xs=", &format!("Version=\"2.0\" InResponseTo=\"{id}\" xmlns:xs="))
}

fn asking(id: &str, relay_state: Option<&str>) -> String {
    let xml = authn_request(id, SSO, "2026-01-15T11:59:20Z");
    let redirect =
        Redirect { parameter: "SAMLRequest", xml: &xml, relay_state, signed_by: None, signed_as: "" };
    format!("{SSO}?{}", redirect.query().expect("a query"))
}

fn exchange<'e>(at: &'e str, url: &'e str, status: u16) -> Exchange<'e> {
    Exchange { at, url, body: None, status, location: None, page: None }
}

fn report(capture: String) -> Report {
    check(&support::input(Some(Metadata::okta().xml()), Some(capture)))
}

/// The kinds of a login's messages, in order.
fn kinds(login: &Login) -> Vec<&str> {
    login.steps.iter().map(|step| step.kind.as_str()).collect()
}

#[test]
fn a_recording_becomes_a_flow() {
    let there = asking("_1", Some(RELAY_STATE));
    let base64 = answering("_1").base64();
    let (page, body) = (form_page(&base64), response_body(&base64));
    let refused = "<!DOCTYPE html><html><head><title>Sign-in failed: no such role</title></head></html>";
    let recording = har(&[
        Exchange {
            location: Some(&there),
            ..exchange("2026-01-15T11:59:19.000Z", "https://imagekit.io/login", 302)
        },
        Exchange { page: Some(&page), ..exchange("2026-01-15T11:59:20.000Z", &there, 200) },
        Exchange { body: Some(&body), page: Some(refused), ..exchange("2026-01-15T11:59:31.000Z", ACS, 403) },
    ]);
    let input = support::input(Some(Metadata::okta().xml()), Some(recording));
    let report = check(&input);
    let text = to_text(&report, Some(&input), false);
    let [first, second, third] = [
        format!("flow:\n  1. AuthnRequest to {SSO} by redirect at 2026-01-15T11:59:20.000Z\n"),
        format!("  2. Response to {ACS} by post at 2026-01-15T11:59:31.000Z (answers 1) ← judged\n"),
        "     answered with 403: Sign-in failed: no such role\n".to_owned(),
    ];
    for line in [first, second, third] {
        assert!(text.contains(&line), "{line} is not in\n{text}");
    }
    let flow = report.flow.expect("a flow");
    let [login] = flow.as_slice() else { panic!("one login: {flow:#?}") };
    assert!(login.judged);
    assert_eq!(kinds(login), ["AuthnRequest", "Response"]);
    let (request, response) = (&login.steps[0], &login.steps[1]);
    assert_eq!((request.url.as_deref(), request.binding.as_deref()), (Some(SSO), Some("redirect")));
    assert_eq!(request.time.as_deref(), Some("2026-01-15T11:59:20.000Z"));
    assert_eq!((response.url.as_deref(), response.binding.as_deref()), (Some(ACS), Some("post")));
    // When it was posted, not when the page came that holds it.
    assert_eq!(response.time.as_deref(), Some("2026-01-15T11:59:31.000Z"));
    assert_eq!(response.answers, Some(request.message));
    assert_eq!(response.sender.as_deref(), Some(Idp::Okta.entity_id()));
    let answer = response.answer.as_ref().expect("what the service provider answered");
    assert_eq!((answer.status, answer.text.as_deref()), (403, Some("Sign-in failed: no such role")));
    assert_eq!(answer.location, None);
}

#[test]
fn several_logins_are_told_apart() {
    let (first, second) = (answering("_1").base64(), answering("_2").base64());
    let (first, second) = (response_body(&first), response_body(&second));
    let (one, two) = (asking("_1", None), asking("_2", None));
    // The answers come in the other order, and the entries in none.
    let recording = har(&[
        Exchange {
            body: Some(&first),
            location: Some(RELAY_STATE),
            ..exchange("2026-01-15T11:59:50Z", ACS, 302)
        },
        exchange("2026-01-15T11:59:20Z", &one, 200),
        exchange("2026-01-15T11:59:21Z", &two, 200),
        Exchange {
            body: Some(&second),
            location: Some(RELAY_STATE),
            ..exchange("2026-01-15T11:59:40Z", ACS, 302)
        },
    ]);
    let report = report(recording);
    let flow = report.flow.expect("a flow");
    let messages: Vec<Vec<u32>> =
        flow.iter().map(|login| login.steps.iter().map(|step| step.message).collect()).collect();
    assert_eq!(messages, [[1, 0], [2, 3]]);
    assert_eq!(flow.iter().map(|login| login.judged).collect::<Vec<_>>(), [true, false]);
    assert_eq!(report.capture.expect("a capture").flow, [1, 2, 3, 0], "in the order of time");
    let answer = flow[0].steps[1].answer.as_ref().expect("an answer");
    assert_eq!((answer.status, answer.location.as_deref()), (302, Some(RELAY_STATE)));
}

#[test]
fn an_answer_without_a_request_is_put_to_its_relay_state() {
    let request = to_base64(authn_request("_1", SSO, "2026-01-15T11:59:20Z").as_bytes());
    let response = Message::okta().base64();
    let paste = |state: &str| {
        let asked = form(&[("SAMLRequest", &request), ("RelayState", "a")]);
        let answered = form(&[("SAMLResponse", &response), ("RelayState", state)]);
        serde_json::json!([asked, answered]).to_string()
    };
    assert_eq!(report(paste("a")).flow.expect("a flow").len(), 1);
    assert_eq!(report(paste("b")).flow.expect("a flow").len(), 2);
}

#[test]
fn a_tracer_export_has_answers_too() {
    let export = serde_json::json!({ "requests": [{
        "method": "POST",
        "url": ACS,
        "saml": answering("_1").xml(),
        "post": [["SAMLResponse", "x"]],
        "responseStatus": 302,
        "responseHeaders": [{ "name": "Location", "value": RELAY_STATE }],
    }] });
    let flow = report(export.to_string()).flow.expect("a flow");
    let answer = flow[0].steps[0].answer.as_ref().expect("an answer");
    assert_eq!((answer.status, answer.location.as_deref()), (302, Some(RELAY_STATE)));
}

#[test]
fn no_message_is_no_flow() {
    assert!(report("nothing of the kind".to_owned()).flow.is_none());
    let one = report(Message::okta().base64());
    assert_eq!(one.flow.expect("the message alone").len(), 1);
}
