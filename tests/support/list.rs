//! Lists of names with reasons that may only shrink.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Reads `file` of the folder `tests`: one name and, after white space, a reason a line.
pub fn read(file: &str) -> BTreeMap<String, String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut list = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        assert!(!reason.trim().is_empty(), "tests/{file}: `{name}` has no reason");
        let twice = list.insert(name.to_owned(), reason.trim().to_owned());
        assert!(twice.is_none(), "tests/{file}: `{name}` is listed twice");
    }
    list
}

/// Compares the names that failed with the list in `file`: an unlisted failure is an error, and so is a
/// listed name that did not fail. `all` has every name that was run.
pub fn compare(file: &str, failed: &BTreeMap<String, String>, all: &[String]) -> Result<(), String> {
    let listed = read(file);
    let mut complaints = Vec::new();
    for (name, what) in failed.iter().filter(|(name, _)| !listed.contains_key(*name)) {
        complaints.push(format!("{name}: {what}"));
    }
    for name in listed.keys().filter(|name| !failed.contains_key(*name)) {
        let why = if all.contains(name) { "passes now" } else { "does not exist" };
        complaints.push(format!("{name}: {why}: remove it from tests/{file}"));
    }
    match complaints.is_empty() {
        true => Ok(()),
        false => Err(format!("{} surprises:\n{}", complaints.len(), complaints.join("\n"))),
    }
}
