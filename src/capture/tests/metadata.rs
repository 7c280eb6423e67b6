//! What people paste into the metadata box.

use super::*;

const METADATA: &str = concat!(
    "<?xml version=\"1.0\"?>\n",
    r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.test">"#,
    "\n<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>\n",
    "<md:Organization>“quoted”</md:Organization></md:EntityDescriptor>"
);

fn paste(text: &str) -> MetadataPaste {
    recognise_metadata_paste(SourceId::METADATA, text)
}

#[test]
fn xml_is_left_alone() {
    let text = format!("\u{feff}\n{METADATA}\n");
    let MetadataPaste::Xml { at, has_byte_order_mark, has_blank_lines } = paste(&text) else { panic!() };
    assert_eq!(at.of(&text), format!("{METADATA}\n"));
    assert!(has_byte_order_mark && has_blank_lines);
    assert!(matches!(
        paste(METADATA),
        MetadataPaste::Xml { has_byte_order_mark: false, has_blank_lines: false, .. }
    ));
    // Two roots, other roots and a DOCTYPE are for the XML reader.
    for text in
        [format!("{METADATA}<a/>"), "<a/>".to_owned(), format!("<!DOCTYPE a>{METADATA}"), RESPONSE.to_owned()]
    {
        assert!(matches!(paste(&text), MetadataPaste::Xml { .. }), "{text}");
    }
}

#[test]
fn escaped_metadata_is_offered_repaired() {
    let smart = METADATA
        .replace("=\"", "=”")
        .replace("\" ", "” ")
        .replace("\">", "”>")
        .replace("\"?", "”?")
        .replace("\"/", "”/");
    assert!(!smart.contains('"'));
    let escaped = METADATA.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let plus = escape_all(METADATA).replace("%20", "+");
    let mut numbered = String::new();
    for (n, line) in METADATA.lines().enumerate() {
        numbered.push_str(&format!("{}  {line}\n", n + 1));
    }
    for (text, expected) in [
        (smart, MetadataEscape::SmartQuotes),
        (escaped, MetadataEscape::HtmlEntities),
        (base64(METADATA), MetadataEscape::Base64),
        (escape_all(METADATA), MetadataEscape::UrlEncoding),
        (plus, MetadataEscape::UrlEncoding),
        (serde_json::to_string(METADATA).unwrap(), MetadataEscape::JsonString),
        (format!(r#"{{"xml": {}}}"#, serde_json::to_string(METADATA).unwrap()), MetadataEscape::JsonString),
        (format!("'{METADATA}'"), MetadataEscape::Quotes),
        (format!("```xml\n{METADATA}\n```"), MetadataEscape::CodeFence),
        (numbered, MetadataEscape::LineNumbers),
        (
            format!(
                "This XML file does not appear to have any style information associated with it.\n{METADATA}"
            ),
            MetadataEscape::TextBefore,
        ),
    ] {
        let MetadataPaste::Escaped { repaired, how, .. } = paste(&text) else {
            panic!("{text}\n{:?}", paste(&text))
        };
        assert_eq!(how, expected);
        assert_eq!(repaired, METADATA, "{text}");
    }
}

#[test]
fn what_is_no_metadata_is_named() {
    assert_eq!(paste(" \n"), MetadataPaste::Empty);
    for url in ["https://idp.test/metadata.xml", " http://idp.test/x \n", "idp.test/federationmetadata.xml"] {
        let MetadataPaste::Url { at } = paste(url) else { panic!("{url}") };
        assert_eq!(at.of(url), url.trim());
    }
    let page = "<!doctype HTML><html><head><title>Sign In</title></head>";
    assert!(matches!(paste(page), MetadataPaste::HtmlPage { title: Some(t), .. } if t == "Sign In"));
    let mut der = vec![0x30u8, 0x82, 0x01, 0x2c];
    der.extend([0xa5; 300]);
    let code = STANDARD.encode(&der);
    assert!(matches!(paste(&code), MetadataPaste::Certificate { is_pem: false, .. }));
    let pem = format!("-----BEGIN CERTIFICATE-----\n{code}\n-----END CERTIFICATE-----");
    assert!(matches!(paste(&pem), MetadataPaste::Certificate { is_pem: true, .. }));
    let key = pem.replace("CERTIFICATE", "PRIVATE KEY");
    assert!(matches!(paste(&key), MetadataPaste::PrivateKey { .. }));
    let oidc = r#"{"issuer": "https://idp.test", "authorization_endpoint": "https://idp.test/a"}"#;
    assert!(matches!(paste(oidc), MetadataPaste::OidcDiscovery { issuer: Some(_), .. }));
    for text in [base64(RESPONSE), form()] {
        let MetadataPaste::SamlMessage { root, .. } = paste(&text) else { panic!("{text}") };
        assert_eq!(root.as_deref(), Some("samlp:Response"));
    }
    for text in ["hello", "lead<a/>", "{}", "<", "{\"a\":1}"] {
        let found = paste(text);
        assert!(
            matches!(found, MetadataPaste::Unrecognised { .. } | MetadataPaste::Truncated { .. }),
            "{found:?}"
        );
    }
}

#[test]
fn cut_metadata() {
    for length in [50, 100, METADATA.len() - 5, METADATA.len() - 25] {
        assert!(matches!(paste(&METADATA[..length]), MetadataPaste::Truncated { .. }), "{length}");
    }
    assert!(matches!(paste(&base64(METADATA)[..200]), MetadataPaste::Truncated { .. }));
}
