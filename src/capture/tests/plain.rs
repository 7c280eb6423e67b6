//! XML and base64 without a container, labels, pages and single values.

use super::*;

#[test]
fn xml_is_taken_word_for_word() {
    let (found, message) = only(RESPONSE, Format::Xml, RESPONSE);
    assert!(found.repairs.is_empty());
    assert_eq!(found.steps.len(), 1);
    assert_eq!(message.payload, Payload::Text(Span::new(SourceId::CAPTURE, 0, RESPONSE.len())));
    assert_eq!(message.root.as_deref(), Some("samlp:Response"));

    let declared = format!("<?xml version=\"1.0\"?>{RESPONSE}");
    let (found, _) = only(&format!("\u{feff}\r\n \n{declared}"), Format::Xml, &declared);
    assert_eq!(found.repairs, [Repair::ByteOrderMark, Repair::LeadingBlankLines]);
    // What stands on the declaration's own line is for the XML reader to refuse.
    for indent in [" ", "\t", "\u{20} "] {
        let paste = format!("\n{indent}{declared}");
        only(&paste, Format::Xml, &paste[1..]);
    }
    // Without a declaration white space is no fault.
    let (found, _) = only(&format!("\n\n{RESPONSE}"), Format::Xml, RESPONSE);
    assert_eq!(found.repairs, []);
}

#[test]
fn text_that_begins_with_a_bracket_is_one_document() {
    // Two roots, text after the root, and a form within a comment are for the XML reader to refuse.
    for tail in ["<x/>", " and more", "<!-- SAMLResponse=PHNhbWxwOlJlc3BvbnNlLz4= -->"] {
        let paste = format!("{RESPONSE}{tail}");
        only(&paste, Format::Xml, &paste);
    }
    let doctype = format!("<!DOCTYPE samlp:Response [<!ENTITY a '>'>]>{RESPONSE}");
    only(&doctype, Format::Xml, &doctype);
}

#[test]
fn xml_is_not_cut_out_of_text() {
    assert_eq!(looks_like(&format!("lead{RESPONSE}")), LooksLike::TextBeforeXml);
    assert_eq!(looks_like(&format!("\u{feff}\u{feff}{RESPONSE}")), LooksLike::TextBeforeXml);
    assert_eq!(looks_like(RESPONSE.trim_start_matches('<')), LooksLike::XmlWithoutFirstBracket);
    let numbered = format!("1 {}", RESPONSE.replace('\n', "\n2 "));
    assert_eq!(looks_like(&numbered), LooksLike::NumberedLines);
}

#[test]
fn a_delimiter_lets_xml_out_of_text() {
    let fence = format!("This is it:\n```xml\n{RESPONSE}\n```\nthanks");
    let (found, _) = only(&fence, Format::Xml, &format!("{RESPONSE}\n"));
    assert_eq!(found.repairs, [Repair::CodeFence]);
    let label = format!("RelayState: x\nSAMLResponse: {RESPONSE}\n");
    let (_, message) = only(&label, Format::DevTools, RESPONSE);
    assert!(matches!(message.payload, Payload::Text(_)));
    assert_eq!(message.relay_state.as_deref(), Some("x"));
    let equals = format!("SAMLResponse={RESPONSE}");
    only(&equals, Format::DevTools, RESPONSE);
    let quoted = format!("'{RESPONSE}'");
    let (found, _) = only(&quoted, Format::Xml, RESPONSE);
    assert_eq!(found.repairs, [Repair::Quotes]);
}

