//! What browser tools make of a message: the shapes that people copy.

use serde_json::{Value, json};

use super::to_percent;

pub const ACS: &str = "https://imagekit.io/saml/consume";
pub const LOGOUT: &str = "https://imagekit.io/logout";
pub const RELAY_STATE: &str = "https://imagekit.io/dashboard";

/// A form's body: `name=value` pairs, percent-encoded.
pub fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{name}={}", to_percent(value))).collect();
    pairs.join("&")
}

/// The body that posts a response with its RelayState.
pub fn response_body(base64: &str) -> String {
    form(&[("SAMLResponse", base64), ("RelayState", RELAY_STATE)])
}

/// “Copy as cURL (bash)” of a request that posts `body`.
pub fn curl_bash(url: &str, origin: &str, body: &str) -> String {
    format!(
        "curl '{url}' \\\n  -H 'accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' \\\n  \
         -H 'content-type: application/x-www-form-urlencoded' \\\n  -H 'origin: {origin}' \\\n  \
         -H 'upgrade-insecure-requests: 1' \\\n  --data-raw '{body}'"
    )
}

/// “Copy as cURL (cmd)”: carets before what the Windows command prompt would read.
pub fn curl_cmd(url: &str, origin: &str, body: &str) -> String {
    let body = body.replace('%', "^%").replace('&', "^&");
    format!(
        "curl ^\"{url}^\" ^\n  -H ^\"content-type: application/x-www-form-urlencoded^\" ^\n  \
         -H ^\"origin: {origin}^\" ^\n  --data-raw ^\"{body}^\""
    )
}

/// “Copy as PowerShell”.
pub fn powershell(url: &str, body: &str) -> String {
    format!(
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n\
         Invoke-WebRequest -UseBasicParsing -Uri \"{url}\" `\n-Method \"POST\" `\n-WebSession $session `\n\
         -ContentType \"application/x-www-form-urlencoded\" `\n-Body \"{body}\""
    )
}

/// “Copy as fetch”.
pub fn fetch(url: &str, body: &str) -> String {
    let options = json!({
        "headers": { "content-type": "application/x-www-form-urlencoded" },
        "body": body,
        "method": "POST",
        "mode": "cors",
        "credentials": "include",
    });
    format!("fetch(\"{url}\", {options:#});")
}

/// A request of an HTTP archive and how it was answered.
pub struct Exchange<'e> {
    pub at: &'e str,
    pub url: &'e str,
    /// The form that is posted; a GET where there is none.
    pub body: Option<&'e str>,
    pub status: u16,
    pub location: Option<&'e str>,
    /// The page that was answered.
    pub page: Option<&'e str>,
}

/// An HTTP archive as Chromium saves one.
pub fn har(exchanges: &[Exchange<'_>]) -> String {
    let entries: Vec<Value> = exchanges.iter().map(entry).collect();
    let log = json!({ "log": {
        "version": "1.2",
        "creator": { "name": "WebInspector", "version": "537.36" },
        "pages": [],
        "entries": entries,
    } });
    format!("{log:#}")
}

fn entry(exchange: &Exchange<'_>) -> Value {
    let mut request = json!({
        "method": if exchange.body.is_some() { "POST" } else { "GET" },
        "url": exchange.url,
        "httpVersion": "http/2.0",
        "headers": [],
        "queryString": [],
        "cookies": [],
        "headersSize": -1,
        "bodySize": exchange.body.map_or(0, str::len),
    });
    if let Some(body) = exchange.body {
        let params: Vec<Value> = body
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        request["postData"] =
            json!({ "mimeType": "application/x-www-form-urlencoded", "text": body, "params": params });
    }
    let headers: Vec<Value> =
        exchange.location.iter().map(|to| json!({ "name": "location", "value": to })).collect();
    let page = exchange.page.unwrap_or("");
    json!({
        "startedDateTime": exchange.at,
        "time": 84.2,
        "request": request,
        "response": {
            "status": exchange.status,
            "statusText": "",
            "httpVersion": "http/2.0",
            "headers": headers,
            "cookies": [],
            "content": { "size": page.len(), "mimeType": "text/html", "text": page },
            "redirectURL": exchange.location.unwrap_or(""),
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": { "send": 0.1, "wait": 80.0, "receive": 4.1 },
    })
}

/// The page by which an identity provider has the browser post a response.
pub fn form_page(base64: &str) -> String {
    let value = base64.replace('+', "&#x2b;").replace('=', "&#x3d;");
    format!(
        "<!DOCTYPE html><html><body onload=\"document.forms[0].submit()\"><form method=\"post\" \
         action=\"{ACS}\"><input type=\"hidden\" name=\"SAMLResponse\" value=\"{value}\"/>\
         <input type=\"hidden\" name=\"RelayState\" value=\"{RELAY_STATE}\"/></form></body></html>"
    )
}
