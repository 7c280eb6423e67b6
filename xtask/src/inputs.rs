//! The documents that are measured: made here, signed by the xmlsec1 tool, so that both sides of a
//! benchmark verify what a third program signed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Failure, Outcome, program, run, timed};

/// The folder of the inputs, with the key that signs them.
pub(crate) struct Inputs {
    folder: PathBuf,
}

/// Raised when a template changes, so that nothing of an earlier one is measured.
const EDITION: u32 = 1;

/// The instant around which every input is valid.
const NOW: &str = "2040-05-01T12:00:30Z";

const ACS: &str = "https://imagekit.io/saml/consume";
const IDP: &str = "https://idp.example.com/saml";

impl Inputs {
    /// Uses a folder in `folder`, and makes a key and its certificate there where there are none.
    pub(crate) fn new(folder: &Path) -> Outcome<Inputs> {
        let folder = folder.join(format!("inputs-{EDITION}"));
        fs::create_dir_all(&folder).map_err(|error| Failure::File(folder.clone(), error))?;
        let inputs = Inputs { folder };
        if !inputs.certificate_der().exists() {
            inputs.make_key()?;
        }
        Ok(inputs)
    }

    fn make_key(&self) -> Outcome {
        run(program("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500", "-sha256"])
            .args(["-subj", "/CN=idp.example.com", "-keyout"])
            .arg(self.key())
            .arg("-out")
            .arg(self.certificate_pem())
            .stderr(std::process::Stdio::null()))?;
        run(program("openssl")
            .args(["x509", "-outform", "DER", "-in"])
            .arg(self.certificate_pem())
            .arg("-out")
            .arg(self.certificate_der()))
    }

    fn key(&self) -> PathBuf {
        self.folder.join("key.pem")
    }

    /// The signer's certificate, for the peer.
    pub(crate) fn certificate_pem(&self) -> PathBuf {
        self.folder.join("certificate.pem")
    }

    /// The signer's certificate, for us.
    pub(crate) fn certificate_der(&self) -> PathBuf {
        self.folder.join("certificate.der")
    }

    /// A Response with one signed assertion, and as many groups as said.
    pub(crate) fn response(&self, groups: usize) -> Outcome<PathBuf> {
        self.signed(&format!("response-{groups}.xml"), || response(groups))
    }

    /// A signed EntityDescriptor as Microsoft Entra ID publishes it.
    pub(crate) fn entra_metadata(&self) -> Outcome<PathBuf> {
        self.signed("entra-metadata.xml", entra_metadata)
    }

    /// A signed federation aggregate of about `bytes`.
    pub(crate) fn aggregate(&self, bytes: usize) -> Outcome<PathBuf> {
        self.signed(&format!("aggregate-{bytes}.xml"), || aggregate(bytes))
    }

    /// The Input of a whole check of the response with as many groups: healthy, or with one letter
    /// of the signed text changed.
    pub(crate) fn whole_check(&self, groups: usize, is_healthy: bool) -> Outcome<PathBuf> {
        let read = |path: PathBuf| fs::read_to_string(&path).map_err(|error| Failure::File(path, error));
        let mut response = read(self.response(groups)?)?;
        if !is_healthy {
            response = response.replace("Ada Lovelace", "Ada Lovelacf");
        }
        let pem = read(self.certificate_pem())?;
        let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let metadata = plain_metadata(&base64);
        let json = format!(
            r#"{{"metadata":{},"capture":{},"now":"{NOW}","settings":{{"accountId":"acme42"}}}}"#,
            quoted(&metadata),
            quoted(&response)
        );
        let state = if is_healthy { "healthy" } else { "changed" };
        let path = self.folder.join(format!("{state}-{groups}.json"));
        fs::write(&path, json).map_err(|error| Failure::File(path.clone(), error))?;
        Ok(path)
    }

    /// Signs what `template` makes, unless the file is there from another run.
    fn signed(&self, name: &str, template: impl FnOnce() -> String) -> Outcome<PathBuf> {
        let out = self.folder.join(name);
        if out.exists() {
            return Ok(out);
        }
        timed(&format!("making {name}"), || {
            let unsigned = self.folder.join(format!("{name}.unsigned"));
            let failed = |error| Failure::File(unsigned.clone(), error);
            fs::write(&unsigned, template()).map_err(failed)?;
            let done = self.sign(&unsigned, &out);
            fs::remove_file(&unsigned).map_err(failed)?;
            done
        })?;
        Ok(out)
    }

    fn sign(&self, unsigned: &Path, out: &Path) -> Outcome {
        let keys = format!("{},{}", self.key().display(), self.certificate_pem().display());
        run(program("xmlsec1")
            .args(["--sign", "--privkey-pem", &keys])
            .args(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion"])
            .args(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor"])
            .args(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:metadata:EntitiesDescriptor"])
            .arg("--output")
            .arg(out)
            .arg(unsigned))
    }
}

/// A text as a JSON string. The texts here hold no control character but line ends.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

/// The IdP's metadata, unsigned, with this certificate.
fn plain_metadata(certificate: &str) -> String {
    format!(
        r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{IDP}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{IDP}/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>"#
    )
}

/// An empty ds:Signature over the element with this ID, for the tool to fill.
fn signature(id: &str) -> String {
    format!(
        r##"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#{id}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>"##
    )
}

fn attribute(name: &str, values: &[String]) -> String {
    let mut text = format!(
        r#"<saml2:Attribute Name="{name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified">"#
    );
    for value in values {
        // Writing to a string cannot fail.
        let _ = write!(text, "<saml2:AttributeValue>{value}</saml2:AttributeValue>");
    }
    text + "</saml2:Attribute>"
}

/// An attribute with one typed value, as Okta writes it.
fn typed_attribute(name: &str, value: &str) -> String {
    format!(
        r#"<saml2:Attribute Name="{name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"><saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">{value}</saml2:AttributeValue></saml2:Attribute>"#
    )
}

/// About 6 kB without groups, 60 kB with 500.
fn response(groups: usize) -> String {
    let single = [
        ("imagekit_id", "acme42"),
        ("full_name", "Ada Lovelace"),
        ("imagekit_role", "developer"),
        ("department", "Analytical Engines"),
        ("title", "Countess"),
        ("city", "London"),
        ("employee_number", "00018151210"),
    ];
    let mut attributes: String = single.iter().map(|(name, value)| typed_attribute(name, value)).collect();
    if groups > 0 {
        let name = |n| format!("cn=group-{n:04},ou=groups,dc=example,dc=com");
        attributes += &attribute("groups", &(0..groups).map(name).collect::<Vec<_>>());
    }
    let signature = signature("_a5e0c1d8f7b34a9e");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="{ACS}" ID="_r1b2c3d4e5f60718" IssueInstant="2040-05-01T12:00:00Z" Version="2.0"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">{IDP}</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status><saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a5e0c1d8f7b34a9e" IssueInstant="2040-05-01T12:00:00Z" Version="2.0"><saml2:Issuer>{IDP}</saml2:Issuer>{signature}<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@example.com</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData NotOnOrAfter="2040-05-01T12:05:00Z" Recipient="{ACS}"/></saml2:SubjectConfirmation></saml2:Subject><saml2:Conditions NotBefore="2040-05-01T11:55:00Z" NotOnOrAfter="2040-05-01T12:05:00Z"><saml2:AudienceRestriction><saml2:Audience>{ACS}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant="2040-05-01T12:00:00Z" SessionIndex="_s9f8e7d6c5b4a3921"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>{attributes}</saml2:AttributeStatement></saml2:Assertion></saml2p:Response>
"#
    )
}

/// Two role descriptors of WS-Federation with their long lists of claim types, then the IdP's.
fn entra_metadata() -> String {
    let claims: String = (0..36)
        .map(|n| {
            format!(
                r#"<auth:ClaimType Uri="http://schemas.example.com/identity/claims/claim{n}" xmlns:auth="http://docs.oasis-open.org/wsfed/authorization/200706"><auth:DisplayName>Claim {n}</auth:DisplayName><auth:Description>What claim {n} of the user says.</auth:Description></auth:ClaimType>"#
            )
        })
        .collect();
    let role = |kind: &str| {
        format!(
            r#"<RoleDescriptor xsi:type="fed:{kind}" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706"><fed:ClaimTypesOffered>{claims}</fed:ClaimTypesOffered><fed:PassiveRequestorEndpoint><wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsa:Address>{IDP}/wsfed</wsa:Address></wsa:EndpointReference></fed:PassiveRequestorEndpoint></RoleDescriptor>"#
        )
    };
    let id = "_6d2f4c1e-9a1b-4b7a-8f53-0c2f6b1a7e90";
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><EntityDescriptor ID="{id}" entityID="https://sts.windows.net/0a1b2c3d/" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">{}{}{}<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{IDP}/logout"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{IDP}/sso"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{IDP}/sso"/></IDPSSODescriptor></EntityDescriptor>
"#,
        signature(id),
        role("SecurityTokenServiceType"),
        role("ApplicationServiceType"),
    )
}

