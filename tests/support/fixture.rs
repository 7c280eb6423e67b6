//! Fixtures of rules: a healthy set-up with one thing changed, and what has to come of it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sso_preflight::facts::Facts;
use sso_preflight::input::Input;
use sso_preflight::report::model::{Report, Verdict};
use sso_preflight::rules::{self, Finding, Severity};

use super::encrypt::{Cipher, KeyPlace, Part};
use super::message::{Idp, Message, Sign};
use super::metadata::Metadata;
pub use super::replacement::{read_replacement, unescape};
use super::{ACCOUNT, NOW, read_input, to_base64, to_percent};

/// A fixture, read. `README.md` of `tests/rules` says what the lines mean.
#[derive(Debug, Default)]
pub struct Fixture {
    /// Its first comment: what it shows.
    pub title: String,
    lines: Vec<(String, String)>,
    body: Option<String>,
}

const KEYS: [&str; 49] = [
    "rename",
    "base",
    "idp",
    "sign",
    "key",
    "embedded",
    "method",
    "digest",
    "canonicalization",
    "transform",
    "encrypt",
    "encrypt-for",
    "cipher",
    "transport",
    "transport-parameters",
    "key-place",
    "replace-plain",
    "encode",
    "redirect",
    "relay-state",
    "signed-as",
    "sent-as",
    "replace-sent",
    "replace-request",
    "now",
    "settings",
    "box",
    "metadata",
    "sign-metadata",
    "replace",
    "replace-all",
    "replace-signed",
    "replace-metadata",
    "replace-metadata-all",
    "replace-metadata-signed",
    "saved-metadata",
    "other-capture",
    "at",
    "says",
    "severity",
    "verdict",
    "with",
    "without",
    "fix",
    "related",
    "first",
    "under",
    "apart",
    "times",
];

/// The sign-on address of the template of Okta.
const SSO: &str = "https://acme42.okta.com/app/acme42_imagekit_1/exkacme42lovelace001/sso/saml";

impl Fixture {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Fixture, String> {
        Fixture::parse(&fs::read_to_string(path).map_err(|error| error.to_string())?)
    }

