//! Pastes of every shape, and each decoder by itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sso_preflight::base64::decode_base64;
use sso_preflight::capture::{self, Capture, Payload, recognise_metadata_paste};
use sso_preflight::facts::read_location;
use sso_preflight::text::{SourceId, Span};
use sso_preflight::time::{Instant, is_duration};
use sso_preflight::{crypto, x509};

use super::Property;

/// Any paste.
pub(crate) fn capture(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    read(&text);
    // The other box takes text of the same kind.
    let _ = recognise_metadata_paste(SourceId::METADATA, &text);
}

/// The first byte chooses a decoder, the others are its input.
pub(crate) fn decoders(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let (_, decoder) = DECODERS[usize::from(*first) % DECODERS.len()];
    decoder(rest);
}

/// A decoder by name, and its input put where the decoder is reached.
type Decoder = (&'static str, Property);

/// The order is part of the corpora: a new one goes at the end.
pub(crate) const DECODERS: [Decoder; 20] = [
    ("base64", base64),
    ("percent", |data| after("SAMLResponse=", data)),
    ("form", |data| after("RelayState=a&", data)),
    ("url", |data| after("https://sp.test/acs?", data)),
    ("deflate", deflate),
    ("zlib", zlib),
    ("html", |data| after("<html><body>", data)),
    ("html-form", |data| after("<form method=post action=https://sp.test/acs><input ", data)),
    ("json", |data| after("{\"SAMLResponse\":", data)),
    ("har", |data| after("{\"log\":{\"version\":\"1.2\",\"entries\":[", data)),
    ("saml-tracer", |data| after("{\"requests\":[", data)),
    ("curl", |data| after("curl ", data)),
    ("curl-cmd", |data| after("curl ^\"", data)),
    ("fetch", |data| after("fetch(", data)),
    ("powershell", |data| after("Invoke-WebRequest ", data)),
    ("pem", pem),
    ("error-text", |data| after("Sorry, but we cannot sign you in. AADSTS", data)),
    ("entities", |data| after("&lt;", data)),
    ("certificate", |data| drop(x509::read_der(data))),
    ("values", values),
];

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// Reads a paste that begins as the decoder needs it.
fn after(beginning: &str, data: &[u8]) {
    read(&format!("{beginning}{}", text(data)));
}

/// Reads a paste; every place in the result has to be one.
fn read(text: &str) -> Capture {
    let found = capture::read(SourceId::CAPTURE, text);
    let inside = |span: Span| {
        assert!(span.start() <= span.end(), "{span:?}");
        assert!(text.get(span.start()..span.end()).is_some(), "{span:?} of {} bytes", text.len());
    };
    for message in &found.messages {
        message.place.into_iter().for_each(inside);
        if let Payload::Text(span) = message.payload {
            inside(span);
        }
    }
    let problems = found.problem.iter().chain(&found.left_out);
    problems.filter_map(|problem| problem.span()).for_each(inside);
    let chosen = found.default_message();
    assert_eq!(chosen.is_some(), !found.messages.is_empty());
    assert!(chosen.is_none_or(|chosen| chosen < found.messages.len()));
    assert!(found.problem.is_some() || !found.messages.is_empty(), "nothing is said");
    found
}

/// What decodes strictly is exactly what an encoder writes, white space apart.
fn base64(data: &[u8]) {
    let text = text(data);
    if let Ok(bytes) = decode_base64(&text) {
        let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\r' | '\n')).collect();
        assert_eq!(STANDARD.encode(bytes), bare);
    }
    read(&text);
    read(&STANDARD.encode(data));
}

/// The octets as the HTTP-Redirect binding carries them: compressed as they are, and made to be.
fn deflate(data: &[u8]) {
    redirect(data);
    let packed = miniz_oxide::deflate::compress_to_vec(data, 1);
    let found = redirect(&packed);
    // A message that somebody compressed comes out again.
    if let (true, [message]) = (data.starts_with(b"<"), found.messages.as_slice()) {
        assert!(matches!(&message.payload, Payload::Decoded(octets) if octets == data), "{found:?}");
    }
}

fn zlib(data: &[u8]) {
    redirect(data);
    redirect(&miniz_oxide::deflate::compress_to_vec_zlib(data, 1));
}

fn redirect(octets: &[u8]) -> Capture {
    let code = STANDARD.encode(octets).replace('+', "%2B").replace('=', "%3D");
    read(&format!("https://sp.test/acs?SAMLResponse={code}"))
}

fn pem(data: &[u8]) {
    let inside = text(data);
    read(&format!("-----BEGIN {inside}"));
    for text in [inside.clone(), format!("-----BEGIN CERTIFICATE-----\n{inside}")] {
        let _ = x509::read_pem(&text);
        let _ = x509::read_base64_text(&text);
    }
    // A passphrase is not tried here: stretching one takes long by design.
    let _ = crypto::DecryptionKey::read_pem(&inside, None);
}

/// Texts of attributes: instants, durations, addresses.
fn values(data: &[u8]) {
    let text = text(data);
    if let Ok(instant) = Instant::read(&text) {
        let again = Instant::read(&instant.to_string()).expect("what is written can be read");
        assert_eq!(instant.unix_seconds(), again.unix_seconds());
    }
    let _ = is_duration(&text);
    if let Ok(location) = read_location(&text) {
        assert!(!location.host.is_empty() && text.contains(location.host), "{text:?}");
    }
}
