//! Setting up a service provider at a vendor: each field of the console with the exact value for it.

use super::{EMAIL_ADDRESS, Vendor, template};
use crate::profile::{ClaimExpectation, Expected, NameIdKind, Profile};

/// The service provider's side, as its profile and the account's settings give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideInput {
    /// The service provider's name.
    pub service: String,
    /// The Assertion Consumer Service URL.
    pub acs: String,
    /// The same with the suffix of the account, where one identity provider serves several accounts.
    pub acs_of_instance: String,
    /// The service provider's entityID, which is the Audience.
    pub audience: String,
    /// Where users land after a login that began at the identity provider.
    pub relay_state: Option<String>,
    /// The service provider's logout URL.
    pub logout_url: Option<String>,
    /// The URN of the NameID format.
    pub name_id_format: String,
    /// NameID is the user's e-mail address.
    pub name_id_is_email: bool,
    /// The account's identifier, for claims that must equal it.
    pub account_id: Option<String>,
    /// The claims, in the order in which to show them.
    pub claims: Vec<GuideClaim>,
}

/// One attribute that the service provider wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideClaim {
    /// The attribute's Name.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Where its value comes from.
    pub source: ClaimSource,
    /// The values that are accepted; empty where any is.
    pub accepted: Vec<String>,
}

/// Where the value of a claim comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimSource {
    /// The account's identifier: the same for everybody.
    Account,
    /// One of the accepted values, by user or by group.
    OneOf,
    /// The user's first and last name.
    FullName,
    /// The user's e-mail address.
    Email,
    /// Some other property of the user.
    Other,
}

impl GuideInput {
    /// What `profile` says of the service provider, with the account's own settings.
    pub fn of(profile: &Profile, entity_id: &str, account_id: &str) -> GuideInput {
        let expected = Expected::of(profile, entity_id, account_id);
        let acs = profile.acs_urls.first().cloned().unwrap_or_default();
        GuideInput {
            service: profile.name.clone(),
            acs_of_instance: expected.acs_url_of_instance.unwrap_or_else(|| acs.clone()),
            acs,
            audience: expected.audience,
            relay_state: profile.relay_state.clone(),
            logout_url: profile.logout_url.clone(),
            name_id_format: profile.name_id.format.clone(),
            name_id_is_email: profile.name_id.is == NameIdKind::Email,
            account_id: Some(expected.account).filter(|account| !account.is_empty()),
            claims: profile.claims.iter().map(GuideClaim::of).collect(),
        }
    }
}

impl GuideClaim {
    fn of(claim: &ClaimExpectation) -> GuideClaim {
        let accepted = claim.accepted.iter().flatten().map(|accepted| accepted.value.clone());
        GuideClaim {
            name: claim.name.clone(),
            label: claim.label.clone(),
            source: ClaimSource::of(&claim.name, claim.equals_account, claim.accepted.is_some()),
            accepted: accepted.collect(),
        }
    }
}

impl GuideClaim {
    /// The step that makes what the claim's values come from.
    fn prepared(&self, text: &str, field: &str, input: &GuideInput) -> GuideStep {
        let text = template::fill(text, &|name| self.value(name, input).or_else(|| words(name)));
        let fields = [field].into_iter().filter(|field| !field.is_empty());
        let fields = fields.map(|field| FieldValue { field: field.to_owned(), value: self.name.clone() });
        GuideStep { text, fields: fields.collect(), ..GuideStep::default() }
    }

    fn value(&self, name: &str, input: &GuideInput) -> Option<String> {
        match name {
            "claim" => Some(self.name.clone()),
            "label" => Some(self.label.clone()),
            "accepted" => Some(self.accepted.join(", ")),
            name => input.value(name),
        }
    }
}

impl ClaimSource {
    /// The likely source of a claim: by what the profile says of it, then by its name.
    pub fn of(name: &str, equals_account: bool, has_accepted: bool) -> ClaimSource {
        const FULL_NAME: [&str; 5] = ["fullname", "name", "displayname", "cn", "username"];
        const EMAIL: [&str; 4] = ["email", "mail", "emailaddress", "useremail"];
        let plain: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        match () {
            () if equals_account => ClaimSource::Account,
            () if has_accepted => ClaimSource::OneOf,
            () if FULL_NAME.contains(&plain.as_str()) => ClaimSource::FullName,
            () if EMAIL.contains(&plain.as_str()) => ClaimSource::Email,
            () => ClaimSource::Other,
        }
    }
}

