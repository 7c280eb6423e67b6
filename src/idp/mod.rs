//! stub
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    Generic,
    Okta,
}
impl Vendor {
    pub fn name(self) -> &'static str {
        "generic"
    }
    pub fn label(self) -> &'static str {
        "generic"
    }
}
#[derive(Clone, Debug, Default)]
pub struct Signs {
    pub entity_id: String,
    pub locations: Vec<String>,
    pub certificate_subjects: Vec<String>,
    pub root_prefix: Option<String>,
    pub role_descriptor_types: Vec<String>,
    pub has_shibmd_scope: bool,
    pub key_names: Vec<String>,
}
#[derive(Clone, Debug)]
pub struct Recognition {
    pub vendor: Vendor,
    pub evidence: Vec<String>,
}
pub fn recognise(_: &Signs) -> Recognition {
    Recognition { vendor: Vendor::Generic, evidence: vec![] }
}
#[derive(Clone, Copy, Debug)]
pub enum Change {
    Sign,
    Alg,
    Aud,
    Acs,
    NameId,
    Attr,
    Cert,
    Encrypt,
    Assign,
}
#[derive(Clone, Debug, Default)]
pub struct Values {
    pub acs: Option<String>,
    pub audience: Option<String>,
    pub claim: Option<String>,
    pub value: Option<String>,
}
pub fn steps(_: Vendor, _: Change, _: &Values) -> Vec<String> {
    vec![]
}
