//! Guides against the service provider's own instructions.

use super::*;
use crate::profile::{BuiltInProfile, Profile};

fn image_service() -> GuideInput {
    GuideInput::of(&BuiltInProfile::Imagekit.profile(), "", "acme7")
}

/// Every field and value of a guide.
fn fields(vendor: Vendor) -> Vec<(String, String)> {
    let guide = guide(vendor, &image_service());
    assert_eq!(guide.vendor, vendor);
    guide.steps.into_iter().flat_map(|step| step.fields).map(|field| (field.field, field.value)).collect()
}

fn assert_has(vendor: Vendor, expected: &[(&str, &str)]) {
    let found = fields(vendor);
    for (field, value) in expected {
        let pair = ((*field).to_owned(), (*value).to_owned());
        assert!(found.contains(&pair), "{vendor}: {pair:?} in {found:#?}");
    }
}

/// The service provider's own instructions for its four documented vendors.
#[test]
fn guides_give_the_values_that_the_service_provider_documents() {
    let url = "https://imagekit.io/saml/consume";
    assert_has(
        Vendor::Okta,
        &[
            ("Single sign-on URL", url),
            ("Audience URI (SP Entity ID)", url),
            ("Default RelayState", "https://imagekit.io/dashboard"),
            ("Name ID format", "EmailAddress"),
            ("Application username", "Email"),
            ("Update application username on", "Create and update"),
            ("Name", "imagekit_id"),
            ("Value", "acme7"),
            ("Value", "user.firstName + \" \" + user.lastName"),
        ],
    );
    assert_has(
        Vendor::Entra,
        &[
            ("Identifier (Entity ID)", url),
            ("Reply URL (Assertion Consumer Service URL)", url),
            ("Relay State", "https://imagekit.io/dashboard"),
            ("Logout Url", "https://imagekit.io/logout"),
            ("Source attribute", "user.mail"),
            ("Name", "imagekit_role"),
        ],
    );
    assert_has(
        Vendor::OneLogin,
        &[
            ("RelayState", "https://imagekit.io/dashboard"),
            ("Audience (EntityID)", url),
            ("Recipient", url),
            ("ACS (Consumer) URL Validator", r"^https:\/\/imagekit\.io\/saml\/consume$"),
            ("ACS (Consumer) URL", url),
            ("SAML initiator", "OneLogin"),
            ("SAML nameID format", "Email"),
            ("SAML Signature Algorithm", "SHA-256"),
            ("Value", "{firstname} {lastname}"),
        ],
    );
    assert_has(Vendor::Adfs, &[("Relying party SAML 2.0 SSO service URL", url)]);
    assert_has(Vendor::Google, &[("ACS URL", url), ("Entity ID", url), ("Name ID format", "EMAIL")]);
    assert_has(Vendor::Keycloak, &[("Client ID", url), ("Name ID format", "email")]);
}

/// `appuser.…` is an attribute of the app's own profile: there is none before the app, and no statement before it.
#[test]
fn okta_has_the_app_then_its_attribute_then_the_statement() {
    let place = |vendor, input: &GuideInput, sign: &str| {
        let steps = guide(vendor, input).steps;
        steps.iter().position(|step| format!("{step:?}").contains(sign))
    };
    let okta = |sign| place(Vendor::Okta, &image_service(), sign).unwrap_or_else(|| panic!("{sign}"));
    let order =
        ["Create App Integration", "Next → Finish", "Variable name", "appuser.imagekit_role", "Assignments"]
            .map(okta);
    assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
    // Places of the app are named once it is there.
    assert!(okta("Next → Finish") < okta("the app for ImageKit"));
    let google = |sign| place(Vendor::Google, &image_service(), sign);
    assert!(google("and Finish") < google("Web and mobile apps → ImageKit"));
    // Where no claim has accepted values, nothing has to be made for them.
    let claims = image_service().claims.into_iter().filter(|claim| claim.accepted.is_empty()).collect();
    let plain = GuideInput { claims, ..image_service() };
    assert_eq!(place(Vendor::Okta, &plain, "Profile Editor"), None);
}

/// Everything that a guide gives to paste.
fn codes(vendor: Vendor, input: &GuideInput) -> Vec<String> {
    guide(vendor, input).steps.into_iter().filter_map(|step| step.code).collect()
}

#[test]
fn the_ad_fs_guide_has_its_rule_and_its_first_login() {
    let codes = codes(Vendor::Adfs, &image_service());
    assert_eq!(codes[0], "=> issue(Type = \"imagekit_id\", Value = \"acme7\");");
    // RPID and RelayState are encoded, and then the whole of the RelayState parameter is.
    let encoded = "RelayState=RPID%3Dhttps%253A%252F%252Fimagekit.io%252Fsaml%252Fconsume\
                   %26RelayState%3Dhttps%253A%252F%252Fimagekit.io%252Fdashboard";
    let last = codes.last().unwrap();
    assert!(last.ends_with(encoded), "{last}");
}

