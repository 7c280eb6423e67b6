//! Building the page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Failure, Outcome, root, run, timed};
use crate::{budget, tools, wasm};

/// How the names of the core's files begin, and those of the core without decryption.
const WITH_DECRYPTION: &str = "sso_preflight";
const LIGHT: &str = "sso_preflight_light";

/// Builds the page into `www/dist` and checks the size of its first load.
pub(crate) fn build() -> Outcome {
    tools::need_npm_packages()?;
    timed("building the page (Vite)", || {
        run(tools::npm_tool("vite/bin/vite.js").args(["build", "--config", "www/vite.config.ts"]))
    })?;
    let files = sent_files(&root().join("www/dist"))?;
    budget::check(&wasm::page_budget()?, wasm::measure(&files)?)
}

/// The files that a visit loads: the document, its scripts, styles, pictures and the wasm. The core with
/// decryption is fetched only where a private key is given.
fn sent_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error| Failure::File(folder.to_path_buf(), error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            files.extend(sent_files(&path)?);
            continue;
        }
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or("");
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        if name.starts_with(WITH_DECRYPTION) && !name.starts_with(LIGHT) {
            continue;
        }
        if matches!(kind, "html" | "js" | "css" | "wasm" | "svg" | "png" | "woff2") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
