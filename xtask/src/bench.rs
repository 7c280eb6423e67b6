//! `cargo xtask bench`: our verification beside xmlsec1's, in one run.
//!
//! Both sides are processes that stay up and do rounds of work when asked (the protocol is in
//! tests/bench/worker.rs). They are asked in turn, so that whatever else the machine does meets
//! both, and only the ratio of their medians of CPU time counts.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::inputs::Inputs;
use crate::shell::{Failure, Outcome, cargo, program, root, say, stdout_of, timed};
use crate::{hostile, shell, tools, wasm};

/// CPU time that one round should take at least: long against the clock's grain.
const ROUND_NANOSECONDS: u64 = 60_000_000;

/// Rounds of each side; the median of them counts.
const ROUNDS: usize = 15;

/// Rounds where a single pass is longer than a round should be.
const ROUNDS_OF_LARGE: usize = 5;

/// One line of the benchmark.
struct Work {
    name: &'static str,
    what: &'static str,
    /// Who the other side is.
    other: &'static str,
    /// The greatest allowed ratio to the other side, where there is one.
    bar: Option<f64>,
    /// Runs when no work is named.
    is_default: bool,
    sides: fn(&Bench) -> Outcome<[Command; 2]>,
}

/// A work of our verification against xmlsec1's.
const fn verification(
    name: &'static str,
    what: &'static str,
    bar: f64,
    is_default: bool,
    sides: fn(&Bench) -> Outcome<[Command; 2]>,
) -> Work {
    Work { name, what, other: "xmlsec1", bar: Some(bar), is_default, sides }
}

/// A work of our own against another of our own.
const fn own(
    name: &'static str,
    what: &'static str,
    other: &'static str,
    bar: Option<f64>,
    sides: fn(&Bench) -> Outcome<[Command; 2]>,
) -> Work {
    Work { name, what, other, bar, is_default: true, sides }
}

const WORKS: &[Work] = &[
    verification("W1", "one signed response, 6 kB", 0.5, true, |bench| {
        bench.verify(&bench.inputs.response(0)?)
    }),
    verification("W3", "the same with 500 groups, 60 kB", 0.25, true, |bench| {
        bench.verify(&bench.inputs.response(500)?)
    }),
    verification("W6", "signed Entra metadata", 0.25, true, |bench| {
        bench.verify(&bench.inputs.entra_metadata()?)
    }),
    verification("W7", "signed aggregate, 2 MB", 0.3, true, |bench| {
        bench.verify(&bench.inputs.aggregate(2_000_000)?)
    }),
    verification("W7-20", "signed aggregate, 20 MB", 0.3, false, |bench| {
        bench.verify(&bench.inputs.aggregate(20_000_000)?)
    }),
    verification("W7-80", "signed aggregate, 80 MB", 0.3, false, |bench| {
        bench.verify(&bench.inputs.aggregate(80_000_000)?)
    }),
    verification("W8", "exclusive C14N of 10 MB", 0.25, true, |bench| {
        let file = bench.inputs.aggregate(10_000_000)?;
        Ok([bench.ours("c14n", &file), bench.peers("c14n", &file)])
    }),
    own("check", "whole check of W1", "verify", Some(1.5), |bench| {
        Ok([bench.check(0, true)?, bench.verify_alone(0)?])
    }),
    own("why", "W1 changed, with diagnosis", "verify", Some(20.0), |bench| {
        Ok([bench.check(0, false)?, bench.verify_alone(0)?])
    }),
    own("wasm", "whole check of W1 in wasm", "native", None, |bench| {
        Ok([bench.check_in_wasm(0)?, bench.check(0, true)?])
    }),
    own("wasm-3", "whole check of W3 in wasm", "native", Some(2.5), |bench| {
        Ok([bench.check_in_wasm(500)?, bench.check(500, true)?])
    }),
];

/// Runs the works of these names; without one, the quick ones.
pub(crate) fn run(names: &[&str]) -> Outcome {
    if let ["hostile", wanted @ ..] = names {
        build_worker()?;
        return hostile::run(&worker(), wanted.first().copied().unwrap_or(""));
    }
    let known = |name: &&str| WORKS.iter().any(|work| work.name == *name);
    if !names.iter().all(known) {
        let all: Vec<&str> = WORKS.iter().map(|work| work.name).chain(["hostile"]).collect();
        return Err(Failure::Not(format!("the works are {}", all.join(", "))));
    }
    let bench = Bench::prepare()?;
    let mut table = Vec::new();
    for work in WORKS {
        let is_wanted = if names.is_empty() { work.is_default } else { names.contains(&work.name) };
        if is_wanted {
            table.push(timed(&format!("{}: {}", work.name, work.what), || measure(work, &bench))?);
        }
    }
    println!("\nCPU time of one pass, median; the ratio is ours to the other's");
    for line in &table {
        println!("{line}");
    }
    let missed = table.iter().filter(|line| !line.is_within()).count();
    println!("\n{} of {} within the bar", table.len() - missed, table.len());
    if missed == 0 { Ok(()) } else { Err(Failure::Not(format!("{missed} over the bar"))) }
}

