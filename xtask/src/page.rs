//! Building the page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Failure, Outcome, cargo, root, run, timed};
use crate::{budget, tools, wasm};

/// The page's gallery. The page asks for it when somebody opens it: it is no part of a first visit.
const SAMPLES: &str = "www/public/samples.json";

/// Scripts that no first visit loads: the gallery and the explanations of the rules.
const ON_DEMAND: [&str; 3] = ["samples-", "rules-", "steps-"];

/// Makes the gallery for today, with the tests' own generator.
fn make_samples() -> Outcome {
    let file = root().join(SAMPLES);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::File(folder.to_path_buf(), error))?;
    }
    let generator = ["run", "--quiet", "--package", "sso-preflight", "--example", "samples", "--", SAMPLES];
    timed("making the gallery's samples for today", || run(cargo().args(generator)))
}

/// How the names of the core's files begin, and those of the part that judges metadata.
const CORE: &str = "sso_preflight";
const FIRST: &str = "sso_preflight_metadata";

/// Builds the page into `www/dist` and checks the size of its first load.
pub(crate) fn build() -> Outcome {
    tools::need_npm_packages()?;
    make_samples()?;
    timed("building the page (Vite)", || {
        run(tools::npm_tool("vite/bin/vite.js").args(["build", "--config", "www/vite.config.ts"]))
    })?;
    let files = sent_files(&root().join("www/dist"))?;
    let is_wasm = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "wasm");
    let without: Vec<PathBuf> = files.iter().filter(|file| !is_wasm(file)).cloned().collect();
    budget::check("page-without-wasm", wasm::measure(&without)?)?;
    budget::check(&wasm::page_budget()?, wasm::measure(&files)?)
}

/// Builds the page as one HTML file that needs no server and no network, and says where it is.
pub(crate) fn single_file() -> Outcome<PathBuf> {
    tools::need_npm_packages()?;
    make_samples()?;
    timed("building the page as one file (Vite)", || {
        run(tools::npm_tool("vite/bin/vite.js").args(["build", "--config", "www/single-file.config.ts"]))
    })?;
    let file = root().join("www/dist-single/sso-preflight.html");
    budget::check("single-file", wasm::measure(std::slice::from_ref(&file))?)?;
    Ok(file)
}

/// The files that a visit loads: the document, its scripts, styles, pictures and the wasm for metadata. The whole
/// core is fetched when somebody turns to testing a login; PNGs are for systems on which the page is installed.
fn sent_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error| Failure::File(folder.to_path_buf(), error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            files.extend(sent_files(&path)?);
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or("");
        let is_later = name.starts_with(CORE) && !name.starts_with(FIRST);
        if is_later || ON_DEMAND.iter().any(|part| name.starts_with(part)) {
            continue;
        }
        if matches!(kind, "html" | "js" | "css" | "wasm" | "svg" | "woff2") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
