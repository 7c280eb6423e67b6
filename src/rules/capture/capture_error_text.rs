use crate::capture::{ErrorCode, ErrorVendor};
use crate::facts::Facts;
use crate::idp::{Change, Values, Vendor};
use crate::rules::declare::declare_rule;
use crate::rules::{Fix, Reporter, fix};

declare_rule! {
    /// ## What it means
    /// This is what an identity provider shows when it refuses a login. It never answered the service
    /// provider, so there is no message to check, but its code says what has to change.
    ///
    /// ## How to fix it
    /// Follow the steps for the code. Once the identity provider answers, paste its response.
    Capture, "capture-error-text", Info
}

/// Who can mend it, and how.
#[derive(Clone, Copy)]
enum Remedy {
    /// A change in the identity provider's console.
    Change(Change),
    /// A step there that no change of the catalogue describes.
    Idp(&'static str),
    /// A step at the service provider.
    Sp(&'static str),
}

use Remedy::{Change as At, Idp, Sp};

/// Code, what it means in words, and the remedy.
type Explanation = (&'static str, &'static str, Remedy);

const NEW_LOGIN: &str = "Start the login at the application's tile or address again, in a fresh browser \
                         window.";
const NO_CONTEXT: &str = "In the service provider's software, switch off that its requests ask for a certain way of logging in \
                          (RequestedAuthnContext).";

#[rustfmt::skip]
const ENTRA: &[Explanation] = &[
    ("AADSTS50011", "the address that the answer should go to is not registered for the application", At(Change::Acs)),
    ("AADSTS500113", "the application has no address registered that answers may go to", At(Change::Acs)),
    ("AADSTS700016", "no application in this tenant has the identifier that the service provider uses, or \
                      the request went to the wrong tenant", At(Change::Aud)),
    ("AADSTS650056", "the application is misconfigured: usually the identifier in the request is another one",
     At(Change::Aud)),
    ("AADSTS65005", "the application is misconfigured: usually the identifier in the request is another one",
     At(Change::Aud)),
    ("AADSTS50105", "the user is not assigned to the application, directly or through a group", At(Change::Assign)),
    ("AADSTS50020", "the user belongs to another tenant and is no guest of this one", At(Change::Assign)),
    ("AADSTS90072", "the user belongs to another tenant and is no guest of this one", At(Change::Assign)),
    ("AADSTS7500529", "the request's ID is none that SAML allows: it must not begin with a digit",
     Sp("Start the login at the application's tile, which needs no request. For logins that start at the service \
         provider, its software has to be corrected.")),
    ("AADSTS75011", "the user logged in by another method than the request insists on", Sp(NO_CONTEXT)),
    ("AADSTS76021", "the application takes signed requests only, and this one is not signed", At(Change::Requests)),
    ("AADSTS750054", "the login page was opened without a request in its address", Idp(NEW_LOGIN)),
    ("AADSTS75005", "the request holds something that Entra ID does not support",
     Sp("Paste the request (SAMLRequest) here to see what it asks for.")),
    ("AADSTS50194", "the address is for many tenants (/common), but the application belongs to one",
     Idp("Use the metadata of the application itself, whose addresses name the tenant.")),
    ("AADSTS53003", "a Conditional Access policy blocks this login",
     Idp("Look the login up in Entra ID → Sign-in logs → Conditional Access to see which policy blocks it.")),
    ("AADSTS50146", "the application maps claims and needs a signing key of its own",
     Idp("Create a signing certificate under the application's SAML Certificates.")),
];

#[rustfmt::skip]
const AD_FS: &[Explanation] = &[
    ("MSIS7070", "the request asks for a NameID format that no claim rule issues", At(Change::NameId)),
    ("MSIS5007", "the access control policy does not let this user in", At(Change::Assign)),
    ("MSIS7042", "the browser came back for a login again and again: the service provider refused each \
                  answer",
     Idp("Record one of these logins and paste its SAMLResponse here to see why it is refused.")),
    ("MSIS7046", "the login page was opened without a request in its address", Idp(NEW_LOGIN)),
    ("MSIS1014", "logout messages have to be signed, and this one is not",
     Sp("Leave the logout address out of the relying party trust, or sign logout messages.")),
];

#[rustfmt::skip]
const OTHERS: &[(ErrorVendor, Explanation)] = &[
    (ErrorVendor::Okta, ("app-not-assigned", "the user is not assigned to the application", At(Change::Assign))),
    (ErrorVendor::Okta, ("policy-denied", "a sign-on policy of the application does not let this user in",
     Idp("Look at the application's Sign On tab → User authentication for the policy that applies."))),
    (ErrorVendor::Google, ("app_not_configured", "no application has the Entity ID that the request names; \
                                                  letter case counts", At(Change::Aud))),
    (ErrorVendor::Google, ("app_not_configured_for_user", "the request's Entity ID belongs to no \
                                                           application that this user may use; letter case \
                                                           counts", At(Change::Aud))),
    (ErrorVendor::Google, ("app_not_enabled_for_user", "the application is off for this user", At(Change::Assign))),
    (ErrorVendor::Google, ("invalid_name_id_mapping", "the request asks for a NameID format that is not \
                                                       set up",
     At(Change::NameId))),
    (ErrorVendor::Google, ("malformed_certificate", "the application has no certificate that works",
     At(Change::Cert))),
    (ErrorVendor::OneLogin, ("app-not-assigned", "the user has no access to the application", At(Change::Assign))),
    (ErrorVendor::Keycloak, ("invalid-requester", "Keycloak does not accept who sends the request, or \
                                                   wants it signed", At(Change::Requests))),
    (ErrorVendor::Keycloak, ("unknown-requester", "no client has the ID that the request names", At(Change::Aud))),
    (ErrorVendor::Keycloak, ("client-disabled", "the client is switched off",
     Idp("Keycloak: Clients → the client of the service provider → Settings: switch the client on, at the top of the page."))),
    (ErrorVendor::Shibboleth, ("not-registered", "it has no metadata of the service provider that the request names, or \
                                                 another entityID or address stands there", At(Change::Aud))),
    (ErrorVendor::SimpleSamlPhp, ("METADATANOTFOUND", "it has no metadata of the service provider that the request \
                                                       names", At(Change::Aud))),
    (ErrorVendor::Keycloak, ("invalid-redirect-uri", "the address that the answer should go to is not \
                                                      registered",
     At(Change::Acs))),
];

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(capture) = facts.capture() else {
        return;
    };
    for error in &capture.capture.error_codes {
        let vendor = vendor_of(error.vendor);
        let known = explanation(error);
        let message = match known {
            Some((_, meaning, _)) => format!("{} answers {}: {meaning}.", vendor.label(), error.code),
            None => format!(
                "{} refused the login with the code {}. It sent no response that could be checked.",
                vendor.label(),
                error.code
            ),
        };
        let fix = match known.map(|(.., remedy)| remedy) {
            Some(Remedy::Change(change)) => fix::at_vendor(facts, vendor, change, Values::default()),
            Some(Remedy::Idp(step)) => Fix::at_idp(vec![step.to_owned()]),
            Some(Remedy::Sp(step)) => Fix::at_sp(step, None),
            None => Fix::at_idp(vec![format!("Look the code {} up in the vendor's documentation.", error.code)]),
        };
        report.add(error.at, message).fix(fix);
    }
}

fn explanation(error: &ErrorCode) -> Option<Explanation> {
    let named = |explanation: &&Explanation| explanation.0 == error.code;
    match error.vendor {
        ErrorVendor::Entra => ENTRA.iter().find(named).copied(),
        ErrorVendor::AdFs => AD_FS.iter().find(named).copied(),
        vendor => {
            let own = OTHERS.iter().filter(|(of, _)| *of == vendor).map(|(_, explanation)| explanation);
            own.copied().find(|explanation| named(&explanation))
        }
    }
}

fn vendor_of(vendor: ErrorVendor) -> Vendor {
    match vendor {
        ErrorVendor::Entra => Vendor::Entra,
        ErrorVendor::AdFs => Vendor::Adfs,
        ErrorVendor::Okta => Vendor::Okta,
        ErrorVendor::Google => Vendor::Google,
        ErrorVendor::OneLogin => Vendor::OneLogin,
        ErrorVendor::Keycloak => Vendor::Keycloak,
        ErrorVendor::Shibboleth => Vendor::Shibboleth,
        ErrorVendor::SimpleSamlPhp => Vendor::SimpleSamlPhp,
    }
}
