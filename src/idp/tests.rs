//! Recognition of shapes that real metadata has, and the steps of the cookbook.

use super::template::{fill, is_complete};
use super::*;

fn signs(entity_id: &str, locations: &[&str], subjects: &[&str]) -> Signs {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Signs {
        entity_id: entity_id.to_owned(),
        locations: owned(locations),
        certificate_subjects: owned(subjects),
        ..Signs::default()
    }
}

fn vendor(entity_id: &str, locations: &[&str], subjects: &[&str]) -> Vendor {
    recognise(&signs(entity_id, locations, subjects)).vendor
}

#[test]
fn each_vendor_is_known_by_its_usual_shape() {
    for (expected, entity_id, location) in [
        (Vendor::Okta, "http://www.okta.com/exk1a2b3c4", "https://acme.okta.com/app/x/exk1a2b3c4/sso/saml"),
        (Vendor::Entra, "https://sts.windows.net/0aa1/", "https://login.microsoftonline.com/0aa1/saml2"),
        (Vendor::Adfs, "http://fs.acme.test/adfs/services/trust", "https://fs.acme.test/adfs/ls/"),
        (
            Vendor::OneLogin,
            "https://app.onelogin.com/saml/metadata/1",
            "https://acme.onelogin.com/trust/saml2/http-post/sso/1",
        ),
        (
            Vendor::Google,
            "https://accounts.google.com/o/saml2?idpid=C01",
            "https://accounts.google.com/o/saml2/idp?idpid=C01",
        ),
        (
            Vendor::Keycloak,
            "https://id.acme.test/realms/main",
            "https://id.acme.test/realms/main/protocol/saml",
        ),
        (Vendor::Auth0, "urn:acme.auth0.com", "https://acme.auth0.com/samlp/abc"),
        (Vendor::PingOne, "https://auth.pingone.eu/0aa1", "https://auth.pingone.eu/0aa1/saml20/idp/sso"),
        (Vendor::PingFederate, "acme", "https://sso.acme.test:9031/idp/SSO.saml2"),
        (Vendor::JumpCloud, "JumpCloud", "https://sso.jumpcloud.com/saml2/acme"),
        (
            Vendor::Shibboleth,
            "https://idp.acme.test/idp/shibboleth",
            "https://idp.acme.test/idp/profile/SAML2/Redirect/SSO",
        ),
        (
            Vendor::SimpleSamlPhp,
            "https://idp.acme.test/simplesaml/saml2/idp/metadata.php",
            "https://idp.acme.test/simplesaml/saml2/idp/SSOService.php",
        ),
        (Vendor::Rippling, "https://www.rippling.com/saml/1", "https://www.rippling.com/api/sso/1"),
        (Vendor::Generic, "https://idp.acme.test/metadata", "https://idp.acme.test/sso"),
    ] {
        assert_eq!(vendor(entity_id, &[location], &[]), expected);
    }
}

#[test]
fn custom_domains_and_messages_alone_are_enough() {
    let okta_subject =
        "emailAddress=info@okta.com,CN=acme,OU=SSOProvider,O=Okta,L=San Francisco,ST=California,C=US";
    assert_eq!(
        vendor("https://login.acme.test", &["https://login.acme.test/app/x/exk1/sso/saml"], &[]),
        Vendor::Okta
    );
    assert_eq!(vendor("https://login.acme.test", &[], &[okta_subject]), Vendor::Okta);
    assert_eq!(vendor("urn:acme", &["https://login.acme.test/samlp/abc"], &[]), Vendor::Auth0);
    assert_eq!(
        vendor(
            "https://id.acme.test:8443/auth/realms/main",
            &["https://id.acme.test:8443/auth/realms/main/protocol/saml"],
            &[]
        ),
        Vendor::Keycloak
    );
    assert_eq!(vendor("https://fs.acme.test", &["https://FS.acme.test/ADFS/ls/"], &[]), Vendor::Adfs);
    let keycloak_message =
        Signs { message_id: Some("ID_1".to_owned()), ..signs("https://x.test/realms/main", &[], &[]) };
    assert_eq!(recognise(&keycloak_message).vendor, Vendor::Keycloak);
    assert_eq!(vendor("https://sts.windows.net/0aa1/", &[], &[]), Vendor::Entra);
    let app = "CN=Microsoft Azure Federated SSO Certificate";
    assert_eq!(vendor("https://idp.acme.test", &[], &[app]), Vendor::Entra);
}

