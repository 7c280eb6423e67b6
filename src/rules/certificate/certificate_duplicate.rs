use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::Reporter;
use crate::text::FirstPlaces;

declare_rule! {
    /// ## What it means
    /// The same certificate stands twice in the metadata for signing. It does no harm; where a second one
    /// was expected, such as the next one, it is not there.
    ///
    /// ## How to fix it
    /// Nothing has to be done. If two different certificates were expected, download the metadata again.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Certificate, "certificate-duplicate", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut seen = FirstPlaces::default();
    for declared in facts.metadata.iter().flat_map(|metadata| metadata.signing_certificates()) {
        let Ok(read) = &declared.certificate else {
            continue;
        };
        let Some(first) = seen.before(&read.sha256, declared.span) else { continue };
        report
            .add(declared.span, format!("{} stands here a second time. It does no harm.", sentence(&certificate(read))))
            .related("the first one", first);
    }
}
