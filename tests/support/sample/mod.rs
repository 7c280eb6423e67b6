//! The page's gallery: healthy and broken set-ups, made anew for a given moment.
//!
//! Each is an input as the page passes it to the check, its own clock included, so that it says the same for
//! ever. What a sample has to show first is part of it, and tests/samples.rs holds it to that.

mod adfs;
mod entra;
mod google;
mod keycloak;
mod okta;
mod onelogin;

use serde_json::{Map, Value, json};
use sso_preflight::idp::Vendor;
use sso_preflight::time::Instant;

use super::ACCOUNT;
use super::message::{Idp, Message, authn_request};
use super::metadata::Metadata;

/// One sample.
pub struct Sample {
    pub id: &'static str,
    pub idp: Idp,
    pub title: &'static str,
    /// What it teaches, in one sentence.
    pub teaches: &'static str,
    /// The input: the texts of the boxes, the settings and the clock.
    pub input: Value,
    /// `accept`, `reject` or `undecided`.
    pub verdict: &'static str,
    /// The rule of the first finding; `None` where there is nothing to find.
    pub rule: Option<&'static str>,
}

/// Every sample, in the order of the gallery.
pub fn all(now: Instant) -> Vec<Sample> {
    let desk = Desk { now };
    let vendors: [fn(&Desk) -> Vec<Sample>; 6] =
        [okta::samples, entra::samples, adfs::samples, onelogin::samples, google::samples, keycloak::samples];
    vendors.into_iter().flat_map(|samples| samples(&desk)).collect()
}

/// The gallery as the page reads it.
pub fn gallery(now: Instant) -> Value {
    let samples: Vec<Value> = all(now).iter().map(Sample::to_json).collect();
    json!({ "made": now.to_string(), "samples": samples })
}

/// Where samples are made: the moment that all of them share.
pub struct Desk {
    now: Instant,
}

impl Desk {
    /// The healthy response of `idp`, made now.
    fn message(&self, idp: Idp) -> Message {
        Message::new(idp).at(self.now)
    }

    fn metadata(&self, idp: Idp) -> Metadata {
        Metadata::new(idp).at(self.now)
    }

    /// The instant `seconds` from now, as messages write it.
    fn after(&self, seconds: i64) -> String {
        self.now.plus_seconds(seconds).to_string()
    }

    /// An AuthnRequest of the service provider to `destination`.
    fn request(&self, id: &str, destination: &str) -> String {
        authn_request(id, destination, &self.after(-40))
    }

    /// A sample with the healthy metadata of `idp` and nothing to test yet.
    fn sample(&self, idp: Idp, id: &'static str, title: &'static str, teaches: &'static str) -> Sample {
        let input = json!({
            "metadata": self.metadata(idp).xml(),
            "now": self.now.to_string(),
            "settings": { "profile": "imagekit", "accountId": ACCOUNT },
        });
        Sample { id, idp, title, teaches, input, verdict: "accept", rule: None }
    }
}

impl Sample {
    /// Puts `text` into a box: `metadata`, `capture`, `savedMetadata` or `otherCapture`.
    fn with(mut self, name: &str, text: impl Into<String>) -> Sample {
        self.input[name] = json!(text.into());
        self
    }

    fn setting(mut self, name: &str, value: Value) -> Sample {
        self.input["settings"][name] = value;
        self
    }

    fn accepted_with(self, rule: &'static str) -> Sample {
        Sample { rule: Some(rule), ..self }
    }

    fn rejected(self, rule: &'static str) -> Sample {
        Sample { verdict: "reject", rule: Some(rule), ..self }
    }

    fn undecided(self, rule: &'static str) -> Sample {
        Sample { verdict: "undecided", rule: Some(rule), ..self }
    }

    fn to_json(&self) -> Value {
        let vendor = vendor(self.idp);
        let mut object = Map::new();
        for (name, value) in [
            ("id", json!(self.id)),
            ("vendor", json!(vendor.name())),
            ("vendorLabel", json!(vendor.label())),
            ("title", json!(self.title)),
            ("teaches", json!(self.teaches)),
            ("input", self.input.clone()),
            ("verdict", json!(self.verdict)),
            ("rule", json!(self.rule)),
        ] {
            object.insert(name.to_owned(), value);
        }
        Value::Object(object)
    }
}

fn vendor(idp: Idp) -> Vendor {
    match idp {
        Idp::Okta => Vendor::Okta,
        Idp::Entra => Vendor::Entra,
        Idp::Adfs => Vendor::Adfs,
        Idp::Onelogin => Vendor::OneLogin,
        Idp::Google => Vendor::Google,
        Idp::Keycloak => Vendor::Keycloak,
    }
}
