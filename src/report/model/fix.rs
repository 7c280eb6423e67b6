//! What to do about a finding, as it leaves the core.

use serde::Serialize;

report_types! {
    /// What to do about a finding.
    pub struct Fix {
        /// Who has to act.
        pub who: Actor,
        /// The steps in order, each a sentence that names the console's own fields.
        pub steps: Vec<String>,
        /// The name of the setting of the input that matters, such as `entityId`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub setting: Option<String>,
        /// What the steps want entered exactly as it stands, in their order; absent where there is nothing. Never a
        /// value that only the message has.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub values: Vec<FixValue>,
    }

    /// A value to be entered, and where it stands among the steps.
    pub struct FixValue {
        /// The value.
        pub value: String,
        /// What the console calls the field, where the step says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub field: Option<&'static str>,
        /// Which of the steps holds it, from 0.
        pub step: u32,
        /// Its first UTF-16 unit in that step, from 0.
        pub from: u32,
    }

    /// Who has to act on a fix.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Actor {
        /// The identity provider's administrator.
        Idp,
        /// The service provider's side: the settings of this page.
        Sp,
        /// Whoever copied the text: copy again, or another text.
        Capture,
    }
}
