//! Where the fuzz targets start: messages, metadata and pastes by the generator of the other tests.

use super::properties::{DECODERS, SEPARATOR};
use super::support::encrypt::{Cipher, Part};
use super::support::message::Sign;
use super::support::{Idp, Message, Metadata, key, to_base64, to_percent};

/// An input of a target.
pub(crate) struct Seed {
    pub(crate) target: &'static str,
    pub(crate) name: String,
    pub(crate) data: Vec<u8>,
}

/// All of them, in the same order every time.
pub(crate) fn all() -> Vec<Seed> {
    let mut seeds = Seeds(Vec::new());
    let messages = messages();
    for (name, metadata, message) in &messages {
        seeds.add("check", name, &format!("{metadata}{SEPARATOR}{message}"));
        let coded = to_base64(message.as_bytes());
        seeds.add("check", &format!("{name} posted"), &format!("{metadata}{SEPARATOR}{coded}"));
        for target in ["xml", "c14n", "dsig"] {
            seeds.add(target, name, message);
        }
    }
    for idp in Idp::ALL {
        let plain = Metadata::new(idp).xml();
        seeds.add("metadata", idp.name(), &plain);
        let signed = Metadata::new(idp).sign("other").xml();
        seeds.add("metadata", &format!("{} signed", idp.name()), &signed);
        seeds.add("dsig", &format!("{} metadata", idp.name()), &Metadata::new(idp).sign("idp").xml());
        let saved = Metadata::okta().xml();
        seeds.add("metadata", &format!("{} saved", idp.name()), &format!("{plain}{SEPARATOR}{saved}"));
    }
    seeds.add("metadata", "escaped", &Metadata::okta().xml().replace('<', "&lt;").replace('>', "&gt;"));
    seeds.add("metadata", "plain", &Metadata::plain("urn:a", &[]));
    for (name, text) in documents() {
        seeds.add("xml", name, text);
        seeds.add("c14n", name, text);
    }
    seeds.add_bytes(
        "xml",
        "utf-16",
        "\u{feff}<a b='c'>\u{10400}</a>".encode_utf16().flat_map(u16::to_le_bytes),
    );
    for (name, paste) in pastes() {
        seeds.add("capture", name, &paste);
    }
    for (number, (name, _)) in DECODERS.iter().enumerate() {
        let first = u8::try_from(number).expect("few decoders");
        for (at, rest) in inputs_of(name).into_iter().enumerate() {
            seeds.add_bytes("decoders", &format!("{name} {at}"), std::iter::once(first).chain(rest));
        }
    }
    seeds.0
}

struct Seeds(Vec<Seed>);

impl Seeds {
    fn add(&mut self, target: &'static str, name: &str, text: &str) {
        self.add_bytes(target, name, text.bytes());
    }

    fn add_bytes(&mut self, target: &'static str, name: &str, data: impl Iterator<Item = u8>) {
        self.0.push(Seed { target, name: name.to_owned(), data: data.collect() });
    }
}

/// Name, metadata, message: signed in every place, by several kinds of keys, encrypted.
fn messages() -> Vec<(String, String, String)> {
    let mut messages = Vec::new();
    for idp in Idp::ALL {
        for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
            let name = format!("{} {sign:?}", idp.name());
            messages.push((name, Metadata::new(idp).xml(), Message::new(idp).sign(sign).xml()));
        }
    }
    for name in ["ec256", "ec384"] {
        let metadata = Metadata::okta().replace("{certificate:idp}", &format!("{{certificate:{name}}}"));
        let message = Message::okta().key(name).sign(Sign::Both);
        messages.push((format!("okta {name}"), metadata.xml(), message.xml()));
    }
    let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    let message = Message::okta().canonicalizations(inclusive, inclusive).sign(Sign::Both);
    messages.push(("inclusive".to_owned(), Metadata::okta().xml(), message.xml()));
    let encrypted = Message::okta().encrypt(Cipher::new(Part::Assertion));
    messages.push(("encrypted".to_owned(), Metadata::okta().xml(), encrypted.xml()));
    messages
}

