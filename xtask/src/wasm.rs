//! Compiling the core to wasm, and making the npm package's files from it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::budget::{self, Sizes};
use crate::shell::{Failure, Outcome, cargo, program, root, run, stdout_of, succeeds, timed};
use crate::tools;

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's newest rustc, the source of its standard library, its cargo, and a linker for wasm.
const DEBIAN: [&str; 4] = ["rustc-web", "rust-web-src", "cargo-web", "lld-19"];

const RUSTUP_LINE: &str = "rustup target add wasm32-unknown-unknown";

/// How the core becomes wasm on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The active toolchain has the target's standard library.
    Ordinary,
    /// Debian's rustc builds the standard library as well.
    Debian,
}

/// Builds the wasm and the package's files in `pkg/dist`, and checks the size sent.
pub(crate) fn build() -> Outcome {
    let way = choose_way()?;
    let wasm = timed(what_is_built(way), || compile(way))?;
    let out = root().join("pkg/dist");
    let printed = timed("writing the npm package's files (the tool compiles once)", || {
        if out.exists() {
            fs::remove_dir_all(&out).map_err(|error| Failure::File(out.clone(), error))?;
        }
        bindgen(&["bind".into(), wasm.into(), out.clone().into()])
    })?;
    let sizes = Sizes::read(&printed)
        .ok_or_else(|| Failure::Not(format!("xtask-bindgen printed no sizes: {printed}")))?;
    budget::check("wasm", sizes)
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

fn what_is_built(way: Way) -> &'static str {
    match way {
        Way::Ordinary => "compiling the core to wasm",
        Way::Debian => {
            "compiling the core to wasm with Debian's rustc (the first time also the standard \
             library: some minutes)"
        }
    }
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
fn compile(way: Way) -> Outcome<PathBuf> {
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
        .args(["--profile", "wasm", "--target", TARGET, "--target-dir"])
        .arg(&target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(way)?);
    if way == Way::Debian {
        command.arg("-Zbuild-std=std,panic_abort");
    }
    run(&mut command)?;
    Ok(target_dir.join(TARGET).join("wasm/sso_preflight.wasm"))
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The compiler's flags, in the form of CARGO_ENCODED_RUSTFLAGS: SIMD for SHA-256, and no path of
/// this machine in the file, so that the same source gives the same bytes anywhere.
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
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
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
