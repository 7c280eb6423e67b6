use crate::facts::Facts;
use crate::idp::{Change, Values};
use crate::rules::declare::declare_rule;
use crate::rules::judged::{TENANT, is_tenant_level};
use crate::rules::words::quoted;
use crate::rules::{Reporter, Severity, fix};
use crate::trust::SignatureProblem;

declare_rule! {
    /// ## What it means
    /// This is the metadata of a whole Microsoft Entra tenant. The application signs with a certificate of
    /// its own, which is not in here: its responses cannot be verified.
    ///
    /// ## How to fix it
    /// In Entra ID open the enterprise application → Single sign-on → SAML Certificates, and download
    /// “Federation Metadata XML” there. The address of that file ends in `?appid=` and the application's ID.
    ///
    /// ## Standard
    /// SAML Metadata §2.4.1.1
    Metadata, "metadata-tenant-level", Warning
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(metadata) = &facts.metadata else {
        return;
    };
    let Some(first) = metadata.signing_certificates().next().map(|declared| declared.span) else {
        return;
    };
    if !is_tenant_level(metadata) {
        return;
    }
    let mut checks = facts.verified().flat_map(|verified| &verified.verification.checks);
    let is_other_key = checks.any(|check| check.problems.contains(&SignatureProblem::NoKeyVerifies));
    let message = match is_other_key {
        true => format!(
            "This is the metadata of the whole Entra tenant, with the certificate {}, but the application signs with a \
             certificate of its own, which is not in here: its own metadata is needed.",
            quoted(TENANT)
        ),
        false => format!(
            "This is the metadata of the whole Entra tenant: its only certificate is {}. The application \
             signs with one of its own, which is not in here.",
            quoted(TENANT)
        ),
    };
    let finding = report.add(first, message);
    finding.fix(fix::at_idp(facts, Change::Cert, Values::default()));
    if is_other_key {
        finding.severity(Severity::Error);
    }
}
