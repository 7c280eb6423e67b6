//! Samples in the manner of Google Workspace.

use super::{Desk, Sample};
use crate::support::message::{Idp, Message, Sign};
use crate::support::paste;

const IDP: Idp = Idp::Google;
/// Six hours, in seconds.
const AGO: i64 = 6 * 3600;

pub fn samples(desk: &Desk) -> Vec<Sample> {
    let late = Message::new(IDP).at(desk.now.plus_seconds(-AGO)).sign(Sign::Response);
    let elsewhere = desk.message(IDP).replace(
        "Recipient=\"https://imagekit.io/saml/consume\"",
        "Recipient=\"https://imagekit.io/saml/consume/\"",
    );
    let misspelt = desk.message(IDP).replace("Name=\"imagekit_role\"", "Name=\"imagekit-role\"");
    let metadata = desk.metadata(IDP).xml().replace('<', "&lt;").replace('>', "&gt;");
    let response = desk.message(IDP).sign(Sign::Response);
    vec![
        desk.sample(
            IDP,
            "google-healthy",
            "A login that works",
            "What a healthy Google Workspace set-up looks like.",
        )
        .with("capture", paste::form_page(&response.base64()))
        .accepted_with("metadata-no-logout-endpoint"),
        desk.sample(
            IDP,
            "google-expired",
            "Copied too late",
            "A response lives for minutes; this one is six hours old, and was good when it was made.",
        )
        .with("capture", late.base64())
        .rejected("assertion-expired"),
        desk.sample(
            IDP,
            "google-acs",
            "Wrong ACS URL",
            "A slash at the end makes another address, and the service provider refuses the answer.",
        )
        .with("capture", elsewhere.base64())
        .rejected("assertion-recipient-mismatch"),
        desk.sample(
            IDP,
            "google-attribute",
            "A misspelt attribute",
            "The attribute mapping sends imagekit-role where imagekit_role is read.",
        )
        .with("capture", misspelt.base64())
        .rejected("claim-name-near-miss"),
        desk.sample(
            IDP,
            "google-escaped-metadata",
            "Metadata copied from a web page",
            "The text has entities in place of angle brackets; the repaired text is offered.",
        )
        .with("metadata", metadata)
        .rejected("metadata-escaped"),
    ]
}
