use crate::facts::Facts;
use crate::rules::declare::declare_rule;
use crate::rules::naming::{certificate, sentence};
use crate::rules::words::duration;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// A signing certificate of the metadata is past its last day. SAML trusts the key in the metadata, not
    /// the dates around it, so logins usually go on; some products refuse them.
    ///
    /// ## How to fix it
    /// Make a new signing certificate at the identity provider, download the metadata again, and paste it.
    ///
    /// ## Standard
    /// SAML Metadata Interoperability Profile §2.6.1
    Certificate, "certificate-expired", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    for (read, span) in facts.metadata.iter().flat_map(|metadata| metadata.distinct_signing_certificates()) {
        if read.not_after >= facts.now() {
            continue;
        }
        let ago = duration(facts.now().seconds_since(read.not_after));
        report
            .add(span, format!("{} expired {ago} ago.", sentence(&certificate(read))))
            .fix(fix::new_certificate(facts));
    }
}
