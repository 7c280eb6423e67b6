//! Samples in the manner of OneLogin.

use super::{Desk, Sample};
use crate::support::message::{Idp, Sign};
use crate::support::paste;

const IDP: Idp = Idp::Onelogin;

pub fn samples(desk: &Desk) -> Vec<Sample> {
    let sha1 = desk
        .message(IDP)
        .algorithms("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1");
    let altered = desk.message(IDP).replace_signed(">developer<", ">account_administrator<");
    vec![
        desk.sample(
            IDP,
            "onelogin-healthy",
            "A login that works",
            "What a healthy OneLogin set-up looks like.",
        )
        .with("capture", paste::powershell(paste::ACS, &paste::response_body(&desk.message(IDP).base64()))),
        desk.sample(
            IDP,
            "onelogin-sha1",
            "Signed with SHA-1",
            "It works, but one switch in OneLogin makes it safe.",
        )
        .with("capture", sha1.base64())
        .accepted_with("signature-algorithm-weak"),
        desk.sample(
            IDP,
            "onelogin-altered",
            "Altered after signing",
            "Somebody turned a developer into an administrator; the signature tells.",
        )
        .with("capture", altered.base64())
        .rejected("signature-digest-mismatch"),
        desk.sample(
            IDP,
            "onelogin-unsigned",
            "Not signed at all",
            "A response without a signature could have been written by anybody.",
        )
        .with("capture", desk.message(IDP).sign(Sign::Nothing).base64())
        .rejected("signature-missing"),
    ]
}
