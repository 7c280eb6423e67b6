//! `cargo xtask fuzz`: the targets of tests/fuzz under libFuzzer, one after the other.
//!
//! Everything that a run makes is below `target/fuzz`: seeds by the generator of the tests, corpora that
//! grow from run to run, logs, and the inputs that broke a property.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::shell::{Failure, Outcome, cargo, program, root, run as run_program, say, spoken, stdout_of};
use crate::shell::{succeeds, timed};
use crate::wasm;

/// How long a target runs where nothing else is said.
const SECONDS: u64 = 60;

/// A few times the largest seed: what needs longer input is looked at by tests/hostile.rs.
const LONGEST_INPUT: u32 = 24_000;

/// Longer than the longest check of an input of that length by far, on a busy machine too.
const LONGEST_RUN_SECONDS: u32 = 20;

/// What was asked for.
struct Plan {
    targets: Vec<String>,
    seconds: u64,
    jobs: usize,
}

/// `[TARGET …] [--seconds N] [--jobs N]`
pub(crate) fn run(options: &[&str]) -> Outcome {
    let plan = Plan::read(options)?;
    let folder = wasm::target_dir().join("fuzz");
    let programs = build(&folder)?;
    let mut lines = Vec::new();
    for target in &plan.targets {
        let what = format!("fuzzing {target}");
        let line = timed(&what, || Line::measure(target, &plan, &folder, &programs))?;
        say(&line.to_string());
        lines.push(line);
    }
    println!();
    for line in &lines {
        println!("{line}");
    }
    let executions = lines.iter().map(|line| line.executions).sum();
    let cpu = lines.iter().map(|line| line.cpu).sum();
    let found: Vec<PathBuf> = lines.into_iter().flat_map(|line| line.found).collect();
    println!("{}", Line { target: "total".to_owned(), executions, cpu, found: found.clone() });
    if found.is_empty() {
        return Ok(());
    }
    println!("\nWhat was found belongs in tests/fuzz/regressions/TARGET, where the tests replay it:");
    found.iter().for_each(|file| println!("    {}", file.display()));
    Err(Failure::Not(format!("{} inputs break a property", found.len())))
}

impl Plan {
    fn read(options: &[&str]) -> Outcome<Plan> {
        let known = targets()?;
        let mut plan = Plan { targets: Vec::new(), seconds: SECONDS, jobs: 1 };
        let mut options = options.iter();
        while let Some(option) = options.next() {
            let mut number = || options.next().and_then(|text| text.parse().ok()).ok_or(Failure::Usage);
            match *option {
                "--seconds" => plan.seconds = number()?,
                "--jobs" => plan.jobs = usize::try_from(number()?.max(1)).unwrap_or(1),
                target if known.iter().any(|name| name == target) => plan.targets.push(target.to_owned()),
                _ => return Err(Failure::Not(format!("the targets are {}", known.join(", ")))),
            }
        }
        if plan.targets.is_empty() {
            plan.targets = known;
        }
        Ok(plan)
    }
}

/// The programs of tests/fuzz/targets.
fn targets() -> Outcome<Vec<String>> {
    let folder = root().join("tests/fuzz/targets");
    let entries = fs::read_dir(&folder).map_err(|error| Failure::File(folder, error))?;
    let stem = |entry: fs::DirEntry| Some(entry.path().file_stem()?.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.flatten().filter_map(stem).collect();
    names.sort();
    Ok(names)
}

/// Writes the seeds and compiles the targets; the folder of their programs.
fn build(folder: &Path) -> Outcome<PathBuf> {
    if !succeeds(program("cargo").args(["+nightly", "--version"])) {
        let remedy = "rustup toolchain install nightly".to_owned();
        return Err(Failure::Missing("a nightly compiler".to_owned(), remedy));
    }
    if !succeeds(program("cargo").args(["+nightly", "fuzz", "--version"])) {
        return Err(Failure::Missing("cargo-fuzz".to_owned(), "cargo install cargo-fuzz".to_owned()));
    }
    timed("writing the seeds", || {
        run_program(
            cargo()
                .args(["test", "--quiet", "--test", "fuzz", "seeds_are_written"])
                .env("FUZZ_SEEDS", folder.join("seeds"))
                .stdout(Stdio::null()),
        )
    })?;
    timed("compiling the targets (nightly)", || {
        // No sanitizer: they look for what unsafe code does, and the core has none.
        let build = ["+nightly", "fuzz", "build", "--fuzz-dir", "tests/fuzz", "--sanitizer", "none"];
        run_program(program("cargo").args(build).arg("--target-dir").arg(folder))
    })?;
    let about = stdout_of(program("rustc").args(["+nightly", "-vV"]))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::Not("rustc does not say its host".to_owned()))?;
    Ok(folder.join(host).join("release"))
}

