//! The report as text for a terminal: each finding with its line and a mark under it.

use std::fmt::Write;

use super::model::{Actor, Finding, FlowStep, Place, Report, Severity, UserValue, Verdict};
use super::words::{self, plain};
use crate::claims::shown;
use crate::input::Input;

/// Characters of a line that are shown around a place: pasted XML often is one long line.
const SHOWN: usize = 90;
/// Characters before the place, of those.
const BEFORE: usize = 30;

/// Renders `report`, whose places point into its own sources and into `input`; without an input, as for a
/// redacted report, only places in the former are shown.
pub fn to_text(report: &Report, input: Option<&Input>, with_colours: bool) -> String {
    let mut out = Renderer { out: String::new(), report, input, with_colours };
    out.verdict();
    for finding in &report.findings {
        out.finding(finding);
    }
    out.user();
    out.flow();
    out.comparison();
    out.out
}

struct Renderer<'r> {
    out: String,
    report: &'r Report,
    input: Option<&'r Input>,
    with_colours: bool,
}

impl Renderer<'_> {
    // Writing to a String cannot fail.
    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(text);
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
            Verdict::Accept => ("1;32", "accept: this would work"),
            Verdict::Reject => ("1;31", "reject: this would not work"),
            Verdict::Undecided => ("1;33", "undecided: there is nothing here that could be accepted"),
        };
        let text = self.paint(colour, text);
        self.line(format_args!("{text}"));
    }

    fn finding(&mut self, finding: &Finding) {
        let (colour, word) = match finding.severity {
            Severity::Error => ("1;31", "error"),
            Severity::Warning => ("1;33", "warning"),
            Severity::Hint => ("1;36", "hint"),
            Severity::Info => ("1;34", "info"),
        };
        let head = self.paint(colour, &format!("{word}[{}]", finding.rule));
        self.line(format_args!("\n{head}: {}", plain(&finding.message)));
        self.place(&finding.place, "^");
        for related in &finding.related {
            self.line(format_args!("   = also: {}", plain(&related.message)));
            self.place(&related.place, "-");
        }
        for consequence in &finding.consequences {
            self.line(format_args!("   = hence [{}]: {}", consequence.rule, plain(&consequence.message)));
        }
        if let Some(fix) = &finding.fix {
            let who = match fix.who {
                Actor::Idp => "at the identity provider",
                Actor::Sp => "in these settings",
                Actor::Capture => "copy again",
            };
            for step in &fix.steps {
                self.line(format_args!("   = fix, {who}: {}", plain(step)));
            }
        }
        if let Some(standard) = &finding.standard {
            self.line(format_args!("   = standard: {}", standard.replace('\n', " ")));
        }
    }

    fn place(&mut self, place: &Place, mark: &str) {
        let report = self.report;
        let input = self.input;
        let Some(text) = source_text(report, input, &place.source) else {
            return;
        };
        let number = place.line.to_string();
        self.line(format_args!("  --> {}:{}:{}", place.source, place.line, place.column));
        let units = usize::try_from(place.to.saturating_sub(place.from)).unwrap_or(1);
        let column = usize::try_from(place.column).unwrap_or(1);
        let Some((shown, from, length)) = excerpt(text, place.line, column, units) else {
            return;
        };
        let margin = " ".repeat(number.len());
        let under = format!("{}{}", " ".repeat(from), mark.repeat(length.max(1)));
        let under = self.paint("1", &under);
        self.line(format_args!(" {margin} |\n {number} | {shown}\n {margin} | {under}"));
    }

    /// What was sent, and what was answered; nothing where that is one message alone.
    fn flow(&mut self) {
        let report = self.report;
        let logins = report.flow.iter().flatten();
        let is_worth_it = logins.clone().flat_map(|login| &login.steps).nth(1).is_some();
        if !is_worth_it && !logins.clone().flat_map(|login| &login.steps).any(|step| step.answer.is_some()) {
            return;
        }
        let judged = report.capture.as_ref().and_then(|capture| capture.judged);
        for login in logins {
            self.line(format_args!("\nflow:"));
            for step in &login.steps {
                self.step(step, judged == Some(step.message));
            }
        }
    }

    fn step(&mut self, step: &FlowStep, is_judged: bool) {
        let number = |index: u32| index.saturating_add(1);
        let mut words = vec![format!("  {}. {}", number(step.message), step.kind)];
        words.extend(step.url.as_ref().map(|url| format!("to {}", shown(url))));
        words.extend(step.binding.as_ref().map(|binding| format!("by {binding}")));
        words.extend(step.time.as_ref().map(|time| format!("at {}", shown(time))));
        words.extend(step.answers.map(|index| format!("(answers {})", number(index))));
        words.extend(is_judged.then(|| "← judged".to_owned()));
        self.line(format_args!("{}", words.join(" ")));
        if let Some(answer) = &step.answer {
            let location = answer.location.as_ref().map(|to| format!(", on to {}", shown(to)));
            let text = answer.text.as_ref().map(|text| format!(": {}", shown(text)));
            let (location, text) = (location.unwrap_or_default(), text.unwrap_or_default());
            self.line(format_args!("     answered with {}{location}{text}", answer.status));
        }
    }

    /// How the second capture differs.
    fn comparison(&mut self) {
        let report = self.report;
        let Some(comparison) = &report.comparison else {
            return;
        };
        self.line(format_args!("\ncompared with the other capture:"));
        if comparison.differences.is_empty() {
            self.line(format_args!("  no difference that matters"));
        }
        for difference in &comparison.differences {
            let value = |value: &Option<String>| value.as_deref().map_or("—".to_owned(), shown);
            let (this, other) = (value(&difference.this), value(&difference.other));
            self.line(format_args!("  {}: {this}  (other: {other})", shown(&difference.what)));
        }
    }

    fn user(&mut self) {
        let Some(user) = &self.report.user else {
            return;
        };
        self.line(format_args!("\nuser: {}", plain(&user.name_id)));
        for (name, value) in &user.claims {
            let value = match value {
                UserValue::One(value) => plain(value),
                UserValue::Several(values) => plain(&values.join(", ")),
            };
            self.line(format_args!("  {}: {value}", plain(name)));
        }
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

/// Part of a line around a column, with where the mark begins in it and how long it is.
fn excerpt(text: &str, line: u32, column: usize, units: usize) -> Option<(String, usize, usize)> {
    let line = lines(text).nth(usize::try_from(line).ok()?.checked_sub(1)?)?;
    // A column counts UTF-16 units; what is shown counts characters.
    let mut unit = 1usize;
    let at = line.chars().take_while(|c| {
        let is_before = unit < column;
        unit = unit.saturating_add(c.len_utf16());
        is_before
    });
    let at = at.count();
    let start = if line.chars().count() <= SHOWN { 0 } else { at.saturating_sub(BEFORE) };
    let shown: String = line.chars().skip(start).take(SHOWN).map(words::visible).collect();
    let rest = shown.chars().count().saturating_sub(at.saturating_sub(start));
    Some((shown, at.saturating_sub(start), units.min(rest)))
}

/// Lines as the positions count them: ended by LF, CR or CR LF.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let (line, after) = text.split_at_checked(end)?;
        rest = after.strip_prefix("\r\n").or_else(|| after.get(1..));
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_long_line_is_cut_out() {
        let text = format!("one\r\n{}<X>{}", "a".repeat(200), "b".repeat(200));
        let (shown, from, length) = excerpt(&text, 2, 201, 3).unwrap();
        assert_eq!(shown.chars().count(), SHOWN);
        assert_eq!(shown.get(from..from + length), Some("<X>"));
    }

    #[test]
    fn nothing_pasted_writes_a_line_of_its_own() {
        let pasted = "a\n\naccept: this would work\r\u{9b}2J\u{202e}\u{2028}b";
        assert_eq!(plain(pasted), "a··accept: this would work··2J··b");
        let (shown, ..) = excerpt("<a>\u{202e}\u{200b}x</a>", 1, 1, 1).unwrap();
        assert_eq!(shown, "<a>··x</a>");
    }

    #[test]
    fn columns_count_utf16_units() {
        let (shown, from, length) = excerpt("😀😀x", 1, 5, 1).unwrap();
        assert_eq!(shown.chars().skip(from).take(length).collect::<String>(), "x");
    }
}
