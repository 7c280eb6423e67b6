//! Compiling the core to wasm, and making the npm package's files from it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::budget::{self, Sizes};
use crate::shell::{Failure, Outcome, cargo, program, root, run, say, stdout_of, succeeds, timed};
use crate::tools;

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's newest rustc, the source of its standard library, its cargo, and a linker for wasm.
const DEBIAN: [&str; 4] = ["rustc-web", "rust-web-src", "cargo-web", "lld-19"];

/// How the standard library is compiled where it has to be anyway: its small sorts and formatting, and a panic
/// that is the trap it ends in. (The ordinary way takes the library as it comes; the wasm is larger there.)
const SMALL_STD: [&str; 5] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "-Zpanic-immediate-abort",
    "--config",
    "profile.wasm.panic=\"immediate-abort\"",
];

/// Flags of the compiler on either way.
const FLAGS: [&str; 4] = [
    // Fast scanning and SHA-256.
    "-Ctarget-feature=+simd128",
    // Half of what opt-level "z" inlines still is more than pays.
    "-Cllvm-args=-inline-threshold=75",
    // Big numbers in words of 32 bits: wasm has no product of 128 bits, and calling for one doubles RSA's time.
    "--cfg",
    "cpubits=\"32\"",
];

const RUSTUP_LINE: &str = "rustup target add wasm32-unknown-unknown";

/// How the core becomes wasm on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The active toolchain has the target's standard library.
    Ordinary,
    /// Debian's rustc builds the standard library as well.
    Debian,
}

/// One of the two forms of the core that the package holds.
struct Form {
    /// The name of its files, and of its number in the budget.
    name: &'static str,
    budget: &'static str,
    /// What cargo is told about its features.
    features: &'static [&'static str],
    what: &'static str,
}

const FORMS: [Form; 2] = [
    Form {
        name: "sso_preflight",
        budget: "wasm",
        features: &["--features", "whole"],
        what: "compiling the core to wasm",
    },
    // What browsers load first.
    Form {
        name: "sso_preflight_metadata",
        budget: "wasm-metadata",
        features: &[],
        what: "compiling the part of the core that judges metadata",
    },
];

/// Builds the wasm and the package's files in `pkg/dist`, and checks the sizes sent.
pub(crate) fn build() -> Outcome {
    let way = choose_way()?;
    let out = root().join("pkg/dist");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| Failure::File(out.clone(), error))?;
    }
    FORMS.iter().try_for_each(|form| build_form(form, way, &out))
}

fn build_form(form: &Form, way: Way, out: &Path) -> Outcome {
    if way == Way::Debian {
        say("with Debian's rustc; the first time, the standard library is compiled as well (some minutes)");
    }
    let wasm = timed(form.what, || compile(way, form.features))?;
    let printed = timed("writing the npm package's files (the tool compiles once)", || {
        bindgen(&["bind".into(), wasm.into(), out.into(), form.name.into()])
    })?;
    let sizes = Sizes::read(&printed)
        .ok_or_else(|| Failure::Not(format!("xtask-bindgen printed no sizes: {printed}")))?;
    budget::check(&budget_of(form.budget, way), sizes)
}

/// The name of the page's number in the budget, for the wasm that this machine makes.
pub(crate) fn page_budget() -> Outcome<String> {
    Ok(budget_of("page", choose_way()?))
}

/// The standard library as it comes is larger, so the ordinary way has numbers of its own.
fn budget_of(name: &str, way: Way) -> String {
    match way {
        Way::Ordinary => format!("{name}-ordinary"),
        Way::Debian => name.to_owned(),
    }
}

/// Bytes of all these files together, each compressed for itself.
pub(crate) fn measure(files: &[PathBuf]) -> Outcome<Sizes> {
    let mut args: Vec<OsString> = vec!["measure".into()];
    args.extend(files.iter().map(OsString::from));
    let printed = bindgen(&args)?;
    Sizes::read(&printed).ok_or_else(|| Failure::Not(format!("xtask-bindgen printed no sizes: {printed}")))
}

/// Runs the tool with the heavy dependencies, which cargo compiles where it has to.
fn bindgen(args: &[OsString]) -> Outcome<String> {
    let quiet = ["run", "--quiet", "--profile", "tool", "--package", "xtask-bindgen", "--"];
    stdout_of(cargo().args(quiet).args(args))
}

