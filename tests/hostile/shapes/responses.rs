//! Responses with much of everything that a document, an assertion and its claims may hold.

use sso_preflight::input::Input;

use super::super::support::message::Sign;
use super::{Named, captured, many, message};

pub(super) const SHAPES: &[Named] = &[
    ("depth", |n| inside(&format!("{}{}", "<a>".repeat(n / 7), "</a>".repeat(n / 7)))),
    ("depth within the limit", |n| {
        let tower = format!("{}{}", "<a>".repeat(240), "</a>".repeat(240));
        signed(&value(&tower.repeat(n / tower.len())))
    }),
    ("tiny elements", |n| signed(&value(&"<a/>".repeat(n / 4)))),
    ("attributes of one element", |n| inside(&format!("<a{}/>", many(n, |i| format!(" a{i}=''"))))),
    ("attributes within the limit", |n| {
        let list: String = (0..500).map(|i| format!(" a{i}=''")).collect();
        signed(&value(&format!("<a{list}/>").repeat(n / list.len())))
    }),
    ("attributes with prefixes", |n| {
        let list: String = (0..250).rev().map(|i| format!(" p{i}:a='' xmlns:p{i}='urn:{i}'")).collect();
        signed(&value(&format!("<a{list}/>").repeat(n / list.len())))
    }),
    ("declarations of one element", |n| inside(&format!("<a{}/>", many(n, |i| format!(" xmlns:p{i}='u:'"))))),
    ("declarations in force", |n| {
        let level = |k: usize| (0..240).map(|i| format!(" xmlns:p{k}x{i}='u:{i}'")).collect::<String>();
        let open: String = (0..16).map(|k| format!("<a{}>", level(k))).collect();
        signed(&value(&format!("{open}{}{}", "<b/>".repeat(n / 4), "</a>".repeat(16))))
    }),
    ("declarations again and again", |n| {
        let open: String = (0..200).map(|i| format!("<a xmlns:p='u:{i}' xmlns='v:{i}'>")).collect();
        let tower = format!("{open}<p:b/>{}", "</a>".repeat(200));
        signed(&value(&tower.repeat(n / tower.len())))
    }),
    ("inherited prefixes, inclusive C14N", |n| {
        let level = |k: usize| (0..240).map(|i| format!(" xmlns:p{k}x{i}='u:{i}'")).collect::<String>();
        let open: String = (0..16).map(|k| format!("<a{}>", level(k))).collect();
        let content = value(&format!("{open}{}{}", "<b/>".repeat(n / 4), "</a>".repeat(16)));
        let inclusive = "http://www.w3.org/2006/12/xml-c14n11";
        let text = in_statement(&content).canonicalizations(inclusive, inclusive).sign(Sign::Both).xml();
        captured(text)
    }),
    ("xml:base again and again, C14N 1.1", |n| {
        let base = "../a/b/c/".repeat(n / 9 / 200);
        let open: String = (0..200).map(|_| format!("<a xml:base='{base}'>")).collect();
        let content = value(&format!("{open}{}", "</a>".repeat(200)));
        let inclusive = "http://www.w3.org/2006/12/xml-c14n11";
        captured(in_statement(&content).canonicalizations(inclusive, inclusive).xml())
    }),
    ("identifiers", |n| signed(&value(&many(n, |i| format!("<a ID='_{i}'/>"))))),
    ("identifiers that begin alike", |n| {
        let start = "x".repeat(500);
        signed(&value(&many(n, |i| format!("<a ID='{start}{i}'/>"))))
    }),
    ("one identifier again and again", |n| signed(&value(&"<a ID='_a'/>".repeat(n / 12)))),
    ("identifiers in pairs", |n| signed(&value(&many(n, |i| format!("<a ID='_{i}'/><b Id='_{i}'/>"))))),
    ("a long NameID", |n| captured(message().replace("ada.lovelace@", &format!("{}@", "a".repeat(n))).xml())),
    ("a long value", |n| signed(&attribute("title", &"x".repeat(n)))),
    ("invisible characters", |n| signed(&attribute("title", &"\u{200b}".repeat(n / 3)))),
    ("look-alikes", |n| signed(&attribute("imagekit_role", &"\u{430}\u{501}m\u{456}n ".repeat(n / 9)))),
    ("character references", |n| signed(&attribute("title", &"&#x61;".repeat(n / 6)))),
    ("text in pieces", |n| signed(&attribute("title", &"x<![CDATA[<]]>&gt;".repeat(n / 18)))),
    ("comments in a value", |n| signed(&attribute("title", &"x<!---->".repeat(n / 8)))),
    ("instructions", |n| signed(&"<?p?>".repeat(n / 5))),
    ("values", |n| signed(&groups(n))),
    ("values of a claim", |n| {
        let values = "<saml2:AttributeValue>admin</saml2:AttributeValue>".repeat(n / 50);
        signed(&format!("<saml2:Attribute Name=\"imagekit_role\">{values}</saml2:Attribute>"))
    }),
    ("values joined in one", |n| signed(&attribute("imagekit_role", &"admin,;|".repeat(n / 8)))),
    ("attributes", |n| signed(&many(n, |i| attribute(&format!("attribute_{i}"), "x")))),
    ("attributes of one name", |n| signed(&many(n, |_| attribute("imagekit_role", "admin")))),
    ("attributes with near names", |n| signed(&many(n, |i| attribute(&format!("imagekit_rol{i}"), "x")))),
    ("attributes without content", |n| signed(&"<saml2:Attribute Name=\"a\"/>".repeat(n / 27))),
    ("a long name", |n| signed(&attribute(&"imagekit_".repeat(n / 9), "x"))),
    ("audiences", |n| {
        let audiences = "<saml2:Audience>urn:a</saml2:Audience>".repeat(n / 38);
        captured(
            message()
                .replace("</saml2:AudienceRestriction>", &(audiences + "</saml2:AudienceRestriction>"))
                .xml(),
        )
    }),
    ("restrictions", |n| {
        let more =
            "<saml2:AudienceRestriction><saml2:Audience>urn:a</saml2:Audience></saml2:AudienceRestriction>";
        conditions(&more.repeat(n / more.len()))
    }),
    ("unknown conditions", |n| conditions(&"<saml2:Condition/>".repeat(n / 18))),
    ("confirmations", |n| {
        let more = "<saml2:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
                    <saml2:SubjectConfirmationData NotOnOrAfter=\"2026-01-15T12:04:31Z\" Recipient=\"urn:a\"/>\
                    </saml2:SubjectConfirmation>";
        let all = more.repeat(n / more.len());
        captured(message().replace("</saml2:Subject>", &(all + "</saml2:Subject>")).xml())
    }),
    ("authentication statements", |n| {
        let more = "<saml2:AuthnStatement AuthnInstant=\"2026-01-15T11:59:30Z\" SessionNotOnOrAfter=\
                    \"2026-01-15T11:59:31Z\"><saml2:AuthnContext/></saml2:AuthnStatement>";
        before_attributes(&more.repeat(n / more.len()))
    }),
    ("status codes", |n| {
        let codes = "<saml2p:StatusCode Value=\"urn:a\"/>".repeat(n / 34);
        captured(message().replace("</saml2p:Status>", &(codes + "</saml2p:Status>")).xml())
    }),
    ("a long status message", |n| {
        let text = format!("<saml2p:StatusMessage>{}</saml2p:StatusMessage>", "AADSTS50011 ".repeat(n / 12));
        captured(message().replace("</saml2p:Status>", &(text + "</saml2p:Status>")).xml())
    }),
    ("assertions", |n| {
        let text = message().xml();
        let from = text.find("<saml2:Assertion").expect("an assertion");
        let to = text.find("</saml2p:Response>").expect("the end");
        let all = many(n, |i| text[from..to].replace("id73019284656182", &format!("id{i}")));
        captured([&text[..from], &all, &text[to..]].concat())
    }),
    ("assertions without content", |n| {
        let all = "<saml2:Assertion xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>".repeat(n / 72);
        captured(
            message().replace("</saml2p:Response>", &(all + "</saml2p:Response>")).sign(Sign::Response).xml(),
        )
    }),
    ("elements out of place", |n| signed(&"<saml2:Issuer/>".repeat(n / 15))),
    ("another capture", |n| {
        let mut input = signed(&many(n / 2, |i| attribute(&format!("attribute_{i}"), "x")));
        let other = in_statement(&many(n / 2, |i| attribute(&format!("attribute_{}", i * 2), "y"))).xml();
        input.other_capture = Some(other.into());
        input
    }),
];