/// What one target came to.
struct Line {
    target: String,
    executions: u64,
    cpu: Duration,
    /// Inputs that break the property.
    found: Vec<PathBuf>,
}

impl Line {
    fn measure(target: &str, plan: &Plan, folder: &Path, programs: &Path) -> Outcome<Line> {
        let found = folder.join("found").join(target);
        let corpus = folder.join("corpus").join(target);
        for needed in [&found, &corpus] {
            fs::create_dir_all(needed).map_err(|error| Failure::File(needed.clone(), error))?;
        }
        let old = files(&found);
        let before = cpu_of_children();
        let mut running = Vec::new();
        for job in 0..plan.jobs {
            let log = folder.join(format!("{target}-{job}.log"));
            let start = || -> std::io::Result<Child> {
                Command::new(programs.join(target))
                    .arg(format!("-max_total_time={}", plan.seconds))
                    .arg(format!("-max_len={LONGEST_INPUT}"))
                    .arg(format!("-timeout={LONGEST_RUN_SECONDS}"))
                    .arg("-print_final_stats=1")
                    .arg(format!("-artifact_prefix={}/", found.display()))
                    .arg(format!("-dict={}", root().join("tests/fuzz/saml.dict").display()))
                    .args([&corpus, &folder.join("seeds").join(target)])
                    .stdout(Stdio::null())
                    .stderr(File::create(&log)?)
                    .spawn()
            };
            let child = start().map_err(|error| Failure::Program(target.to_owned(), error.to_string()))?;
            running.push((child, log));
        }
        let mut executions = 0;
        for (mut child, log) in running {
            child.wait().map_err(|error| Failure::Program(target.to_owned(), error.to_string()))?;
            executions += executed(&String::from_utf8_lossy(&fs::read(&log).unwrap_or_default()));
        }
        let cpu = cpu_of_children().saturating_sub(before);
        let found = files(&found).into_iter().filter(|file| !old.contains(file)).collect();
        Ok(Line { target: target.to_owned(), executions, cpu, found })
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Line { target, executions, cpu, found } = self;
        write!(f, "{target:<9} {executions:>11} executions  {:>14} of CPU  ", spoken(*cpu))?;
        write!(f, "{} found", found.len())
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// How often a target ran: what its log says at the end; after a crash, the last number in it.
fn executed(log: &str) -> u64 {
    let number = |text: &str| text.split_whitespace().next().and_then(|word| word.parse().ok());
    let told = log.lines().find_map(|line| number(line.strip_prefix("stat::number_of_executed_units:")?));
    let running = || log.lines().rev().find_map(|line| number(line.strip_prefix('#')?));
    told.or_else(running).unwrap_or(0)
}

/// CPU time of the programs that were started and have ended: what Linux tells; none elsewhere.
fn cpu_of_children() -> Duration {
    const TICKS_A_SECOND: u64 = 100;
    let line = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name may hold anything; what counts comes after it, the two times at places 14 and 15.
    let fields = line.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 1000 / TICKS_A_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_read_from_the_end_or_from_the_last_line() {
        let log = "INFO: Seed: 1\n#2\tINITED cov: 3\n#4096\tpulse  cov: 4\npanicked at a.rs\n";
        assert_eq!(executed(log), 4096);
        assert_eq!(executed("cannot be started"), 0);
        assert_eq!(executed(&format!("{log}stat::number_of_executed_units: 5000\n")), 5000);
    }

    #[test]
    fn every_target_is_known() {
        let names = targets().unwrap();
        assert!(names.iter().any(|name| name == "check") && names.len() > 5, "{names:?}");
        assert!(matches!(Plan::read(&["--seconds", "5", "xml"]), Ok(plan) if plan.targets == ["xml"]));
        assert!(Plan::read(&["no-such-target"]).is_err());
        assert!(Plan::read(&["--jobs"]).is_err());
    }
}
