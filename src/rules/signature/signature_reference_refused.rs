use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, distrust, problems};
use crate::rules::words::quoted;
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// A signature has to say what it covers by `#` and the ID of the element that carries it. This one
    /// says nothing, or points to another document or in a way that SAML does not use. Nothing is ever
    /// fetched to find out.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. If it stays so, report it to the vendor of the
    /// identity provider.
    ///
    /// ## Standard
    /// SAML Core §5.4.2
    Signature, "signature-reference-refused", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, problem) in problems(facts) {
        let SignatureProblem::ReferenceRefused { uri, span } = problem else {
            continue;
        };
        let carrier = carrier(facts, check);
        let found = match uri.as_deref() {
            None => "does not say what it covers".to_owned(),
            Some("") => "covers the whole document in place of one element (its URI is empty)".to_owned(),
            Some(uri) => format!("says that it covers {}, which is no # with an ID", quoted(uri)),
        };
        let message = format!("It is not clear what is signed: the signature of the {carrier} {found}. It has to name the {carrier} by its ID.");
        report.add(*span, message).fix(distrust(facts));
    }
}
