//! Addresses of the HTTP-Redirect binding (SAML Bindings §3.4).

use super::*;

fn url(parameter: &str, code: &str) -> String {
    format!("https://idp.test/sso?x=1&{parameter}={}", escape_all(code))
}

#[test]
fn a_deflated_request() {
    let paste = format!("{}&RelayState=r%2Fs#top", url("SAMLRequest", &deflated(REQUEST)));
    let (found, message) = only(&paste, Format::RedirectUrl, REQUEST);
    assert!(found.repairs.is_empty());
    assert_eq!(message.binding, Some(Binding::Redirect));
    assert_eq!(message.destination_url.as_deref(), Some("https://idp.test/sso"));
    assert_eq!(message.relay_state.as_deref(), Some("r/s"));
    assert_eq!(message.detached, None);
}

#[test]
fn other_ways_to_pack_a_query() {
    let zlib = STANDARD.encode(miniz_oxide::deflate::compress_to_vec_zlib(RESPONSE.as_bytes(), 6));
    for (paste, repair) in [
        (url("SAMLResponse", &zlib), Repair::ZlibHeader),
        (url("SAMLResponse", &base64(RESPONSE)), Repair::NotDeflated),
        (url("SAMLResponse", &deflated(RESPONSE)).replace("?x=1&", "?x=1&amp;"), Repair::HtmlEntities),
        (url("SAMLResponse", &deflated(RESPONSE)).replace("%2", "\n%2"), Repair::LineBreaks),
    ] {
        let (found, message) = only(&paste, Format::RedirectUrl, RESPONSE);
        assert_eq!(found.repairs, [repair], "{paste}");
        assert_eq!(message.binding, Some(Binding::Redirect));
    }
    // A value alone shows by its DEFLATE how it travelled.
    let (_, message) = only(&deflated(RESPONSE), Format::Base64, RESPONSE);
    assert_eq!(message.binding, Some(Binding::Redirect));
    let query = format!("SAMLResponse={}&RelayState=x", escape_all(&deflated(RESPONSE)));
    let (_, message) = only(&query, Format::FormBody, RESPONSE);
    assert_eq!(message.binding, Some(Binding::Redirect));
    let posted = format!("<form method=post><input name=SAMLResponse value={}></form>", deflated(RESPONSE));
    let (found, _) = only(&posted, Format::HtmlForm, RESPONSE);
    assert_eq!(found.repairs, [Repair::DeflatedPost]);
}

#[test]
fn the_signature_covers_the_octets_of_the_address() {
    // Lower-case escapes, an order of its own and a parameter that is not signed.
    let code = escape_all(&deflated(RESPONSE)).to_ascii_lowercase().replace("%2b", "%2B");
    let code = {
        // Lower case only where it is an escape.
        let original = escape_all(&deflated(RESPONSE));
        let _ = code;
        original.replace("%2F", "%2f").replace("%3D", "%3d")
    };
    let algorithm = "http%3a%2f%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256";
    let paste = format!(
        "https://sp.test/slo?RelayState=a+b%20c&Signature={}&other=1&SAMLResponse={code}&SigAlg={algorithm}",
        escape_all(&STANDARD.encode([7u8; 256]))
    );
    let (_, message) = only(&paste, Format::RedirectUrl, RESPONSE);
    let detached = message.detached.unwrap();
    let expected = format!("SAMLResponse={code}&RelayState=a+b%20c&SigAlg={algorithm}");
    assert_eq!(String::from_utf8(detached.signed_octets).unwrap(), expected);
    assert_eq!(detached.sig_alg, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    assert_eq!(detached.signature, [7u8; 256]);
    assert!(detached.is_original);
    assert_eq!(message.relay_state.as_deref(), Some("a b c"));
}

#[test]
fn an_announced_signature_is_never_lost() {
    let base = url("SAMLResponse", &deflated(RESPONSE));
    for (tail, algorithm) in [("&SigAlg=urn%3Ax", "urn:x"), ("&Signature=", ""), ("&Signature=%21%21", "")] {
        let (_, message) = only(&format!("{base}{tail}"), Format::RedirectUrl, RESPONSE);
        let detached = message.detached.unwrap();
        assert_eq!((detached.sig_alg.as_str(), detached.signature.len()), (algorithm, 0), "{tail}");
    }
    // Decoded values do not say how they were encoded.
    let json = format!(
        r#"{{"SAMLResponse": "{}", "SigAlg": "urn:x", "Signature": "AAAA", "RelayState": "a b"}}"#,
        deflated(RESPONSE)
    );
    let (_, message) = only(&json, Format::Json, RESPONSE);
    let detached = message.detached.unwrap();
    assert!(!detached.is_original);
    assert!(detached.signed_octets.ends_with(b"&RelayState=a%20b&SigAlg=urn%3Ax"));
}

#[test]
fn repeated_parameters_of_a_query_are_refused() {
    let base = url("SAMLResponse", &deflated(RESPONSE));
    for tail in ["&SAMLResponse=x", "&Signature=a&Signature=b", "&RelayState=a&RelayState=b"] {
        assert!(
            matches!(problem(&format!("{base}{tail}")), CaptureProblem::RepeatedParameter { .. }),
            "{tail}"
        );
    }
}

#[test]
fn cut_and_bursting_deflate_data() {
    let code = miniz_oxide::deflate::compress_to_vec(RESPONSE.as_bytes(), 6);
    let cut = url("SAMLResponse", &STANDARD.encode(&code[..code.len() - 30]));
    assert!(matches!(problem(&cut), CaptureProblem::Truncated { what: Truncation::Deflate, .. }));
    let bomb = format!("<a>{}</a>", " ".repeat(64 * 1024 * 1024));
    for paste in [url("SAMLResponse", &deflated(&bomb)), deflated(&bomb)] {
        let expected = Limit::InflatedSize;
        assert!(matches!(problem(&paste), CaptureProblem::LimitExceeded { limit, .. } if limit == expected));
    }
    // Octets after the end of the data are not dropped.
    let mut longer = code.clone();
    longer.extend(b"more");
    assert_eq!(looks_like(&url("SAMLResponse", &STANDARD.encode(longer))), LooksLike::Base64OfOctets);
}

#[test]
fn a_signature_stays_with_the_relay_state_that_it_covers() {
    let genuine =
        format!("{}&RelayState=a&SigAlg=urn%3Ax&Signature=AAAA", url("SAMLResponse", &deflated(RESPONSE)));
    let other = genuine.replace("RelayState=a", "RelayState=b");
    let found = capture(&format!(r#"["{other}", "{genuine}"]"#));
    let signed = |message: &CapturedMessage| message.detached.as_ref().unwrap().signed_octets.clone();
    assert_eq!(found.messages.len(), 2);
    for message in &found.messages {
        let expected = format!("RelayState={}&SigAlg", message.relay_state.as_deref().unwrap());
        assert!(String::from_utf8(signed(message)).unwrap().contains(&expected), "{message:?}");
    }
    // The same message without a signature lends nothing to the signed one.
    let unsigned = other.split("&SigAlg").next().unwrap();
    for pair in [[unsigned, genuine.as_str()], [genuine.as_str(), unsigned]] {
        let found = capture(&format!(r#"["{}", "{}"]"#, pair[0], pair[1]));
        assert_eq!(found.messages.len(), 1);
        assert_eq!(found.messages[0].relay_state.as_deref(), Some("a"));
    }
}