/// What was measured of one work.
struct Line {
    work: &'static Work,
    ours: Measured,
    other: Measured,
}

#[derive(Clone, Copy)]
pub(crate) struct Measured {
    /// The median, for one pass.
    pub(crate) nanoseconds: f64,
    pub(crate) peak_kib: u64,
}

impl Line {
    fn ratio(&self) -> f64 {
        self.ours.nanoseconds / self.other.nanoseconds
    }

    fn is_within(&self) -> bool {
        self.work.bar.is_none_or(|bar| self.ratio() <= bar)
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Work { name, what, other, bar, .. } = self.work;
        let (ours, others) = (time(self.ours.nanoseconds), time(self.other.nanoseconds));
        write!(f, "{name:<7} {what:<33} ours {ours:>9}  {other:<7} {others:>9}")?;
        write!(f, "  ratio {:>5.2}", self.ratio())?;
        if let Some(bar) = bar {
            let verdict = if self.is_within() { "ok" } else { "OVER" };
            write!(f, "  bar {bar:>5.2}  {verdict}")?;
        }
        if self.ours.peak_kib.max(self.other.peak_kib) > 100_000 {
            let mb = |kib: u64| kib * 1024 / 1_000_000;
            write!(f, "  memory {} and {} MB", mb(self.ours.peak_kib), mb(self.other.peak_kib))?;
        }
        Ok(())
    }
}

/// A time as people read it.
pub(crate) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e6 => format!("{:.1} µs", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

/// The two programs and their inputs.
struct Bench {
    inputs: Inputs,
    ours: PathBuf,
    peer: PathBuf,
}

impl Bench {
    fn prepare() -> Outcome<Bench> {
        let needed = ["libxmlsec1-dev", "xmlsec1", "openssl", "pkg-config", "gcc", "libc6-dev"];
        tools::need_debian(&needed, "the benchmark's peer")?;
        let folder = wasm::target_dir().join("bench");
        let inputs = Inputs::new(&folder)?;
        let peer = timed("compiling the peer (tests/bench/xmlsec_peer.c)", || compile_peer(&folder))?;
        build_worker()?;
        Ok(Bench { inputs, ours: worker(), peer })
    }

    /// One of our side's modes on this file.
    fn ours(&self, mode: &str, file: &Path) -> Command {
        let mut command = program(&self.ours);
        command.arg(mode).arg(file);
        command
    }

    /// The same of the peer.
    fn peers(&self, mode: &str, file: &Path) -> Command {
        let mut command = program(&self.peer);
        command.arg(mode).arg(file);
        command
    }

    fn verify(&self, file: &Path) -> Outcome<[Command; 2]> {
        let mut sides = [self.ours("verify", file), self.peers("verify", file)];
        sides[0].arg(self.inputs.certificate_der());
        sides[1].arg(self.inputs.certificate_pem());
        Ok(sides)
    }

    /// Our verification of the response with as many groups, for comparing our own with it.
    fn verify_alone(&self, groups: usize) -> Outcome<Command> {
        let [ours, _] = self.verify(&self.inputs.response(groups)?)?;
        Ok(ours)
    }

    fn check(&self, groups: usize, is_healthy: bool) -> Outcome<Command> {
        Ok(self.ours("check", &self.inputs.whole_check(groups, is_healthy)?))
    }

    fn check_in_wasm(&self, groups: usize) -> Outcome<Command> {
        if !root().join("pkg/dist/sso_preflight_bg.wasm").exists() {
            wasm::build()?;
        }
        tools::need_npm_packages()?;
        let mut command = program("node");
        command.arg("tests/bench/worker.js").arg("check");
        command.arg(self.inputs.whole_check(groups, true)?);
        Ok(command)
    }
}

fn worker() -> PathBuf {
    wasm::target_dir().join("release/examples/bench-worker")
}

fn build_worker() -> Outcome {
    timed("compiling our side (release)", || {
        shell::run(cargo().args(["build", "--release", "--example", "bench-worker"]))
    })
}

fn compile_peer(folder: &Path) -> Outcome<PathBuf> {
    let flags = stdout_of(program("pkg-config").args(["--cflags", "--libs", "xmlsec1-openssl"]))?;
    let peer = folder.join("xmlsec_peer");
    shell::run(
        program("cc")
            .args(["-O2", "-w", "-o"])
            .arg(&peer)
            .arg(root().join("tests/bench/xmlsec_peer.c"))
            .args(flags.split_whitespace()),
    )?;
    Ok(peer)
}

fn measure(work: &'static Work, bench: &Bench) -> Outcome<Line> {
    let [ours, other] = (work.sides)(bench)?;
    let (mut ours, mut other) = (Side::start(ours)?, Side::start(other)?);
    let (our_passes, other_passes) = (ours.passes_a_round()?, other.passes_a_round()?);
    let rounds = if our_passes.max(other_passes) == 1 { ROUNDS_OF_LARGE } else { ROUNDS };
    let (mut our_times, mut other_times) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        our_times.push(ours.ask(our_passes)?);
        other_times.push(other.ask(other_passes)?);
    }
    let ours = median(our_times, our_passes);
    let other = median(other_times, other_passes);
    let line = Line { work, ours, other };
    say(&line.to_string());
    Ok(line)
}

