//! Where foreign test data lies, if it lies anywhere.

use std::path::{Path, PathBuf};

/// The folder of foreign test data: `SSO_PREFLIGHT_SHARED`, or `shared` beside the repository.
pub(crate) fn folder(of: &str) -> Option<PathBuf> {
    let shared = match std::env::var_os("SSO_PREFLIGHT_SHARED") {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared"),
    };
    let folder = shared.join(of);
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "{} is absent: nothing was compared (SSO_PREFLIGHT_SHARED names another place)",
        folder.display()
    );
    None
}

/// Every file below `folder`, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
