//! Deviations from the SAML schemas in plain words.

use crate::facts::Facts;
use crate::rules::words::quoted;
use crate::rules::{Fix, fix};
use crate::saml::{Malformed, MalformedKind};

/// One deviation as a sentence.
pub(super) fn sentence(malformed: &Malformed) -> String {
    format!("The login message is not built as the SAML standard demands: {}", detail(malformed))
}

fn detail(malformed: &Malformed) -> String {
    let element = &malformed.element;
    match &malformed.kind {
        MalformedKind::MissingAttribute(name) => {
            format!("the {element} element has no {name}, which it must have.")
        }
        MalformedKind::BadAttribute(name) => {
            format!("the {name} of the {element} element is empty or has a blank in it.")
        }
        MalformedKind::MissingChild(name) => {
            format!("the {element} element has no {name} in it, which it must have.")
        }
        MalformedKind::RepeatedChild(name) => {
            format!("the {element} element has more than one {}; only one is allowed.", quoted(name))
        }
        MalformedKind::UnexpectedChild(name) => {
            format!("{} does not belong into the {element} element.", quoted(name))
        }
        MalformedKind::MisplacedChild(name) => {
            format!("{} stands in the wrong order within the {element} element.", quoted(name))
        }
        MalformedKind::UnexpectedText => {
            format!("there is text between the elements of {element}, where none is allowed.")
        }
        MalformedKind::ChildInText => {
            format!("there is an element inside the text of {element}, which must be plain text.")
        }
        MalformedKind::NotATime(name) => format!(
            "the {name} of the {element} element is not a time like 2026-01-31T12:00:00Z with its time zone."
        ),
        MalformedKind::Stray => format!("the {element} element stands at a place where none belongs."),
    }
}

/// What an administrator can do about it.
pub(super) fn remedy(facts: &Facts<'_>) -> Fix {
    fix::copy_response(facts).then(
        "If this error appears again, the identity provider writes messages that the SAML standard does \
         not allow: update its software, or report this finding to its vendor.",
    )
}
