//! The end of the text form: the user, what differs, and the times, each told line by line.

use super::model::{
    Change, Difference, FlowStep, ProvisionedField, Provisioning, ProvisioningAction, Report, TimelineEntry,
    Verdict,
};
use super::width::{display_all, width_of};
use crate::claims::shown;

/// Rules whose findings are about time: where one of them speaks, the times are listed.
const ABOUT_TIME: [&str; 6] = [
    "assertion-expired",
    "assertion-not-yet-valid",
    "assertion-confirmation-expired",
    "assertion-session-expired",
    "metadata-expired",
    "assertion-replayed",
];

/// The lines after the findings.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(provisioning) = &report.provisioning {
        provisioning_lines(provisioning, report, &mut lines);
    }
    flow_lines(report, &mut lines);
    if let Some(comparison) = &report.comparison {
        comparison_lines(&comparison.differences, &mut lines);
    }
    if !report.changes.is_empty() {
        lines.extend([String::new(), "against the saved metadata:".to_owned()]);
        lines.extend(report.changes.iter().map(change_line));
    }
    if report.findings.iter().any(|finding| ABOUT_TIME.contains(&finding.rule.as_str())) {
        lines.extend([String::new(), "times:".to_owned()]);
        lines.extend(columns(report.timeline.iter().filter(|it| is_telling(it, report)).map(time_row)));
    }
    lines
}

fn provisioning_lines(provisioning: &Provisioning, report: &Report, lines: &mut Vec<String>) {
    lines.push(String::new());
    let fields = match (&report.user, report.verdict) {
        (Some(user), Verdict::Accept) => {
            lines.push(format!("user: {}", user.name_id));
            lines.push(format!("  {}", happens(provisioning)));
            // The NameID is in the first line.
            provisioning.fields.get(1..).unwrap_or(&[])
        }
        _ => {
            lines.push("what the login contains (not used because of the error):".to_owned());
            provisioning.fields.as_slice()
        }
    };
    lines.extend(columns(fields.iter().map(field_row)));
}

fn happens(provisioning: &Provisioning) -> String {
    let changed: Vec<&str> =
        provisioning.fields.iter().filter(|field| field.changes).map(|field| field.label.as_str()).collect();
    match (provisioning.action, changed.as_slice()) {
        (ProvisioningAction::Update, []) => "known from the other capture; nothing would change".to_owned(),
        (ProvisioningAction::Update, changed) => {
            format!("known from the other capture; would change: {}", changed.join(", "))
        }
        _ => "created at the first login, updated at every later one".to_owned(),
    }
}

/// The field, its value, and what is to be said of it.
fn field_row(field: &ProvisionedField) -> Vec<String> {
    let values = if field.shown.is_empty() { &field.values } else { &field.shown };
    let mut value = match values.as_slice() {
        [] => "(nothing)".to_owned(),
        values => values.iter().map(|value| display_all(value)).collect::<Vec<_>>().join(", "),
    };
    if let Some(from) = field.from.as_ref().filter(|from| **from != field.field) {
        value.push_str(&format!(" (sent as {})", display_all(from)));
    }
    let mut notes: Vec<String> = field.meaning.iter().cloned().collect();
    notes.extend(field.nearest.as_ref().map(|nearest| format!("probably meant: {nearest}")));
    notes.extend(field.problem.clone());
    if let Some(previous) = field.previous.as_ref().filter(|_| field.changes) {
        let before = if previous.is_empty() { "nothing".to_owned() } else { previous.join(", ") };
        notes.push(format!("before: {before}"));
    }
    vec![field.field.clone(), value, notes.join("; ")]
}

/// What was sent, and what was answered; nothing where that is one message alone.
fn flow_lines(report: &Report, lines: &mut Vec<String>) {
    let steps = || report.flow.iter().flatten().flat_map(|login| &login.steps);
    if steps().nth(1).is_none() && steps().all(|step| step.answer.is_none()) {
        return;
    }
    let judged = report.capture.as_ref().and_then(|capture| capture.judged);
    for login in report.flow.iter().flatten() {
        lines.extend([String::new(), "flow:".to_owned()]);
        lines.extend(login.steps.iter().flat_map(|step| step_lines(step, judged == Some(step.message))));
    }
}

fn step_lines(step: &FlowStep, is_judged: bool) -> impl Iterator<Item = String> {
    let number = |index: u32| index.saturating_add(1);
    let mut words = vec![format!("  {}. {}", number(step.message), step.kind)];
    words.extend(step.url.as_ref().map(|url| format!("to {}", shown(url))));
    words.extend(step.binding.as_ref().map(|binding| format!("by {binding}")));
    words.extend(step.time.as_ref().map(|time| format!("at {}", shown(time))));
    words.extend(step.answers.map(|index| format!("(answers {})", number(index))));
    words.extend(is_judged.then(|| "← judged".to_owned()));
    let answer = step.answer.as_ref().map(|answer| {
        let location = answer.location.as_ref().map(|to| format!(", on to {}", shown(to)));
        let text = answer.text.as_ref().map(|text| format!(": {}", shown(text)));
        let (location, text) = (location.unwrap_or_default(), text.unwrap_or_default());
        format!("     answered with {}{location}{text}", answer.status)
    });
    [words.join(" ")].into_iter().chain(answer)
}

fn comparison_lines(differences: &[Difference], lines: &mut Vec<String>) {
    lines.push(String::new());
    if differences.is_empty() {
        lines.push("the other capture says the same in everything that matters".to_owned());
        return;
    }
    lines.push("the other capture differs:".to_owned());
    let nothing = || "(nothing)".to_owned();
    let rows = differences.iter().map(|difference| {
        let (this, other) = (difference.this.clone(), difference.other.clone());
        let this = format!("here {}", this.unwrap_or_else(nothing));
        vec![difference.what.clone(), this, format!("there {}", other.unwrap_or_else(nothing))]
    });
    lines.extend(columns(rows));
}

fn change_line(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("  {}: {after}, before {before}", change.what),
        (None, Some(after)) => format!("  {}: new: {after}", change.what),
        (Some(before), None) => format!("  {}: gone: {before}", change.what),
        (None, None) => format!("  {}", change.what),
    }
}

/// The message's times and the present; those of certificates tell nothing about one login.
fn is_telling(entry: &TimelineEntry, report: &Report) -> bool {
    report.capture.is_none() || !entry.what.starts_with("certificate.")
}

fn time_row(entry: &TimelineEntry) -> Vec<String> {
    vec![entry.instant.clone(), entry.relative.clone(), entry.label.clone()]
}

/// Rows with their cells below each other.
fn columns(rows: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    /// A longer cell pushes the next one aside rather than every other row's.
    const WIDEST: usize = 40;
    let rows: Vec<Vec<String>> = rows.collect();
    let width = |text: &str| text.chars().map(width_of).sum::<usize>();
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell));
        cells.filter(|width| *width <= WIDEST).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..4).map(widest).collect();
    let lines = rows.iter().map(|row| {
        let mut line = String::new();
        for (cell, column) in row.iter().zip(&widths) {
            let space = column.saturating_sub(width(cell)).saturating_add(2);
            line.push_str(&format!("{cell}{}", " ".repeat(space)));
        }
        format!("  {}", line.trim_end())
    });
    lines.collect()
}
