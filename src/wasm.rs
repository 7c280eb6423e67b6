//! The border to JavaScript. Nothing here knows SAML.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::input::Input;
use crate::profile::{BuiltInProfile, Profile};
use crate::report::model::Report;

/// Checks one input. The same input always gives the same report.
///
/// # Errors
/// A `TypeError`-like message where the input itself has the wrong form; whatever was pasted never
/// throws.
#[wasm_bindgen]
pub fn check(input: tsify::Ts<Input>) -> Result<tsify::Ts<Report>, JsError> {
    let input: Input = input.to_rust().map_err(|error| JsError::new(&error.to_string()))?;
    crate::check(&input).into_ts().map_err(|error| JsError::new(&error.to_string()))
}

/// The built-in profile of that name, such as `imagekit`: what a page shows of a service provider.
///
/// # Errors
/// Where no built-in profile has that name.
#[wasm_bindgen(js_name = builtInProfile)]
pub fn built_in_profile(name: tsify::Ts<BuiltInProfile>) -> Result<tsify::Ts<Profile>, JsError> {
    let name: BuiltInProfile = name.to_rust().map_err(|error| JsError::new(&error.to_string()))?;
    name.profile().into_ts().map_err(|error| JsError::new(&error.to_string()))
}
