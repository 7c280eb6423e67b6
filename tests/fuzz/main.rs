//! The properties of the fuzz targets, on every day's compiler: what once broke one of them, the seeds,
//! and changed seeds.
//!
//! `cargo xtask fuzz` looks further, with coverage to guide it.

#[path = "../support/mod.rs"]
mod support;

mod mutate;
mod properties;
mod seeds;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use mutate::Mutator;
use properties::{Property, TARGETS};
use seeds::Seed;

/// Changed seeds, over all targets.
const MUTATIONS: usize = 10_000;

fn property(target: &str) -> Property {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    found.unwrap_or_else(|| panic!("there is no target {target}")).1
}

/// Runs a property; where it does not hold, keeps the input, as a message alone would not do.
fn run(target: &str, what: &str, data: &[u8]) -> Option<PathBuf> {
    let property = property(target);
    std::panic::catch_unwind(|| property(data)).err()?;
    let name = format!("{target}-{}", what.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let file = std::env::temp_dir().join(name);
    fs::write(&file, data).expect("the input can be kept");
    Some(file)
}

fn assert_all_hold(broken: &[PathBuf]) {
    assert!(broken.is_empty(), "{} inputs break their property:\n{broken:#?}", broken.len());
}

/// Files of `tests/fuzz/regressions/TARGET`: each once broke the property, and must not again.
#[test]
fn what_once_broke_a_property_holds_now() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions");
    let mut broken = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder").flatten().filter(|entry| entry.path().is_dir()) {
        let target = entry.file_name().into_string().expect("a target's name");
        for file in fs::read_dir(entry.path()).expect("the target's folder").flatten() {
            let data = fs::read(file.path()).expect("an input");
            broken.extend(run(&target, &file.file_name().to_string_lossy(), &data));
        }
    }
    assert_all_hold(&broken);
}

#[test]
fn every_target_has_seeds_and_they_hold() {
    let seeds = seeds::all();
    for (target, _) in TARGETS {
        assert!(seeds.iter().any(|seed| seed.target == target), "{target} has no seed");
        let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/targets");
        assert!(programs.join(format!("{target}.rs")).exists(), "{target} has no program");
    }
    let broken: Vec<PathBuf> =
        seeds.iter().filter_map(|seed| run(seed.target, &seed.name, &seed.data)).collect();
    println!("{} seeds", seeds.len());
    assert_all_hold(&broken);
}

/// The same changes in every run.
#[test]
fn changed_seeds_hold() {
    let seeds = seeds::all();
    // Two halves at a time, each with numbers of its own.
    let half = |half: usize| {
        let mut mutator = Mutator::new(0x5eed + half as u64, &seeds);
        let numbers = (half..MUTATIONS).step_by(2);
        let broken = numbers.filter_map(|number| {
            let at = number % seeds.len();
            let Seed { target, name, .. } = &seeds[at];
            run(target, &format!("{name} {number}"), &mutator.mutated(at))
        });
        broken.collect::<Vec<PathBuf>>()
    };
    let mut broken = thread::scope(|scope| {
        let second = scope.spawn(|| half(1));
        let mut broken = half(0);
        broken.extend(second.join().expect("the other half"));
        broken
    });
    broken.sort();
    assert_all_hold(&broken);
}

/// `FUZZ_SEEDS=FOLDER cargo test --test fuzz seeds_are_written` fills the corpora of `cargo xtask fuzz`.
#[test]
fn seeds_are_written() {
    let Some(folder) = std::env::var_os("FUZZ_SEEDS").map(PathBuf::from) else {
        return;
    };
    for Seed { target, name, data } in seeds::all() {
        let corpus = folder.join(target);
        fs::create_dir_all(&corpus).expect("the folder can be made");
        fs::write(corpus.join(format!("seed-{}", name.replace(' ', "-"))), data).expect("a file");
    }
}
