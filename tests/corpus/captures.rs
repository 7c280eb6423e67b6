//! What people's programs posted, put into pages and redirected: is each read as what it holds?

use sso_preflight::facts::Facts;
use sso_preflight::input::Input;
use sso_preflight::saml::MessageKind;

use crate::board::Board;
use crate::entry::{Corpus, Entry};
use crate::support::input;
use crate::support::metadata::Metadata;
use crate::support::shared::certificate;

/// What each file holds, as a look into it with other tools tells: the message, or the rule that has to say
/// why there is none.
const HOLDS: [(&str, Result<MessageKind, &str>); 16] = [
    ("crewjam/TestIDPCanHandlePostRequestWithExistingSession_http_response_body", Ok(MessageKind::Response)),
    ("crewjam/TestIDPCanHandleRequestWithNewSession_http_response_body", Ok(MessageKind::AuthnRequest)),
    ("crewjam/TestSPCanProducePostLogoutResponse_form", Ok(MessageKind::LogoutResponse)),
    ("crewjam/TestSPCanProducePostRequest_form", Ok(MessageKind::AuthnRequest)),
    ("crewjam/samlidp-http_sso_response.html", Ok(MessageKind::AuthnRequest)),
    ("crewjam/samlsp-authn_request.url", Ok(MessageKind::AuthnRequest)),
    ("crewjam/samlsp-expected_post_binding_response.html", Ok(MessageKind::AuthnRequest)),
    ("gosaml2/saml.post", Ok(MessageKind::Response)),
    ("node-saml/sp_slo_redirect.json", Ok(MessageKind::LogoutResponse)),
    ("node-saml/sp_slo_redirect_failure.json", Ok(MessageKind::LogoutResponse)),
    ("saml2aws/aad-testdata-SAMLResponse.xml", Ok(MessageKind::Response)),
    // A sign-in page with a request in a script of its own, not in a form.
    ("saml2aws/aad-testdata-SAMLRequest.html", Err("capture-html-page")),
    // Two roots; and a prefix that is not declared: xmllint refuses both.
    ("saml2aws/aad-testdata-SAMLResponse.html", Err("xml-not-well-formed")),
    ("saml2aws/testdata-assertion.xml", Err("xml-not-well-formed")),
    // The value is `abc123`.
    ("saml2aws/keycloak-example-assertion.html", Err("capture-unrecognised")),
    // The root is in no namespace.
    ("saml2aws/testdata-assertion_pingfed.xml", Err("capture-unrecognised")),
];

pub(crate) fn run(corpus: &Corpus, entry: &Entry<'_>, board: &mut Board) {
    let path = entry.path();
    let name = path.strip_prefix("captures/").unwrap_or(path);
    let input = input(None, Some(corpus.paste(path)));
    let outcome = match HOLDS.iter().find(|(known, _)| *known == name) {
        Some((_, expected)) => read(&input, expected),
        None => Err("nobody has said what it holds".to_owned()),
    };
    board.note("captures", path, outcome);
}

fn read(input: &Input, expected: &Result<MessageKind, &str>) -> Result<(), String> {
    let facts = Facts::gather(input);
    let capture = facts.capture().ok_or("no capture")?;
    let kinds: Vec<MessageKind> = capture.messages.iter().filter_map(|message| message.kind).collect();
    let report = sso_preflight::check(input);
    let first = report.findings.first().map(|finding| finding.rule.as_str());
    match expected {
        Ok(kind) if kinds == [*kind] => Ok(()),
        Err(rule) if first == Some(rule) => Ok(()),
        _ => Err(format!("{kinds:?} with {first:?}, not {expected:?}")),
    }
}

/// The redirects of node-saml are signed by the key of its own test suite: OpenSSL verifies both.
pub(crate) fn run_redirects(corpus: &Corpus, board: &mut Board) {
    let trusted = certificate(&corpus.path("responses/node-saml/acme_tools_com.cert"));
    let other = certificate(&corpus.path("responses/node-saml/cert.pem"));
    for name in ["captures/node-saml/sp_slo_redirect.json", "captures/node-saml/sp_slo_redirect_failure.json"]
    {
        let verified = |certificate: &str| {
            let metadata = Metadata::plain("https://idp.example", &[certificate.to_owned()]);
            let input = input(Some(metadata), Some(corpus.paste(name)));
            let facts = Facts::gather(&input);
            let messages = facts.capture().into_iter().flat_map(|capture| &capture.messages);
            messages.filter_map(|message| message.detached.as_ref()).any(|detached| detached.is_verified())
        };
        let outcome = match (verified(&trusted), verified(&other)) {
            (true, false) => Ok(()),
            found => Err(format!("verified with its own key and with another one: {found:?}")),
        };
        board.note("redirects", name, outcome);
    }
}
