use crate::dsig::TransformFault;
use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{carrier, distrust, place, problems};
use crate::rules::words::quoted;
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// Transforms say which parts of the text a signature covers. SAML knows two: leaving out the
    /// signature itself (enveloped-signature), which comes first, and then a canonicalisation. Any other
    /// one could leave out the very parts that matter.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. If it stays so, report it to the vendor of the
    /// identity provider.
    ///
    /// ## Standard
    /// SAML Core §5.4.4
    Signature, "signature-transform-refused", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (check, problem) in problems(facts) {
        let SignatureProblem::Transforms(fault) = problem else {
            continue;
        };
        let (span, what) = match fault {
            TransformFault::NotEnveloped => (
                place(facts, check),
                "does not leave itself out (the enveloped-signature transform is missing)".to_owned(),
            ),
            TransformFault::Unknown { uri, span } if uri.is_empty() => {
                (*span, "changes the text before signing in a way without a name (a Transform)".to_owned())
            }
            TransformFault::Unknown { uri, span } => {
                (*span, format!("changes the text before signing by {}, which SAML does not allow (a Transform)", quoted(uri)))
            }
            TransformFault::Order { span } => {
                (*span, "has its steps before signing (Transforms) doubled or in the wrong order".to_owned())
            }
        };
        let message = format!("It is not certain what is signed: the signature of the {} {what}.", carrier(facts, check));
        report.add(span, message).fix(distrust(facts));
    }
}
