//! Identity providers: how to recognise them, and what their consoles call things.
//!
//! One file a vendor, all data. Nothing here judges a message, and nothing depends on a vendor having been
//! recognised: it only makes an explanation name the field to change. Vendors rename their consoles, so
//! where a path is not certain the words say “usually”.

mod adfs;
mod auth0;
mod entra;
mod generic;
mod google;
mod guide;
mod jumpcloud;
mod keycloak;
mod okta;
mod onelogin;
mod pingfederate;
mod pingone;
mod recognise;
mod rippling;
mod shibboleth;
mod simplesamlphp;
mod step;
mod template;

#[cfg(test)]
mod guide_tests;
#[cfg(test)]
mod tests;

pub use self::guide::{ClaimSource, FieldValue, Guide, GuideClaim, GuideInput, GuideStep, guide};
pub use self::recognise::{ENOUGH, Evidence, Recognition, Sign, Signs, recognise};
pub use self::step::{Step, StepValue};

use self::guide::Line;
use self::recognise::Pattern;
use std::fmt;

/// A product that identity providers run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vendor {
    /// Okta Workforce Identity.
    Okta,
    /// Microsoft Entra ID, formerly Azure AD.
    Entra,
    /// Active Directory Federation Services.
    Adfs,
    /// OneLogin.
    OneLogin,
    /// Google Workspace.
    Google,
    /// Keycloak and Red Hat's builds of it.
    Keycloak,
    /// Auth0.
    Auth0,
    /// PingOne.
    PingOne,
    /// PingFederate.
    PingFederate,
    /// JumpCloud.
    JumpCloud,
    /// Shibboleth IdP.
    Shibboleth,
    /// SimpleSAMLphp.
    SimpleSamlPhp,
    /// Rippling.
    Rippling,
    /// None of the above, or nothing tells.
    Generic,
}

impl Vendor {
    /// All vendors, the one for the unknown last.
    pub const ALL: [Vendor; 14] = [
        Vendor::Okta,
        Vendor::Entra,
        Vendor::Adfs,
        Vendor::OneLogin,
        Vendor::Google,
        Vendor::Keycloak,
        Vendor::Auth0,
        Vendor::PingOne,
        Vendor::PingFederate,
        Vendor::JumpCloud,
        Vendor::Shibboleth,
        Vendor::SimpleSamlPhp,
        Vendor::Rippling,
        Vendor::Generic,
    ];

    /// The name in reports, such as “entra”.
    pub fn name(self) -> &'static str {
        self.data().name
    }

    /// The name for people, such as “Microsoft Entra ID”.
    pub fn label(self) -> &'static str {
        self.data().label
    }

    /// What it does unless it is told otherwise.
    pub fn defaults(self) -> Defaults {
        self.data().defaults
    }

    /// Habits that surprise people, a sentence each.
    pub fn quirks(self) -> impl Iterator<Item = String> {
        self.data().quirks.iter().map(|quirk| template::fill(quirk, &|_| None))
    }

    /// The vendor with this [`Vendor::name`].
    pub fn from_name(name: &str) -> Option<Vendor> {
        Vendor::ALL.into_iter().find(|vendor| vendor.name() == name)
    }

    fn data(self) -> &'static VendorData {
        match self {
            Vendor::Okta => &okta::DATA,
            Vendor::Entra => &entra::DATA,
            Vendor::Adfs => &adfs::DATA,
            Vendor::OneLogin => &onelogin::DATA,
            Vendor::Google => &google::DATA,
            Vendor::Keycloak => &keycloak::DATA,
            Vendor::Auth0 => &auth0::DATA,
            Vendor::PingOne => &pingone::DATA,
            Vendor::PingFederate => &pingfederate::DATA,
            Vendor::JumpCloud => &jumpcloud::DATA,
            Vendor::Shibboleth => &shibboleth::DATA,
            Vendor::SimpleSamlPhp => &simplesamlphp::DATA,
            Vendor::Rippling => &rippling::DATA,
            Vendor::Generic => &generic::DATA,
        }
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

type Cookbook = &'static [Entry];

/// What is known of one vendor.
struct VendorData {
    name: &'static str,
    label: &'static str,
    /// What its metadata and messages show, each with a weight.
    patterns: &'static [Pattern],
    /// Steps for a change, as templates; a change that is not here has the generic steps.
    cookbook: Cookbook,
    defaults: Defaults,
    quirks: &'static [&'static str],
    /// Setting up from nothing.
    guide: &'static [Line],
}

