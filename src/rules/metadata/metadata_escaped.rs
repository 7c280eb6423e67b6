use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The metadata was changed on its way here: a mail program, a wiki or a log wrote it with entities,
    /// typographic quotes, base64 or something around it. As it stands it is no XML.
    ///
    /// ## How to fix it
    /// Take the repaired text, or better the file that the identity provider offers.
    Metadata, "metadata-escaped", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let MetadataPaste::Escaped { how, at, .. } = &metadata.paste else {
        return;
    };
    let finding = report.add(*at, format!("This is metadata, but in a form that cannot be read as it stands: {}.", how.noun()));
    finding.fix(Fix::copy_again(
        "Download the file from the identity provider again and paste that, not a copy from the screen; or \
         paste the repaired text.",
    ));
    if let Some(repaired) = metadata.repaired {
        finding.related("The repaired text", repaired);
    }
}
