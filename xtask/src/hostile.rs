//! `cargo xtask bench hostile`: what inputs built to be slow cost, beside healthy ones of the same length.

use std::collections::BTreeMap;
use std::path::Path;

use crate::bench::{Measured, Side, median, time};
use crate::shell::{Failure, Outcome, program, say, stdout_of};

/// The length of every input.
const BYTES: u32 = 1_000_000;

/// The greatest ratio to the healthy input's CPU time.
const BAR: f64 = 20.0;

/// Where the healthy input is small in memory, a shape may still take this much: 32 MB of what was
/// compressed, and a few times that to read it.
const MEMORY_KIB: u64 = 400_000;

/// The passes of each; the median counts.
const PASSES: usize = 3;

/// Measures every shape, or those whose names contain `wanted`.
pub(crate) fn run(worker: &Path, wanted: &str) -> Outcome {
    let list = stdout_of(program(worker).arg("hostile"))?;
    let shapes: Vec<(&str, &str)> = list.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut healthy: BTreeMap<&str, Measured> = BTreeMap::new();
    let mut lines = Vec::new();
    for (group, name) in shapes {
        if group != name && !name.contains(wanted) {
            continue;
        }
        let ours = measure(worker, name)?;
        let other = *healthy.entry(group).or_insert(ours);
        let ratio = ours.nanoseconds / other.nanoseconds;
        let is_within = ratio <= BAR && ours.peak_kib <= MEMORY_KIB;
        let verdict = if is_within { "" } else { "  OVER" };
        let line = format!(
            "{name:<38} {:>10}  ratio {ratio:>6.2}  memory {:>4} MB{verdict}",
            time(ours.nanoseconds),
            ours.peak_kib * 1024 / 1_000_000
        );
        say(&line);
        lines.push((ratio, line, is_within));
    }
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!(
        "\nCPU time of a check of 1 MB, and its ratio to a healthy input of the same length (bar {BAR})"
    );
    lines.iter().for_each(|(_, line, _)| println!("{line}"));
    let over = lines.iter().filter(|(_, _, is_within)| !is_within).count();
    println!("\n{} of {} within the bar", lines.len() - over, lines.len());
    if over == 0 { Ok(()) } else { Err(Failure::Not(format!("{over} over the bar"))) }
}

fn measure(worker: &Path, name: &str) -> Outcome<Measured> {
    let mut command = program(worker);
    command.args(["hostile", name, &BYTES.to_string()]);
    let mut side = Side::start(command)?;
    let rounds = (0..PASSES).map(|_| side.ask(1)).collect::<Outcome<Vec<_>>>()?;
    Ok(median(rounds, 1))
}
