//! Requests copied as commands.

use super::*;

#[track_caller]
fn posted(paste: &str, format: Format) -> Capture {
    let (found, message) = only(paste, format, RESPONSE);
    assert_eq!(message.parameter, Parameter::SamlResponse);
    assert_eq!(message.binding, Some(Binding::Post));
    assert_eq!(message.destination_url.as_deref(), Some(ACS));
    assert_eq!(message.relay_state.as_deref(), Some("https://sp.test/a b"));
    found
}

#[test]
fn curl_for_posix_shells() {
    let body = form();
    for paste in [
        format!(
            "curl '{ACS}' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  -b 'a=b' \\\n  --data-raw '{body}' \\\n  --compressed"
        ),
        format!("curl -X POST \"{ACS}\" -d \"{body}\""),
        format!("$ curl {ACS} --data-binary $'{}'", body.replace("%2F", "\\u00252F")),
        format!("curl --url '{ACS}' --data='{body}'"),
        format!(
            "curl '{ACS}' -d'{}' --data-ascii 'RelayState=https%3A%2F%2Fsp.test%2Fa+b'",
            body.split('&').next().unwrap()
        ),
        format!(
            "curl '{ACS}' --data-urlencode 'SAMLResponse={}' --data-urlencode 'RelayState=https://sp.test/a b'",
            base64(RESPONSE)
        ),
        format!(
            "curl '{ACS}' -F 'SAMLResponse={}' --form RelayState='https://sp.test/a b'",
            base64(RESPONSE)
        ),
    ] {
        posted(&paste, Format::CurlBash);
    }
    // As an intercepting proxy writes it: the address at the end.
    let proxy =
        format!("curl -i -s -k -X $'POST' -H $'Host: sp.test' -b $'a=b' --data-binary $'{body}' $'{ACS}'");
    posted(&proxy, Format::CurlBash);
    let open = format!("curl '{ACS}' --data-raw '{body}");
    assert_eq!(posted(&open, Format::CurlBash).repairs, [Repair::UnclosedQuote]);
    let paste = format!("curl '{ACS}' --data-raw '{body}'");
    let (_, message) = only(&paste, Format::CurlBash, RESPONSE);
    assert_eq!(message.place.unwrap().of(&paste), escape_all(&base64(RESPONSE)));
}

#[test]
fn curl_for_the_command_prompt() {
    let carets = form().replace('%', "^%^").replace('&', "^&");
    posted(
        &format!("curl ^\"{ACS}^\" ^\r\n  -H ^\"origin: null^\" ^\r\n  --data-raw ^\"{carets}^\""),
        Format::CurlCmd,
    );
    let quoted = form().replace('%', "^%^");
    posted(&format!("curl \"{ACS}\" ^\n  --data-raw \"{quoted}\" ^\n  --compressed"), Format::CurlCmd);
    let older = form().replace('%', "\"%\"");
    posted(
        &format!("curl \"{ACS}\" ^\n  -H \"a: \\\"b\\\"\" ^\n  --data-raw \"{older}\" ^\n  --compressed"),
        Format::CurlCmd,
    );
}

#[test]
fn several_commands_keep_their_order() {
    let request = format!("https://idp.test/sso?SAMLRequest={}", escape_all(&deflated(REQUEST)));
    let paste =
        format!("curl '{request}' ;\ncurl 'https://idp.test/x.css' ;\ncurl '{ACS}' --data-raw '{}'", form());
    let found = capture(&paste);
    let names: Vec<_> = found.messages.iter().map(|m| (m.parameter, m.binding)).collect();
    assert_eq!(
        names,
        [(Parameter::SamlRequest, Some(Binding::Redirect)), (Parameter::SamlResponse, Some(Binding::Post))]
    );
    assert_eq!(found.default_message(), Some(1));
}

#[test]
fn commands_without_a_message() {
    assert_eq!(looks_like("curl 'https://sp.test/x' -H 'a: b'"), LooksLike::RequestWithoutMessage);
    assert_eq!(looks_like("curl 'https://sp.test/x' -d @body.txt"), LooksLike::BodyInFile);
    assert_eq!(
        looks_like("fetch(\"https://sp.test/x\", {\"body\": null});"),
        LooksLike::RequestWithoutMessage
    );
    assert_eq!(looks_like("Invoke-WebRequest -Uri \"https://sp.test\""), LooksLike::RequestWithoutMessage);
}

#[test]
fn powershell() {
    let body = form();
    let session =
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"x\"\n";
    for paste in [
        format!(
            "Invoke-WebRequest -UseBasicParsing -Uri \"{ACS}\" `\n-Method \"POST\" `\n-Headers @{{\n\"origin\"=\"null\"\n}} `\n-Body \"{body}\""
        ),
        format!("{session}Invoke-WebRequest -Uri '{ACS}' -Body '{body}'"),
        format!(
            "Invoke-RestMethod -Method Post -Uri \"{ACS}\" -Body ([System.Text.Encoding]::UTF8.GetBytes(\"{body}\"))"
        ),
        format!("Invoke-WebRequest -Uri \"{ACS}\" -Body \"{}\"", body.replace("%2F", "$([char]37)2`F")),
    ] {
        posted(&paste, Format::PowerShell);
    }
}

#[test]
fn fetch_calls() {
    let body = form();
    for paste in [
        format!(
            "fetch(\"{ACS}\", {{\n  \"headers\": {{\"a\": \"{{b}}\"}},\n  \"body\": \"{body}\",\n  \"method\": \"POST\"\n}});"
        ),
        format!(
            "await fetch(\"{ACS}\", {{\n    \"credentials\": \"include\",\n    \"body\": \"{}\",\n    \"method\": \"POST\",\n}});",
            body.replace('%', "\\u0025")
        ),
        format!("fetch('{ACS}', {{ method: 'POST', body: '{body}' }})"),
        format!(
            "fetch(\"https://sp.test/a.js\", {{\"body\": null}}) ;\nfetch(\"{ACS}\", {{\"body\": \"{body}\"}}) ;"
        ),
    ] {
        posted(&paste, Format::Fetch);
    }
    let object =
        format!("fetch('{ACS}', {{body: new URLSearchParams({{SAMLResponse: '{}'}})}})", base64(RESPONSE));
    only(&object, Format::Fetch, RESPONSE);
}
