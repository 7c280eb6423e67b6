use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::words::duration;
use crate::rules::{Fix, Reporter};

declare_rule! {
    /// ## What it means
    /// A signing certificate of the metadata begins to be valid only later. It may be the next one of a
    /// planned change, or a clock is wrong.
    ///
    /// ## How to fix it
    /// Nothing, if it is there for a change to come. Otherwise check the clock of the identity provider and
    /// of this computer.
    ///
    /// ## Standard
    /// RFC 5280 §4.1.2.5
    Certificate, "certificate-not-yet-valid", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        if read.not_before <= facts.now() {
            continue;
        }
        let wait = duration(read.not_before.seconds_since(facts.now()));
        report
            .add(span, format!("{} is not valid yet; it will be in {wait}.", sentence(&certificate(read))))
            .fix(Fix::at_idp(vec![
                "If it is there for a change to come, nothing: keep the current one active.".to_owned(),
                "Otherwise check the clocks of the identity provider and of this computer.".to_owned(),
            ]));
    }
}
