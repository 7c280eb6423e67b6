//! Everything that is known about one input: the rooms run in order, each outcome beside the others.
//!
//! One room's failure stops its own chain only. Nothing here speaks to people.

mod capture;
mod encryption;
mod location;
mod metadata;
mod metadata_signature;
mod sources;

pub use capture::{AssertionFacts, CaptureFacts, Judged, MessageFacts, ResponseFacts};
pub use encryption::{DecryptedAssertion, EncryptedKind, EncryptedPart, EncryptedPartError};
pub use location::{Location, LocationFault, read_location};
pub use metadata::{DeclaredCertificate, EntityChoice, MetadataFacts};
pub use metadata_signature::{MetadataSignature, SelfContradiction};
pub use sources::Sources;

use crate::crypto::DecryptionKeyError;
use crate::diagnose::Diagnosis;
use crate::input::{Input, Settings};
use crate::profile::Profile;
use crate::text::{SourceId, Span};
use crate::time::Instant;
use crate::trust::Verification;
use crate::xml::Document;

/// The facts of one check.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The input.
    pub input: &'a Input,
    /// The service provider's profile.
    pub profile: Profile,
    /// What this service provider expects to read.
    pub expected: Expected,
    /// The texts that places point into.
    pub sources: Sources<'a>,
    /// The metadata box; `None` where the input has none.
    pub metadata: Option<MetadataFacts>,
    /// The saved metadata.
    pub saved_metadata: Option<MetadataFacts>,
    /// The test box; `None` where the input has none.
    pub capture: Option<CaptureFacts>,
    /// The second capture.
    pub other_capture: Option<CaptureFacts>,
}

/// A document of the judged Response with what was proved about its signatures.
#[derive(Clone, Copy, Debug)]
pub struct Verified<'f> {
    /// The document.
    pub document: &'f Document,
    /// Its signatures.
    pub verification: &'f Verification,
    /// Why each of them fails, in the order of the checks.
    pub diagnoses: &'f [Diagnosis],
}

/// What this service provider expects to read.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The Audience: the Entity ID field, or the profile's entityID.
    pub audience: String,
    /// Accepted values of Recipient and Destination.
    pub acs_urls: Vec<String>,
    /// The suffix of the Entity ID field, without its separator.
    pub suffix: Option<String>,
    /// This account's identifier; empty where unknown.
    pub account: String,
}

impl<'a> Facts<'a> {
    /// Runs the rooms over `input`.
    pub fn gather(input: &'a Input) -> Facts<'a> {
        let profile = input.settings.profile.profile();
        let expected = Expected::of(&input.settings, &profile);
        let mut sources = Sources::new(input);
        let metadata = input
            .metadata
            .as_deref()
            .map(|text| MetadataFacts::gather(SourceId::METADATA, text, &input.settings, &mut sources));
        let saved_metadata = input
            .saved_metadata
            .as_deref()
            .map(|text| MetadataFacts::gather(SourceId::SAVED_METADATA, text, &input.settings, &mut sources));
        let decryptor = encryption::Decryptor::new(&input.settings);
        let context = capture::Context {
            profile: &profile,
            expected: &expected,
            metadata: metadata.as_ref(),
            saved_metadata: saved_metadata.as_ref(),
            decryptor: &decryptor,
        };
        let capture = input.capture.as_deref().map(|text| {
            CaptureFacts::gather(SourceId::CAPTURE, text, input.settings.message, &context, &mut sources)
        });
        let other_capture = input
            .other_capture
            .as_deref()
            .map(|text| CaptureFacts::gather(SourceId::OTHER_CAPTURE, text, None, &context, &mut sources));
        Facts { input, profile, expected, sources, metadata, saved_metadata, capture, other_capture }
    }

    /// The present.
    pub fn now(&self) -> Instant {
        self.input.now
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.input.settings
    }

    /// How far clocks may differ, in seconds.
    pub fn skew(&self) -> i64 {
        i64::from(self.input.settings.clock_skew_seconds)
    }

    /// Whether there is a capture to judge.
    pub fn has_capture(&self) -> bool {
        self.capture.is_some()
    }

    /// The Response that is judged.
    pub fn response(&self) -> Option<&ResponseFacts> {
        match self.capture.as_ref()?.judged.as_ref()? {
            Judged::Response(response) => Some(response),
            _ => None,
        }
    }

    /// The assertion whose claims are shown: the judged Response's, or a bare one.
    pub fn assertion(&self) -> Option<&AssertionFacts> {
        match self.capture.as_ref()?.judged.as_ref()? {
            Judged::Response(response) => response.assertion.as_ref(),
            Judged::Assertion(assertion) => Some(assertion),
            _ => None,
        }
    }

    /// The document of the judged message.
    pub fn judged_document(&self) -> Option<&Document> {
        let capture = self.capture.as_ref()?;
        capture.messages.get(capture.judged_index?)?.document.as_ref()?.as_ref().ok()
    }

    /// The judged Response and, where its assertion was decrypted, the text that came out: every document
    /// whose signatures count.
    pub fn verified(&self) -> impl Iterator<Item = Verified<'_>> {
        let response = self.response();
        let message = response.zip(self.judged_document()).map(|(response, document)| Verified {
            document,
            verification: &response.verification,
            diagnoses: &response.diagnoses,
        });
        let decrypted = response.and_then(|response| response.decrypted.as_ref());
        let decrypted = decrypted.map(|decrypted| Verified {
            document: &decrypted.document,
            verification: &decrypted.verification,
            diagnoses: &decrypted.diagnoses,
        });
        message.into_iter().chain(decrypted)
    }