/// A change with its steps.
type Entry = (Change, &'static [&'static str]);

/// The same without the steps that no rule of this build asks for, which nobody should have to download.
const fn for_this_build<const N: usize>(mut cookbook: [Entry; N]) -> [Entry; N] {
    let mut rest: &mut [Entry] = &mut cookbook;
    while let [(change, steps), after @ ..] = rest {
        if !change.is_in_this_build() {
            *steps = &[];
        }
        rest = after;
    }
    cookbook
}

/// What a vendor does unless it is told otherwise, in words; empty where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// What is signed.
    pub signed: &'static str,
    /// The algorithm of the signature.
    pub algorithm: &'static str,
    /// What the NameID is.
    pub name_id: &'static str,
    /// Which attributes are sent, and under which names.
    pub attributes: &'static str,
}

/// What has to change on the identity provider's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Which parts are signed.
    Sign,
    /// The algorithms of signature and digest.
    Alg,
    /// The Audience: the service provider's entityID.
    Aud,
    /// The Assertion Consumer Service URL, which is also Recipient and Destination.
    Acs,
    /// NameID: its format and where it comes from.
    NameId,
    /// An attribute: its name and where it comes from.
    Attr,
    /// The certificate or the metadata that the service provider holds.
    Cert,
    /// Encryption of assertions.
    Encrypt,
    /// Who may use the application.
    Assign,
    /// An attribute that is the same for everybody.
    Fixed,
    /// An attribute that holds first and last name.
    FullName,
    /// An attribute that holds one of a few values, such as a role.
    OneOf,
    /// An attribute sent under another name.
    Rename,
    /// An attribute of the right name with a wrong value.
    Value,
    /// An attribute sent under a URI in place of its bare name.
    Namespace,
    /// An attribute of several values, or sent several times, where one is wanted.
    OneValue,
    /// Groups that are left out or sent as identifiers.
    Groups,
    /// Requests are wanted signed, and the service provider does not sign.
    Requests,
    /// Instants that leave no room for clocks that differ.
    Clock,
    /// An address with capital letters, where others know it without.
    LowerCase,
    /// A new signing certificate in place of one that is weak, or ends.
    Renew,
    /// Another of the certificates that the console has is to sign.
    Activate,
    /// A new application for the service provider.
    Application,
}

impl Change {
    /// All changes.
    pub const ALL: [Change; 23] = [
        Change::Sign,
        Change::Alg,
        Change::Aud,
        Change::Acs,
        Change::NameId,
        Change::Attr,
        Change::Renew,
        Change::Activate,
        Change::Application,
        Change::Cert,
        Change::Encrypt,
        Change::Assign,
        Change::Fixed,
        Change::FullName,
        Change::OneOf,
        Change::Rename,
        Change::Value,
        Change::Namespace,
        Change::OneValue,
        Change::Groups,
        Change::Requests,
        Change::Clock,
        Change::LowerCase,
    ];

    /// Whether a rule of this build may ask for it: without the feature `whole`, those about metadata.
    const fn is_in_this_build(self) -> bool {
        let is_for_metadata = matches!(
            self,
            Change::Activate
                | Change::Application
                | Change::Cert
                | Change::NameId
                | Change::Renew
                | Change::Requests
        );
        cfg!(feature = "whole") || is_for_metadata
    }

    /// The word that the catalogue of rules uses.
    pub fn name(self) -> &'static str {
        match self {
            Change::Sign => "sign",
            Change::Alg => "alg",
            Change::Aud => "aud",
            Change::Acs => "acs",
            Change::NameId => "nameId",
            Change::Attr => "attr",
            Change::Cert => "cert",
            Change::Encrypt => "encrypt",
            Change::Assign => "assign",
            Change::Fixed => "fixed",
            Change::FullName => "fullName",
            Change::OneOf => "oneOf",
            Change::Rename => "rename",
            Change::Value => "value",
            Change::Namespace => "namespace",
            Change::OneValue => "oneValue",
            Change::Groups => "groups",
            Change::Requests => "requests",
            Change::Clock => "clock",
            Change::LowerCase => "lowerCase",
            Change::Renew => "renew",
            Change::Activate => "activate",
            Change::Application => "application",
        }
    }
}