/// More attributes for the assertion's statement.
pub(super) fn groups(bytes: usize) -> String {
    let name =
        |i| format!("<saml2:AttributeValue>cn=group-{i:05},ou=groups,dc=example</saml2:AttributeValue>");
    format!("<saml2:Attribute Name=\"groups\">{}</saml2:Attribute>", many(bytes, name))
}

pub(super) fn attribute(name: &str, value: &str) -> String {
    format!(
        "<saml2:Attribute Name=\"{name}\"><saml2:AttributeValue>{value}</saml2:AttributeValue></saml2:Attribute>"
    )
}

/// Elements as the value of an attribute that nobody reads.
pub(super) fn value(content: &str) -> String {
    attribute("other", content)
}

pub(super) fn in_statement(more: &str) -> super::super::support::Message {
    message().replace("</saml2:AttributeStatement>", &format!("{more}</saml2:AttributeStatement>"))
}

/// A response whose assertion is signed and has this in its AttributeStatement.
pub(super) fn signed(more: &str) -> Input {
    captured(in_statement(more).xml())
}

/// The same, put there after signing: what no tool would sign.
fn inside(more: &str) -> Input {
    let end = "</saml2:AttributeStatement>";
    captured(message().replace_signed(end, &format!("{more}{end}")).xml())
}

fn conditions(more: &str) -> Input {
    captured(message().replace("</saml2:Conditions>", &format!("{more}</saml2:Conditions>")).xml())
}

fn before_attributes(more: &str) -> Input {
    captured(
        message().replace("<saml2:AttributeStatement>", &format!("{more}<saml2:AttributeStatement>")).xml(),
    )
}
