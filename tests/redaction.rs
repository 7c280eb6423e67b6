//! A redacted report has no value of the input left, in any of its forms, and equal values stay equal.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use sso_preflight::dsig::DSIG;
use sso_preflight::input::{ExpectedRequest, Input};
use sso_preflight::profile::BuiltInProfile;
use sso_preflight::report::model::Report;
use sso_preflight::report::{to_sarif, to_text};
use sso_preflight::rules;
use sso_preflight::text::{SourceId, trim_xml};
use sso_preflight::x509::read_base64_text;
use sso_preflight::xml::{Attribute, Document, Encoding, NodeId};
use support::fixture::Fixture;
use support::{read_input, shared};

/// Shorter values could be any word.
const SHORTEST: usize = 4;

/// What may stay: URIs of the standards.
const STANDARDS: [&str; 6] = [
    "urn:oasis:names:tc:",
    "http://www.w3.org/",
    "urn:oid:",
    "urn:mace:",
    "urn:federation:authentication:windows",
    "http://docs.oasis-open.org/",
];

/// Words of the standards and of products: hosts that all customers share, parts of paths, default names
/// of attributes, and the built-in profile's own.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "true", "false", "signing", "encryption", "xs:string", "xsd:string", "xs:anyType", "https", "http",
    "imagekit.io", "www.okta.com", "sts.windows.net", "login.microsoftonline.com", "accounts.google.com",
    "app.onelogin.com", "schemas.xmlsoap.org", "schemas.microsoft.com", "sso.jumpcloud.com", "localhost",
    "schemas.auth0.com", "auth.pingone.com", "auth.pingone.eu", "www.rippling.com", "graph.microsoft.com", "login.windows.net",
    "okta.com", "onelogin.com", "auth0.com", "onmicrosoft.com", "jumpcloud.com", "pingone.com", "rippling.com", "oktapreview.com",
    "saml", "saml2", "samlp", "consume", "dashboard", "logout", "login", "realms", "protocol", "adfs", "services",
    "trust", "metadata", "descriptor", "http-post", "http-redirect", "simplesaml", "SSOService.php", "metadata.php",
    "SingleLogoutService.php", "Shibboleth", "profile", "SAML2", "Redirect", "POST", "SOAP", "shibboleth",
    "FederationMetadata", "2007-06", "FederationMetadata.xml", "2005", "2008", "identity", "claims", "2012",
    "signon", "callback", "issuer", "common", "clients", "auth", "apps", "external", "SSO.saml2", "sso.saml2",
    "imagekit_id", "full_name", "imagekit_role", "developer", "finance", "account_administrator",
    "media_library_full_access", "media_library_view_only_access", "media_library_restricted_access",
    "identityprovider", "tenantid", "objectidentifier", "displayname", "authnmethodsreferences", "groups.link",
    "authenticationmethod", "password", "multipleauthn", "emailaddress", "givenname", "surname", "groups", "name",
    "nameidentifier", "role", "email", "mail", "Role", "department", "user.email", "firstName", "lastName",
    "optional", "unspecified", "windowsaccountname", "idpid", "spid", "appid", "entityID",
    "graph.windows.net", "users", "account", "wsfed", "fullName", "imagekit-role", "Account Administrator", "Administrator", "Group",
];

/// Where a value was found that should not be there.
fn leaks(report: &Report, values: &[String]) -> Vec<String> {
    let json = serde_json::to_value(report).expect("JSON");
    let mut sarif = to_sarif(report, &[]);
    // The rules' documentation is the same for everybody.
    sarif["runs"][0]["tool"] = Value::Null;
    let mut texts = vec![("text", to_text(report, None, false))];
    for (form, value) in [("json", &json), ("sarif", &sarif)] {
        let mut strings = Vec::new();
        collect(value, &mut strings);
        texts.push((form, strings.join("\n")));
    }
    let mut found = Vec::new();
    for value in values {
        found.extend(
            texts
                .iter()
                .filter(|(_, text)| has_word(text, value))
                .map(|(form, _)| format!("{form}: `{value}`")),
        );
    }
    found
}

fn collect(value: &Value, strings: &mut Vec<String>) {
    match value {
        Value::String(text) => strings.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, strings)),
        Value::Object(members) => members.values().for_each(|member| collect(member, strings)),
        _ => {}
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !joins(before.chars().next_back(), word.chars().next())
            && !joins(word.chars().next_back(), after.chars().next())
    })
}

/// The documents of an input: what was pasted as XML, and what a report says was decoded from it.
fn documents(Case { input, report, .. }: &Case) -> Vec<Document> {
    let own = [&input.metadata, &input.capture, &input.saved_metadata, &input.other_capture];
    let decoded = report.sources.iter().filter_map(|source| source.text.as_deref());
    own.into_iter().filter_map(|text| text.as_deref()).chain(decoded).filter_map(read).collect()
}

