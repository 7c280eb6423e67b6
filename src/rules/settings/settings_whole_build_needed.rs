use crate::capture::MetadataPaste;
use crate::facts::{Facts, MetadataFacts};
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// Only a part of sso-preflight was asked: the one that browsers load first, which judges metadata. It knows
    /// nothing of captured messages, of keys on elliptic curves, and of metadata in another form than XML, and
    /// leaves open what hangs on them. The command line and the settings page never stop there.
    ///
    /// ## How to fix it
    /// Whoever embeds sso-preflight: where a report says `needsWhole`, await `init()` and check again.
    Settings, "settings-whole-build-needed", Info
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let metadata = facts.metadata.as_ref().filter(|metadata| metadata.is_left_open());
    let (what, span) = match metadata {
        Some(metadata) => (of_metadata(metadata), metadata.start()),
        None if facts.leaves_messages() => ("a captured message", facts.capture_start()),
        None => return,
    };
    let message = format!("To judge {what} takes all of sso-preflight, and here is a part of it: nothing was judged.");
    let step = "In the program that embeds sso-preflight, await init() before check().";
    report.add(span, message).fix(Fix::at_sp(step, None));
}

fn of_metadata(metadata: &MetadataFacts) -> &'static str {
    match metadata.paste {
        MetadataPaste::NotInThisBuild { .. } => "metadata that is not plain XML",
        _ => "a key on an elliptic curve",
    }
}
