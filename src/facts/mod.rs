//! Everything that is known about one input: the rooms run in order, each outcome beside the others.
//!
//! One room's failure stops its own chain only. Nothing here speaks to people.

mod capture;
mod captures;
mod detached;
mod encryption;
mod location;
mod login;
mod metadata;
mod metadata_signature;
mod sources;

pub use capture::{AssertionFacts, CaptureFacts, Judged, MessageFacts, ResponseFacts};
pub use detached::{Author, DetachedFacts};
pub use encryption::{DecryptedAssertion, EncryptedKind, EncryptedPart, EncryptedPartError};
pub use location::{Location, LocationFault, read_location};
pub use login::Login;
pub use metadata::{DeclaredCertificate, EntityChoice, MAX_CERTIFICATES, MetadataFacts};
pub use metadata_signature::{MetadataSignature, SelfContradiction};
pub use sources::Sources;

use crate::capture::CapturedMessage;
use crate::diagnose::Diagnosis;
use crate::input::{Input, Settings};
use crate::profile::{Expected, Profile};
use crate::saml::AuthnRequest;
use crate::text::{SourceId, Span};
use crate::time::Instant;
use crate::trust::Verification;
use crate::xml::Document;
use captures::Captures;

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
    captures: Captures,
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

/// An AuthnRequest beside what it asks for.
#[derive(Clone, Copy, Debug)]
pub struct RequestFacts<'f> {
    /// The request.
    pub request: &'f AuthnRequest,
    /// Its document.
    pub document: &'f Document,
    /// How it travelled.
    pub captured: &'f CapturedMessage,
}

impl<'a> Facts<'a> {
    /// Runs the rooms over `input`.
    pub fn gather(input: &'a Input) -> Facts<'a> {
        let profile = input.settings.profile.profile();
        let settings = &input.settings;
        let expected = Expected::of(&profile, &settings.entity_id, &settings.account_id);
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
        let budget = capture::Budget::default();
        let context = capture::Context {
            profile: &profile,
            expected: &expected,
            metadata: metadata.as_ref(),
            saved_metadata: saved_metadata.as_ref(),
            decryptor: &decryptor,
            budget: &budget,
        };
        let captures = Captures::gather(input, &context, &mut sources);
        Facts { input, profile, expected, sources, metadata, saved_metadata, captures }
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

    /// The test box; `None` where the input has none, or where this build reads no messages.
    pub fn capture(&self) -> Option<&CaptureFacts> {
        self.captures.judged()
    }

    /// The second capture, in the same way.
    pub fn other_capture(&self) -> Option<&CaptureFacts> {
        self.captures.other()
    }

    /// Whether there is a capture to judge.
    pub fn has_capture(&self) -> bool {
        self.input.capture.is_some()
    }

    /// The Response that is judged.
    pub fn response(&self) -> Option<&ResponseFacts> {
        match self.capture()?.judged.as_ref()? {
            Judged::Response(response) => Some(response),
            _ => None,
        }
    }

    /// The AuthnRequest that is judged, or that belongs to the login of the Response that is.
    pub fn request(&self) -> Option<RequestFacts<'_>> {
        let capture = self.capture()?;
        let judged = capture.judged_index?;
        let login = capture.logins.iter().find(|login| login.messages.contains(&judged))?;
        let index = login.request?;
        let read = capture.messages.get(index)?;
        Some(RequestFacts {
            request: read.request.as_ref()?,
            document: read.document.as_ref()?.as_ref().ok()?,
            captured: capture.capture.messages.get(index)?,
        })
    }

    /// The assertion whose claims are shown: the judged Response's, or a bare one.
    pub fn assertion(&self) -> Option<&AssertionFacts> {
        match self.capture()?.judged.as_ref()? {
            Judged::Response(response) => response.assertion.as_ref(),
            Judged::Assertion(assertion) => Some(assertion),
            _ => None,
        }
    }

    /// The assertion of the second capture, which is compared with the judged one.
    pub fn other_assertion(&self) -> Option<&AssertionFacts> {
        match self.other_capture()?.judged.as_ref()? {
            Judged::Response(response) => response.assertion.as_ref(),
            Judged::Assertion(assertion) => Some(assertion),
            _ => None,
        }
    }

    /// The document of the judged message.
    pub fn judged_document(&self) -> Option<&Document> {
        let capture = self.capture()?;
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

    /// Whether the judgement hangs on what this build is without: then it is left open, and the whole build knows.
    pub fn is_left_open(&self) -> bool {
        let metadata = self.metadata.as_ref().is_some_and(MetadataFacts::is_left_open);
        metadata || self.leaves_messages()
    }

    /// Whether there is a capture that this build does not read.
    pub fn leaves_messages(&self) -> bool {
        self.has_capture() && self.capture().is_none()
    }

    /// Whether anything was left out that the whole build knows, so that its report may be another one.
    pub fn needs_whole(&self) -> bool {
        let metadata = [&self.metadata, &self.saved_metadata];
        let other = self.input.other_capture.is_some() && self.other_capture().is_none();
        self.leaves_messages() || other || metadata.into_iter().flatten().any(MetadataFacts::needs_whole)
    }

    /// The encrypted parts of the judged message, in order.
    pub fn encrypted_parts(&self) -> &[EncryptedPart] {
        self.capture().map_or(&[], |capture| &capture.encrypted_parts)
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
        match self.metadata.as_ref().map(|metadata| metadata.recognition.vendor) {
            Some(vendor) if vendor != crate::idp::Vendor::Generic => vendor,
            _ => self.capture().map_or(crate::idp::Vendor::Generic, |capture| capture.recognition().vendor),
        }
    }

    /// Whether metadata was given that yields an entityID and at least one trusted key.
    pub fn has_usable_metadata(&self) -> bool {
        self.metadata.as_ref().is_some_and(MetadataFacts::is_usable)
    }
}