/// Small documents, each about one thing of XML.
fn documents() -> [(&'static str, &'static str); 14] {
    [
        ("empty", "<a/>"),
        ("declaration", "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a></a>"),
        ("attributes", "<a c='1' b=\"2 &lt; 3\" d='&#9;\n'/>"),
        (
            "namespaces",
            "<a:b xmlns:a='urn:a' xmlns='urn:b' a:c='d'><c xmlns=''/><a:d xmlns:a='urn:c'/></a:b>",
        ),
        ("text", "<a>&amp;&lt;&gt;&quot;&apos;&#13;&#x1F600;]]&gt;\r\n</a>"),
        ("cdata", "<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>"),
        ("comments", "<!-- a --><a><!----><b/></a><!-- b -->"),
        ("instructions", "<?a?><a><?b c?><b/></a><?d  e ?>"),
        ("doctype", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        (
            "xml attributes",
            "<a xml:base='urn:a/b/' xml:lang='en' xml:space='preserve'><b xml:base='../c' xml:id='_b'/></a>",
        ),
        ("ids", "<a ID='_a'><b Id='_a'/><c xml:id='_c'/></a>"),
        ("relative namespace", "<a xmlns:b='c'/>"),
        ("names", "<\u{e9}l\u{e9}ment \u{3b1}='\u{3b2}'><\u{4e00}/></\u{e9}l\u{e9}ment>"),
        ("deep", "<a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a>"),
    ]
}

const SMALL: &str = "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_r\"/>";

fn form() -> String {
    format!("SAMLResponse={}&RelayState=a%20b", to_percent(&to_base64(SMALL.as_bytes())))
}

fn redirect() -> String {
    let packed = miniz_oxide::deflate::compress_to_vec(SMALL.as_bytes(), 6);
    format!("SAMLRequest={}&SigAlg=urn%3Aa&Signature=AAAA", to_percent(&to_base64(&packed)))
}

fn har_entry() -> String {
    format!(
        "{{\"startedDateTime\":\"2026-01-15T12:00:00.000Z\",\"request\":{{\"method\":\"POST\",\
         \"url\":\"https://sp.test/acs\",\"postData\":{{\"mimeType\":\"application/x-www-form-urlencoded\",\
         \"params\":[{{\"name\":\"SAMLResponse\",\"value\":\"{0}\"}}],\"text\":\"{1}\"}}}},\
         \"response\":{{\"content\":{{\"text\":\"PGh0bWw+\",\"encoding\":\"base64\"}}}}}}",
        to_base64(SMALL.as_bytes()),
        form()
    )
}

fn traced() -> String {
    let code = to_base64(SMALL.as_bytes());
    format!(
        "{{\"method\":\"POST\",\"url\":\"https://sp.test/acs\",\"post\":[[\"SAMLResponse\",\"{code}\"]],\
         \"protocol\":\"SAML-P\",\"saml\":\"<a/>\"}}"
    )
}

/// One paste of every shape.
fn pastes() -> Vec<(&'static str, String)> {
    let code = to_base64(SMALL.as_bytes());
    let body = form();
    vec![
        ("xml", SMALL.to_owned()),
        ("base64", code.clone()),
        (
            "base64 lines",
            code.as_bytes().chunks(20).map(|line| String::from_utf8_lossy(line) + "\n").collect(),
        ),
        ("percent", to_percent(&code)),
        ("form", body.clone()),
        ("escaped form", to_percent(&body)),
        ("redirect", format!("https://sp.test/acs?{}", redirect())),
        (
            "html",
            format!(
                "<html><form action=\"/acs\"><input name=\"SAMLResponse\" value=\"{code}\"></form></html>"
            ),
        ),
        ("json", format!("{{\"SAMLResponse\":\"{code}\",\"RelayState\":\"\\u0061\"}}")),
        ("har", format!("{{\"log\":{{\"version\":\"1.2\",\"entries\":[{}]}}}}", har_entry())),
        ("saml-tracer", format!("{{\"timestamp\":\"2026\",\"requests\":[{}]}}", traced())),
        ("curl", format!("curl 'https://sp.test/acs' -H 'a: b' --data-raw '{body}' --compressed")),
        (
            "curl-cmd",
            format!("curl ^\"https://sp.test/acs^\" ^\n --data-raw ^\"{}^\"", body.replace('%', "^%^")),
        ),
        ("fetch", format!("fetch(\"https://sp.test/acs\", {{\"body\": \"{body}\", \"method\": \"POST\"}});")),
        (
            "powershell",
            format!("Invoke-WebRequest -Uri \"https://sp.test/acs\" -Method POST -Body \"{body}\""),
        ),
        ("pem", key::certificate_pem("ec256")),
        ("fence", format!("```xml\n{SMALL}\n```")),
        ("labels", format!("2026-01-15 INFO SAMLResponse: {code}\nRelayState: a\n")),
        ("devtools", format!("SAMLResponse\n{code}\nRelayState\na")),
        ("entities", SMALL.replace('<', "&lt;").replace('>', "&gt;")),
        ("error", "AADSTS50011: The redirect URI specified in the request does not match.".to_owned()),
        ("jwt", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.".to_owned()),
        (
            "oidc",
            "{\"issuer\":\"https://idp.test\",\"authorization_endpoint\":\"https://idp.test/a\"}".to_owned(),
        ),
    ]
}

/// What follows the beginning that a decoder is given.
fn inputs_of(decoder: &str) -> Vec<Vec<u8>> {
    let code = to_base64(SMALL.as_bytes());
    let texts: Vec<String> = match decoder {
        "base64" => vec![code, "PGEv\r\nPg==".to_owned()],
        "percent" => vec![to_percent(&code), to_percent(&to_percent(&code)), code],
        "form" => vec![form(), "SAMLResponse=&SAMLResponse=a".to_owned()],
        "url" => vec![redirect(), form()],
        "html" => vec![
            format!("<form><textarea name=SAMLResponse>{code}</textarea></form>"),
            format!("<pre>{}</pre>", SMALL.replace('<', "&lt;")),
            "<title>Error</title><script>'</script>'</script><!-- --> AADSTS50105".to_owned(),
        ],
        "html-form" => {
            vec![format!("name='SAMLResponse' value='{code}'>"), format!("name=wresult value=\"{SMALL}\"/>")]
        }
        "json" => vec![format!("\"{code}\"}}"), "[1e5,-0.5,true,null,\"\\ud83d\\ude00\"]}".to_owned()],
        "har" => vec![format!("{}]}}}}", har_entry())],
        "saml-tracer" => vec![format!("{}]}}", traced())],
        "curl" => vec![format!("'https://sp.test/acs' --data-raw $'{}\\n\\x41\\u0042'", form())],
        "curl-cmd" => vec![format!("https://sp.test/acs^\" --data-raw ^\"{}^\"", form().replace('%', "^%^"))],
        "fetch" => vec![format!("'https://sp.test/acs', {{body: `{}`}})", form())],
        "powershell" => vec![format!("-Uri \"https://sp.test\" -Body \"{}$([char]0x41)`n\"", form())],
        "pem" => vec![
            key::certificate_pem("idp").replacen("-----BEGIN ", "", 1),
            key::private_pem("ec256").replacen("-----BEGIN ", "", 1),
        ],
        "error-text" => vec!["50011: The redirect URI; Trace ID: a. AADSTS700016".to_owned()],
        "entities" => vec![SMALL.get(1..).unwrap_or("").replace('<', "&#60;").replace('>', "&#x3e;")],
        "values" => vec![
            "2026-01-15T12:00:00.123Z".to_owned(),
            "2026-01-15T12:00:00+05:30".to_owned(),
            "P1Y2M3DT4H5M6.7S".to_owned(),
            "https://user@idp.test:8443/a?b#c".to_owned(),
            "http://[::1]:80/".to_owned(),
        ],
        _ => Vec::new(),
    };
    let mut inputs: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
    match decoder {
        "deflate" => inputs.push(miniz_oxide::deflate::compress_to_vec(SMALL.as_bytes(), 6)),
        "zlib" => inputs.push(miniz_oxide::deflate::compress_to_vec_zlib(SMALL.as_bytes(), 6)),
        "certificate" => inputs.extend(["idp", "ec521", "ed25519", "usage"].map(der)),
        _ => {}
    }
    inputs
}

fn der(name: &str) -> Vec<u8> {
    let base64 = key::certificate(name).expect("a certificate of tests/support/keys");
    sso_preflight::base64::decode_base64(&base64).expect("base64")
}
