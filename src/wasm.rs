//! The border to JavaScript. Nothing here knows SAML.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::input::Input;
use crate::report::model::Report;

/// Checks one input. The same input always gives the same report.
///
/// # Errors
/// A `TypeError`-like message where the input itself has the wrong form; whatever was pasted never
/// throws.
#[wasm_bindgen]
pub fn check(input: Ts<Input>) -> Result<Ts<Report>, JsError> {
    let input: Input = input.to_rust().map_err(|error| JsError::new(&error.to_string()))?;
    crate::check(&input).into_ts().map_err(|error| JsError::new(&error.to_string()))
}
