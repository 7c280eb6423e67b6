//! Both test boxes, in the builds that read them.

use super::Sources;
use super::capture::{CaptureFacts, Context};
use crate::input::Input;
#[cfg(feature = "whole")]
use crate::text::SourceId;

/// What is known about the test boxes. A build without the feature `whole` has none, and the compiler
/// drops whatever would look at them.
#[derive(Debug)]
pub(super) struct Captures {
    #[cfg(feature = "whole")]
    judged: Option<CaptureFacts>,
    #[cfg(feature = "whole")]
    other: Option<CaptureFacts>,
}

#[cfg(feature = "whole")]
impl Captures {
    pub(super) fn gather(input: &Input, context: &Context<'_>, sources: &mut Sources<'_>) -> Captures {
        let mut read = |source, text: Option<&str>, wanted| {
            text.map(|text| CaptureFacts::gather(source, text, wanted, context, sources))
        };
        let judged = read(SourceId::CAPTURE, input.capture.as_deref(), input.settings.message);
        Captures { judged, other: read(SourceId::OTHER_CAPTURE, input.other_capture.as_deref(), None) }
    }

    pub(super) fn judged(&self) -> Option<&CaptureFacts> {
        self.judged.as_ref()
    }

    pub(super) fn other(&self) -> Option<&CaptureFacts> {
        self.other.as_ref()
    }
}

#[cfg(not(feature = "whole"))]
impl Captures {
    pub(super) fn gather(_: &Input, _: &Context<'_>, _: &mut Sources<'_>) -> Captures {
        Captures {}
    }

    pub(super) fn judged(&self) -> Option<&CaptureFacts> {
        None
    }

    pub(super) fn other(&self) -> Option<&CaptureFacts> {
        None
    }
}
