use crate::facts::Facts;
use crate::rules::{Fix, Reporter, fix};
use crate::rules::declare::declare_rule;

declare_rule! {
    /// ## What it means
    /// There is more than one assertion or response in the document. A login is about one person, so there
    /// is exactly one response, and one assertion directly in it. A second one elsewhere is how forged
    /// content is smuggled in beside genuine content.
    ///
    /// ## How to fix it
    /// Treat it as a possible attack: let nobody in with it, and tell your security team. To be sure that
    /// it is not a mistake of copying, capture the response again without editing it.
    ///
    /// ## Standard
    /// SAML Profiles §4.1.4.2
    Response, "response-several-assertions", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(judged), Some(document)) = (facts.response(), facts.judged_document()) else {
        return;
    };
    let response = &judged.response;
    let clear = response.assertions.iter().map(|assertion| assertion.node);
    let mut nodes: Vec<_> = clear.chain(response.encrypted_assertions.iter().copied()).collect();
    nodes.sort_unstable();
    if let Some(second) = nodes.get(1) {
        let message = format!(
            "The response says {} times who logs in: it has so many assertions, where exactly one is allowed. \
             Forged logins are made like this: treat it as a possible attack.",
            nodes.len()
        );
        report.add(document.start_tag_span(*second), message).fix(alarm(facts));
    }
    for stray in &response.strays {
        let parent = document.parent(*stray).map_or("", |parent| document.name(parent).local);
        let message = format!(
            "There is a second {} inside {}, where none belongs. Forged logins are made like this: treat it as a \
             possible attack.",
            document.name(*stray).local,
            if parent.is_empty() { "the document" } else { parent }
        );
        report.add(document.start_tag_span(*stray), message).fix(alarm(facts));
    }
}

/// No product sends this.
fn alarm(facts: &Facts<'_>) -> Fix {
    fix::after(
        "Let nobody in with it, and tell your security team, unless you put this text together yourself. To rule out \
         a mistake of copying, copy a fresh login:",
        fix::copy_response(facts),
    )
}
