use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::words::duration;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// The request asks the identity provider to let the user log in anew (`ForceAuthn`), and the response
    /// tells of a login that is older than the request: an existing session was used.
    ///
    /// ## How to fix it
    /// Allow the identity provider to ask for the password again for this application, or take ForceAuthn out
    /// of the request.
    ///
    /// ## Standard
    /// SAML Core §3.4.1
    Request, "request-force-authn-ignored", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let (Some(it), Some(assertion)) = (facts.request(), facts.assertion()) else {
        return;
    };
    let forced = it.request.force_authn.as_ref().filter(|force| matches!(force.trimmed(), "true" | "1"));
    let asked = it.request.issue_instant.as_ref().and_then(|time| time.value.instant);
    let (Some(forced), Some(asked)) = (forced, asked) else {
        return;
    };
    for statement in &assertion.assertion.authn_statements {
        let Some(time) = &statement.authn_instant else {
            continue;
        };
        let Some(age) = time.value.instant.map(|logged_in| asked.seconds_since(logged_in)) else {
            continue;
        };
        if age <= facts.skew() {
            continue;
        }
        let message = format!(
            "The request asks for a new login (ForceAuthn), but the user logged in {} before it.",
            duration(age)
        );
        let finding = report.add(time.span, message);
        finding.related("The request asks for it here.", forced.span);
        finding.fix(Fix::at_idp(vec![
            "If users have to log in anew each time, look for a setting such as “Honor Force Authentication” (Okta) in \
             the application at the identity provider, and switch it on. If not, nothing has to be done."
                .to_owned(),
        ]));
    }
}
