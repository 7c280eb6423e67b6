//! A rule explained: what it means, why it matters, how to mend it at each product, an example, and what it
//! causes or follows from.

use crate::claims::edit_distance;
use crate::idp::{Change, Values, Vendor, steps};
use crate::rules::{ALL, Group, Rule, Severity, fold};

/// Rule, changes, and the message of its first fixture, a line each. Made from the rules and from their
/// fixtures; a stale copy fails a test.
const EXPLAINED: &str = include_str!("explained.tsv");

/// What is known of a rule beyond its own documentation.
pub struct Explanation {
    /// What comes of it.
    pub why: &'static str,
    /// What it says of the first of its fixtures.
    pub example: String,
    /// What has to change at the identity provider; steps for each are in the catalogue of products.
    pub changes: Vec<Change>,
    /// Rules under which its findings are told.
    pub causes: Vec<&'static str>,
    /// Rules whose findings are told under its own.
    pub consequences: Vec<&'static str>,
}

impl Explanation {
    /// What is known of `rule`.
    pub fn of(rule: &Rule) -> Explanation {
        let mut line = EXPLAINED.lines().map(|line| line.split('\t'));
        let mut columns =
            line.find(|columns| columns.clone().next() == Some(rule.name)).into_iter().flatten();
        let changes = columns.nth(1).unwrap_or("");
        let is_named = |change: &Change| changes.split(',').any(|name| name == change.name());
        Explanation {
            why: why(rule),
            example: columns.next().unwrap_or("").to_owned(),
            changes: Change::ALL.into_iter().filter(is_named).collect(),
            causes: ALL.iter().filter(|cause| fold::may_cause(cause, rule)).map(|cause| cause.name).collect(),
            consequences: ALL.iter().filter(|it| fold::may_cause(rule, it)).map(|it| it.name).collect(),
        }
    }

    /// The steps at one product, for all changes; empty where nothing has to change there.
    pub fn steps_at(&self, vendor: Vendor) -> Vec<String> {
        let all = self.changes.iter().flat_map(|change| steps(vendor, *change, &Values::default()));
        all.map(|step| step.text).collect()
    }
}

/// What comes of a fault, by how much it matters and what it is about.
fn why(rule: &Rule) -> &'static str {
    match (rule.severity, rule.group) {
        (Severity::Error, Group::Metadata | Group::Certificate) => {
            "Saving this would break logins, or make none possible."
        }
        (Severity::Error, Group::Capture) => "Without the message nothing can be checked.",
        (Severity::Error, Group::Xml) => "A service provider cannot read the text at all, or must not.",
        (Severity::Error, Group::Signature) => {
            "Nothing else in the message counts until it is certain who wrote it: anybody could have."
        }
        (Severity::Error, Group::Claim | Group::NameId) => {
            "The login is refused, because it is not clear which user it is, or what the user may do."
        }
        (Severity::Error, _) => "A service provider that keeps to the standard refuses this login.",
        (Severity::Warning, Group::Metadata | Group::Certificate) => {
            "Logins may work now, and stop later or for some users."
        }
        (Severity::Warning, Group::Settings) => "The settings contradict each other; logins probably fail.",
        (Severity::Warning, _) => "The login is accepted here, but another service provider may refuse it.",
        (Severity::Hint, _) => "It says nothing about the set-up: only about how the text was copied.",
        (Severity::Info, _) => "Nothing has to change. It is good to know when something else fails.",
    }
}

