//! `cargo xtask test`: everything, in order, counted together.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::serve::Server;
use crate::shell::{Failure, Outcome, cargo, program, root, say, spoken, succeeds, watch};
use crate::tally::{self, Tally};
use crate::{page, tools, wasm};

/// A name for people, and what is done.
type Step = (&'static str, fn() -> Outcome<Tally>);

/// The steps, cheapest first.
const STEPS: &[Step] = &[
    ("formatting", formatting),
    ("lints", lints),
    ("native tests", native_tests),
    ("documentation's examples", doc_tests),
    ("wasm and npm package", wasm_build),
    ("the build tool's own tests", tool_tests),
    ("wasm tests in Node", node_tests),
    ("npm package's form", package_form),
    ("page build", page_build),
    ("page types", page_types),
    ("page tests in Chromium and Firefox", page_tests),
];

/// Runs every step, also after one that failed, and prints the sum as the last line.
pub(crate) fn run() -> Outcome {
    let start = Instant::now();
    install_peers();
    let mut results = Vec::new();
    for (at, (name, step)) in STEPS.iter().enumerate() {
        println!("\n──── {}/{} {name} (at {})", at + 1, STEPS.len(), spoken(start.elapsed()));
        let began = Instant::now();
        let tally = step().unwrap_or_else(|failure| {
            println!("xtask: {failure}");
            Tally::ONE_FAILED
        });
        results.push((*name, tally, began.elapsed()));
    }
    println!("\n──── all steps ({})", spoken(start.elapsed()));
    let sum = summed(&results);
    // Nothing may come after this line: scripts read it.
    println!("\n{sum}");
    if sum.failed == 0 { Ok(()) } else { Err(Failure::Silent) }
}

fn summed(results: &[(&str, Tally, Duration)]) -> Tally {
    let mut sum = Tally::default();
    for (name, tally, took) in results {
        let mark = if tally.failed == 0 { "ok  " } else { "FAIL" };
        println!("{mark} {name}: {tally} ({})", spoken(*took));
        sum += *tally;
    }
    sum
}

/// Independent tools that some native tests compare with; without them those tests are skipped.
fn install_peers() {
    if let Err(failure) = tools::need_debian(&["xmlsec1", "libxml2-utils"], "cross-checks") {
        say(&format!("tests that compare with other tools are skipped: {failure}"));
    }
}

/// A step that is one check: it passes or it fails.
fn check(command: &mut Command) -> Outcome<Tally> {
    Ok(if watch(command)?.ok { Tally::ONE_PASSED } else { Tally::ONE_FAILED })
}

fn formatting() -> Outcome<Tally> {
    check(cargo().args(["fmt", "--all", "--check"]))
}

fn lints() -> Outcome<Tally> {
    let mut sum = check(
        cargo()
            .args(["clippy", "--package", "sso-preflight", "--package", "xtask", "--all-targets"])
            .args(["--", "-D", "warnings"]),
    )?;
    let tool = ["clippy", "--package", "xtask-bindgen", "--profile", "tool", "--all-targets"];
    sum += check(cargo().args(tool).args(["--", "-D", "warnings"]))?;
    Ok(sum)
}

const NATIVE: [&str; 4] = ["--package", "sso-preflight", "--package", "xtask"];

/// Where the native tests leave the inputs they judge, for the wasm to judge them again.
const INPUTS: &str = "inputs.ndjson";

fn native_tests() -> Outcome<Tally> {
    let inputs = scratch(INPUTS)?;
    if succeeds(cargo().args(["nextest", "--version"])) {
        let ran = watch(
            cargo()
                .args(["nextest", "run", "--no-fail-fast"])
                .args(NATIVE)
                .env("SSO_PREFLIGHT_INPUTS", inputs),
        )?;
        return Ok(tally::of_nextest(&ran.text).judged(ran.ok));
    }
    let tests = ["test", "--no-fail-fast", "--lib", "--bins", "--tests"];
    let ran = watch(cargo().args(tests).args(NATIVE).env("SSO_PREFLIGHT_INPUTS", inputs))?;
    Ok(tally::of_cargo_test(&ran.text).judged(ran.ok))
}

/// nextest leaves these out. There may be none.
fn doc_tests() -> Outcome<Tally> {
    let ran = watch(cargo().args(["test", "--doc", "--package", "sso-preflight"]))?;
    let tally = tally::of_cargo_test(&ran.text);
    Ok(if ran.ok { tally } else { tally.judged(false) })
}

fn wasm_build() -> Outcome<Tally> {
    wasm::build()?;
    Ok(Tally::ONE_PASSED)
}

/// With the profile it was just built with, so that its dependencies are not compiled again.
fn tool_tests() -> Outcome<Tally> {
    let ran = watch(cargo().args(["test", "--package", "xtask-bindgen", "--profile", "tool"]))?;
    Ok(tally::of_cargo_test(&ran.text).judged(ran.ok))
}

fn node_tests() -> Outcome<Tally> {
    tools::need_npm_packages()?;
    let files = files_in("tests/node", ".test.js")?;
    // The command line whose reports the wasm's are compared with.
    crate::shell::run(cargo().args(["build", "--quiet", "--bin", "sso-preflight"]))?;
    let report = scratch("node.tap")?;
    let mut to_file = OsString::from("--test-reporter-destination=");
    to_file.push(&report);
    let ran = watch(
        program("node")
            .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
            .arg("--test-reporter=tap")
            .arg(to_file)
            .args(files)
            .env("SSO_PREFLIGHT_INPUTS", report_folder()?.join(INPUTS))
            .env("SSO_PREFLIGHT", wasm::target_dir().join("debug/sso-preflight")),
    )?;
    Ok(tally::of_node_tap(&read(&report)?).judged(ran.ok))
}

/// What publishers of npm packages get wrong: a missing file, a condition that no tool resolves.
fn package_form() -> Outcome<Tally> {
    let mut sum = check(tools::npm_tool("publint/src/cli.js").args(["run", "pkg", "--strict"]))?;
    sum += check(
        tools::npm_tool("@arethetypeswrong/cli/dist/index.js")
            .args(["--pack", "pkg", "--profile", "esm-only", "--exclude-entrypoints"])
            .args(["./sso_preflight_bg.wasm", "./sso_preflight_metadata_bg.wasm"]),
    )?;
    Ok(sum)
}

fn page_build() -> Outcome<Tally> {
    page::build()?;
    page::single_file()?;
    Ok(Tally::ONE_PASSED)
}

fn page_types() -> Outcome<Tally> {
    tools::need_npm_packages()?;
    check(tools::npm_tool("typescript/bin/tsc").args(["--project", "www/tsconfig.json"]))
}

fn page_tests() -> Outcome<Tally> {
    files_in("tests/www", ".spec.ts")?;
    tools::need_npm_packages()?;
    let chromium = tools::need_chromium()?;
    if let Err(failure) = tools::need_firefox() {
        say(&format!("tests in Firefox are skipped: {failure}"));
    }
    let server = Server::bind(&root().join("www/dist"), 0)?;
    let address = server.address();
    std::thread::spawn(move || server.run());
    let report = scratch("page.json")?;
    let ran = watch(
        tools::npm_tool("@playwright/test/cli.js")
            .args(["test", "--config", "tests/www/playwright.config.ts", "--reporter=list,json"])
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
            .env("SSO_PREFLIGHT_URL", address)
            .env("CHROMIUM", chromium),
    )?;
    Ok(tally::of_playwright(&read(&report)?).judged(ran.ok))
}

/// The files of `folder` whose names end so; an error where there is none.
fn files_in(folder: &str, end: &str) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten().flatten();
    let ends = |path: &Path| path.to_string_lossy().ends_with(end);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|p| ends(p)).collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::Not(format!("there is no file *{end} in {folder}")));
    }
    Ok(files)
}

fn report_folder() -> Outcome<PathBuf> {
    let folder = wasm::target_dir().join("xtask");
    fs::create_dir_all(&folder).map_err(|error| Failure::File(folder.clone(), error))?;
    Ok(folder)
}

/// A file for a runner's report, with no old one in its place.
fn scratch(name: &str) -> Outcome<PathBuf> {
    let file = report_folder()?.join(name);
    if file.exists() {
        fs::remove_file(&file).map_err(|error| Failure::File(file.clone(), error))?;
    }
    Ok(file)
}

/// A runner's report; empty where it wrote none, which then counts as a failure.
fn read(file: &Path) -> Outcome<String> {
    if !file.exists() {
        return Ok(String::new());
    }
    fs::read_to_string(file).map_err(|error| Failure::File(file.to_path_buf(), error))
}
