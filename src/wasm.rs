//! The border to JavaScript.

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// What is judged.
#[derive(Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// The clock, RFC 3339.
    pub now: String,
}

/// What was found.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of this form.
    pub schema: &'static str,
}

/// Judges `input`.
#[wasm_bindgen]
pub fn check(input: Ts<Input>) -> Result<Ts<Report>, JsError> {
    let _ = input.to_rust()?;
    Ok(Report { schema: "sso-preflight/1" }.into_ts()?)
}
