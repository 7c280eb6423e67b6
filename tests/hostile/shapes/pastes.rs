//! Pastes of every shape: layers in layers, lists without end, and what inflates.

use sso_preflight::input::Input;

use super::super::support::{to_base64, to_percent};
use super::{Named, captured, many, message};

pub(super) const SHAPES: &[Named] = &[
    ("base64 in base64", |n| layered(n, |text| to_base64(text.as_bytes()))),
    ("percent in percent", |n| layered(n, to_percent)),
    ("entities in entities", |n| layered(n, |text| text.replace('&', "&amp;").replace('<', "&lt;"))),
    ("JSON in JSON", |n| layered(n, |text| format!("{{\"SAMLResponse\":{}}}", json(text)))),
    ("fences in fences", |n| captured("```\n".repeat(n / 4))),
    ("a long line", |n| captured("x".repeat(n))),
    ("a long line of base64", |n| captured("PHNhbWxw".repeat(n / 8))),
    ("base64 with spaces", |n| captured("PHNh bWxw\r\n".repeat(n / 11))),
    ("percent signs", |n| captured(format!("SAMLResponse={}", "%25".repeat(n / 3)))),
    ("a DEFLATE bomb", |n| redirect(&packed(&"<a/>".repeat(n * 10)))),
    ("DEFLATE bombs", |n| {
        let one = to_percent(&to_base64(&packed(&"<a/>".repeat(1_500_000))));
        captured(many(n, |i| format!("https://sp.test/{i}?SAMLResponse={one}{i}\n")))
    }),
    ("archived DEFLATE bombs", |n| {
        let each = |i: usize| {
            let bomb = to_percent(&to_base64(&packed(&format!("<a b='{i}'>{}", " ".repeat(4_000_000)))));
            entry(&format!("\"method\":\"GET\",\"url\":\"https://sp.test/acs?SAMLResponse={bomb}\""))
        };
        captured(archive(&many(n, each)))
    }),
    ("an archive of one message", |n| captured(archive(&many(n, |_| posted(&message().base64()))))),
    ("an archive of messages", |n| {
        let text = message().xml();
        let each = |i: usize| posted(&to_base64(text.replace("id73019284656", &format!("id{i}")).as_bytes()));
        captured(archive(&many(n, each)))
    }),
    ("an archive of little", |n| captured(archive(&"{},".repeat(n / 3)))),
    ("an archive of pages", |n| {
        let page = json(&"<form><input name='SAMLResponse' value='a'>".repeat(20));
        let each = |_| format!("{{\"request\":{{}},\"response\":{{\"content\":{{\"text\":{page}}}}}}},");
        captured(archive(&many(n, each)))
    }),
    ("deep JSON", |n| captured(format!("{{\"SAMLResponse\":{}", "[".repeat(n)))),
    ("a long list of JSON", |n| captured(format!("[{}]", "0,".repeat(n / 2)))),
    ("escapes of JSON", |n| captured(format!("{{\"SAMLResponse\":\"{}\"}}", "\\u0050".repeat(n / 6)))),
    ("traced requests", |n| {
        let one = "{\"method\":\"POST\",\"url\":\"u\",\"post\":[[\"SAMLResponse\",\"PGEvPg==\"]]},";
        captured(format!("{{\"requests\":[{}", one.repeat(n / one.len())))
    }),
    ("pairs", |n| captured(many(n, |i| format!("a{i}=b&")))),
    ("one parameter again and again", |n| captured("SAMLResponse=PGEvPg&".repeat(n / 20))),
    ("labels", |n| captured("SAMLResponse: PGEvPg==\n".repeat(n / 23))),
    ("labels without values", |n| captured("SAMLResponse ".repeat(n / 13))),
    ("log lines", |n| captured(many(n, |i| format!("{i} INFO login of user {i} failed\n")))),
    ("error codes", |n| captured(many(n, |i| format!("AADSTS{} ", 50_000 + i % 999)))),
    ("curl commands", |n| captured("curl 'a' -d 'SAMLResponse=PGEvPg==' ;\n".repeat(n / 38))),
    ("words of a command", |n| captured(format!("curl {}", "a ".repeat(n / 2)))),
    ("quotes of a command", |n| captured(format!("curl {}", "'\"'\"".repeat(n / 4)))),
    ("PowerShell commands", |n| captured("Invoke-WebRequest -Body \"a$([char]65)\"\n".repeat(n / 41))),
    ("fetch calls", |n| captured("fetch('a',{body:'SAMLResponse=b'});".repeat(n / 35))),
    ("forms", |n| {
        captured(format!("<html>{}", "<form><input name=SAMLResponse value=a></form>".repeat(n / 46)))
    }),
    ("attributes of a field", |n| captured(format!("<html><form><input {}", "a=b ".repeat(n / 4)))),
    ("open tags of a page", |n| captured(format!("<html>{}", "<a ".repeat(n / 3)))),
    ("open comments of a page", |n| captured(format!("<html>{}", "<!--".repeat(n / 4)))),
    ("armour", |n| captured("-----BEGIN A-----\n".repeat(n / 18))),
    ("nothing", |n| captured(" ".repeat(n))),
    ("smart quotes", |n| captured(format!("<a b=\u{201c}{}", "\u{201d}".repeat(n / 3)))),
    ("line numbers", |n| captured(many(n, |i| format!("{i} <a>\n")))),
];

/// A healthy message within as many layers as fit.
fn layered(bytes: usize, layer: impl Fn(&str) -> String) -> Input {
    let mut text = message().xml();
    loop {
        let next = layer(&text);
        if next.len() > bytes {
            return captured(text);
        }
        text = next;
    }
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a string is JSON")
}

fn packed(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6)
}

fn redirect(octets: &[u8]) -> Input {
    captured(format!("https://sp.test/acs?SAMLResponse={}", to_percent(&to_base64(octets))))
}

fn archive(entries: &str) -> String {
    format!("{{\"log\":{{\"version\":\"1.2\",\"entries\":[{}]}}}}", entries.trim_end_matches(','))
}

fn entry(request: &str) -> String {
    format!("{{\"startedDateTime\":\"2026-01-15T12:00:00Z\",\"request\":{{{request}}},\"response\":{{}}}},")
}

fn posted(code: &str) -> String {
    entry(&format!(
        "\"method\":\"POST\",\"url\":\"https://sp.test/acs\",\"postData\":{{\"params\":\
         [{{\"name\":\"SAMLResponse\",\"value\":\"{code}\"}}]}}"
    ))
}
