//! HTTP archives, exports of SAML-tracer, and JSON of other kinds.

use super::*;

fn json_string(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn har(entries: &[String]) -> String {
    format!(
        r#"{{"log": {{"version": "1.2", "creator": {{"name": "x"}}, "entries": [{}]}}}}"#,
        entries.join(",")
    )
}

fn post(data: &str) -> String {
    format!(
        r#"{{"startedDateTime": "2026-01-02T03:04:05.678Z", "request": {{"method": "POST", "url": "{ACS}", "queryString": [], "postData": {{"mimeType": "application/x-www-form-urlencoded", {data}}}}}, "response": {{"status": 302, "content": {{"size": 0}}}}}}"#
    )
}

fn page(text: &str, encoding: &str) -> String {
    format!(
        r#"{{"startedDateTime": "2026-01-02T03:04:05.000Z", "request": {{"method": "GET", "url": "https://idp.test/sso"}}, "response": {{"content": {{"mimeType": "text/html", "text": {}{encoding}}}}}}}"#,
        json_string(text)
    )
}

#[test]
fn archives_by_every_browser() {
    let code = base64(RESPONSE);
    let text = format!(r#""text": {}"#, json_string(&form()));
    let params = |value: &str| {
        format!(
            r#""params": [{{"name": "RelayState", "value": "x"}}, {{"name": "SAMLResponse", "value": "{value}"}}]"#
        )
    };
    let with_headers =
        format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n{}", form());
    for data in [
        text.clone(),
        format!("{}, {text}", params("wrong, and not looked at")),
        params(&code),
        params(&escape_all(&code)),
        format!(r#""text": "", {}"#, params(&code)),
        format!(r#""text": {}"#, json_string(&with_headers)),
    ] {
        let paste = format!("\u{feff}{}", har(&[post(&data)]));
        let (_, message) = only(&paste, Format::Har, RESPONSE);
        assert_eq!(message.binding, Some(Binding::Post));
        assert_eq!(message.destination_url.as_deref(), Some(ACS));
        assert_eq!(message.time.as_deref(), Some("2026-01-02T03:04:05.678Z"));
        assert!(message.relay_state.is_some());
    }
}

#[test]
fn an_archive_of_a_whole_login() {
    let request = format!(
        r#"{{"startedDateTime": "2026-01-02T03:04:04.000Z", "request": {{"method": "GET", "url": "https://idp.test/sso?SAMLRequest={}&SigAlg=urn%3Aa&Signature=AAAA", "queryString": [{{"name": "SAMLRequest", "value": "decoded"}}]}}, "response": {{}}}}"#,
        escape_all(&deflated(REQUEST))
    );
    let form_page = format!(
        "<html><form method=post action={ACS}><input name=SAMLResponse value={}></form></html>",
        base64(RESPONSE)
    );
    let second = RESPONSE.replace("_r1", "_r2");
    let entries = [
        request,
        page(&form_page, ""),
        post(&format!(r#""text": {}"#, json_string(&form()))),
        post(&format!(r#""text": "SAMLResponse={}""#, escape_all(&base64(&second)))),
    ];
    let found = capture(&har(&entries));
    assert_eq!(found.problem, None);
    let names: Vec<_> = found.messages.iter().map(|m| m.root.as_deref().unwrap()).collect();
    // The page and the post that it leads to are one message.
    assert_eq!(names, ["samlp:AuthnRequest", "samlp:Response", "samlp:Response"]);
    assert_eq!(found.default_message(), Some(1));
    assert_eq!(found.messages[1].relay_state.as_deref(), Some("https://sp.test/a b"));
    let detached = found.messages[0].detached.as_ref().unwrap();
    assert!(detached.is_original && detached.signed_octets.ends_with(b"&SigAlg=urn%3Aa"));
}

#[test]
fn pages_within_archives() {
    let form_page = format!(
        "<html><form method=post action={ACS}><input name=SAMLResponse value={}></form></html>",
        base64(RESPONSE)
    );
    only(&har(&[page(&form_page, "")]), Format::Har, RESPONSE);
    only(&har(&[page(&base64(&form_page), r#", "encoding": "base64""#)]), Format::Har, RESPONSE);
}

#[test]
fn sanitised_archives() {
    let redacted =
        |value: &str| har(&[post(&format!(r#""params": [{{"name": "SAMLResponse", "value": "{value}"}}]"#))]);
    for value in ["[SAMLResponse redacted]", "REDACTED", "***", "<removed>", "xxxxxxxx", "[FILTERED]"] {
        let CaptureProblem::Redacted { how, at } = problem(&redacted(value)) else { panic!("{value}") };
        assert_eq!(how, Redaction::Placeholder);
        assert_eq!(at.of(&redacted(value)), value);
    }
    assert!(matches!(problem(&redacted("")), CaptureProblem::Redacted { how: Redaction::EmptyValue, .. }));
    let gone = har(&[post(r#""text": """#).replace(ACS, "https://sp.test/saml/acs")]);
    assert!(matches!(problem(&gone), CaptureProblem::Redacted { how: Redaction::BodyLeftOut, .. }));
    assert_eq!(looks_like(&har(&[])), LooksLike::HarWithoutMessage);
    // A request beside a redacted response does not hide that the response is gone.
    let request = format!(
        r#"{{"request": {{"method": "GET", "url": "https://idp.test/sso?SAMLRequest={}"}}}}"#,
        escape_all(&deflated(REQUEST))
    );
    let data = r#""params": [{"name": "SAMLResponse", "value": "[redacted]"}]"#;
    let found = capture(&har(&[request, post(data)]));
    assert!(matches!(found.problem, Some(CaptureProblem::Redacted { .. })));
    assert_eq!(found.messages.len(), 1);
}

#[test]
fn a_cut_archive_still_gives_what_it_holds() {
    let whole = har(&[post(&format!(r#""text": {}"#, json_string(&form())))]);
    let cut = &whole[..whole.len() - 40];
    only(cut, Format::LabelledText, RESPONSE);
    let within = &whole[..whole.find("%3D").unwrap() - 50];
    assert!(matches!(problem(within), CaptureProblem::Truncated { .. }));
}

fn tracer(requests: &str) -> String {
    format!(
        r#"{{"requests": [{{"method": "GET", "url": "https://x.test/", "requestHeaders": []}}, {requests}], "timestamp": "2026-01-01T00:00:00.000Z"}}"#
    )
}

#[test]
fn exports_of_saml_tracer() {
    let saml = json_string(RESPONSE);
    let code = base64(RESPONSE);
    for (post, relay) in [
        (
            format!(
                r#""post": [["SAMLResponse", {{"hash": "ab"}}], ["RelayState", {{"hash": "cd"}}]], "postData": "{{overwritten}}", "saml": {saml}"#
            ),
            None,
        ),
        (format!(r#""post": [["SAMLResponse", {{"obf": "alternative_1"}}]], "saml": {saml}"#), None),
        (
            format!(
                r#""post": [["SAMLResponse", "{code}"], ["RelayState", "x"]], "protocol": "SAML-P", "saml": {saml}"#
            ),
            Some("x"),
        ),
        (
            format!(
                r#""id": "7", "requestHeaders": [["a", "b"]], "parameters": [["SAMLResponse", "{code}"], ["RelayState", "x"]]"#
            ),
            Some("x"),
        ),
        (format!(r#""postData": {{"SAMLResponse": ["{code}"], "RelayState": ["x"]}}"#), Some("x")),
    ] {
        let paste = tracer(&format!(r#"{{"method": "POST", "url": "{ACS}", {post}}}"#));
        let (_, message) = only(&paste, Format::SamlTracer, RESPONSE);
        assert_eq!(message.parameter, Parameter::SamlResponse);
        assert_eq!(message.binding, Some(Binding::Post));
        assert_eq!(message.destination_url.as_deref(), Some(ACS));
        assert_eq!(message.relay_state.as_deref(), relay, "{post}");
    }
}

#[test]
fn a_signed_query_in_an_export_keeps_its_octets() {
    let query = format!("SAMLRequest={}&SigAlg=urn%3aa&Signature=AAAA", escape_all(&deflated(REQUEST)));
    let paste = tracer(&format!(
        r#"{{"method": "GET", "url": "https://idp.test/sso?{query}", "get": [["SAMLRequest", "x"]], "saml": {}}}"#,
        json_string(REQUEST)
    ));
    let (_, message) = only(&paste, Format::SamlTracer, REQUEST);
    let detached = message.detached.unwrap();
    assert!(detached.is_original);
    assert_eq!(String::from_utf8(detached.signed_octets).unwrap(), query.replace("&Signature=AAAA", ""));
    // A masked address leaves the message itself.
    let masked = paste.replace(&escape_all(&deflated(REQUEST)), "masked");
    let (_, message) = only(&masked, Format::SamlTracer, REQUEST);
    assert_eq!(message.parameter, Parameter::SamlRequest);
}

#[test]
fn a_masked_export_without_the_message() {
    let paste = tracer(&format!(
        r#"{{"method": "POST", "url": "{ACS}", "post": [["SAMLResponse", {{"hash": "ab"}}]], "protocol": "SAML-P"}}"#
    ));
    assert!(matches!(problem(&paste), CaptureProblem::Redacted { how: Redaction::TracerMask, .. }));
    let artifact = tracer(&format!(r#"{{"method": "GET", "url": "{ACS}", "samlart": "AAQAAA=="}}"#));
    assert!(matches!(capture(&artifact).problem, Some(CaptureProblem::Artifact { .. })));
    assert_eq!(
        looks_like(&tracer(r#"{"method": "GET", "url": "https://y.test/"}"#)),
        LooksLike::TracerWithoutMessage
    );
}

#[test]
fn json_of_other_kinds() {
    let code = base64(RESPONSE);
    let page = format!("<html><form method=post><input name=SAMLResponse value={code}></form></html>");
    for paste in [
        format!(r#"{{"SAMLResponse": "{}"}}"#, code.replace('/', "\\/").replace('+', "\\u002b")),
        format!(r#"{{"event": {{"params": {{"saml_response": "{code}", "RelayState": "x"}}}}}}"#),
        format!(r#"[{{"name": "SAMLResponse", "value": "{code}"}}]"#),
        format!(r#"{{"body": "{}"}}"#, form()),
        format!(r#"{{"isBase64Encoded": true, "body": "{}"}}"#, base64(&form())),
        format!(r#"{{"response": {}}}"#, json_string(RESPONSE)),
        json_string(RESPONSE),
        format!(r#"{{"assertion": "{code}"}}"#),
        format!(r#"{{"html": {}}}"#, json_string(&page)),
        format!(
            r#"{{"level": "info", "message": {}}}"#,
            json_string(&format!("{{\"SAMLResponse\":\"{code}\"}}"))
        ),
        format!(r#"{{"msg": "login failed for SAMLResponse={code} at acs"}}"#),
    ] {
        only(&paste, Format::Json, RESPONSE);
    }
    only(&json_string(&code), Format::Base64, RESPONSE);
}
