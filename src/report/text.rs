//! The report as text for a terminal: each finding with its line and a mark under it.

use super::excerpt::{Excerpt, excerpt};
use super::model::{Finding, Place, Report, Severity, Verdict};
use super::preview;
use super::width::display_all;
use super::words::{place_of, plural};
use crate::input::Input;

/// Renders `report`, whose places point into its own sources and into `input`; without an input, as for a
/// redacted report, only places in the former are shown.
///
/// What was pasted writes no line, no colour and no direction of its own: characters that would are written
/// out.
pub fn to_text(report: &Report, input: Option<&Input>, with_colours: bool) -> String {
    let mut out = Renderer { out: String::new(), report, input, with_colours };
    out.verdict();
    for finding in &report.findings {
        out.finding(finding);
    }
    for line in preview::lines(report) {
        out.line(&display_all(&line));
    }
    out.summary();
    out.out
}

/// Escape sequences of a terminal (ECMA-48 §8.3.117).
mod colour {
    pub(super) const RED: &str = "1;31";
    pub(super) const GREEN: &str = "1;32";
    pub(super) const YELLOW: &str = "1;33";
    pub(super) const BLUE: &str = "1;34";
    pub(super) const CYAN: &str = "1;36";
    pub(super) const BOLD: &str = "1";
}

struct Renderer<'r> {
    out: String,
    report: &'r Report,
    input: Option<&'r Input>,
    with_colours: bool,
}

impl Renderer<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        match self.with_colours {
            true => format!("\u{1b}[{colour}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn verdict(&mut self) {
        let (colour, text) = match self.report.verdict {
            Verdict::Accept => (colour::GREEN, "accept: this would work"),
            Verdict::Reject => (colour::RED, self.rejection()),
            Verdict::Undecided => (colour::YELLOW, "undecided: there is nothing here that could be accepted"),
        };
        let text = self.paint(colour, text);
        self.line(&text);
    }

    /// A copy that was reformatted, or is old, says nothing about a real login.
    fn rejection(&self) -> &'static str {
        const OLD: [&str; 3] =
            ["assertion-expired", "assertion-confirmation-expired", "assertion-session-expired"];
        const REFORMATTED: &str = "signature-content-reformatted";
        let errors = || self.report.findings.iter().filter(|it| it.severity == Severity::Error);
        let is_old = |finding: &Finding| OLD.contains(&finding.rule.as_str());
        let is_copy = |finding: &Finding| is_old(finding) || finding.rule == REFORMATTED;
        match (errors().all(is_copy), errors().any(is_old), errors().any(|it| it.rule == REFORMATTED)) {
            (true, true, true) => {
                "reject: this copy is old and was reformatted; take a fresh, unchanged copy to see whether login works"
            }
            (true, true, false) => {
                "reject: this copy is too old; take a fresh copy to see whether login works"
            }
            (true, false, true) => {
                "reject: this copy was reformatted; take an unchanged copy to see whether login works"
            }
            _ => "reject: this would not work",
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let (colour, word) = severity(finding.severity);
        let head = self.paint(colour, &format!("{word}[{}]", finding.rule));
        let message = self.paint(colour::BOLD, &format!(": {}", display_all(&finding.message)));
        self.line(&format!("\n{head}{message}"));
        self.place(&finding.place, '^', colour);
        for related in &finding.related {
            self.note("also", &related.message);
            self.place(&related.place, '-', colour::BLUE);
        }
        for consequence in &finding.consequences {
            self.note(&format!("hence [{}]", consequence.rule), &consequence.message);
        }
        if let Some(fix) = &finding.fix {
            let label = format!("fix {}", place_of(fix.who));
            match fix.steps.as_slice() {
                [step] => self.note(&label, step),
                steps => {
                    self.note(&label, "");
                    for (number, step) in (1u32..).zip(steps) {
                        self.line(&format!("       {number}. {}", display_all(step)));
                    }
                }
            }
        }
        if let Some(standard) = &finding.standard {
            self.note("standard", &standard.replace('\n', " "));
        }
    }

    fn note(&mut self, label: &str, text: &str) {
        let sign = self.paint(colour::BLUE, "   =");
        let label = self.paint(colour::BOLD, &format!("{label}:"));
        let text = display_all(text);
        self.line(format!("{sign} {label} {text}").trim_end());
    }

    fn place(&mut self, place: &Place, mark: char, colour: &str) {
        let Some(text) = source_text(self.report, self.input, &place.source) else {
            return;
        };
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        let arrow = self.paint(colour::BLUE, &format!("{margin} -->"));
        self.line(&format!("{arrow} {}:{}:{}", place.source, place.line, place.column));
        let units = place.to.saturating_sub(place.from);
        let Some(Excerpt { text, indent, marks, more_lines }) =
            excerpt(text, place.line, place.column, units)
        else {
            return;
        };
        let rest = match more_lines {
            0 => String::new(),
            more => format!(" and {}", plural(more, "more line")),
        };
        let marks = self.paint(colour, &format!("{}{rest}", String::from(mark).repeat(marks)));
        let bar = self.paint(colour::BLUE, &format!(" {margin} |"));
        let numbered = self.paint(colour::BLUE, &format!(" {number} |"));
        self.line(&bar);
        self.line(format!("{numbered} {text}").trim_end());
        self.line(&format!("{bar} {}{marks}", " ".repeat(indent)));
    }

    fn summary(&mut self) {
        let count = |severity| self.report.findings.iter().filter(|it| it.severity == severity).count();
        let counts = [(Severity::Error, "error"), (Severity::Warning, "warning")];
        let counts: Vec<String> = counts
            .into_iter()
            .map(|(severity, word)| (count(severity), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| plural(count, word))
            .collect();
        if !counts.is_empty() {
            let first = self.report.findings.first();
            let name = first.map_or("NAME", |finding| finding.rule.as_str());
            let word = first.map_or("finding", |finding| severity(finding.severity).1);
            self.line(&format!(
                "\n{}. More on the first {word}: sso-preflight rules {name}",
                counts.join(" and ")
            ));
        }
    }
}

fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => (colour::RED, "error"),
        Severity::Warning => (colour::YELLOW, "warning"),
        Severity::Hint => (colour::CYAN, "hint"),
        Severity::Info => (colour::BLUE, "info"),
    }
}

/// The text that a place points into.
fn source_text<'a>(report: &'a Report, input: Option<&'a Input>, id: &str) -> Option<&'a str> {
    let own = report.sources.iter().find(|source| source.id == id)?.text.as_deref();
    own.or_else(|| match id {
        "metadata" => input?.metadata.as_deref(),
        "capture" => input?.capture.as_deref(),
        "savedMetadata" => input?.saved_metadata.as_deref(),
        "otherCapture" => input?.other_capture.as_deref(),
        _ => None,
    })
}