/// Picks the way this machine allows, installing what it needs where that is possible.
fn choose_way() -> Outcome<Way> {
    if has_std(&stdout_of(program("rustc").args(["--print", "target-libdir", "--target", TARGET]))?) {
        return Ok(Way::Ordinary);
    }
    if debian_is_ready() {
        return Ok(Way::Debian);
    }
    let installed = tools::need_debian(&DEBIAN, "compiling to wasm");
    if debian_is_ready() {
        return Ok(Way::Debian);
    }
    if tools::on_path("rustup").is_some() {
        let what = "the standard library for wasm";
        return Err(Failure::Missing(what.to_owned(), RUSTUP_LINE.to_owned()));
    }
    installed?;
    Err(Failure::Not(format!("Debian's rustc is older than what this needs; try `{RUSTUP_LINE}`")))
}

/// True where the folder holds a compiled standard library.
fn has_std(libdir: &str) -> bool {
    let Ok(entries) = fs::read_dir(libdir.trim()) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

fn debian_is_ready() -> bool {
    let version = stdout_of_quiet(Command::new("/usr/bin/rustc").arg("--version"));
    version.as_deref().and_then(minor_version).is_some_and(|minor| minor >= 95)
        && Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
        && Path::new("/usr/bin/cargo").is_file()
        && succeeds(Command::new("wasm-ld-19").arg("--version"))
}

fn stdout_of_quiet(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The 96 of `rustc 1.96.0 (…)`.
fn minor_version(text: &str) -> Option<u32> {
    text.trim().strip_prefix("rustc 1.")?.split('.').next()?.parse().ok()
}

/// Compiles the library and gives the path of the wasm.
fn compile(way: Way, features: &[&str]) -> Outcome<PathBuf> {
    let mut command = match way {
        Way::Ordinary => cargo(),
        Way::Debian => {
            let mut command = program("/usr/bin/cargo");
            command
                // What the rustup toolchain that runs this tool has set is not for Debian's.
                .env_remove("LD_LIBRARY_PATH")
                .env("RUSTC", "/usr/bin/rustc")
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
            command
        }
    };
    let target_dir = target_dir().join("wasm");
    // All sources have to be there before their folders can be named in the flags.
    run(cargo().args(["fetch", "--quiet"]))?;
    command
        .args(["build", "--lib", "--package", "sso-preflight", "--no-default-features"])
        .args(features)
        .args(["--profile", "wasm", "--target", TARGET, "--target-dir"])
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(way)?);
    if way == Way::Debian {
        command.args(SMALL_STD);
    }
    run(&mut command)?;
    Ok(target_dir.join(TARGET).join("wasm/sso_preflight.wasm"))
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The compiler's flags, in the form of CARGO_ENCODED_RUSTFLAGS: [`FLAGS`], and no path of this machine in
/// the file, so that the same source gives the same bytes anywhere.
fn flags(way: Way) -> Outcome<String> {
    let mut remaps = vec![(root(), "/sso-preflight")];
    let registry = cargo_home().join("registry/src");
    for entry in fs::read_dir(&registry).into_iter().flatten().flatten() {
        remaps.push((entry.path(), "/crates"));
    }
    if way == Way::Debian {
        remaps.push((PathBuf::from("/usr/lib/rustlib/src/rust"), "/rust"));
    }
    remaps.sort();
    let mut flags = FLAGS.map(str::to_owned).to_vec();
    for (from, to) in remaps {
        let from = from.to_str().ok_or_else(|| {
            Failure::Not(format!("{} is not UTF-8: the compiler cannot hide it", from.display()))
        })?;
        flags.push(format!("--remap-path-prefix={from}={to}"));
    }
    Ok(flags.join("\u{1f}"))
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustc_versions_are_read() {
        assert_eq!(minor_version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some(96));
        assert_eq!(minor_version("rustc 1.63.0"), Some(63));
        assert_eq!(minor_version("cargo 1.96.0"), None);
    }

    #[test]
    fn a_folder_without_std_is_seen() {
        assert!(!has_std("/no/such/folder\n"));
        assert!(!has_std(&root().to_string_lossy()));
    }

    #[test]
    fn flags_hide_this_folder() {
        let flags = flags(Way::Debian).unwrap();
        let hidden = format!("--remap-path-prefix={}=/sso-preflight", root().display());
        assert!(flags.split('\u{1f}').any(|flag| flag == hidden), "{flags}");
        assert!(flags.contains("+simd128"));
    }
}
