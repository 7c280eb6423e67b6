//! The user's part of the report.

use serde::Serialize;

use super::Place;

report_types! {
    /// The user that would be created or updated.
    pub struct User {
        /// The NameID.
        pub name_id: String,
        /// The NameID where the profile wants an e-mail address.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        /// The profile's claims by name.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string | string[]>"))]
        pub claims: std::collections::BTreeMap<String, UserValue>,
    }

    /// What a login would do to the user's account.
    pub struct Provisioning {
        /// What would happen.
        pub action: ProvisioningAction,
        /// The NameID, then the profile's claims in its order.
        pub fields: Vec<ProvisionedField>,
    }

    /// What a login would do.
    #[derive(Copy, PartialEq, Eq)]
    pub enum ProvisioningAction {
        /// The verdict is no `accept`: nobody is logged in.
        Nothing,
        /// The user is created at the first login and updated at every later one.
        CreateOrUpdate,
        /// The second capture is a response for the same user, who is updated.
        Update,
    }

    /// One field of the user's account. Its values count only where the verdict is `accept`.
    pub struct ProvisionedField {
        /// `NameID`, or the claim's name.
        pub field: String,
        /// What people call it.
        pub label: String,
        /// The Name of the attribute that it is read from; where that is another than `field`, the one
        /// that probably was meant.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub from: Option<String>,
        /// The values that were sent.
        pub values: Vec<String>,
        /// The same with hidden characters written out; empty where there are none.
        pub shown: Vec<String>,
        /// What the value means, such as what a role may do.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub meaning: Option<String>,
        /// The rule that tells why it cannot be used.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub problem: Option<String>,
        /// The accepted value that probably was meant.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub nearest: Option<String>,
        /// What the second capture sent for the same user; absent where there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub previous: Option<Vec<String>>,
        /// Whether it would change against `previous`.
        pub changes: bool,
        /// Where the attribute stands.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub span: Option<Place>,
    }
}

/// A claim's value: one text, or a list where the profile allows several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum UserValue {
    /// The only value.
    One(String),
    /// The values of a claim that may have several.
    Several(Vec<String>),
}