#[test]
fn base64_in_any_wrapping() {
    let code = base64(RESPONSE);
    let (found, message) = only(&code, Format::Base64, RESPONSE);
    assert!(found.repairs.is_empty());
    assert_eq!(message.place, Some(Span::new(SourceId::CAPTURE, 0, code.len())));
    let columns: Vec<&str> = code.as_bytes().chunks(76).map(|c| std::str::from_utf8(c).unwrap()).collect();
    for (paste, repairs) in [
        (columns.join("\r\n"), vec![]),
        (format!("\n\n{}\n", columns.join("\n  ")), vec![]),
        (columns.join(" "), vec![]),
        (columns.join("\\r\\n"), vec![Repair::LiteralNewlines]),
        (columns.join("\\\\n"), vec![Repair::LiteralNewlines]),
        (format!("\"{code}\","), vec![Repair::Quotes]),
        (format!("“{code}”"), vec![Repair::Quotes]),
        (code.replace('+', " "), vec![Repair::BlanksToPlus]),
        (code.replace('+', "-").replace('/', "_"), vec![Repair::UrlAlphabet]),
        (code.trim_end_matches('=').to_owned(), vec![Repair::MissingPadding]),
        (code.replace('/', "\\/"), vec![Repair::JsonEscapes]),
        (code.replace('+', "\\u002b").replace('=', "\\u003D"), vec![Repair::JsonEscapes]),
        (code.replace('+', "&#x2b;").replace('=', "&#61;"), vec![Repair::HtmlEntities]),
        (columns.iter().map(|c| format!("> {c}\n")).collect(), vec![Repair::LinePrefixes]),
        (format!("\u{feff}{code}"), vec![Repair::ByteOrderMark]),
    ] {
        let (found, _) = only(&paste, Format::Base64, RESPONSE);
        assert_eq!(found.repairs, repairs, "{paste}");
    }
    for (paste, repairs) in [
        (escape_all(&code), vec![]),
        (escape_all(&escape_all(&code)), vec![Repair::DoubleUrlEncoded]),
        // Only some of it: a + stays a +.
        (code.replace('=', "%3D"), vec![]),
    ] {
        let (found, _) = only(&paste, Format::UrlEncoded, RESPONSE);
        assert_eq!(found.repairs, repairs, "{paste}");
    }
}

#[test]
fn octets_go_on_as_they_are() {
    for octets in [
        b"\xef\xbb\xbf<a>\xff</a>".to_vec(),
        "\u{feff}<?xml version='1.0' encoding='UTF-16'?><a/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        "<?xml version='1.0' encoding='UTF-16'?><a/>".encode_utf16().flat_map(u16::to_be_bytes).collect(),
        b"lead <a/> trail".to_vec(),
        b"<a/><b/>".to_vec(),
        b" \n<?xml version='1.0'?><a/>".to_vec(),
    ] {
        let found = capture(&STANDARD.encode(&octets));
        assert_eq!(found.messages[0].payload, Payload::Decoded(octets));
    }
}

#[test]
fn escaped_xml_is_unescaped_once() {
    let escaped =
        RESPONSE.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let (found, message) = only(&escaped, Format::EscapedXml, RESPONSE);
    assert_eq!(found.repairs, [Repair::HtmlEntities]);
    assert!(matches!(message.payload, Payload::DecodedText(_)));
    only(&escape_all(RESPONSE), Format::UrlEncoded, RESPONSE);
    let form = escape_all(RESPONSE).replace("%20", "+");
    only(&form, Format::UrlEncoded, RESPONSE);
}

#[test]
fn foreign_characters_are_named_and_placed() {
    let code = base64(RESPONSE);
    let (head, tail) = code.split_at(100);
    for c in ['*', '\u{200b}', 'é', '!'] {
        let paste = format!("  {head}{c}{tail}");
        let at = Span::new(SourceId::CAPTURE, 102, 102 + c.len_utf8());
        let looks_like = LooksLike::Base64WithForeignCharacter(c);
        assert_eq!(problem(&paste), CaptureProblem::Unrecognised { looks_like, at });
    }
    assert_eq!(
        looks_like(&format!("{}-{}", code.replace('/', "+"), code)),
        LooksLike::Base64WithMixedAlphabets
    );
    assert_eq!(looks_like(&base64(&code)), LooksLike::Base64Twice);
    assert_eq!(looks_like(&base64(&"some text of ours, ".repeat(9))), LooksLike::Base64OfText);
    assert_eq!(looks_like(&STANDARD.encode([0xfeu8; 99])), LooksLike::Base64OfOctets);
    assert_eq!(looks_like(&format!("{code}{code}")), LooksLike::Base64Damaged);
}

