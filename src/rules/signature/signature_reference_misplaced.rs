use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, distrust, place, problems};
use crate::rules::words::quoted;
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// A signature covers another element than the one that carries it, or stands where SAML puts none.
    /// This is the mark of a wrapping attack: a genuine signed part is moved aside, and a forged one is
    /// put where the service provider looks.
    ///
    /// ## How to fix it
    /// Do not accept such a response. Capture it again without editing it; a genuine one signs the
    /// response or the assertion that it is in.
    ///
    /// ## Standard
    /// SAML Core §5.4.1–5.4.2
    Signature, "signature-reference-misplaced", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, problem) in problems(facts) {
        let carrier = carrier(facts, check);
        let (span, message) = match problem {
            SignatureProblem::Misplaced => (
                place(facts, check),
                format!(
                    "A signature stands in the {carrier}, where none belongs, so it may have been moved there: SAML signs the \
                     response and the assertion directly in it, nothing else."
                ),
            ),
            SignatureProblem::ReferenceMisplaced { uri, span } => (
                *span,
                format!(
                    "What is read here is not what was signed: the signature in the {carrier} covers the element {}, not the \
                     {carrier} itself.",
                    quoted(uri)
                ),
            ),
            _ => continue,
        };
        report.add(span, message).fix(distrust(facts));
    }
}
