use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::naming::day;
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata is good for less than a month from now (`validUntil`). A pasted copy does not renew
    /// itself: after that day logins may fail.
    ///
    /// ## How to fix it
    /// Plan to paste newer metadata before that day.
    ///
    /// ## Standard
    /// SAML Metadata §2.3.2
    Metadata, "metadata-expires-soon", Warning
}

/// A month: as long as a warning about a certificate's end.
const SOON: i64 = 30 * 86_400;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let entity = facts.metadata.as_ref().and_then(|metadata| metadata.entity.as_ref());
    let untils = entity.iter().flat_map(|entity| &entity.valid_until);
    let earliest = untils.filter_map(|until| Some((until.value.instant?, until.span))).min();
    let Some((instant, span)) = earliest else {
        return;
    };
    let left = instant.seconds_since(facts.now());
    if instant <= facts.now() || left > SOON {
        return;
    }
    let message =
        format!("The metadata is valid until {} only: {} from now.", day(instant), duration(left));
    report.add(span, message).fix(fix::at_idp(facts, Change::Cert, Values::default()));
}