/// The value that an attribute should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// This very text, known from the settings or the profile.
    Exactly(String),
    /// Words about it.
    Words(String),
}

impl Wanted {
    fn text(&self) -> &str {
        let (Wanted::Exactly(text) | Wanted::Words(text)) = self;
        text
    }
}

/// The exact values to put into the steps. What is not known is described in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The Assertion Consumer Service URL.
    pub acs: Option<String>,
    /// The service provider's entityID.
    pub audience: Option<String>,
    /// The name of the attribute that this is about.
    pub claim: Option<String>,
    /// The name under which it is sent now, in quotes.
    pub found: Option<String>,
    /// The value that the attribute should have.
    pub value: Option<Wanted>,
    /// The URN of the NameID format that is wanted.
    pub name_id_format: Option<String>,
    /// The service provider's name, as its application is probably called.
    pub service: Option<String>,
}

/// What an administrator does at this vendor to make the change, one action a step.
///
/// The values stand in the text exactly as given; nothing is escaped, as nothing here is markup.
pub fn steps(vendor: Vendor, change: Change, values: &Values) -> Vec<Step> {
    let generic = generic::DATA.cookbook;
    // The vendors' own words are about e-mail addresses; another format is described by its URN.
    let is_other_format = change == Change::NameId
        && values.name_id_format.as_deref().is_some_and(|format| format != EMAIL_ADDRESS);
    let own = if is_other_format { generic } else { vendor.data().cookbook };
    let change = told_as(vendor, change);
    let find = |cookbook: Cookbook| cookbook.iter().find(|(known, _)| *known == change);
    let templates = find(own).or_else(|| find(generic)).map_or([].as_slice(), |(_, steps)| steps);
    templates.iter().map(|template| Step::of(template, values)).collect()
}

/// The step for one more attribute, where those for another one have been told.
pub fn in_the_same_way(values: &Values) -> Step {
    let template = match (&values.found, &values.value) {
        (Some(_), _) => "In the same way: `{claim}` in place of {found}.",
        (None, Some(_)) => "In the same way: `{claim}` with this: `{value}`.",
        (None, None) => "In the same way: `{claim}`.",
    };
    Step::of(template, values)
}

/// The change whose steps are told for `change`: an attribute is added like any other where the console has no
/// field of its own for its kind.
pub fn told_as(vendor: Vendor, change: Change) -> Change {
    let has = |cookbook: Cookbook| cookbook.iter().any(|(known, _)| *known == change);
    let is_attribute = matches!(change, Change::Fixed | Change::FullName | Change::OneOf);
    if is_attribute && !has(vendor.data().cookbook) { Change::Attr } else { change }
}

/// The NameID format of most service providers (SAML Core §8.3.2).
const EMAIL_ADDRESS: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

impl Values {
    /// The value of a placeholder, where it is one that can be entered as it stands.
    fn exactly(&self, name: &str) -> Option<String> {
        let known = match (name, &self.value) {
            ("acs_pattern" | "acs", _) => &self.acs,
            ("audience", _) => &self.audience,
            ("claim", _) => &self.claim,
            ("format", _) => &self.name_id_format,
            ("value", Some(Wanted::Exactly(value))) => return Some(value.clone()),
            _ => return None,
        };
        let known = known.as_deref().filter(|known| !known.is_empty())?;
        Some(if name == "acs_pattern" { template::pattern(known) } else { known.to_owned() })
    }

    /// Words for a placeholder whose value cannot be entered, or is not known.
    fn words(&self, name: &str) -> Option<String> {
        let (told, words) = match name {
            "acs_pattern" => {
                (None, "a pattern for the service provider's Assertion Consumer Service URL alone")
            }
            "acs" => (None, "the service provider's Assertion Consumer Service URL"),
            "audience" => (None, "the service provider's Entity ID"),
            "claim" => (None, "the name that the service provider asks for"),
            "found" => (self.found.as_deref(), "the attribute that is sent under another name"),
            "value" => {
                (self.value.as_ref().map(Wanted::text), "the value that the service provider asks for")
            }
            "format" => (None, "the NameID format that the service provider asks for"),
            "service" => (self.service.as_deref(), "the service provider"),
            _ => return None,
        };
        Some(told.unwrap_or(words).to_owned())
    }
}