#[test]
fn a_look_alike_is_not_the_vendor() {
    for entity_id in [
        "https://okta.com.evil.test/exk1",
        "https://notokta.com/x",
        "https://evil.test/okta.com",
        "https://okta.com@evil.test/",
        "https://evil.test/?x=https://sts.windows.net/",
        "sts.windows.net",
        "ftp://sts.windows.net/",
        "https://",
        "://",
        "",
    ] {
        let recognised = recognise(&signs(entity_id, &[], &[]));
        assert_eq!(recognised.vendor, Vendor::Generic, "{entity_id}");
        assert!(recognised.evidence.is_empty());
    }
}

#[test]
fn weak_signs_decide_only_together() {
    let types = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let federation = Signs {
        role_descriptor_types: types(&["SecurityTokenServiceType", "ApplicationServiceType"]),
        ..signs("https://idp.acme.test/", &[], &[])
    };
    assert_eq!(recognise(&federation).vendor, Vendor::Generic);
    let signing = Signs { certificate_subjects: types(&["CN=ADFS Signing - fs.acme.test"]), ..federation };
    let recognised = recognise(&signing);
    assert_eq!(recognised.vendor, Vendor::Adfs);
    let weights: Vec<u32> = recognised.evidence.iter().map(|evidence| evidence.weight).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b), "the strongest first: {weights:?}");
    assert_eq!(recognised.evidence[0].found, "CN=ADFS Signing - fs.acme.test");
}

#[test]
fn names_are_those_of_reports() {
    let names: Vec<&str> = Vendor::ALL.into_iter().map(Vendor::name).collect();
    let expected = "okta, entra, adfs, onelogin, google, keycloak, auth0, pingone, pingfederate, jumpcloud, \
                    shibboleth, simplesamlphp, rippling, generic";
    assert_eq!(names.join(", "), expected);
    for vendor in Vendor::ALL {
        assert_eq!(Vendor::from_name(vendor.name()), Some(vendor));
    }
    assert_eq!(Vendor::from_name("Okta"), None);
}

#[test]
fn every_change_has_steps_at_every_vendor() {
    let values = Values {
        acs: Some("https://sp.test/acs".to_owned()),
        audience: Some("https://sp.test/entity".to_owned()),
        claim: Some("role".to_owned()),
        found: Some("roles".to_owned()),
        value: Some(Wanted::Exactly("developer".to_owned())),
        name_id_format: Some(EMAIL_ADDRESS.to_owned()),
        service: Some("Acme".to_owned()),
    };
    for vendor in Vendor::ALL {
        for change in Change::ALL {
            let text = told(vendor, change, &values);
            assert!(!text.is_empty(), "{vendor} {change:?}");
            // OneLogin's literal placeholders are the only braces.
            let braces = text.replace("literal text {audience}", "").replace("literal text {recipient}", "");
            assert!(!braces.contains(['{', '}']), "{text}");
            match change {
                Change::Aud => assert!(text.contains("https://sp.test/entity"), "{text}"),
                Change::Acs => assert!(text.contains("https://sp.test/acs"), "{text}"),
                Change::Attr => assert!(text.contains("role") && text.contains("developer"), "{text}"),
                Change::Namespace => assert!(text.contains("role"), "{text}"),
                _ => {}
            }
            for Step { text: step, .. } in steps(vendor, change, &Values::default()) {
                assert!(!step.contains("{acs") && !step.contains("{claim"), "{step}");
                // A rule or a pattern to paste ends in its own way.
                let is_whole = step.ends_with(['.', '*', ';']) || step.ends_with("&&");
                assert!(is_whole || step.contains("PowerShell"), "a sentence: {step}");
            }
        }
    }
}

