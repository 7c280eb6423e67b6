use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::list;
use crate::rules::Reporter;

declare_rule! {
    /// ## What it means
    /// Attributes were sent that this service provider does not read. They do no harm.
    ///
    /// ## How to fix it
    /// Nothing needs to be done. To send less, remove them from the application's attribute mapping.
    Claim, "claim-unmapped", Info
}

/// Names that one message lists; the others are counted.
const LISTED: usize = 6;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion() else {
        return;
    };
    let unused: Vec<_> =
        assertion.claims.attributes.iter().filter(|attribute| attribute.claim.is_none()).collect();
    let Some(first) = unused.first() else {
        return;
    };
    let names = list(unused.iter().take(LISTED).map(|attribute| attribute.name.value.as_str()));
    let more = match unused.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let finding = report.add(first.span, format!("Sent but not used here: {names}{more}."));
    for other in unused.iter().skip(1).take(LISTED) {
        finding.related("This one is not used either.", other.span);
    }
}
