use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::{list, quoted};
use crate::rules::{Fix, Reporter};
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The request asks for certain ways of logging in (`RequestedAuthnContext`), and the user logged in by
    /// another one. Entra ID refuses such a login with AADSTS75011; a service provider may refuse the answer.
    ///
    /// ## How to fix it
    /// Leave RequestedAuthnContext out of the request, unless the way of logging in matters.
    ///
    /// ## Standard
    /// SAML Core §3.3.2.2.1
    Request, "request-authn-context-unmet", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(it), Some(assertion)) = (facts.request(), facts.assertion()) else {
        return;
    };
    let asked = &it.request.authn_contexts;
    // What is at least as strong, or stronger, only the two parties know.
    let is_exact = it.request.comparison.as_ref().is_none_or(|comparison| comparison.trimmed() == "exact");
    let Some(first) = asked.first().filter(|_| is_exact) else {
        return;
    };
    let statements = &assertion.assertion.authn_statements;
    let used: Vec<&Located<String>> =
        statements.iter().filter_map(|statement| statement.authn_context_class.as_ref()).collect();
    let is_asked = |class: &&Located<String>| asked.iter().any(|asked| asked.trimmed() == class.trimmed());
    let Some(other) = used.first().filter(|_| !used.iter().any(is_asked)) else {
        return;
    };
    let message = format!(
        "The request asks for a login by {}, but the user logged in by {}.",
        list(asked.iter().map(Located::trimmed)),
        quoted(other.trimmed())
    );
    let finding = report.add(other.span, message);
    finding.related("The request asks for this.", first.span);
    finding.fix(Fix::at_sp(
        format!(
            "If the way of logging in does not matter, switch it off in the software of {} (RequestedAuthnContext). If \
             it does, have the users log in that way at the identity provider.",
            facts.profile.name
        ),
        None,
    ));
}