    /// Whether a part was to be decrypted by a build that cannot: then nothing is known about the message.
    pub fn lacks_decryption(&self) -> bool {
        let lacking = Err(EncryptedPartError::Key(DecryptionKeyError::NotInThisBuild));
        self.encrypted_parts().iter().any(|part| part.outcome == lacking)
    }

    /// The encrypted parts of the judged message, in order.
    pub fn encrypted_parts(&self) -> &[EncryptedPart] {
        self.capture.as_ref().map_or(&[], |capture| &capture.encrypted_parts)
    }

    /// The start of the test box's text, for findings about all of it.
    pub fn capture_start(&self) -> Span {
        Span::new(SourceId::CAPTURE, 0, 0)
    }

    /// The start of the metadata box's text, for findings about all of it.
    pub fn metadata_start(&self) -> Span {
        Span::new(SourceId::METADATA, 0, 0)
    }

    /// The recognised product of the identity provider; generic where there is no metadata.
    pub fn vendor(&self) -> crate::idp::Vendor {
        let metadata = self.metadata.as_ref().filter(|metadata| metadata.entity.is_some());
        match metadata.map(|metadata| metadata.recognition.vendor) {
            Some(vendor) if vendor != crate::idp::Vendor::Generic => vendor,
            _ => self
                .capture
                .as_ref()
                .map_or(crate::idp::Vendor::Generic, |capture| capture.recognition.vendor),
        }
    }

    /// Whether metadata was given that yields an entityID and at least one trusted key.
    pub fn has_usable_metadata(&self) -> bool {
        self.metadata.as_ref().is_some_and(MetadataFacts::is_usable)
    }
}

impl Expected {
    fn of(settings: &Settings, profile: &Profile) -> Expected {
        let own = settings.entity_id.trim();
        let audience = if own.is_empty() { profile.entity_id.clone() } else { own.to_owned() };
        let separator = profile.instance_suffix.as_deref().filter(|separator| !separator.is_empty());
        let suffix = separator
            .and_then(|separator| audience.split_once(separator))
            .map(|(_, suffix)| suffix.to_owned())
            .filter(|suffix| !suffix.is_empty());
        let mut acs_urls = profile.acs_urls.clone();
        if let (Some(separator), Some(suffix)) = (separator, &suffix) {
            acs_urls.extend(profile.acs_urls.iter().map(|acs| format!("{acs}{separator}{suffix}")));
        }
        Expected { audience, acs_urls, suffix, account: settings.account_id.trim().to_owned() }
    }
}