fn read(text: &str) -> Option<Document> {
    let from = text.len() - text.trim_start().len();
    Document::read_from(SourceId::CAPTURE, Arc::from(text), from, Encoding::Utf8).ok()
}

/// Every value of an input that must not be in its redacted report.
fn private_values(case: &Case) -> Vec<String> {
    let settings = &case.input.settings;
    let mut values = vec![settings.account_id.clone(), settings.entity_id.clone()];
    values.extend(settings.seen_assertion_ids.iter().cloned());
    values.extend(settings.entity.clone());
    if let ExpectedRequest::Id(id) = &settings.in_response_to {
        values.push(id.clone());
    }
    for document in documents(case) {
        for node in document.descendants(NodeId::DOCUMENT) {
            values.extend(leaf_values(&document, node));
        }
    }
    let profile = serde_json::to_string(&settings.profile.profile()).expect("JSON");
    let is_public = |value: &str| is_public(value) || profile.contains(&format!("\"{value}\""));
    values.retain(|value| !is_public(trim_xml(value)));
    let mut private: Vec<String> = values.iter().flat_map(|value| parts(value)).collect();
    private.retain(|value| !is_public(value));
    private.sort();
    private.dedup();
    private
}

/// The attributes of an element, and its text where it is a leaf.
fn leaf_values(document: &Document, node: NodeId) -> Vec<String> {
    if !document.is_element(node) {
        return Vec::new();
    }
    let mut values: Vec<String> =
        document.attributes(node).filter(is_value).map(|it| it.value.to_owned()).collect();
    if let Ok(text) = document.leaf_text(node)
        && !(document.is(node, DSIG, "X509Certificate") && read_base64_text(&text.value).is_ok())
    {
        values.push(text.value.into_owned());
    }
    values
}

/// `xsi:type` is structure.
fn is_value(attribute: &Attribute<'_>) -> bool {
    !(attribute.namespace.ends_with("XMLSchema-instance") && attribute.local == "type")
}

/// The words of the rules and of the profile.
fn ours() -> &'static str {
    static OURS: OnceLock<String> = OnceLock::new();
    OURS.get_or_init(|| {
        let profile = serde_json::to_string(&BuiltInProfile::Imagekit.profile()).expect("JSON");
        let docs: String = rules::ALL.iter().map(|rule| rule.docs).collect();
        (docs + &profile).to_lowercase()
    })
}

/// An address and what it is made of, a list and its items: a part tells as much as the whole.
fn parts(value: &str) -> Vec<String> {
    let value = trim_xml(value);
    let mut parts = vec![value];
    if let Some((_, rest)) = value.split_once("://") {
        // An address of public parts alone, put together in a wrong way, is the very fault.
        parts = rest.split(['/', '?', '#', '&', '=', ':', '@']).collect();
        // A port.
        parts.retain(|part| part.len() > 5 || !part.bytes().all(|byte| byte.is_ascii_digit()));
    } else if value.starts_with('/') {
        parts = value.split('/').collect();
    } else if let Some((local, domain)) = value.rsplit_once('@') {
        parts.extend([local, domain]);
    } else if value.contains(' ') {
        // An ordinary word that the rules use too tells nothing.
        let words = value.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | '@'));
        parts.extend(words.filter(|word| !has_word(ours(), &word.to_lowercase())));
    }
    parts.into_iter().filter(|part| part.chars().count() >= SHORTEST).map(str::to_owned).collect()
}

fn is_public(value: &str) -> bool {
    let is_time = value.len() >= 10
        && value.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+TZ".contains(&byte))
        && value.starts_with("20");
    let is_duration = value.starts_with('P')
        && value[1..].bytes().all(|byte| byte.is_ascii_digit() || b"TDHMSY".contains(&byte));
    let customer = ["okta.com", "onelogin.com", "auth0.com", "onmicrosoft.com", "jumpcloud.com"];
    is_time
        || is_duration
        || STANDARDS.iter().any(|prefix| value.starts_with(prefix))
        || WORDS.iter().any(|word| word.eq_ignore_ascii_case(value))
        // The part of the host that is the customer's is looked for by itself.
        || (customer.contains(&value))
}

/// An input with its report and its redacted report.
struct Case {
    name: String,
    input: Input,
    report: Report,
    redacted: Report,
}

/// Every case, made once for all tests.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let case = |(name, input)| Case {
            report: sso_preflight::check(&input),
            redacted: sso_preflight::redacted_report(&input),
            name,
            input,
        };
        inputs().into_iter().map(case).collect()
    })
}

