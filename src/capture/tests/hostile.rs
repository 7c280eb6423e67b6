//! Pastes that were made to do harm: nothing panics, nothing takes long, nothing is believed.

use super::*;
use std::time::{Duration, Instant};

/// A small generator (xorshift64*), so that every run sees the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// What a long paste is made of: openings that never close, and names without values.
const UNITS: &[&str] = &[
    "<",
    "<a ",
    "<a b=\"",
    "<!--",
    "<![CDATA[",
    "<?",
    "</a",
    "[",
    "{\"a\":",
    "\"",
    "\\",
    "\\\"",
    "'",
    "%",
    "%2",
    "%25",
    "&",
    "&amp;",
    "&#",
    "&lt;",
    "a&",
    "SAMLResponse",
    "SAMLResponse=",
    "SAMLResponse: ",
    "SAMLResponse=&",
    "SAMLResponse=a x=",
    "SAMLResponse:\"",
    "SAMLResponse=\n",
    "SAMLResponse: <a>\n",
    "\nSAMLResponse=",
    "curl ",
    "curl 'a' -d 'SAMLResponse=b' ;",
    "curl ^\"",
    "Invoke-WebRequest ",
    "Invoke-WebRequest -Body \"$([char]",
    "fetch(",
    "fetch(\"a\",{body:\"",
    "```",
    "-----BEGIN ",
    "\n",
    " ",
    "P ",
    "PHN ",
    "<pre>",
    "<form><input name=SAMLResponse value=",
    "<textarea name=SAMLResponse>",
    "<script>",
    "<title>",
    "<html ",
    "<html><!--",
    "1 <a>\n",
    "https://a?SAMLRequest=a&",
    "AADSTS50011",
    "eyJ.",
    "> ",
    "\u{feff}",
    "\0",
    "é",
    "^",
    "^\n",
    r#"{"name":"SAMLResponse","value":"a"},"#,
    "\"SAMLResponse\":\"PHN",
];

