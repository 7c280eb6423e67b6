use crate::capture::{MetadataEscape, MetadataPaste};
use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor};
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter, fix};

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
    let message = format!("This is metadata, but it cannot be read as it stands: {}.", damage(*how));
    let finding = report.add(*at, message);
    let mut fix = Fix::copy_again(
        "Either paste the repaired text into the metadata box. Or download the file from the identity provider again, open \
         it in a text editor, and paste all of it.",
    );
    if facts.vendor() != Vendor::Generic {
        fix.steps.append(&mut fix::at_idp(facts, Change::Cert, Values::default()).steps);
    }
    finding.fix(fix);
    if let Some(repaired) = metadata.repaired {
        finding.related("The repaired text", repaired);
    }
}

/// What happened to it.
fn damage(how: MetadataEscape) -> &'static str {
    match how {
        MetadataEscape::SmartQuotes => {
            "its quotation marks are typographic (“ ”), as a mail or a text program writes them, where straight ones \
             (\") belong"
        }
        MetadataEscape::HtmlEntities => "it was copied from a web page or a mail and has &lt; where < belongs",
        MetadataEscape::Base64 => "it is encoded (base64)",
        MetadataEscape::UrlEncoding => "it is encoded as in an address and has %3C where < belongs",
        MetadataEscape::JsonString => "it was copied out of JSON and has \\\" where \" belongs",
        MetadataEscape::Quotes => "there are quotation marks around it",
        MetadataEscape::CodeFence => "there are lines of a chat or a wiki (```) around it",
        MetadataEscape::LineNumbers => "it was copied with the line numbers of a viewer",
        MetadataEscape::QuotedPrintable => {
            "it was copied from the source of an e-mail and has =3D where = belongs, and = at the ends of lines"
        }
        MetadataEscape::TextBefore => "there is other text before its first <",
    }
}
