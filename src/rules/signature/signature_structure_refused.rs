use crate::c14n::C14nError;
use crate::dsig::{StructureError, StructureFault};
use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, distrust, place, problems};
use crate::text::Span;
use crate::trust::{SignatureCheck, SignatureProblem};

declare_rule! {
    /// ## What it means
    /// A signature is built as no identity provider builds it: a part is missing, doubled or out of
    /// order, a value holds something else than base64, or it covers several things at once. Two readers
    /// could understand such a signature differently, and that is how forgeries are made.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. If it stays so, do not accept it.
    ///
    /// ## Standard
    /// XML-DSig §4, SAML Core §5.4
    Signature, "signature-structure-refused", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, problem) in problems(facts) {
        if let Some((span, message)) = describe(facts, check, problem) {
            report.add(span, message).fix(distrust(facts));
        }
    }
    if let Some(too_many) = facts.verified().find(|verified| verified.verification.too_many) {
        let message = "There are more signatures in this response than are looked at; a response has one or two.";
        let document = too_many.document;
        report.add(document.start_tag_span(document.root()), message).fix(distrust(facts));
    }
}

fn describe(
    facts: &Facts<'_>,
    check: &SignatureCheck,
    problem: &SignatureProblem,
) -> Option<(Span, String)> {
    let carrier = carrier(facts, check);
    let here = place(facts, check);
    Some(match problem {
        SignatureProblem::SecondOfItsParent => {
            (here, format!("The {carrier} has more than one signature; only one is allowed, as readers differ in which they check."))
        }
        SignatureProblem::Structure(error) => (error.span, fault(error, &carrier)),
        SignatureProblem::ReferenceCount(0) => {
            (here, format!("The signature of the {carrier} protects nothing: it does not say what it covers (it has no Reference)."))
        }
        SignatureProblem::ReferenceCount(count) => (
            here,
            format!("The signature of the {carrier} says {count} times what it covers (Reference); SAML allows exactly one."),
        ),
        SignatureProblem::HasObject => (
            here,
            format!("The signature of the {carrier} has other content inside (an Object), where a forgery can hide."),
        ),
        SignatureProblem::NoCanonicalForm(error) => {
            (error.span().unwrap_or(here), no_form(error, &carrier))
        }
        _ => return None,
    })
}

fn fault(error: &StructureError, carrier: &str) -> String {
    let what = match error.fault {
        StructureFault::Missing(name) => format!("{name} is missing, or not at its place"),
        StructureFault::Unexpected => "an element is in it that does not belong there".to_owned(),
        StructureFault::NoAlgorithm => "an element does not name its algorithm".to_owned(),
        StructureFault::Text => "there is text between its elements".to_owned(),
        StructureFault::MarkupInValue => "a comment or an element stands inside a value".to_owned(),
        StructureFault::NotBase64 => "a value is not valid base64".to_owned(),
        StructureFault::ValueTooLong => "a value is longer than any algorithm makes it".to_owned(),
        StructureFault::TooMany => "it has too many parts of a kind".to_owned(),
    };
    format!("The signature of the {carrier} cannot be read: {what}.")
}

fn no_form(error: &C14nError, carrier: &str) -> String {
    let reason = match error {
        C14nError::RelativeNamespace { .. } => "a namespace in it is a relative address",
        C14nError::Empty => "it covers nothing",
        C14nError::TooLong => "what it covers would grow to many times its length",
        _ => "what it covers cannot be written down in the way that it names (canonical form)",
    };
    format!("The signature of the {carrier} cannot be checked: {reason}.")
}
