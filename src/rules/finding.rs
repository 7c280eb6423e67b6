//! A finding: what one rule says about one place.

use super::{Group, Rule};
use crate::facts::Facts;
use crate::idp::Step;
use crate::text::Span;

/// How much a finding matters, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A conforming service provider refuses this, or saving it would break logins.
    Error,
    /// It works, but it should be looked at.
    Warning,
    /// About the paste, not about the set-up.
    Hint,
    /// Good to know.
    Info,
}

/// What one rule says about one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, with the actual values.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Other places that belong to it.
    pub related: Vec<(String, Span)>,
    /// What follows from it and needs no action of its own.
    pub consequences: Vec<Finding>,
    /// What to do.
    pub fix: Option<Fix>,
    /// How it is told under a cause, where its message would only repeat that.
    pub brief: Option<&'static str>,
    /// Whether it says why the signatures fail too: then it is told before them, and they under it.
    pub explains_keys: bool,
}

impl Finding {
    /// Whether it says something about the metadata, not about what was captured.
    pub fn is_about_metadata(&self, facts: &Facts<'_>) -> bool {
        let group = self.rule.group;
        matches!(group, Group::Metadata | Group::Certificate) || facts.sources.is_metadata(self.span.source)
    }

    /// Sets another severity than the rule's own.
    pub fn severity(&mut self, severity: Severity) -> &mut Finding {
        self.severity = severity;
        self
    }

    /// Sets how it is told under a cause.
    pub fn briefly(&mut self, brief: &'static str) -> &mut Finding {
        self.brief = Some(brief);
        self
    }

    /// Says whether this is why the signatures fail too.
    pub fn explaining_keys(&mut self, explains: bool) -> &mut Finding {
        self.explains_keys = explains;
        self
    }

    /// Adds a place that belongs to the finding.
    pub fn related(&mut self, message: impl Into<String>, span: Span) -> &mut Finding {
        self.related.push((message.into(), span));
        self
    }

    /// Says what to do.
    pub fn fix(&mut self, fix: Fix) -> &mut Finding {
        self.fix = Some(fix);
        self
    }
}

/// What to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Who has to act.
    pub who: Actor,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The setting of the input that matters, by its JSON name.
    pub setting: Option<&'static str>,
    /// Whether new metadata comes of it, which is then checked here; anything else has to be tried by a login.
    pub brings_metadata: bool,
}

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The identity provider's administrator.
    Idp,
    /// The service provider's side: the settings of this page.
    Sp,
    /// Whoever copied the text.
    Capture,
}

impl Fix {
    /// Steps for the identity provider's administrator.
    pub fn at_idp(steps: Vec<String>) -> Fix {
        Fix::of(Actor::Idp, steps)
    }

    pub(super) fn of(who: Actor, steps: Vec<String>) -> Fix {
        let steps = steps.into_iter().map(Step::from).collect();
        Fix { who, steps, setting: None, brings_metadata: false }
    }

    /// One step on the service provider's side, at the input's `setting` where it is one.
    pub fn at_sp(step: impl Into<String>, setting: Option<&'static str>) -> Fix {
        Fix { setting, ..Fix::of(Actor::Sp, vec![step.into()]) }
    }

    /// The same with another step at its end.
    pub fn then(mut self, step: impl Into<String>) -> Fix {
        self.insert(self.steps.len(), step.into());
        self
    }

    /// Puts a step of words among the others; one far behind them all becomes the last.
    pub fn insert(&mut self, at: usize, step: String) {
        self.steps.insert(at.min(self.steps.len()), Step::from(step));
    }

    /// The words of all steps.
    pub fn words(&self) -> String {
        self.steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// One step for whoever copied the text.
    pub fn copy_again(step: impl Into<String>) -> Fix {
        Fix::of(Actor::Capture, vec![step.into()])
    }
}

/// Collects the findings of one rule.
pub struct Reporter<'r> {
    rule: &'static Rule,
    findings: &'r mut Vec<Finding>,
    room: usize,
    surplus: Option<Finding>,
}

/// Findings of one rule that are kept: a thousand of a kind help nobody.
const MAX_FINDINGS_PER_RULE: usize = 25;

impl<'r> Reporter<'r> {
    pub(super) fn new(rule: &'static Rule, findings: &'r mut Vec<Finding>) -> Reporter<'r> {
        Reporter { rule, findings, room: MAX_FINDINGS_PER_RULE, surplus: None }
    }

    /// Reports `message` at `span`, with the rule's own severity.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let finding = Finding {
            rule: self.rule,
            severity: self.rule.severity,
            message: message.into(),
            span,
            related: Vec::new(),
            consequences: Vec::new(),
            fix: None,
            brief: None,
            explains_keys: false,
        };
        if self.room == 0 {
            return self.surplus.insert(finding);
        }
        self.room = self.room.saturating_sub(1);
        self.findings.push_mut(finding)
    }
}