#[test]
fn a_cut_message_is_said_to_be_cut() {
    let code = base64(RESPONSE);
    for length in [41, 42, 43, 44, 200, 201, 202, 203, code.len() - 8] {
        let CaptureProblem::Truncated { what, .. } = problem(&code[..length]) else { panic!("{length}") };
        assert_eq!(what, Truncation::Base64, "{length}");
    }
    for length in [20, 200, 300, RESPONSE.len() - 1, RESPONSE.len() - 20] {
        let CaptureProblem::Truncated { what, .. } = problem(&RESPONSE[..length]) else { panic!("{length}") };
        assert_eq!(what, Truncation::Xml, "{length}");
    }
    let ellipsis = format!("{}…", &code[..200]);
    assert!(matches!(problem(&ellipsis), CaptureProblem::Truncated { what: Truncation::Ellipsis, .. }));
    let escape = format!("SAMLResponse={}%2", &code[..200]);
    assert!(matches!(problem(&escape), CaptureProblem::Truncated { what: Truncation::UrlEncoding, .. }));
}

#[test]
fn labels_of_browser_tools() {
    let code = base64(RESPONSE);
    for paste in [
        format!("SAMLResponse: {code}"),
        format!("SAMLResponse\t{code}\nRelayState\tx"),
        format!("Form Data\nview source\nSAMLResponse:\n{code}\nRelayState:\nhttps://sp.test/x"),
        format!("RelayState: x\nSAMLResponse: {}\n{}\nother: value", &code[..64], &code[64..]),
        format!("SAMLResponse: \"{code}\"\nRelayState: \"x\""),
    ] {
        let found = capture(&paste);
        assert_eq!((found.messages.len(), &found.problem), (1, &None), "{paste}\n{found:?}");
        assert_eq!(octets(&found.messages[0], &paste), RESPONSE.as_bytes(), "{paste}");
        assert_eq!(found.messages[0].parameter, Parameter::SamlResponse);
        let place = found.messages[0].place.unwrap().of(&paste).replace('\n', "");
        assert_eq!(place, code);
    }
}

#[test]
fn messages_in_logs_and_programs() {
    let code = base64(RESPONSE);
    for paste in [
        format!("2026-01-02 10:11:12 INFO acs: SAMLResponse={code} user=x ip=1.2.3.4"),
        format!("POST /acs HTTP/1.1\r\nHost: sp.test\r\n\r\n{}", form()),
        format!("params = {{'RelayState' => 'x', 'SAMLResponse' => '{code}'}}"),
        format!("{{\"a\":1}}\n{{\"SAMLResponse\":\"{}\"}}\n", code.replace('/', "\\/")),
        format!("[log] body={{\\\"SAMLResponse\\\":\\\"{code}\\\"}} done"),
        format!("got saml_response: {code}\nbye."),
        format!("type=\"hidden\" name=\"SAMLResponse\" value=\"{code}\" />"),
        format!("{{\"name\": \"SAMLResponse\",\n \"value\": \"{code}\"}},"),
        format!("POST: {{'SAMLResponse': ['{code}'], 'RelayState': ['x']}}"),
        format!("Array\n(\n    [SAMLResponse] => {code}\n    [RelayState] => x\n)"),
        format!("form=map[SAMLResponse:[{code}] RelayState:[x]] done"),
        format!("Parameters: {{\"SAMLResponse\"=>\"{code}\", \"RelayState\"=>\"x\"}}"),
        format!("saml (b'SAMLResponse', b'{code}') SAMLResponse: (b'{code}')"),
        format!("document.forms[0].SAMLResponse.value = '{code}';"),
    ] {
        let found = capture(&paste);
        assert_eq!((found.messages.len(), &found.problem), (1, &None), "{paste}\n{found:?}");
        assert_eq!(octets(&found.messages[0], &paste), RESPONSE.as_bytes(), "{paste}");
    }
}