/// A rule's page for people, with the steps at `only`, or at every product that has steps of its own.
pub fn to_page(rule: &Rule, only: Option<Vendor>) -> String {
    let explanation = Explanation::of(rule);
    let section = |heading: &str| one_line(rule.section(heading).unwrap_or(""));
    let mut page = format!("{} ({}, {})\n", rule.name, rule.severity.name(), rule.group.name());
    let mut add = |title: &str, text: &str| {
        if !text.is_empty() {
            let space = if text.starts_with('\n') { "" } else { " " };
            page.push_str(&format!("\n{title}:{space}{text}\n"));
        }
    };
    add("What it means", &section("What it means"));
    add("Why it matters", explanation.why);
    add("Example", &explanation.example);
    add("How to fix it", &section("How to fix it"));
    for (vendor, steps) in steps_by_vendor(&explanation, only) {
        add(&format!("At {}", vendor.label()), &numbered(&steps));
    }
    add("If one of these is shown too, fix it first", &explanation.causes.join(", "));
    add("Fixing this may also clear", &explanation.consequences.join(", "));
    add("Standard", &section("Standard"));
    page
}

/// The steps at each product, those that say the same as the generic ones left out.
fn steps_by_vendor(explanation: &Explanation, only: Option<Vendor>) -> Vec<(Vendor, Vec<String>)> {
    let generic = explanation.steps_at(Vendor::Generic);
    let vendors = Vendor::ALL.into_iter().filter(|vendor| only.is_none_or(|only| only == *vendor));
    let all = vendors.map(|vendor| (vendor, explanation.steps_at(vendor)));
    all.filter(|(vendor, steps)| !steps.is_empty() && (only == Some(*vendor) || *steps != generic)).collect()
}

fn numbered(steps: &[String]) -> String {
    (1u32..).zip(steps).map(|(number, step)| format!("\n  {number}. {step}")).collect()
}

/// The rules whose names come nearest to `name`, the nearest first: what a person mistyped, or remembers in
/// part.
pub fn nearest(name: &str) -> Vec<&'static str> {
    const SHOWN: usize = 5;
    /// As long as a name may be that somebody mistyped; a longer one is compared by its words alone.
    const LONGEST: usize = 100;
    let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| word.len() > 2).collect();
    let mut near: Vec<(usize, &'static str)> = ALL
        .iter()
        .filter_map(|rule| {
            let distance = if name.len() > LONGEST { LONGEST } else { edit_distance(name, rule.name) };
            let shared = words.iter().filter(|word| rule.name.contains(**word)).count();
            // A slip of the fingers first, then who shares the most words.
            let rank = match distance {
                0..=3 => distance,
                _ if shared > 0 && shared.saturating_add(1) >= words.len() => LONGEST.saturating_sub(shared),
                _ => return None,
            };
            Some((rank, rule.name))
        })
        .collect();
    near.sort();
    near.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_name_leads_to_the_right_one() {
        assert_eq!(nearest("assertion-audience-mismach").first(), Some(&"assertion-audience-mismatch"));
        assert_eq!(nearest("audience").len(), 3, "every rule about the audience");
        assert!(nearest("audience").iter().all(|name| name.contains("audience")));
        assert_eq!(nearest("claim-value-nearmiss").first(), Some(&"claim-value-near-miss"));
        assert!(nearest("zzzzzzzz").is_empty());
        assert!(nearest(&"a-".repeat(100_000)).is_empty());
    }

    #[test]
    fn causes_and_consequences_are_two_sides() {
        let named = |name: &str| Explanation::of(crate::rules::named(name).expect("a rule"));
        assert!(named("assertion-expired").consequences.contains(&"assertion-confirmation-expired"));
        assert!(named("assertion-confirmation-expired").causes.contains(&"assertion-expired"));
        assert!(named("signature-key-unknown").consequences.contains(&"assertion-unsigned"));
    }

    #[test]
    fn every_change_has_steps_at_the_five_products_of_the_cookbook() {
        use Vendor::{Adfs, Entra, Google, Okta, OneLogin};
        for rule in ALL {
            let explanation = Explanation::of(rule);
            for vendor in [Okta, Entra, OneLogin, Adfs, Google] {
                let is_empty = explanation.steps_at(vendor).is_empty();
                assert_eq!(is_empty, explanation.changes.is_empty(), "{} at {vendor}", rule.name);
            }
        }
    }
}
