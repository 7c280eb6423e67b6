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
    /// The documentation in Markdown, under fixed headings; empty in WebAssembly, where nobody reads it
    /// and everybody would have to download it.
    pub docs: &'static str,
    /// The sections of the standards behind the rule, where there is one.
    pub standard: Option<&'static str>,
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
}

/// The text under the last heading, `## Standard`; empty where there is none.
pub(in crate::rules) const fn standard_in(docs: &str) -> &[u8] {
    let mut rest = docs.as_bytes();
    // One byte less each round.
    while let [_, after @ ..] = rest {
        if let [b'#', b'#', b' ', b'S', b't', b'a', b'n', b'd', b'a', b'r', b'd', b'\n', text @ ..] = rest {
            return text.trim_ascii();
        }
        rest = after;
    }
    rest
}

/// The same bytes in a place of their own, so that the text around them need not be kept.
pub(in crate::rules) const fn copied<const N: usize>(from: &[u8]) -> [u8; N] {
    match from.first_chunk() {
        Some(bytes) => *bytes,
        None => [0; N],
    }
}

/// The bytes as text; nothing where there are none.
pub(in crate::rules) const fn as_text(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() => Some(text),
        _ => None,
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
    /// The AuthnRequest that the Response answers.
    Request,
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

impl Group {
    /// Whether this build asks its rules: without the feature `whole` there is nothing but metadata.
    pub(in crate::rules) const fn is_in_this_build(self) -> bool {
        cfg!(feature = "whole")
            || matches!(self, Group::Xml | Group::Settings | Group::Metadata | Group::Certificate)
    }
}

/// Declares the rule of a file: `declare_rule! { /// docs … Group, "name", Severity }`. The file has a
/// function `check`.
macro_rules! declare_rule {
    ($(#[doc = $docs:literal])* $group:ident, $name:literal, $severity:ident) => {
        pub(in crate::rules) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::rules::Severity::$severity,
            group: $crate::rules::Group::$group,
            docs: if cfg!(target_arch = "wasm32") { "" } else { DOCS },
            standard: $crate::rules::declare::as_text(&STANDARD),
            check: match $crate::rules::Group::$group.is_in_this_build() {
                true => check,
                false => |_, _| {},
            },
        };

        const DOCS: &str = concat!($($docs, "\n",)*);

        static STANDARD: [u8; $crate::rules::declare::standard_in(DOCS).len()] =
            $crate::rules::declare::copied($crate::rules::declare::standard_in(DOCS));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ALL;

    #[test]
    fn the_standard_is_the_section_of_that_name() {
        for rule in ALL {
            assert_eq!(rule.standard, rule.section("Standard"), "{rule:?}");
        }
        assert!(ALL.iter().any(|rule| rule.standard.is_some()), "some rules have one");
        assert_eq!(
            standard_in(" ## What it means\n Much.\n ## Standard\n X §1\n X §2\n"),
            b"X \xc2\xa71\n X \xc2\xa72"
        );
        assert_eq!(as_text(standard_in(" ## What it means\n Much.\n")), None);
    }
}