/// The steps' words.
fn told(vendor: Vendor, change: Change, values: &Values) -> String {
    let steps = steps(vendor, change, values).into_iter().map(|step| step.text);
    steps.collect::<Vec<_>>().join(" ")
}

/// What is to be entered, each with its field.
fn entered(step: &Step) -> Vec<(Option<&str>, &str)> {
    step.values.iter().map(|value| (value.field, &step.text[value.range.clone()])).collect()
}

#[test]
fn what_is_to_be_entered_is_marked_in_its_step() {
    let role = |value: Wanted| Values {
        claim: Some("role".to_owned()),
        value: Some(value),
        acs: Some("https://sp.test/a`c`s".to_owned()),
        ..Values::default()
    };
    let values = role(Wanted::Exactly("developer".to_owned()));
    let of = |template| Step::of(template, &values);
    let step = of("The role: set “SAML Name” to `{claim}`, and \"value\" to this: `{value}`.");
    assert_eq!(step.text, "The role: set “SAML Name” to role, and \"value\" to this: developer.");
    assert_eq!(entered(&step), [(Some("SAML Name"), "role"), (Some("value"), "developer")]);
    assert_eq!(
        entered(&step.after("“Ü” first. ")),
        [(Some("SAML Name"), "role"), (Some("value"), "developer")]
    );
    assert_eq!(
        entered(&of("Type `=> issue({claim}, {value});` there.")),
        [(None, "=> issue(role, developer);")]
    );
    // What is put in is text, whatever its characters.
    let step = of("Set “URL” to `{acs}` for {service}.");
    assert_eq!(step.text, "Set “URL” to https://sp.test/a`c`s for the service provider.");
    assert_eq!(entered(&step), [(Some("URL"), "https://sp.test/a`c`s")]);
    // Words are not typed in.
    let values = role(Wanted::Words("one of developer, finance".to_owned()));
    let step = Step::of("Set “A” to `{value}`, “B” to `{audience}` and “C” to `user.mail`.", &values);
    assert_eq!(
        step.text,
        "Set “A” to one of developer, finance, “B” to the service provider's Entity ID and “C” to user.mail."
    );
    assert_eq!(entered(&step), [(Some("C"), "user.mail")]);
}

/// What a message calls an attribute is told in words; it is never to be entered.
#[test]
fn no_template_enters_what_was_found() {
    let found = || Some("FOUND".to_owned());
    let values = Values { found: found(), service: found(), ..Values::default() };
    for vendor in Vendor::ALL {
        for change in Change::ALL {
            for step in steps(vendor, change, &values).iter().chain([&in_the_same_way(&values)]) {
                assert!(!step.text.contains('`'), "{}", step.text);
                assert!(entered(step).iter().all(|(_, value)| !value.contains("FOUND")), "{}", step.text);
            }
        }
    }
}

#[test]
fn another_format_than_e_mail_is_named_by_its_urn() {
    let urn = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    let values = Values { name_id_format: Some(urn.to_owned()), ..Values::default() };
    for vendor in Vendor::ALL {
        assert!(told(vendor, Change::NameId, &values).contains(urn));
    }
    assert!(told(Vendor::Okta, Change::NameId, &Values::default()).contains("EmailAddress"));
}

#[test]
fn what_is_put_in_is_not_a_template() {
    let value = |name: &str| (name == "a").then(|| "{a}{{".to_owned());
    assert_eq!(fill("x{a}y{b}{{a}{", &value), "x{a}{{y{b}{a}{");
    assert!(is_complete("x{a}{{b}", &value));
    assert!(!is_complete("x{a}{b}", &value));
}

#[test]
fn claims_come_from_where_their_names_say() {
    assert_eq!(ClaimSource::of("full_name", false, false), ClaimSource::FullName);
    assert_eq!(ClaimSource::of("displayName", false, false), ClaimSource::FullName);
    assert_eq!(ClaimSource::of("E-Mail", false, false), ClaimSource::Email);
    assert_eq!(ClaimSource::of("email", true, false), ClaimSource::Account);
    assert_eq!(ClaimSource::of("name", false, true), ClaimSource::OneOf);
    assert_eq!(ClaimSource::of("department", false, false), ClaimSource::Other);
}
