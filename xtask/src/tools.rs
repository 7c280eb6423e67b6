//! What is installed on this machine, and installing what is missing where that is possible.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::shell::{Failure, Outcome, program, root, run, say, stdout_of, succeeds, timed};

/// Where a program is, if it is on the search path.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

fn is_root() -> bool {
    stdout_of(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn has_debian_package(name: &str) -> bool {
    let query = ["-W", "-f=${db:Status-Status}", name];
    let found = program("dpkg-query").args(query).output();
    found.is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

/// The one line a user has to run to get these packages.
fn apt_line(packages: &[&str]) -> String {
    format!("sudo apt-get update && sudo apt-get install {}", packages.join(" "))
}

/// Makes sure that Debian's `packages` are installed: installs them as root, otherwise says how.
pub(crate) fn need_debian(packages: &[&str], what_for: &str) -> Outcome {
    if on_path("dpkg-query").is_none() || on_path("apt-get").is_none() {
        let names = packages.join(", ");
        return Err(Failure::Not(format!(
            "{what_for} needs what Debian calls {names}; install it with your system's tools"
        )));
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !has_debian_package(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        return Err(Failure::Missing(missing.join(", "), apt_line(&missing)));
    }
    static UPDATED: OnceLock<bool> = OnceLock::new();
    let updated = *UPDATED.get_or_init(|| {
        say("refreshing Debian's package lists");
        succeeds(apt_get().arg("update"))
    });
    if !updated {
        say("the package lists could not be refreshed; trying with the old ones");
    }
    timed(&format!("installing {} (for {what_for})", missing.join(", ")), || {
        let install = ["install", "--yes", "--no-install-recommends", "-qq"];
        run(apt_get().args(install).args(&missing).stdout(Stdio::null()))
    })
}

fn apt_get() -> Command {
    let mut command = program("apt-get");
    // Another package tool may be at work: wait for it.
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]);
    command
}

/// Makes sure that Node.js and npm are there.
pub(crate) fn need_node() -> Outcome {
    for name in ["node", "npm"] {
        if on_path(name).is_none() {
            return Err(Failure::Not(format!(
                "`{name}` is not on the search path: install Node.js 20.19, 22.12 or newer"
            )));
        }
    }
    Ok(())
}

/// Installs the npm packages of the lock file, unless they are installed already.
pub(crate) fn need_npm_packages() -> Outcome {
    need_node()?;
    let lock = root().join("package-lock.json");
    let wanted = std::fs::read(&lock).map_err(|error| Failure::File(lock, error))?;
    // What was installed last, left where `npm ci` removes it.
    let stamp = root().join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    timed("installing the page's npm packages (npm ci)", || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run(program(npm)
            .args(["ci", "--no-progress", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
        std::fs::write(&stamp, &wanted).map_err(|error| Failure::File(stamp, error))
    })
}

/// A program of an installed npm package, by its script below `node_modules`.
pub(crate) fn npm_tool(script: &str) -> Command {
    let mut command = program("node");
    command.arg(root().join("node_modules").join(script));
    command
}

/// Firefox for the page's main flows; installed where that is possible.
pub(crate) fn need_firefox() -> Outcome {
    if env::var_os("FIREFOX").is_some() || on_path("firefox-esr").or_else(|| on_path("firefox")).is_some() {
        return Ok(());
    }
    need_debian(&["firefox-esr"], "the page's tests in Firefox")
}

/// The browser for the page's tests; installed where that is possible.
pub(crate) fn need_chromium() -> Outcome<PathBuf> {
    if let Some(chosen) = env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(chosen));
    }
    let debian = Path::new("/usr/bin/chromium");
    if !debian.is_file() {
        if let Some(found) =
            ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| on_path(name))
        {
            return Ok(found);
        }
        need_debian(&["chromium", "fonts-liberation"], "the page's tests")?;
    }
    Ok(debian.to_path_buf())
}
