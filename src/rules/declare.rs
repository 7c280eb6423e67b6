//! How a rule is declared, and how the list of all rules is made.

use super::finding::{Reporter, Severity};
use crate::facts::Facts;

/// A rule: its name, its texts and its check.
pub struct Rule {
    /// The name, which states the fault and never changes.
    pub name: &'static str,
    /// The severity of its findings where they set no other.
    pub severity: Severity,
    /// Which part of the catalogue it belongs to.
    pub group: Group,
    /// The documentation in Markdown, under fixed headings.
    pub docs: &'static str,
    /// Looks at the facts and reports.
    pub check: fn(&Facts<'_>, &mut Reporter<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Rule {
    /// The text under the heading `## heading` of the documentation.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let mut parts = self.docs.split("## ").skip(1);
        let (_, text) =
            parts.find_map(|part| part.split_once('\n').filter(|(title, _)| title.trim() == heading))?;
        Some(text.trim())
    }

    /// The sections of the standards behind the rule, where there is one.
    pub fn standard(&self) -> Option<&'static str> {
        self.section("Standard")
    }
}

/// Parts of the catalogue, in the order in which findings of one severity are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What was pasted into the test box.
    Capture,
    /// XML.
    Xml,
    /// The identity provider refused: everything else follows.
    Status,
    /// Signatures.
    Signature,
    /// The Response.
    Response,
    /// The Assertion.
    Assertion,
    /// NameID.
    NameId,
    /// Attributes.
    Claim,
    /// The settings of the service provider.
    Settings,
    /// Metadata.
    Metadata,
    /// Certificates.
    Certificate,
}

/// Declares the rule of a file: `declare_rule! { /// docs … Group, "name", Severity }`. The file has a
/// function `check`.
macro_rules! declare_rule {
    ($(#[doc = $docs:literal])* $group:ident, $name:literal, $severity:ident) => {
        pub(in crate::rules) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::rules::Severity::$severity,
            group: $crate::rules::Group::$group,
            docs: concat!($($docs, "\n",)*),
            check,
        };
    };
}
pub(in crate::rules) use declare_rule;

/// Makes the modules of the rules and the list `ALL`, in the order of the catalogue.
macro_rules! rules {
    ($($folder:ident { $($rule:ident)* })*) => {
        $(
            mod $folder {
                $(pub(super) mod $rule;)*
            }
        )*

        /// Every rule, in the order of the catalogue.
        pub static ALL: &[&Rule] = &[$($(&$folder::$rule::RULE,)*)*];
    };
}
pub(in crate::rules) use rules;