#[test]
fn form_bodies() {
    let paste = form();
    let (found, message) = only(&paste, Format::FormBody, RESPONSE);
    assert!(found.repairs.is_empty());
    assert_eq!(message.relay_state.as_deref(), Some("https://sp.test/a b"));
    assert_eq!(message.place.unwrap().of(&paste), escape_all(&base64(RESPONSE)));
    // Whatever the order, and with a value that nobody encoded.
    let code = base64(RESPONSE);
    let (found, _) = only(&format!("RelayState=x&a&b=&SAMLResponse={code}"), Format::FormBody, RESPONSE);
    assert_eq!(found.repairs, [Repair::PlusNotEscaped]);
    let blank = code.replace('+', " ");
    let (found, _) = only(&format!("SAMLResponse={blank}&RelayState=x"), Format::FormBody, RESPONSE);
    assert_eq!(found.repairs, [Repair::BlanksToPlus]);
    // As some browsers copy it: a pair a line.
    let (_, message) = only(&format!("SAMLResponse={code}\nRelayState=x\n"), Format::FormBody, RESPONSE);
    assert_eq!(message.relay_state.as_deref(), Some("x"));
    let (found, message) = only(&escape_all(&form()), Format::FormBody, RESPONSE);
    assert_eq!(found.repairs, [Repair::DoubleUrlEncoded]);
    assert_eq!(message.relay_state.as_deref(), Some("https://sp.test/a b"));
    let twice = format!("SAMLResponse={}", escape_all(&escape_all(&code)));
    let (found, _) = only(&twice, Format::FormBody, RESPONSE);
    assert_eq!(found.repairs, [Repair::DoubleUrlEncoded]);
}

#[test]
fn a_repeated_parameter_is_refused() {
    for paste in [
        format!("{}&SAMLResponse=x", form()),
        format!("{}&RelayState=y", form()),
        format!("{{\"SAMLResponse\":\"{0}\",\"SAMLResponse\":\"{0}\"}}", base64(RESPONSE)),
    ] {
        assert!(matches!(problem(&paste), CaptureProblem::RepeatedParameter { .. }), "{paste}");
    }
}

#[test]
fn a_second_message_is_found_however_its_name_is_written() {
    let form = form();
    let far = format!("{form}{}&SAMLResponse=x", "&a=1".repeat(2000));
    let name = "SAMLResponse".replace('S', "&#83;");
    let page = format!(
        "<form><input name={name} value=x><input name=SAMLResponse value=\"{}\"></form>",
        base64(RESPONSE)
    );
    let list = format!("{{\"SAMLResponse\": [\"{}\", \"x\"]}}", base64(RESPONSE));
    for paste in [format!("%53AMLResponse=x&{form}"), format!("{form}&SAML%52esponse=x"), far, page, list] {
        assert!(matches!(problem(&paste), CaptureProblem::RepeatedParameter { .. }), "{paste}");
    }
    let encoded = form.replacen("SAML", "%53AML", 1);
    only(&encoded, Format::FormBody, RESPONSE);
}

