use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix, issuer, malformed};
use crate::saml::Assertion;
use crate::text::Span;

declare_rule! {
    /// ## What it means
    /// The assertion is not built as SAML 2.0 says: something required is missing, doubled, out of order
    /// or unreadable, or its period of validity ends before it begins.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. If it stays so, the identity provider has to be
    /// corrected.
    ///
    /// ## Standard
    /// SAML Core §2.3.3, §2.5.1.2
    Assertion, "assertion-malformed", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(assertion) = facts.assertion().map(|facts| &facts.assertion) else {
        return;
    };
    for problem in &assertion.problems {
        report.add(problem.span, malformed::sentence(problem)).fix(malformed::remedy(facts));
    }
    let version = assertion.version.as_ref().filter(|version| version.value != "2.0");
    let version = version.map(|version| {
        let message =
            format!("The assertion says that it is SAML version {}; only 2.0 is read.", quoted(&version.value));
        (version.span, message)
    });
    let format = assertion.issuer.as_ref().and_then(issuer::bad_format);
    for (span, message) in version.into_iter().chain(format) {
        report.add(span, message).fix(malformed::remedy(facts));
    }
    if let Some((span, message)) = inverted(assertion) {
        report.add(span, message).fix(lifetime(facts));
    }
}

/// What makes such a period.
fn lifetime(facts: &Facts<'_>) -> Fix {
    fix::copy_response(facts).then(
        "If the fresh copy is so, too, the identity provider gives its assertions too little time: where it has a field for how long \
         an assertion is valid (Assertion lifetime, Validity, NotOnOrAfter), set it to 5 minutes.",
    )
}

/// NotBefore has to be before NotOnOrAfter, whatever the clocks say (SAML Core §2.5.1.2).
fn inverted(assertion: &Assertion) -> Option<(Span, String)> {
    let conditions = assertion.conditions.as_ref()?;
    let (start, end) = (conditions.not_before.as_ref()?, conditions.not_on_or_after.as_ref()?);
    if start.value.instant? < end.value.instant? {
        return None;
    }
    let what = match start.value.instant == end.value.instant {
        true => "is valid for no time at all",
        false => "ends before it begins",
    };
    let message = format!(
        "The assertion {what}: it is valid from {} until {}.",
        quoted(&start.value.text),
        quoted(&end.value.text)
    );
    Some((start.span, message))
}
