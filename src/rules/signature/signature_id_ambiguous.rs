use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::judged::{distrust, place, problems};
use crate::rules::words::quoted;
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// The same ID occurs more than once in the document, so it is not clear which element a signature
    /// means. Every spelling of the attribute (`ID`, `Id`, `id`, `xml:id`) counts, because programs
    /// differ in which of them they look at.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. A genuine response has every ID once.
    ///
    /// ## Standard
    /// SAML Core §1.3.4, §5.4.2
    Signature, "signature-id-ambiguous", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let mut is_repeated = false;
    let repeated = facts.verified().flat_map(|it| it.document.repeated_ids().iter().chain(&it.verification.shared_ids));
    for id in repeated {
        is_repeated = true;
        let (first, second) = (id.occurrences.first(), id.occurrences.get(1));
        let span = second.or(first).map_or(facts.capture_start(), |occurrence| occurrence.span);
        let message = format!(
            "It is not clear which part of this response is signed: the ID {} occurs {} times, and it may occur only once.",
            quoted(&id.value),
            id.occurrences.len()
        );
        let finding = report.add(span, message).fix(distrust(facts));
        if let (Some(first), Some(_)) = (first, second) {
            finding.related("It occurs here first.", first.span);
        }
    }
    if is_repeated {
        return;
    }
    for (check, problem) in problems(facts) {
        if let SignatureProblem::IdAmbiguous { id } = problem {
            let message = format!("It is not clear which part of this response is signed: the signature names the ID {}, which occurs more than once.", quoted(id));
            report.add(place(facts, check), message).fix(distrust(facts));
        }
    }
}