#[test]
fn other_messages_are_found_under_their_names() {
    let wresult = "<t:RequestSecurityTokenResponse xmlns:t=\"http://schemas.xmlsoap.org/ws/2005/02/trust\"/>";
    let paste = format!("wa=wsignin1.0&wresult={}&wctx=x", escape_all(wresult));
    let (_, message) = only(&paste, Format::FormBody, wresult);
    assert_eq!(message.parameter, Parameter::Wresult);
    let (_, message) =
        only(&format!("SAMLRequest={}", escape_all(&base64(REQUEST))), Format::FormBody, REQUEST);
    assert_eq!(message.parameter, Parameter::SamlRequest);
    let found = capture("SAMLart=AAQAAMFbLinlXaCM%2BFIxiDwGOLAy2T71gbpO7ZhNzAgEANlB90ECfpNEVLg%3D");
    assert!(matches!(found.problem, Some(CaptureProblem::Artifact { .. })));
    assert!(
        matches!(&found.messages[0].payload, Payload::Artifact(a) if a.starts_with("AAQAAMFb") && a.ends_with('='))
    );
}

#[test]
fn pages_with_a_form() {
    let code = base64(RESPONSE);
    let entities = code.replace('+', "&#x2b;").replace('=', "&#61;");
    for page in [
        format!(
            "<html><body onload='x()'><form method=\"post\" action=\"{ACS}\"><input type=\"hidden\" name=\"SAMLResponse\" value=\"{code}\"/><input type=\"hidden\" name=\"RelayState\" value=\"a&amp;b\"/></form>"
        ),
        format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"x\">\n<html><FORM ACTION='https&#x3a;&#x2f;&#x2f;sp.test/acs' METHOD=POST><INPUT VALUE='{entities}' NAME='SAMLResponse'><input name=RelayState value=a&amp;b></FORM></html>"
        ),
        format!(
            "<!-- a page --><form action={ACS} method=post><textarea name=\"SAMLResponse\">\n{code}</textarea><input value=\"a&amp;b\" name=\"RelayState\"></form>"
        ),
        format!(
            "<form action=\"{ACS}\" method=\"post\"><!-- <input name=\"SAMLResponse\" value=\"x\"> --><script>'<input name=\"SAMLResponse\" value=\"y\">'</script><input name=\"RelayState\" value=\"a&amp;b\"><input name=\"SAMLResponse\" value=\"{code}\"></form>"
        ),
    ] {
        let (_, message) = only(&page, Format::HtmlForm, RESPONSE);
        assert_eq!(message.binding, Some(Binding::Post));
        assert_eq!(message.destination_url.as_deref(), Some(ACS), "{page}");
        assert_eq!(message.relay_state.as_deref(), Some("a&b"));
    }
}

#[test]
fn pages_with_several_forms_keep_their_order() {
    let page = format!(
        "<body><form action=/a><input name=q></form><form action=/b method=post><input name=SAMLRequest value={}></form><form action=/c method=post><input name=SAMLResponse value={}></form>",
        base64(REQUEST),
        base64(RESPONSE)
    );
    let found = capture(&page);
    let names: Vec<_> = found.messages.iter().map(|m| m.parameter).collect();
    assert_eq!(names, [Parameter::SamlRequest, Parameter::SamlResponse]);
    assert_eq!(found.default_message(), Some(1));
    assert_eq!(found.problem, None);
}

#[test]
fn pages_without_a_form() {
    let page = "<!DOCTYPE html><html><head><title> Sign &amp; in </title></head><body><form><input name=user></form>";
    let CaptureProblem::HtmlPage { title, .. } = problem(page) else { panic!() };
    assert_eq!(title.as_deref(), Some("Sign & in"));
    let script = format!("<html><script>post({{\"SAMLResponse\":\"{}\"}})</script></html>", base64(RESPONSE));
    only(&script, Format::HtmlForm, RESPONSE);
    let shown = format!("<html><pre>{}</pre></html>", RESPONSE.replace('&', "&amp;").replace('<', "&lt;"));
    only(&shown, Format::HtmlForm, RESPONSE);
}

