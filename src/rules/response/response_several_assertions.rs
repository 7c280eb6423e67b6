use crate::facts::Facts;
use crate::rules::Reporter;
use crate::rules::declare::declare_rule;
use crate::rules::judged::distrust;

declare_rule! {
    /// ## What it means
    /// There is more than one assertion or response in the document. A login is about one person, so there
    /// is exactly one response, and one assertion directly in it. A second one elsewhere is how forged
    /// content is smuggled in beside genuine content.
    ///
    /// ## How to fix it
    /// Capture the response again without editing it. If it stays so, do not accept it.
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
        let message = format!("There are {} assertions in the response; exactly one is allowed.", nodes.len());
        report.add(document.start_tag_span(*second), message).fix(distrust(facts));
    }
    for stray in &response.strays {
        let parent = document.parent(*stray).map_or("", |parent| document.name(parent).local);
        let message = format!(
            "There is another {} inside {}, where none belongs; exactly one is allowed, at its own place.",
            document.name(*stray).local,
            if parent.is_empty() { "the document" } else { parent }
        );
        report.add(document.start_tag_span(*stray), message).fix(distrust(facts));
    }
}
