use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::words::duration;
use crate::rules::{Reporter, Severity, fix};

declare_rule! {
    /// ## What it means
    /// A signing certificate ends within a month. Once the identity provider signs with a new one, logins
    /// fail until the new metadata is pasted. Within three months this is only a remark.
    ///
    /// ## How to fix it
    /// Plan the change: add the new certificate at the identity provider, paste metadata that has both, then
    /// make the new one active.
    ///
    /// ## Standard
    /// RFC 5280 §4.1.2.5
    Certificate, "certificate-expires-soon", Warning
}

const DAY: i64 = 86_400;
/// A month is left: time to act.
const SOON: i64 = 30 * DAY;
/// Three months are left: time to plan.
const LATER: i64 = 90 * DAY;

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        if !read.is_valid_at(facts.now()) {
            continue;
        }
        let left = read.not_after.seconds_since(facts.now());
        if left > LATER {
            continue;
        }
        let message = format!("{} expires in {}.", sentence(&certificate(read)), duration(left));
        let finding = report.add(span, message);
        finding.fix(fix::new_certificate(facts));
        if left > SOON {
            finding.severity(Severity::Info);
        }
    }
}