#[test]
fn what_is_no_message_is_named() {
    assert_eq!(problem(" \r\n\t\u{feff}"), CaptureProblem::Empty);
    assert_eq!(problem(""), CaptureProblem::Empty);
    assert_eq!(capture("").format, Format::Empty);
    let at = |text: &str| Span::new(SourceId::CAPTURE, 0, text.len());
    let url = "https://idp.test/metadata.xml";
    assert_eq!(problem(url), CaptureProblem::Url { at: at(url) });
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    assert_eq!(problem(jwt), CaptureProblem::Jwt { at: at(jwt) });
    for text in ["hello", "password123", "it does not work, why?", "SAMLResponse: was not valid", "{not json"]
    {
        assert_eq!(looks_like(text), LooksLike::Text, "{text}");
    }
    let oidc = r#"{"issuer": "https://idp.test", "jwks_uri": "https://idp.test/keys"}"#;
    assert!(
        matches!(problem(oidc), CaptureProblem::OidcDiscovery { issuer: Some(i), .. } if i == "https://idp.test")
    );
    assert_eq!(looks_like(r#"{"a": [1, 2, "three"]}"#), LooksLike::Json);
}

#[test]
fn armour_around_certificates_keys_and_messages() {
    // A DER SEQUENCE of 300 octets is what a certificate looks like from afar.
    let mut der = vec![0x30u8, 0x82, 0x01, 0x2c];
    der.extend([0xa5; 300]);
    let code = STANDARD.encode(&der);
    assert!(matches!(problem(&code), CaptureProblem::Certificate { .. }));
    let pem = format!("-----BEGIN CERTIFICATE-----\n{code}\n-----END CERTIFICATE-----\n");
    assert!(matches!(problem(&pem), CaptureProblem::Certificate { .. }));
    assert!(matches!(problem(&format!("subject=x\n{pem}")), CaptureProblem::Certificate { .. }));
    let key = pem.replace("CERTIFICATE", "RSA PRIVATE KEY");
    assert!(matches!(problem(&key), CaptureProblem::PrivateKey { .. }));
    let dressed = pem.replace(&code, &base64(RESPONSE));
    let (found, _) = only(&dressed, Format::Pem, RESPONSE);
    assert_eq!(found.repairs, [Repair::PemArmour]);
}

#[test]
fn error_texts_of_identity_providers() {
    for (text, vendor, code) in [
        ("AADSTS50011: The redirect URI 'x' does not match.\nTrace ID: 1", ErrorVendor::Entra, "AADSTS50011"),
        (
            "Sorry, but we're having trouble. AADSTS700016: Application with identifier 'x'",
            ErrorVendor::Entra,
            "AADSTS700016",
        ),
        ("MSIS7070: The SAML request contained a NameIDPolicy", ErrorVendor::AdFs, "MSIS7070"),
        (
            "403. That's an error. Error: app_not_configured_for_user",
            ErrorVendor::Google,
            "app_not_configured_for_user",
        ),
        ("403 App Not Assigned", ErrorVendor::Okta, "app-not-assigned"),
        (
            "<html><title>Error</title><div>AADSTS50105: not assigned</div></html>",
            ErrorVendor::Entra,
            "AADSTS50105",
        ),
        (r#"{"error_description":"AADSTS75011: RequestedAuthnContext"}"#, ErrorVendor::Entra, "AADSTS75011"),
    ] {
        let CaptureProblem::ErrorText { codes, .. } = problem(text) else { panic!("{text}") };
        assert_eq!(codes.len(), 1, "{codes:?}");
        assert_eq!((codes[0].vendor, codes[0].code.as_str()), (vendor, code));
    }
    let text = "first MSIS0038 then AADSTS90015";
    let CaptureProblem::ErrorText { codes, .. } = problem(text) else { panic!() };
    let places: Vec<&str> = codes.iter().map(|c| c.at.of(text)).collect();
    assert_eq!(places, ["MSIS0038", "AADSTS90015"]);
    // A message says more than a code that happens to stand beside it.
    let both = format!("AADSTS50011: x\nSAMLResponse: {}", base64(RESPONSE));
    only(&both, Format::DevTools, RESPONSE);
}