#[test]
fn what_is_not_known_is_left_out_or_said_in_words() {
    let input = GuideInput {
        relay_state: None,
        logout_url: None,
        account_id: None,
        name_id_is_email: false,
        name_id_format: "urn:example:format".to_owned(),
        ..image_service()
    };
    for vendor in Vendor::ALL {
        let guide = guide(vendor, &input);
        assert!(guide.steps.len() > 5, "{vendor}");
        for step in guide.steps {
            let text = format!("{step:?}").replace("{firstname} {lastname}", "");
            assert!(
                !text.contains("{acs") && !text.contains("{account") && !text.contains("{relay"),
                "{text}"
            );
            assert!(!step.fields.iter().any(|field| field.value.is_empty()), "{text}");
            assert!(!step.fields.iter().any(|field| field.field.contains("Relay")), "{text}");
        }
    }
    let okta = guide(Vendor::Okta, &input);
    assert!(okta.steps.iter().any(|step| step.text.contains("your account's identifier")));
    assert!(
        okta.steps.iter().any(|step| step.fields.iter().any(|field| field.value == "urn:example:format"))
    );
    assert!(
        !okta.steps.iter().any(|step| step.fields.iter().any(|field| field.field == "Application username"))
    );
}

#[test]
fn what_is_pasted_as_a_whole_has_no_fields_beside_it() {
    for vendor in Vendor::ALL {
        for step in guide(vendor, &image_service()).steps {
            assert!(step.code.is_none() || step.fields.is_empty(), "{vendor}: {step:?}");
        }
    }
}

/// An application per account in one tenant: Identifier and Reply URL carry the account's suffix.
#[test]
fn entra_gets_the_suffix_of_the_account_in_both_fields() {
    let url = "https://imagekit.io/saml/consume#acme7";
    let input = GuideInput::of(&BuiltInProfile::Imagekit.profile(), url, "acme7");
    let fields: Vec<FieldValue> =
        guide(Vendor::Entra, &input).steps.into_iter().flat_map(|step| step.fields).collect();
    for name in ["Identifier (Entity ID)", "Reply URL (Assertion Consumer Service URL)"] {
        let field = fields.iter().find(|field| field.field == name);
        assert_eq!(field.map(|field| field.value.as_str()), Some(url), "{name}");
    }
}

/// Whatever the vendor, its guide has every value of the service provider somewhere.
#[test]
fn every_guide_has_every_value_and_says_where() {
    let acs_urls = vec!["https://sp.test/acs".to_owned()];
    let profile = Profile { acs_urls, ..BuiltInProfile::Imagekit.profile() };
    let input = GuideInput::of(&profile, "", "acme7");
    for vendor in Vendor::ALL {
        let guide = guide(vendor, &input);
        assert_eq!(guide.vendor, vendor);
        let text = format!("{:?}", guide.steps);
        let claims = ["imagekit_id", "full_name", "imagekit_role", "acme7", "media_library_full_access"];
        let address = ["https://sp.test/acs", "https://imagekit.io/saml/consume"];
        for value in claims.iter().chain(&address) {
            assert!(text.contains(value), "{vendor} lacks {value}");
        }
        for step in &guide.steps {
            assert!(step.text.ends_with('.'), "{vendor}: a sentence: {}", step.text);
            assert!(step.path.as_deref() != Some(""), "{vendor}");
        }
        let has_places = guide.steps.iter().any(|step| step.path.is_some());
        assert_eq!(has_places, !matches!(vendor, Vendor::Generic | Vendor::Rippling), "{vendor}");
        let text = text.replace("{firstname} {lastname}", "").replace("{{", "");
        assert!(!text.contains("{acs") && !text.contains("{claim") && !text.contains("_in_xml"), "{text}");
    }
}

#[test]
fn what_is_pasted_into_xml_is_escaped() {
    let input = GuideInput { acs: "https://sp.test/acs?a=1&b=\"2\"".to_owned(), ..image_service() };
    let code = codes(Vendor::Shibboleth, &input).remove(0);
    assert!(code.contains("Location=\"https://sp.test/acs?a=1&amp;b=&quot;2&quot;\""), "{code}");
}

#[test]
fn what_is_known_of_a_vendor_is_whole_sentences() {
    for vendor in Vendor::ALL {
        for quirk in vendor.quirks() {
            assert!(quirk.ends_with('.') && !quirk.contains("{{"), "{vendor}: {quirk}");
        }
    }
    assert!(Vendor::OneLogin.quirks().any(|quirk| quirk.contains("the literal texts {audience}")));
    assert_eq!(Vendor::Entra.defaults().signed, "the assertion");
    assert_eq!(Vendor::Generic.defaults(), Defaults::default());
}