/// Entities as federations list them, one a line, until there are `bytes`.
fn aggregate(bytes: usize) -> String {
    let mut text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" ID="_aggregate" Name="https://federation.example.org" validUntil="2044-05-01T12:00:00Z">{}
"#,
        signature("_aggregate")
    );
    let mut n = 0;
    while text.len() < bytes {
        n += 1;
        // A certificate's text, different in each entity: nobody reads it here.
        let certificate: String = (0..24)
            .map(|k| format!("MIIB{n:08}{k:02}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv\n"))
            .collect();
        let _ = writeln!(
            text,
            r#"  <md:EntityDescriptor entityID="https://idp{n}.example.org/shibboleth">
    <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
      <md:Extensions>
        <mdui:UIInfo>
          <mdui:DisplayName xml:lang="en">University {n} of Example</mdui:DisplayName>
          <mdui:Description xml:lang="en">The identity provider of University {n} &amp; its colleges</mdui:Description>
        </mdui:UIInfo>
      </md:Extensions>
      <md:KeyDescriptor use="signing">
        <ds:KeyInfo>
          <ds:X509Data>
            <ds:X509Certificate>
{certificate}            </ds:X509Certificate>
          </ds:X509Data>
        </ds:KeyInfo>
      </md:KeyDescriptor>
      <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
      <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp{n}.example.org/sso/redirect"/>
      <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp{n}.example.org/sso/post"/>
    </md:IDPSSODescriptor>
    <md:Organization>
      <md:OrganizationName xml:lang="en">University {n}</md:OrganizationName>
      <md:OrganizationDisplayName xml:lang="en">University {n} of Example</md:OrganizationDisplayName>
      <md:OrganizationURL xml:lang="en">https://www{n}.example.org/</md:OrganizationURL>
    </md:Organization>
    <md:ContactPerson contactType="technical">
      <md:GivenName>Operations {n}</md:GivenName>
      <md:EmailAddress>mailto:operations@idp{n}.example.org</md:EmailAddress>
    </md:ContactPerson>
  </md:EntityDescriptor>"#
        );
    }
    text + "</md:EntitiesDescriptor>\n"
}