/// One paste of every kind.
fn samples() -> Vec<String> {
    let code = base64(RESPONSE);
    let body = form();
    vec![
        RESPONSE.to_owned(),
        code.clone(),
        body.clone(),
        format!("https://idp.test/?SAMLRequest={}&SigAlg=a&Signature=b", escape_all(&deflated(REQUEST))),
        format!("curl '{ACS}' -H $'a\\u0021' --data-raw \"{body}\""),
        format!("curl ^\"{ACS}^\" ^\r\n --data-raw ^\"{}^\"", body.replace('%', "^%^")),
        format!("Invoke-WebRequest -Uri \"{ACS}\" -Body \"{body}$([char]33)\""),
        format!("fetch(\"{ACS}\", {{\"body\": \"{body}\"}});"),
        format!(
            r#"{{"log": {{"entries": [{{"request": {{"url": "{ACS}", "postData": {{"text": "{body}"}}}}}}]}}}}"#
        ),
        format!(r#"{{"requests": [{{"method": "POST", "url": "{ACS}", "saml": "<a\u003e\"é</a>"}}]}}"#),
        format!("<html><form action=\"{ACS}\"><input name='SAMLResponse' value={code}></form></html>"),
        format!("SAMLResponse: {code}\nRelayState: x\nSAMLRequest = \"\\u0050\""),
        format!("```\n-----BEGIN X-----\n{code}\n-----END X-----\n```"),
        RESPONSE.replace('<', "&lt;").replace('>', "&gt;"),
        "AADSTS50011: é MSIS7070".to_owned(),
    ]
}

/// Reads in both boxes; the places must lie in the paste.
fn read_both(text: &str) {
    let found = capture(text);
    let places = found.messages.iter().filter_map(|m| m.place);
    let problems = found.problem.iter().chain(&found.left_out).filter_map(CaptureProblem::span);
    for span in places.chain(problems).chain(found.error_codes.iter().map(|c| c.at)) {
        assert!(text.get(span.start()..span.end()).is_some(), "{span:?} in {text}");
    }
    assert!(found.problem.is_some() || !found.messages.is_empty(), "{text}");
    recognise_metadata_paste(SourceId::METADATA, text);
}

#[test]
fn truncations_of_every_kind() {
    for sample in samples() {
        for (at, _) in sample.char_indices() {
            read_both(&sample[..at]);
            // From the front too, which makes other kinds of it.
            if at % 7 == 0 {
                read_both(&sample[at..]);
            }
        }
    }
}

#[test]
fn quotes_that_stay_open_before_other_scripts() {
    for paste in [
        "Invoke-WebRequest -Uri \"x\" -Body \"SAMLResponse=é",
        "curl 'x' -d 'SAMLResponse=é",
        "curl 'x' -d $'SAMLResponse=é",
        "curl 'x' -d \"SAMLResponse=é\\",
        "curl ^\"x^\" -d ^\"SAMLResponse=é",
        "fetch(\"x\", {\"body\": \"SAMLResponse=é",
        "<form><input name=SAMLResponse value=\"é",
        "{\"SAMLResponse\": \"é",
        "SAMLResponse: \"é",
    ] {
        read_both(paste);
        // Long enough to be taken for base64, and told with its own place.
        read_both(&paste.replace('é', &format!("{}é", "PHNhbWxw".repeat(20))));
    }
}

#[test]
fn mutations_of_every_kind() {
    let mut random = Random(0x5eed);
    let awkward: Vec<char> = "<>\"'`\\%&=+?#{}[]():;,^$@|-_ \t\r\n\0é\u{feff}\u{200b}😀P".chars().collect();
    let samples = samples();
    for _ in 0..4000 {
        let mut characters: Vec<char> = samples[random.below(samples.len())].chars().collect();
        for _ in 0..=random.below(6) {
            let at = random.below(characters.len());
            let c = awkward[random.below(awkward.len())];
            match random.below(4) {
                0 => characters[at] = c,
                1 => characters.insert(at, c),
                2 => drop(characters.remove(at)),
                _ => characters.truncate(at.max(1)),
            }
            if characters.is_empty() {
                characters.push('x');
            }
        }
        read_both(&characters.into_iter().collect::<String>());
    }
}

#[test]
fn random_text() {
    let mut random = Random(42);
    let alphabet: Vec<char> =
        "SAMLResponse=:<>\"'\\%&+/{}[]fetch(curl -dInvoke-WebRequest -Body\u{0}\u{7f}é\n\r\t"
            .chars()
            .collect();
    for _ in 0..4000 {
        let length = random.below(200);
        let text: String = (0..length).map(|_| alphabet[random.below(alphabet.len())]).collect();
        read_both(&text);
    }
}

#[test]
fn a_long_run_of_anything_is_read_in_linear_time() {
    let fill = |unit: &str| unit.repeat(80_000 / unit.len());
    let code = base64(RESPONSE);
    for unit in UNITS {
        for text in [
            fill(unit),
            format!("<html>{}", fill(unit)),
            format!("[{}1]", fill(unit)),
            format!("{{\"value\":1,{}\"a\":1}}", fill("\"value\":\"abc\",")),
            format!("SAMLResponse={}", fill(unit)),
            format!("curl 'https://a.test/' -d '{}'", fill(unit)),
        ] {
            let start = Instant::now();
            read_both(&text);
            // A debug build of a linear reader needs a fraction of this; a quadratic one, minutes.
            assert!(start.elapsed() < Duration::from_secs(5), "{unit} in {:?}", &text[..20.min(text.len())]);
        }
    }
    let many = format!("[{}]", vec![format!("{{\"SAMLResponse\":\"{code}\"}}"); 3000].join(","));
    read_both(&many);
}

#[test]
fn too_many_messages_are_said_to_be_too_many() {
    let one = |n: usize| {
        format!("{{\"SAMLResponse\":\"{}\"}}", base64(&RESPONSE.replace("_r1", &format!("_r{n}"))))
    };
    let many: Vec<String> = (0..100).map(one).collect();
    let found = capture(&format!("[{}]", many.join(",")));
    assert_eq!(found.messages.len(), 64);
    assert!(matches!(found.left_out[..], [CaptureProblem::LimitExceeded { limit: Limit::Messages, .. }]));
}

#[test]
fn many_small_bombs_share_one_budget() {
    let bomb = deflated(&format!("<a>{}</a>", "x".repeat(7 * 1024 * 1024)));
    let paste: Vec<String> =
        (0..20).map(|n| format!("curl 'https://a.test/{n}?SAMLRequest={}'", escape_all(&bomb))).collect();
    let found = capture(&paste.join("\n"));
    assert_eq!(found.messages.len(), 1, "the same message twenty times is one");
    assert!(
        found
            .left_out
            .iter()
            .any(|p| matches!(p, CaptureProblem::LimitExceeded { limit: Limit::InflatedSize, .. }))
    );
}

#[test]
fn nested_containers_end_somewhere() {
    let mut text = base64(RESPONSE);
    for _ in 0..5 {
        text = format!("```\n{text}\n```");
    }
    capture(&text);
    let mut json = base64(RESPONSE);
    for _ in 0..10 {
        json = serde_json::to_string(&format!("<html><a href='?SAMLResponse={json}'></html>")).unwrap();
    }
    capture(&json);
    let mut encoded = base64(RESPONSE);
    for _ in 0..8 {
        encoded = escape_all(&encoded);
    }
    assert!(capture(&encoded).messages.is_empty());
}
