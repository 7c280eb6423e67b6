use crate::claims::ClaimFault;
use crate::facts::Facts;
use crate::idp::Change;
use crate::rules::declare::declare_rule;
use crate::rules::together::{Faulty, faulty, names, others, steps};
use crate::rules::words::quoted;
use crate::rules::{Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The attribute was sent under a name that is a web address ending with the name this service
    /// provider reads, or the other way round. Names are compared whole, so it is another attribute.
    ///
    /// ## How to fix it
    /// At Microsoft Entra ID, open the claim and empty its Namespace field. Elsewhere, type the bare
    /// name.
    ///
    /// ## Standard
    /// SAML Core §2.7.3.1
    Claim, "claim-name-is-uri", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let sent = |one: &Faulty<'_>| one.attribute.map_or(String::new(), |attribute| attribute.name.value.clone());
    let misnamed = faulty(facts, &|_, fault| matches!(fault, ClaimFault::NameIsUri { .. }));
    let Some(first) = misnamed.first().and_then(|one| one.attribute) else {
        return;
    };
    let found = names(&misnamed, &|one| quoted(&sent(one)));
    let expected = names(&misnamed, &|one| quoted(&one.claim.name));
    let message = match misnamed.len() {
        1 => format!("An attribute is named {found}; it has to be named {expected} alone."),
        _ => format!("Attributes are named {found}; they have to be named {expected} alone."),
    };
    let steps = steps(facts, &misnamed, &|one| {
        // The profile may want a URI as well, and then the bare name is wrong.
        let change = if one.claim.name.contains(':') { Change::Rename } else { Change::Namespace };
        (change, fix::renamed(one.claim, &sent(one)))
    });
    others(report.add(first.name.span, message).fix(steps), &misnamed);
}
