//! What passed, what did not, and what was not run and why.

use std::collections::BTreeMap;

/// The score of a run.
#[derive(Default)]
pub(crate) struct Board {
    rows: BTreeMap<&'static str, [usize; 3]>,
    skipped: BTreeMap<(&'static str, String), usize>,
    /// Name and what was wrong.
    pub(crate) failed: BTreeMap<String, String>,
    /// Every name that was run.
    pub(crate) names: Vec<String>,
    /// Attacks that were accepted.
    pub(crate) false_accepts: Vec<String>,
}

impl Board {
    /// Notes how `path` ended in `class`.
    pub(crate) fn note(&mut self, class: &'static str, path: &str, outcome: Result<(), String>) {
        let name = format!("{class}:{path}");
        let row = self.rows.entry(class).or_default();
        match outcome {
            Ok(()) => row[0] += 1,
            Err(what) => {
                row[1] += 1;
                self.failed.insert(name.clone(), what);
            }
        }
        self.names.push(name);
    }

    /// Notes that something in `class` is not run.
    pub(crate) fn skip(&mut self, class: &'static str, reason: impl Into<String>) {
        self.rows.entry(class).or_default()[2] += 1;
        *self.skipped.entry((class, reason.into())).or_default() += 1;
    }

    pub(crate) fn print(&self) {
        println!("{:<14} {:>6} {:>6} {:>8}", "class", "passed", "wrong", "not run");
        for (class, row) in &self.rows {
            println!("{class:<14} {:>6} {:>6} {:>8}", row[0], row[1], row[2]);
        }
        println!("not run:");
        for ((class, reason), count) in &self.skipped {
            println!("{count:>6} {class}: {reason}");
        }
    }
}
