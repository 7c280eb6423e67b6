//! The border to JavaScript. Nothing here knows SAML.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::input::{GuideRequest, Input};
use crate::profile::{BuiltInProfile, Profile};
use crate::report::guide;
use crate::report::model::Report;

/// Checks one input. The same input always gives the same report.
///
/// # Errors
/// A `TypeError`-like message where the input itself has the wrong form; whatever was pasted never
/// throws.
#[wasm_bindgen]
pub fn check(input: Ts<Input>) -> Result<Ts<Report>, JsError> {
    let input: Input = read(&input)?;
    write(&crate::check(&input))
}

/// Checks one input and redacts the report, to be attached to a support ticket: the same findings with
/// every value of the customer replaced, the same value by the same stand-in. The texts that its places
/// point into are redacted too, and are among its own `sources`; one that is no XML is left out.
///
/// # Errors
/// As [`check`].
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = redactedReport)]
pub fn redacted_report(input: Ts<Input>) -> Result<Ts<Report>, JsError> {
    let input: Input = read(&input)?;
    write(&crate::redacted_report(&input))
}

/// The built-in profile of that name, such as `imagekit`: what a page shows of a service provider.
///
/// # Errors
/// Where no built-in profile has that name.
#[wasm_bindgen(js_name = builtInProfile)]
pub fn built_in_profile(name: Ts<BuiltInProfile>) -> Result<Ts<Profile>, JsError> {
    let name: BuiltInProfile = read(&name)?;
    write(&name.profile())
}

/// How to set a service provider up at a vendor: each field of its console with the exact value.
///
/// # Errors
/// Where the request has the wrong form, or names a vendor that is not known.
#[wasm_bindgen(js_name = setupGuide)]
pub fn setup_guide(request: Ts<GuideRequest>) -> Result<Ts<guide::SetupGuide>, JsError> {
    let request: GuideRequest = read(&request)?;
    let guide = guide::setup_guide(&request).map_err(|error| JsError::new(&error.to_string()))?;
    write(&guide)
}

/// Every vendor that is recognised and has a set-up guide, with its defaults and habits; the one for the
/// unknown last.
///
/// # Errors
/// None that can be met: the list is fixed.
#[wasm_bindgen]
pub fn vendors() -> Result<Ts<guide::Vendors>, JsError> {
    write(&guide::vendors())
}

/// Reads a value as its JSON, so that it means here what it means on the command line: a property
/// that is `undefined` is absent, and one that is not known (a misspelled setting) is refused.
fn read<T: Tsify + DeserializeOwned>(value: &Ts<T>) -> Result<T, JsError>
where
    T::JsType: JsCast,
{
    let json = js_sys::JSON::stringify(&value.js_value()).ok().and_then(|json| text_of(&json));
    let json = json.ok_or_else(|| JsError::new("the input is no plain data"))?;
    let json = without_lone_surrogates(json);
    serde_json::from_str(&json).map_err(|error| JsError::new(&error.to_string()))
}

#[wasm_bindgen]
extern "C" {
    /// Writes UTF-8 many characters at a time; a string that is taken over as such comes letter by letter.
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &js_sys::JsString) -> js_sys::Uint8Array;
}

/// The text of a string of JavaScript; `undefined` stands for what has no JSON. A private key may be in it,
/// so nothing made on the way is left behind.
fn text_of(json: &js_sys::JsString) -> Option<Zeroizing<String>> {
    let bytes = json.is_string().then(|| TextEncoder::new().encode(json))?;
    let text = String::from_utf8(bytes.to_vec());
    bytes.fill(0, 0, bytes.length());
    text.ok().map(Zeroizing::new)
}

/// Hands a value over as its JSON, which JavaScript reads faster than it takes calls, and which is what
/// the command line prints.
fn write<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, JsError> {
    let json = serde_json::to_string(value).map_err(|error| JsError::new(&error.to_string()))?;
    let value = js_sys::JSON::parse(&json).map_err(|_| JsError::new("the report is no JSON"))?;
    Ok(Ts::new_unchecked(value))
}

/// A JavaScript string may hold half of a surrogate pair, which `JSON.stringify` writes as an escape
/// that is no text. It becomes U+FFFD, as in every encoder of UTF-8: one UTF-16 unit for another, so
/// that no offset moves. No other character is written as an escape that begins so.
fn without_lone_surrogates(json: Zeroizing<String>) -> Zeroizing<String> {
    if !json.contains("\\ud") {
        return json;
    }
    // One escape in place of another never makes it longer, so it is never moved and left behind.
    let mut out = Zeroizing::new(String::with_capacity(json.len()));
    let mut rest = json.as_str();
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        // `\uXXXX` and, for everything else, the character after the backslash.
        let length = if escape.starts_with("\\ud") { 6 } else { 2 };
        let (escape, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        out.push_str(if length == 6 { "\u{fffd}" } else { escape });
        rest = after;
    }
    out.push_str(rest);
    out
}