/// The whole set-up at one vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The vendor whose console the steps are about.
    pub vendor: Vendor,
    /// What to do, in order.
    pub steps: Vec<GuideStep>,
}

/// One thing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideStep {
    /// Where in the console, its parts joined by “→”; absent where it is no place of the console.
    pub path: Option<String>,
    /// What to do, in words.
    pub text: String,
    /// Fields with the exact values to put in.
    pub fields: Vec<FieldValue>,
    /// A rule or command to paste as a whole.
    pub code: Option<String>,
}

/// A field of the console and what belongs into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    /// The field's name in the console.
    pub field: String,
    /// The exact value.
    pub value: String,
}

/// One line of a vendor's guide.
pub(super) enum Line {
    /// The place in the console of the lines that follow; empty for none.
    At(&'static str),
    /// Words only.
    Say(&'static str),
    /// A field and its value; left out where the value is not known.
    Field { text: &'static str, field: &'static str, value: &'static str },
    /// The same, and only where NameID is an e-mail address.
    Email { text: &'static str, field: &'static str, value: &'static str },
    /// The NameID format, which each console names in its own way.
    Format { text: &'static str, field: &'static str, names: FormatNames },
    /// Something to paste as a whole; left out where a value is not known.
    Code { text: &'static str, code: &'static str },
    /// The same, and only where NameID is an e-mail address.
    EmailCode { text: &'static str, code: &'static str },
    /// Once for each claim.
    Claims(Claims),
    /// Once for each claim that takes one of a few values, for what has to be there before it can be sent; without a
    /// field where that is empty.
    EachOneOf { text: &'static str, field: &'static str },
}

/// What a console calls the NameID formats of SAML Core §8.3.
pub(super) struct FormatNames {
    pub(super) email: &'static str,
    pub(super) persistent: &'static str,
    pub(super) transient: &'static str,
    pub(super) unspecified: &'static str,
}

/// How a claim is added.
pub(super) struct Claims {
    /// The field that takes the attribute's name; empty where there is none.
    pub(super) name_field: &'static str,
    /// The field that takes the value or its source; empty where there is none.
    pub(super) value_field: &'static str,
    pub(super) account: Source,
    pub(super) one_of: Source,
    pub(super) full_name: Source,
    pub(super) email: Source,
    pub(super) other: Source,
}

/// How one kind of value is given.
pub(super) struct Source {
    pub(super) text: &'static str,
    /// What to put into the value field; empty where it has to be chosen.
    pub(super) value: &'static str,
    /// What to paste; empty where there is nothing.
    pub(super) code: &'static str,
}

impl Source {
    pub(super) const fn new(text: &'static str, value: &'static str) -> Source {
        Source { text, value, code: "" }
    }

    pub(super) const fn code(text: &'static str, code: &'static str) -> Source {
        Source { text, value: "", code }
    }
}

/// The steps that set `input` up at `vendor`, with the exact values of this account.
pub fn guide(vendor: Vendor, input: &GuideInput) -> Guide {
    let mut steps = Vec::new();
    let mut path = None;
    for line in vendor.data().guide {
        let at_path = |step: GuideStep| GuideStep { path: path.clone(), ..step };
        match line {
            Line::At(place) => path = (!place.is_empty()).then(|| input.fill(place)),
            Line::Claims(claims) => {
                steps.extend(input.claims.iter().map(|claim| at_path(claims.step(claim, input))));
            }
            Line::EachOneOf { text, field } => {
                let claims = input.claims.iter().filter(|claim| claim.source == ClaimSource::OneOf);
                steps.extend(claims.map(|claim| at_path(claim.prepared(text, field, input))));
            }
            line => steps.extend(input.step(line).map(at_path)),
        }
    }
    Guide { vendor, steps }
}

impl GuideInput {
    fn step(&self, line: &Line) -> Option<GuideStep> {
        let value_of = |name: &str| self.value(name);
        let fill = |text: &str| self.fill(text);
        match line {
            Line::Say(text) => Some(GuideStep { text: fill(text), ..GuideStep::default() }),
            Line::Email { .. } | Line::EmailCode { .. } if !self.name_id_is_email => None,
            Line::Field { text, field, value } | Line::Email { text, field, value } => {
                template::is_complete(value, &value_of).then(|| GuideStep {
                    text: fill(text),
                    fields: vec![FieldValue { field: (*field).to_owned(), value: fill(value) }],
                    ..GuideStep::default()
                })
            }
            Line::Format { text, field, names } => Some(GuideStep {
                text: fill(text),
                fields: vec![FieldValue {
                    field: (*field).to_owned(),
                    value: names.of(&self.name_id_format),
                }],
                ..GuideStep::default()
            }),
            Line::Code { text, code } | Line::EmailCode { text, code } => {
                template::is_complete(code, &value_of).then(|| GuideStep {
                    text: fill(text),
                    code: Some(fill(code)),
                    ..GuideStep::default()
                })
            }
            Line::At(_) | Line::Claims(_) | Line::EachOneOf { .. } => None,
        }
    }

    /// `text` with every value that is known, and words for the others.
    fn fill(&self, text: &str) -> String {
        template::fill(text, &|name| self.value(name).or_else(|| words(name)))
    }

    fn value(&self, name: &str) -> Option<String> {
        match name {
            "service" => Some(self.service.clone()),
            "acs" => Some(self.acs.clone()),
            "audience" => Some(self.audience.clone()),
            "acs_of_instance" => Some(self.acs_of_instance.clone()),
            "acs_pattern" => Some(template::pattern(&self.acs)),
            "acs_in_xml" => Some(escape(&self.acs)),
            "audience_in_xml" => Some(escape(&self.audience)),
            "audience_encoded" => Some(percent_encode(&self.audience)),
            "audience_twice_encoded" => Some(percent_encode(&percent_encode(&self.audience))),
            "relay_state" => self.relay_state.clone(),
            "relay_state_encoded" => self.relay_state.as_deref().map(percent_encode),
            "relay_state_twice_encoded" => {
                self.relay_state.as_deref().map(|url| percent_encode(&percent_encode(url)))
            }
            "logout_url" => self.logout_url.clone(),
            "account" => self.account_id.clone(),
            "format" => Some(self.name_id_format.clone()),
            "format_in_xml" => Some(escape(&self.name_id_format)),
            _ => None,
        }
    }
}

/// What to call a value that is not known.
fn words(name: &str) -> Option<String> {
    let words = match name {
        "account" => "your account's identifier",
        "relay_state" => "the page to open after the login",
        "logout_url" => "the service provider's logout URL",
        _ => return None,
    };
    Some(words.to_owned())
}

impl FormatNames {
    fn of(&self, urn: &str) -> String {
        let name = match urn {
            EMAIL_ADDRESS => self.email,
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" => self.persistent,
            "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" => self.transient,
            "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" => self.unspecified,
            other => other,
        };
        name.to_owned()
    }
}

impl Claims {
    fn step(&self, claim: &GuideClaim, input: &GuideInput) -> GuideStep {
        let source = match claim.source {
            ClaimSource::Account => &self.account,
            ClaimSource::OneOf => &self.one_of,
            ClaimSource::FullName => &self.full_name,
            ClaimSource::Email => &self.email,
            ClaimSource::Other => &self.other,
        };
        let value = |name: &str| claim.value(name, input);
        let fill = |text: &str| template::fill(text, &|name| value(name).or_else(|| words(name)));
        let known = |text: &str| !text.is_empty() && template::is_complete(text, &value);
        // What is pasted as a whole has name and value in it.
        let fields = [(self.name_field, "{claim}"), (self.value_field, source.value)];
        let fields = if source.code.is_empty() { fields.as_slice() } else { &[] };
        let fields = fields
            .iter()
            .filter(|(field, text)| !field.is_empty() && known(text))
            .map(|(field, text)| FieldValue { field: (*field).to_owned(), value: fill(text) })
            .collect();
        let code = known(source.code).then(|| fill(source.code));
        GuideStep { text: fill(source.text), fields, code, path: None }
    }
}

/// RFC 3986 §2.1: all but the unreserved characters as `%XX`.
fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// As the value of an XML attribute or as text (XML 1.0 §2.4).
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