/// Every input of the fixtures and of the shared diagnosis set, by name.
fn inputs() -> Vec<(String, Input)> {
    let mut inputs = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let folders = fs::read_dir(folder).expect("the fixtures").flatten().map(|entry| entry.path());
    for folder in folders.filter(|path| path.is_dir()) {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let name = entry.path().display().to_string();
            if let Ok(input) = Fixture::read(&entry.path()).and_then(|fixture| fixture.input()) {
                inputs.push((name, input));
            }
        }
    }
    if let Some(folder) = shared::folder("diagnosis") {
        for line in shared::read_text(&folder.join("diagnosis.ndjson")).lines() {
            let case: Value = serde_json::from_str(line).expect("a line of JSON");
            let input = read_input(case["input"].clone()).expect("an input");
            inputs.push((format!("diagnosis/{}", shared::text(&case, "name")), input));
        }
    }
    assert!(inputs.len() > 200, "the fixtures are there");
    inputs.sort_by(|a, b| a.0.cmp(&b.0));
    inputs
}

#[test]
fn no_value_of_the_input_is_left() {
    let (mut count, mut checked, mut complaints) = (0, 0, Vec::new());
    for case @ Case { name, redacted, .. } in cases() {
        let values = private_values(case);
        complaints.extend(leaks(redacted, &values).into_iter().map(|leak| format!("{name}: {leak}")));
        (count, checked) = (count + 1, checked + values.len());
        complaints.extend(what_the_search_overlooks(case, &values).map(|it| format!("{name}: {it}")));
    }
    println!("{checked} values of {count} inputs were looked for");
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

/// The search itself has to find a message that was left as it was.
fn what_the_search_overlooks(case: &Case, values: &[String]) -> impl Iterator<Item = String> {
    let Case { report: original, redacted, .. } = case;
    let changed = original.findings.iter().zip(&redacted.findings).enumerate();
    // One of each input is enough: the search is the same.
    let changed = changed.filter(|(_, (original, redacted))| original.message != redacted.message).take(1);
    let overlooked: Vec<String> = changed
        .filter_map(|(at, (finding, _))| {
            let mut report = redacted.clone();
            report.findings[at].message.clone_from(&finding.message);
            // A value of three letters, or one from a text that is no XML, is not looked for.
            let is_telling = values.iter().any(|value| has_word(&finding.message, value));
            (is_telling && leaks(&report, values).is_empty())
                .then(|| format!("overlooked: {}", finding.message))
        })
        .collect();
    overlooked.into_iter()
}

#[test]
fn equal_values_have_equal_stand_ins_and_others_have_others() {
    for Case { name, input, report: original, redacted } in cases() {
        let text = |report: &Report, id: &str| report.sources.iter().find(|it| it.id == id)?.text.clone();
        let mut to: BTreeMap<String, String> = BTreeMap::new();
        let mut from: BTreeMap<String, String> = BTreeMap::new();
        for source in &original.sources {
            let before = source.text.as_deref().or(match source.id.as_str() {
                "metadata" => input.metadata.as_deref(),
                "capture" => input.capture.as_deref(),
                "savedMetadata" => input.saved_metadata.as_deref(),
                _ => input.other_capture.as_deref(),
            });
            let pair = before.and_then(read).zip(text(redacted, &source.id).and_then(|text| read(&text)));
            let Some((before, after)) = pair else {
                continue;
            };
            assert_eq!(
                leaves(&before).len(),
                leaves(&after).len(),
                "{name}: {}: the structure is kept",
                source.id
            );
            for (old, new) in leaves(&before).into_iter().zip(leaves(&after)) {
                let known = to.entry(old.clone()).or_insert_with(|| new.clone());
                assert_eq!(*known, new, "{name}: `{old}` has two stand-ins");
                let known = from.entry(new.clone()).or_insert_with(|| old.clone());
                assert_eq!(*known, old, "{name}: `{new}` stands for two values");
            }
        }
    }
}

fn leaves(document: &Document) -> Vec<String> {
    let values = document.descendants(NodeId::DOCUMENT).flat_map(|node| leaf_values(document, node));
    values.map(|value| trim_xml(&value).to_owned()).collect()
}

#[test]
fn the_findings_and_their_places_are_the_same() {
    for Case { name, report: original, redacted, .. } in cases() {
        assert_eq!(original.verdict, redacted.verdict, "{name}");
        assert_eq!(original.user.is_some(), redacted.user.is_some(), "{name}");
        let rules = |report: &Report| report.findings.iter().map(|it| it.rule.clone()).collect::<Vec<_>>();
        assert_eq!(rules(original), rules(redacted), "{name}");
        for finding in &redacted.findings {
            let source = redacted.sources.iter().find(|source| source.id == finding.place.source);
            let Some(text) = source.and_then(|source| source.text.as_ref()) else {
                continue;
            };
            let units: Vec<u16> = text.encode_utf16().collect();
            let (from, to) = (finding.place.from as usize, finding.place.to as usize);
            assert!(from <= to && to <= units.len(), "{name}: {} points past the text", finding.rule);
            let before = String::from_utf16_lossy(&units[..from]);
            let lines = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
            assert_eq!(lines + 1, finding.place.line as usize, "{name}: the line of {}", finding.rule);
        }
    }
}

#[test]
fn a_place_in_a_redacted_text_shows_the_stand_in() {
    let fixture = "# t\nreplace: >ada.lovelace@example.com< => >Ada Byron<\n";
    let input = Fixture::parse(fixture).and_then(|fixture| fixture.input()).expect("a fixture");
    let report = sso_preflight::redacted_report(&input);
    let finding = report.findings.iter().find(|it| it.rule == "name-id-not-email").expect("the finding");
    let source = report.sources.iter().find(|source| source.id == finding.place.source).expect("the source");
    let units: Vec<u16> = source.text.as_ref().expect("a text").encode_utf16().collect();
    let shown = String::from_utf16_lossy(&units[finding.place.from as usize..finding.place.to as usize]);
    assert!(shown.starts_with("value-"), "{shown}");
    assert!(finding.message.contains(&format!("“{shown}”")), "{}", finding.message);
    let marks = "^".repeat(shown.len());
    assert!(
        to_text(&report, None, false).contains(&format!(" {marks}\n")),
        "the mark is as long as the stand-in"
    );
}

/// What a sentence or a paste does to a value must not keep it from being found.
#[test]
fn values_that_sentences_change_are_replaced_too() {
    let request = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\" Version=\"2.0\" \
                   IssueInstant=\"2026-01-15T11:59:00Z\"><saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
                   https://quark.example</saml:Issuer></samlp:AuthnRequest>";
    let both = format!("SAMLRequest: {request}\nSAMLResponse: {{message:xml}}\n");
    for (rule, fixture) in [
        // Told in small letters.
        ("name-id-mixed-case", "replace: >ada.lovelace@example.com< => >Zelda@Quark.example<\n".to_owned()),
        // Told in quotation marks, and has one of its own.
        ("claim-value-not-accepted", "replace: >developer< => >big” Quark<\n".to_owned()),
        // Stands beside the judged message in the same text.
        (
            "request-issuer-mismatch",
            format!("replace: Destination= => InResponseTo=\"_1\" Destination=\n---\n{both}"),
        ),
    ] {
        let fixture = Fixture::parse(&format!("# t\n{fixture}"));
        let input = fixture.and_then(|fixture| fixture.input()).expect("a fixture");
        let report = sso_preflight::redacted_report(&input);
        assert!(report.findings.iter().any(|it| it.rule == rule), "{rule}: {:?}", report.findings);
        let json = serde_json::to_string(&report).expect("JSON").to_lowercase();
        let found = json.split('"').filter(|text| text.contains("quark") || text.contains("zelda"));
        assert_eq!(found.collect::<Vec<_>>(), Vec::<&str>::new(), "{rule}");
    }
}

/// A birthday has the form of SAML's own times, and an address of the W3C may be anybody's page.
#[test]
fn a_time_and_an_address_of_a_person_are_replaced() {
    let birthday = "1815-12-10T00:00:00Z";
    let extra = format!(
        "<saml2:Attribute Name=\"dob\"><saml2:AttributeValue>{birthday}</saml2:AttributeValue></saml2:Attribute>\
         <saml2:Attribute Name=\"page\"><saml2:AttributeValue>http://www.w3.org/People/quark</saml2:AttributeValue>\
         </saml2:Attribute><saml2:Attribute Name=\"key\"><saml2:AttributeValue>\
         http://www.w3.org/2000/09/xmldsig#quark</saml2:AttributeValue></saml2:Attribute>"
    );
    let name = format!("replace: >Ada Lovelace< => >{birthday} developer<\n");
    let user = "replace: >ada.lovelace@example.com< => >1816-01-02T03:04:05Z<\n";
    for own in [name.as_str(), user] {
        let statement = "<saml2:AttributeStatement>";
        let fixture = format!("# t\n{own}replace: {statement} => {statement}{extra}\n");
        let input = Fixture::parse(&fixture).and_then(|fixture| fixture.input()).expect("a fixture");
        let report = sso_preflight::redacted_report(&input);
        let text = serde_json::to_string(&report).expect("JSON") + &to_text(&report, None, false);
        for private in ["1815-12-10", "1816-01-02", "quark"] {
            assert!(!text.contains(private), "{private} is left");
        }
        for kept in ["2026-01-15T11:59:30Z", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"] {
            assert!(text.contains(kept), "{kept} is gone");
        }
    }
}