    pub fn parse(text: &str) -> Result<Fixture, String> {
        let mut fixture = Fixture::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            rest = after;
            match line.trim_end() {
                "---" => {
                    fixture.body = Some(rest.strip_suffix('\n').unwrap_or(rest).to_owned());
                    break;
                }
                "" => {}
                comment if comment.starts_with('#') => {
                    let comment = comment.trim_start_matches('#').trim();
                    if fixture.title.is_empty() {
                        comment.clone_into(&mut fixture.title);
                    }
                }
                line => {
                    let (key, value) =
                        line.split_once(':').ok_or_else(|| format!("`{line}` is no `key: value`"))?;
                    if !KEYS.contains(&key) {
                        return Err(format!("`{key}` is no key of a fixture; they are {}", KEYS.join(", ")));
                    }
                    fixture.lines.push((key.to_owned(), value.trim().to_owned()));
                }
            }
        }
        match fixture.title.is_empty() {
            true => Err("the first line has to say what the fixture shows: `# …`".to_owned()),
            false => Ok(fixture),
        }
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.lines.iter().filter(move |(other, _)| other == key).map(|(_, value)| value.as_str())
    }

    fn one(&self, key: &str) -> Option<&str> {
        self.all(key).next()
    }

    /// The pairs of the lines `key: old => new`.
    fn replacements(&self, key: &str) -> Result<Vec<(String, String)>, String> {
        self.all(key).map(read_replacement).collect()
    }

    fn idp(&self) -> Result<Idp, String> {
        let name = self.one("idp").unwrap_or("okta");
        Idp::named(name).ok_or_else(|| format!("there is no template `{name}`"))
    }

    fn message(&self) -> Result<Message, String> {
        let sign = self.one("sign").unwrap_or("assertion");
        let sign = Sign::named(sign)
            .ok_or_else(|| format!("`sign: {sign}` is none of none, assertion, response, both"))?;
        let mut message = Message::new(self.idp()?).sign(sign);
        for (old, new) in self.replacements("replace")? {
            message = message.try_replace(&old, &new)?;
        }
        for (old, new) in self.replacements("replace-all")? {
            message = message.try_replace_all(&old, &new)?;
        }
        let renames = self.replacements("rename")?;
        for (old, new) in &renames {
            message = message.rename(old, new);
        }
        let renamed = |text: String| renames.iter().fold(text, |text, (old, new)| text.replace(old, new));
        for (old, new) in self.replacements("replace-signed")? {
            message = message.replace_signed(&renamed(old), &new);
        }
        let seal = &mut message.seal;
        seal.method = self.one("method").map(str::to_owned);
        seal.embedded = self.one("embedded").map(|name| if name == "none" { "" } else { name }.to_owned());
        for (key, field) in [
            ("key", &mut seal.key),
            ("digest", &mut seal.digest),
            ("canonicalization", &mut seal.canonicalization),
            ("transform", &mut seal.transform),
        ] {
            if let Some(value) = self.one(key) {
                value.clone_into(field);
            }
        }
        if self.one("transform").is_some_and(|uri| uri != super::seal::EXCLUSIVE) {
            seal.prefix_list = "";
        }
        message.cipher = self.cipher()?;
        Ok(message)
    }

    fn cipher(&self) -> Result<Option<Cipher>, String> {
        let Some(part) = self.one("encrypt") else {
            return Ok(None);
        };
        let part = Part::named(part)
            .ok_or_else(|| format!("`encrypt: {part}` is none of assertion, name-id, attribute"))?;
        let mut cipher = Cipher { replace: self.replacements("replace-plain")?, ..Cipher::new(part) };
        if let Some(names) = self.one("encrypt-for") {
            cipher.recipients = names.split_whitespace().map(str::to_owned).collect();
        }
        for (key, field) in [
            ("cipher", &mut cipher.content),
            ("transport", &mut cipher.transport),
            ("transport-parameters", &mut cipher.parameters),
        ] {
            if let Some(value) = self.one(key) {
                value.clone_into(field);
            }
        }
        cipher.place = match self.one("key-place").unwrap_or("inside") {
            "inside" => KeyPlace::Inside,
            "beside" => KeyPlace::Beside,
            other => return Err(format!("`key-place: {other}` is none of inside, beside")),
        };
        Ok(Some(cipher))
    }

    fn metadata_xml(&self) -> Result<String, String> {
        let mut metadata = Metadata::new(self.idp()?);
        for (old, new) in self.replacements("replace-metadata")? {
            metadata = metadata.try_replace(&old, &new)?;
        }
        for (old, new) in self.replacements("replace-metadata-all")? {
            metadata = metadata.try_replace_all(&old, &new)?;
        }
        for (old, new) in self.replacements("rename")? {
            metadata = metadata.rename(&old, &new);
        }
        if let Some(key) = self.one("sign-metadata") {
            metadata = metadata.sign(key);
        }
        for (old, new) in self.replacements("replace-metadata-signed")? {
            metadata = metadata.replace_signed(&old, &new);
        }
        metadata.try_xml()
    }

    /// The healthy metadata with the replacements of the lines `saved-metadata`.
    fn saved_metadata(&self) -> Result<Option<String>, String> {
        let mut metadata = Metadata::new(self.idp()?);
        for line in self.all("saved-metadata") {
            if line == "healthy" {
                continue;
            }
            let line =
                line.strip_prefix("replace").ok_or("saved-metadata: `healthy` or `replace old => new`")?;
            let (old, new) = read_replacement(line)?;
            metadata = metadata.try_replace(&old, &new)?;
        }
        match self.one("saved-metadata") {
            Some(_) => metadata.try_xml().map(Some),
            None => Ok(None),
        }
    }

    /// The input that the fixture describes.
    pub fn input(&self) -> Result<Input, String> {
        let base = self.one("base").unwrap_or("response");
        let (mut metadata, mut capture) = match base {
            "response" => (Some(self.metadata_xml()?), Some(self.response()?)),
            "metadata" => (Some(self.metadata_xml()?), None),
            "none" => (None, None),
            other => return Err(format!("`base: {other}` is none of response, metadata, none")),
        };
        if let Some(body) = &self.body {
            let body = self.expand(body)?;
            match self.one("box").unwrap_or("capture") {
                "metadata" => metadata = Some(body),
                "capture" => capture = Some(body),
                other => return Err(format!("`box: {other}` is none of capture, metadata")),
            }
        }
        match self.one("metadata") {
            Some("none") => metadata = None,
            Some("healthy") => metadata = Some(self.metadata_xml()?),
            Some(other) => return Err(format!("`metadata: {other}` is none of none, healthy")),
            None => {}
        }
        let other_capture = self.one("other-capture").map(|_| self.other_capture()).transpose()?;
        let mut input = json!({ "now": self.one("now").unwrap_or(NOW), "settings": self.settings()? });
        let texts = [
            ("metadata", metadata),
            ("capture", capture),
            ("savedMetadata", self.saved_metadata()?),
            ("otherCapture", other_capture),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                input[name] = json!(text);
            }
        }
        read_input(input)
    }

    fn other_capture(&self) -> Result<String, String> {
        let mut message = Message::new(self.idp()?);
        for line in self.all("other-capture").filter(|line| *line != "healthy") {
            let line =
                line.strip_prefix("replace").ok_or("other-capture: `healthy` or `replace old => new`")?;
            let (old, new) = read_replacement(line)?;
            message = message.try_replace(&old, &new)?;
        }
        Ok(to_base64(message.try_xml()?.as_bytes()))
    }

    fn settings(&self) -> Result<Value, String> {
        let mut settings = json!({ "profile": "imagekit", "accountId": ACCOUNT });
        for line in self.all("settings") {
            let own: Value = serde_json::from_str(line).map_err(|error| format!("settings: {error}"))?;
            for (name, value) in own.as_object().ok_or("settings: a JSON object")? {
                // A certificate or a key of the harness by its name.
                settings[name] = match (name.as_str(), value.as_str()) {
                    ("metadataSigner", Some(signer)) if !signer.contains('-') => {
                        json!(super::key::certificate_pem(signer))
                    }
                    ("decryptionKey", Some(key)) if !key.contains('-') => {
                        json!(super::key::private_pem(key))
                    }
                    _ => value.clone(),
                };
            }
        }
        Ok(settings)
    }

    /// The message as it is pasted.
    fn response(&self) -> Result<String, String> {
        match self.one("redirect") {
            Some(_) => self.redirect(),
            None => self.encoded(&self.message()?.try_xml()?),
        }
    }

    /// The service provider's request for a login.
    fn request(&self) -> Result<String, String> {
        let mut request = super::message::authn_request("_1", SSO, "2026-01-15T11:59:20Z");
        for (old, new) in self.replacements("replace-request")? {
            request = super::replace_once(&request, &old, &new)?;
        }
        Ok(request)
    }

    /// The message in an address.
    fn redirect(&self) -> Result<String, String> {
        let idp = self.idp()?;
        let (parameter, xml, address) = match self.one("redirect").unwrap_or("") {
            "response" => ("SAMLResponse", self.message()?.try_xml()?, super::paste::ACS),
            "logout" => {
                ("SAMLRequest", super::message::logout_request(idp.entity_id()), super::paste::LOGOUT)
            }
            "own-logout" => {
                ("SAMLRequest", super::message::logout_request(super::paste::ACS), "https://idp.test/slo")
            }
            "request" => ("SAMLRequest", self.request()?, SSO),
            other => {
                return Err(format!("`redirect: {other}` is none of response, logout, own-logout, request"));
            }
        };
        let key = self.one("key").unwrap_or("idp");
        let method =
            self.one("method").map_or_else(|| super::key::key(key).map(|key| key.default_method()), Ok)?;
        let redirect = super::redirect::Redirect {
            parameter,
            xml: &xml,
            relay_state: self.one("relay-state"),
            signed_by: Some((key, method)),
            signed_as: self.one("signed-as").unwrap_or(""),
        };
        let mut sent = match self.one("sent-as").unwrap_or("address") {
            "address" => format!("{address}?{}", redirect.query()?),
            "json" => redirect.json()?,
            other => return Err(format!("`sent-as: {other}` is none of address, json")),
        };
        for (old, new) in self.replacements("replace-sent")? {
            sent = super::replace_once(&sent, &old, &new)?;
        }
        Ok(sent)
    }

    fn encoded(&self, xml: &str) -> Result<String, String> {
        match self.one("encode").unwrap_or("base64") {
            "base64" => Ok(to_base64(xml.as_bytes())),
            "xml" => Ok(xml.to_owned()),
            other => Err(format!("`encode: {other}` is none of base64, xml")),
        }
    }

    /// The body with the placeholders filled in.
    fn expand(&self, body: &str) -> Result<String, String> {
        let mut text = super::message::expand_certificates(body)?;
        if text.contains("{message") {
            let xml = self.message()?.try_xml()?;
            let base64 = to_base64(xml.as_bytes());
            text = text.replace("{message:xml}", &xml).replace("{message:url}", &to_percent(&base64));
            text = text.replace("{message}", &base64);
        }
        if text.contains("{request:url}") {
            text = text.replace("{request:url}", &to_percent(&to_base64(self.request()?.as_bytes())));
        }
        if text.contains("{metadata}") {
            text = text.replace("{metadata}", &self.metadata_xml()?);
        }
        Ok(text)
    }

    /// Runs the rules over the fixture's input; `fires` says whether `rule` has to report.
    pub fn run(&self, rule: &str, fires: bool) -> Result<(), String> {
        let input = self.input()?;
        let report = sso_preflight::check(&input);
        let facts = Facts::gather(&input);
        let findings = rules::run(&facts);
        let mut complaints = Vec::new();
        let own: Vec<&Finding> = findings.iter().filter(|finding| finding.rule.name == rule).collect();
        match (fires, own.is_empty()) {
            (true, true) => complaints.push(format!("{rule} does not fire")),
            (true, false) => self.check_finding(&facts, &own, &mut complaints),
            (false, false) => complaints.push(format!("{rule} fires")),
            (false, true) => {}
        }
        let is_found = |name: &str| findings.iter().any(|finding| finding.rule.name == name);
        let with = self.all("with").filter(|name| !is_found(name));
        complaints.extend(with.map(|name| format!("{name} does not fire beside it")));
        let without = self.all("without").filter(|name| is_found(name));
        complaints.extend(without.map(|name| format!("{name} fires beside it")));
        complaints.extend(self.misplaced(rule, &report));
        let verdict = verdict_name(report.verdict);
        if let Some(expected) = self.one("verdict").filter(|expected| *expected != verdict) {
            complaints.push(format!("the verdict is {verdict}, not {expected}"));
        }
        if complaints.is_empty() {
            return Ok(());
        }
        let found: Vec<String> = findings.iter().map(|finding| describe(&facts, finding)).collect();
        Err(format!("{}\n    verdict {verdict}; found:\n{}", complaints.join("; "), found.join("\n")))
    }

    /// What the report has elsewhere than is expected.
    fn misplaced(&self, rule: &str, report: &Report) -> Vec<String> {
        let times = |name: &str| report.findings.iter().filter(|it| it.rule == name).count();
        let own = || report.findings.iter().filter(|it| it.rule == rule).flat_map(|it| &it.consequences);
        let is_under = |name: &str| own().any(|it| it.rule == name) && times(name) == 0;
        let is_first = |name: &str| report.findings.first().is_some_and(|it| it.rule == name);
        let of = |key, is_right: &dyn Fn(&str) -> bool| -> Vec<String> {
            let names = self.all(key).flat_map(|names| names.split(", "));
            names.filter(|name| !is_right(name)).map(|name| format!("not {key}: {name}")).collect()
        };
        let told = [of("first", &is_first), of("under", &is_under), of("apart", &|name| times(name) > 0)];
        [told.concat(), of("times", &|number| number == times(rule).to_string())].concat()
    }

    /// One of the rule's findings has to meet everything that is expected of it.
    fn check_finding(&self, facts: &Facts<'_>, own: &[&Finding], complaints: &mut Vec<String>) {
        let mismatches = |finding: &&Finding| self.mismatches(facts, finding);
        let best = own.iter().map(mismatches).min_by_key(Vec::len);
        complaints.extend(best.unwrap_or_default());
    }

    fn mismatches(&self, facts: &Facts<'_>, finding: &Finding) -> Vec<String> {
        let mut mismatches = Vec::new();
        let text = finding.span.of(facts.sources.text(finding.span.source));
        for at in self.all("at") {
            match unescape(at) {
                Ok(at) if at == text => {}
                Ok(at) => mismatches.push(format!("it points at `{text}`, not at `{at}`")),
                Err(error) => mismatches.push(error),
            }
        }
        let says = self.all("says").filter(|part| !finding.message.contains(part));
        mismatches.extend(says.map(|part| format!("it does not say `{part}`")));
        let steps = finding.fix.as_ref().map(|fix| fix.words()).unwrap_or_default();
        let fixes = self.all("fix").filter(|part| !steps.contains(part));
        mismatches.extend(fixes.map(|part| format!("its fix does not say `{part}`")));
        let related = self.all("related");
        let related = related.filter(|part| !finding.related.iter().any(|(said, _)| said.contains(part)));
        mismatches.extend(related.map(|part| format!("no related place says `{part}`")));
        let severity = severity_name(finding.severity);
        let severities = self.all("severity").filter(|expected| *expected != severity);
        mismatches.extend(severities.map(|expected| format!("its severity is {severity}, not {expected}")));
        if finding.fix.is_none() && matches!(finding.severity, Severity::Error | Severity::Warning) {
            mismatches.push("it has no fix".to_owned());
        }
        mismatches
    }
}

fn describe(facts: &Facts<'_>, finding: &Finding) -> String {
    let text = finding.span.of(facts.sources.text(finding.span.source));
    let text: String = text.chars().take(60).collect();
    format!(
        "    {} {}: {} — at `{text}`",
        severity_name(finding.severity),
        finding.rule.name,
        finding.message
    )
}

pub fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "accept",
        Verdict::Reject => "reject",
        Verdict::Undecided => "undecided",
    }
}

pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
        Severity::Info => "info",
    }
}
