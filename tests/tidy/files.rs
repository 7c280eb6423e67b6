//! The files of the repository and what stands in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A text file, with its path from the project's root.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A function, with its first line and its number of lines.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) length: usize,
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file below `folder`, in order.
pub(crate) fn rust_files(folder: &str) -> Vec<File> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or("");
            if path.is_dir() {
                folders.push(path);
            } else if matches!(kind, "rs" | "ts") {
                files.extend(File::read(&path));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Every text file that git tracks; `None` where there is no git. A lock file is written by its tool,
/// and what comes from elsewhere is not ours to word.
pub(crate) fn tracked_texts() -> Option<Vec<File>> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().ok()?;
    let listed = String::from_utf8(output.stdout).ok().filter(|listed| !listed.is_empty())?;
    let ours = listed.split('\0').filter(|path| !path.is_empty() && !path.ends_with(".lock"));
    Some(ours.filter_map(|path| File::read(&root().join(path))).collect())
}

impl File {
    fn read(path: &Path) -> Option<File> {
        let text = fs::read_to_string(path).ok()?;
        let path = path.strip_prefix(root()).ok()?.to_str()?.replace('\\', "/");
        Some(File { path, text })
    }

    /// The room of a file below `src`.
    pub(crate) fn room(&self) -> &str {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        path.split(['/', '.']).next().unwrap_or("")
    }

    /// The lines that are no comments, with their numbers, up to the file's own tests.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test_file = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines = lines.take_while(move |(_, line)| !is_test_file && !line.starts_with("#[cfg(test)]"));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The functions of a Rust file, as rustfmt lays them out: the end has the indentation of the start.
    pub(crate) fn functions(&self) -> Vec<Function> {
        if !self.path.ends_with(".rs") {
            return Vec::new();
        }
        let lines: Vec<&str> = self.text.lines().collect();
        let mut functions = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = function_name(line) else {
                continue;
            };
            let indentation = &line[..line.len() - line.trim_start().len()];
            let end = format!("{indentation}}}");
            let rest = lines[at..].iter().position(|line| *line == end);
            let is_one_line = line.ends_with('}') || line.ends_with(';');
            let length = if is_one_line { 1 } else { rest.map_or(1, |rest| rest + 1) };
            functions.push(Function { name: name.to_owned(), line: at + 1, length });
        }
        functions
    }
}

/// The name of the function that begins on a line.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_start = before.split_whitespace().all(|word| {
        matches!(word, "pub" | "const" | "async" | "unsafe" | "extern" | "\"C\"") || word.starts_with("pub(")
    });
    let name = after.split(['(', '<']).next()?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_start && is_name).then_some(name)
}
