use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::of_request;
use crate::rules::naming::format_name;
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};
use crate::saml::uri;
use crate::text::Located;

declare_rule! {
    /// ## What it means
    /// The request asks for a format of the user's name (`NameIDPolicy`) that the service provider cannot use,
    /// or the response sends another one than the request asked for.
    ///
    /// ## How to fix it
    /// Let the request ask for the format that the service provider needs, and set the same format at the
    /// identity provider.
    ///
    /// ## Standard
    /// SAML Core §3.4.1.1
    Request, "request-name-id-format-mismatch", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(asked) = facts.request().and_then(|it| it.request.name_id_format.as_ref()) else {
        return;
    };
    let (found, wanted) = (asked.trimmed(), facts.profile.name_id.format.as_str());
    // Unspecified leaves the choice to the identity provider.
    if found == uri::NAME_ID_UNSPECIFIED {
        return;
    }
    if found != wanted {
        let message = format!(
            "The request asks for the user's name (NameID) in the format {}, but {} needs {}.",
            quoted(format_name(found)),
            facts.profile.name,
            quoted(format_name(wanted))
        );
        report
            .add(asked.span, message)
            .severity(of_request(facts))
            .fix(fix::at_sp(
                facts,
                "In the software of {service}, let its requests ask for `{format}`, or for no format (NameIDPolicy).",
                Values::default(),
            ));
        return;
    }
    let name_id = facts.assertion().and_then(|assertion| assertion.claims.name_id.as_ref());
    let Some(sent) = name_id.and_then(|name_id| name_id.format.as_ref()) else {
        return;
    };
    if sent.trimmed() != found {
        let message = format!(
            "The request asks for the user's name (NameID) in the format {}, but the response sends {}.",
            quoted(format_name(found)),
            quoted(format_name(Located::trimmed(sent)))
        );
        let finding = report.add(sent.span, message);
        finding.related("The request asks for this format.", asked.span);
        finding.fix(fix::at_idp(facts, Change::NameId, Values::default()));
    }
}
