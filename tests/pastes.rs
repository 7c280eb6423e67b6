//! Every shape in which people paste a message: it is read as the same message, and its place in the paste is
//! shown.

mod support;

use std::collections::BTreeSet;

use serde_json::json;
use sso_preflight::check;
use sso_preflight::report::model::{Report, Verdict};
use support::paste::{
    ACS, Exchange, curl_bash, curl_cmd, fetch, form, form_page, har, powershell, response_body,
};
use support::{Message, Metadata, to_percent};

/// A paste, how it is named, and what of it is shown as the message's place.
struct Paste {
    format: &'static str,
    text: String,
    place: String,
}

fn paste(format: &'static str, text: impl Into<String>, place: impl Into<String>) -> Paste {
    Paste { format, text: text.into(), place: place.into() }
}

/// The healthy response in every shape.
fn pastes() -> Vec<Paste> {
    let message = Message::okta();
    let (xml, base64) = (message.xml(), message.base64());
    let (percent, body) = (to_percent(&base64), response_body(&base64));
    let lines: Vec<&str> =
        base64.as_bytes().chunks(76).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let wrapped = lines.join("\r\n");
    let entities = base64.replace('+', "&#x2b;").replace('=', "&#x3d;");
    let exchange = Exchange {
        at: "2026-01-15T11:59:40Z",
        url: ACS,
        body: Some(&body),
        status: 302,
        location: None,
        page: None,
    };
    let tracer =
        json!({ "requests": [{ "method": "POST", "url": ACS, "post": [["SAMLResponse", base64]] }] });
    let escaped = base64.replace('/', "\\/");
    let fenced = format!("It fails:\n```\n{base64}\n```\n");
    let pem = format!("-----BEGIN RESPONSE-----\n{wrapped}\n-----END RESPONSE-----\n");
    vec![
        paste("xml", format!("\u{feff}\n{xml}"), format!("\u{feff}\n{xml}")),
        paste("base64", base64.clone(), base64.clone()),
        paste("base64", format!("  {wrapped}\r\n"), wrapped.clone()),
        paste("url-encoded", percent.clone(), percent.clone()),
        paste("form-body", body.clone(), percent.clone()),
        paste("form-body", form(&[("RelayState", "a b"), ("SAMLResponse", &base64)]), percent.clone()),
        paste("devtools", format!("RelayState: a\nSAMLResponse: {base64}\n"), base64.clone()),
        paste("labelled-text", format!("12:00 INFO got SAMLResponse=\"{base64}\" from ::1"), base64.clone()),
        paste("curl-bash", curl_bash(ACS, "https://acme42.okta.com", &body), percent.clone()),
        paste("curl-cmd", curl_cmd(ACS, "https://acme42.okta.com", &body), ""),
        paste("powershell", powershell(ACS, &body), percent.clone()),
        paste("fetch", fetch(ACS, &body), percent.clone()),
        paste("har", har(&[exchange]), percent),
        paste("saml-tracer", tracer.to_string(), base64.clone()),
        paste("html-form", form_page(&base64), entities),
        paste("json", json!({ "SAMLResponse": base64 }).to_string(), base64.clone()),
        paste("json", format!("{{\"SAMLResponse\":\"{escaped}\"}}"), escaped.clone()),
        paste("form-body", quoted_printable(&body), quoted_printable(&body)),
        paste("code-fence", fenced, base64),
        paste("pem", pem, wrapped),
    ]
}

/// A text as the source of an e-mail has it.
fn quoted_printable(text: &str) -> String {
    let escaped = text.replace('=', "=3D");
    let lines: Vec<&str> =
        escaped.as_bytes().chunks(72).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    lines.join("=\r\n")
}

fn report(text: &str) -> Report {
    check(&support::input(Some(Metadata::okta().xml()), Some(text.to_owned())))
}

/// The text of a place: its offsets count UTF-16 units.
fn shown(text: &str, from: u32, to: u32) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |offset: u32| usize::try_from(offset).expect("a small offset");
    String::from_utf16(&units[at(from)..at(to)]).expect("whole characters")
}

#[test]
fn every_shape_is_the_same_message() {
    for Paste { format, text, place } in pastes() {
        let report = report(&text);
        assert_eq!(report.verdict, Verdict::Accept, "{format}: {:#?}\n{text}", report.findings);
        let capture = report.capture.expect("a capture");
        assert!(capture.format == format || format == "code-fence", "{} for {format}", capture.format);
        let [message] = capture.messages.as_slice() else { panic!("{format}: {:#?}", capture.messages) };
        let found = message.place.as_ref().expect("a place");
        assert_eq!(found.source, "capture", "{format}");
        let shown = shown(&text, found.from, found.to);
        match place.is_empty() {
            // Within quotes of the Windows prompt every character may be escaped: the argument is shown.
            true => assert!(shown.contains("SAMLResponse") && shown.len() < text.len(), "{format}: {shown}"),
            false => assert_eq!(shown.trim(), place.trim(), "{format}"),
        }
    }
}

#[test]
fn every_finding_has_a_place_inside_its_text() {
    let mut sources = BTreeSet::new();
    for Paste { format, text, .. } in pastes() {
        // Cut in the middle, each shape has something to say about the paste itself.
        let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        for text in [&text[..middle], &text] {
            let report = report(text);
            for finding in &report.findings {
                let of = |id: &str| report.sources.iter().find(|source| source.id == id)?.text.clone();
                let within = match finding.place.source.as_str() {
                    "capture" => text.to_owned(),
                    "metadata" => Metadata::okta().xml(),
                    other => of(other).unwrap_or_else(|| panic!("{format}: no source {other}")),
                };
                let length = u32::try_from(within.encode_utf16().count()).expect("a short text");
                assert!(finding.place.from <= finding.place.to && finding.place.to <= length, "{format}");
                sources.insert(finding.place.source.clone());
            }
        }
    }
    assert!(sources.contains("capture"), "{sources:?}");
}