/// The median time of one pass, and the peak at the end.
pub(crate) fn median(mut rounds: Vec<Round>, passes: u64) -> Measured {
    rounds.sort_by_key(|round| round.nanoseconds);
    let middle = rounds.get(rounds.len() / 2).map_or(0, |round| round.nanoseconds);
    let peak_kib = rounds.iter().map(|round| round.peak_kib).max().unwrap_or(0);
    Measured { nanoseconds: middle as f64 / passes as f64, peak_kib }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Round {
    nanoseconds: u64,
    peak_kib: u64,
}

impl Round {
    fn read(line: &str) -> Option<Round> {
        let (nanoseconds, peak) = line.trim().split_once(' ')?;
        Some(Round { nanoseconds: nanoseconds.parse().ok()?, peak_kib: peak.parse().ok()? })
    }
}

/// A process that does rounds of work when asked.
pub(crate) struct Side {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
    name: String,
}

impl Side {
    pub(crate) fn start(mut command: Command) -> Outcome<Side> {
        let name = format!("{command:?}");
        let failed = |why: &str| Failure::Program(name.clone(), why.to_owned());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| failed(&format!("cannot be started ({error})")))?;
        let asks = child.stdin.take().ok_or_else(|| failed("has no input"))?;
        let answers = child.stdout.take().ok_or_else(|| failed("has no output"))?;
        let mut side = Side { child, asks, answers: BufReader::new(answers), name };
        match side.line()?.trim() {
            "ready" => Ok(side),
            _ => Err(Failure::Program(side.name.clone(), "is not ready".to_owned())),
        }
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(length) if length > 0 => Ok(line),
            _ => Err(Failure::Program(self.name.clone(), "stopped answering".to_owned())),
        }
    }

    pub(crate) fn ask(&mut self, passes: u64) -> Outcome<Round> {
        let asked = writeln!(self.asks, "{passes}").and_then(|()| self.asks.flush());
        asked.map_err(|error| Failure::Program(self.name.clone(), error.to_string()))?;
        let line = self.line()?;
        Round::read(&line)
            .ok_or_else(|| Failure::Program(self.name.clone(), format!("answered {:?}", line.trim())))
    }

    /// How many passes fill a round; this also warms the caches.
    fn passes_a_round(&mut self) -> Outcome<u64> {
        let mut passes = 1;
        loop {
            let spent = self.ask(passes)?.nanoseconds.max(1);
            if spent >= ROUND_NANOSECONDS / 4 {
                return Ok((passes * ROUND_NANOSECONDS / spent).max(1));
            }
            passes *= 4;
        }
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        // Where it has ended by itself there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(nanoseconds: u64) -> Round {
        Round { nanoseconds, peak_kib: 9 }
    }

    #[test]
    fn the_median_is_of_one_pass() {
        let measured = median(vec![round(900), round(100), round(200)], 4);
        assert_eq!((measured.nanoseconds, measured.peak_kib), (50.0, 9));
    }

    #[test]
    fn answers_are_read_strictly() {
        assert_eq!(Round::read("120 9\n"), Some(round(120)));
        for bad in ["", "120", "x 9", "120 9 1", "-1 9"] {
            assert_eq!(Round::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_read_well() {
        assert_eq!(time(132_400.0), "132.4 µs");
        assert_eq!(time(2_500_000.0), "2.50 ms");
        assert_eq!(time(1_250_000_000.0), "1.25 s");
    }

    #[test]
    fn works_have_different_names() {
        for (at, work) in WORKS.iter().enumerate() {
            assert!(WORKS[..at].iter().all(|other| other.name != work.name), "{}", work.name);
        }
    }
}
