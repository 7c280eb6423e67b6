//! The catalogue of vendors and their set-up guides as plain data, the same JSON on every border.

use std::fmt;

use serde::Serialize;

use crate::idp;
use crate::input::GuideRequest;

/// How to set a service provider up at one vendor.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SetupGuide {
    /// The vendor whose console the steps are about.
    pub vendor: String,
    /// The vendor's name for people.
    pub vendor_label: String,
    /// The service provider's name.
    pub service: String,
    /// What to do, in order.
    pub steps: Vec<SetupStep>,
    /// Habits of the vendor that surprise people.
    pub notes: Vec<String>,
}

/// One thing to do.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SetupStep {
    /// Where in the console, its parts joined by “→”, or which file; absent where it is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What to do, in words.
    pub text: String,
    /// Fields with the exact values to put in.
    pub fields: Vec<SetupField>,
    /// Something to paste as a whole, such as a rule; it may have several lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A field of the console and what belongs into it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SetupField {
    /// The field's name in the console.
    pub field: String,
    /// The exact value.
    pub value: String,
}

/// What is known of one vendor. What is empty is not known.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct VendorEntry {
    /// The name that reports and requests use, such as `entra`.
    pub name: String,
    /// The name for people, such as `Microsoft Entra ID`.
    pub label: String,
    /// What it signs unless it is told otherwise.
    pub signed_by_default: String,
    /// The signature algorithm unless it is told otherwise.
    pub algorithm_by_default: String,
    /// What the NameID is unless it is told otherwise.
    pub name_id_by_default: String,
    /// Which attributes are sent unless it is told otherwise.
    pub attributes_by_default: String,
    /// Habits that surprise people, a sentence each.
    pub quirks: Vec<String>,
}

/// Every vendor, the one for the unknown last.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Vendors(pub Vec<VendorEntry>);

/// A request names a vendor that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVendor {
    /// The name.
    pub name: String,
}

impl fmt::Display for UnknownVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = idp::Vendor::ALL.into_iter().map(idp::Vendor::name).collect();
        write!(f, "there is no vendor {}; the vendors are {}", self.name, known.join(", "))
    }
}

impl std::error::Error for UnknownVendor {}

/// The set-up guide that `request` asks for.
///
/// # Errors
/// Where no vendor has the name that it gives.
pub fn setup_guide(request: &GuideRequest) -> Result<SetupGuide, UnknownVendor> {
    let vendor = match request.vendor.as_str() {
        "" => idp::Vendor::Generic,
        name => idp::Vendor::from_name(name).ok_or_else(|| UnknownVendor { name: name.to_owned() })?,
    };
    let profile = request.profile.profile();
    let input = idp::GuideInput::of(&profile, &request.entity_id, &request.account_id);
    let guide = idp::guide(vendor, &input);
    Ok(SetupGuide {
        vendor: vendor.name().to_owned(),
        vendor_label: vendor.label().to_owned(),
        service: profile.name,
        steps: guide.steps.into_iter().map(to_step).collect(),
        notes: vendor.quirks().collect(),
    })
}

fn to_step(step: idp::GuideStep) -> SetupStep {
    let fields = step.fields.into_iter().map(|of| SetupField { field: of.field, value: of.value });
    SetupStep { path: step.path, text: step.text, fields: fields.collect(), code: step.code }
}

/// The catalogue of vendors.
pub fn vendors() -> Vendors {
    let entry = |vendor: idp::Vendor| {
        let defaults = vendor.defaults();
        VendorEntry {
            name: vendor.name().to_owned(),
            label: vendor.label().to_owned(),
            signed_by_default: defaults.signed.to_owned(),
            algorithm_by_default: defaults.algorithm.to_owned(),
            name_id_by_default: defaults.name_id.to_owned(),
            attributes_by_default: defaults.attributes.to_owned(),
            quirks: vendor.quirks().collect(),
        }
    };
    Vendors(idp::Vendor::ALL.into_iter().map(entry).collect())
}

/// Renders a guide for a terminal: numbered steps under the places where they happen.
#[cfg(feature = "cli")]
pub fn to_guide_text(guide: &SetupGuide) -> String {
    let mut out = format!("Setting up {} at {}\n", guide.service, guide.vendor_label);
    let mut path = None;
    for (number, step) in (1u32..).zip(&guide.steps) {
        if step.path != path {
            path.clone_from(&step.path);
            out.push_str(&path.as_deref().map_or_else(|| "\n".to_owned(), |path| format!("\n{path}\n")));
        }
        out.push_str(&format!("{number:3}. {}\n", step.text));
        for SetupField { field, value } in &step.fields {
            out.push_str(&format!("     {field} = {value}\n"));
        }
        for line in step.code.iter().flat_map(|code| code.lines()) {
            out.push_str(&format!("       {line}\n"));
        }
    }
    if !guide.notes.is_empty() {
        out.push_str("\nGood to know\n");
        out.extend(guide.notes.iter().map(|note| format!("   - {note}\n")));
    }
    out
}

/// Renders the list of vendors for a terminal: the name to type, and the name for people.
#[cfg(feature = "cli")]
pub fn to_vendors_text(vendors: &Vendors) -> String {
    vendors.0.iter().map(|vendor| format!("{:14} {}\n", vendor.name, vendor.label)).collect()
}
