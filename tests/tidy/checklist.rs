//! SECURITY-CHECKLIST.md: each row names code and tests, and what it names is there.

use std::fs;

use super::files::root;

/// The checklist, from the project's root.
const CHECKLIST: &str = "SECURITY-CHECKLIST.md";

/// Cells of a row: requirement, the text behind it, code, test.
const CELLS: usize = 4;

/// Everything that is wrong with the checklist.
pub(crate) fn complaints() -> Vec<String> {
    let text = fs::read_to_string(root().join(CHECKLIST)).expect("the checklist");
    let rows = text.lines().enumerate().filter(|(_, line)| line.starts_with('|'));
    let rows = rows.filter(|(_, line)| !line.starts_with("|---") && !line.starts_with("| requirement"));
    let mut complaints = Vec::new();
    let mut count = 0;
    for (at, line) in rows {
        count += 1;
        for complaint in row_complaints(line) {
            complaints.push(format!("{CHECKLIST}:{}: {complaint}", at + 1));
        }
    }
    if count < 50 {
        complaints.push(format!("{CHECKLIST}: only {count} rows are found"));
    }
    complaints
}

fn row_complaints(line: &str) -> Vec<String> {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
    let [requirement, _, code, tests] = cells.as_slice() else {
        return vec![format!("{} cells, not {CELLS}", cells.len())];
    };
    let mut complaints = Vec::new();
    for (what, cell) in [("code", code), ("test", tests)] {
        let named = names_in(cell);
        if named.is_empty() {
            complaints.push(format!("no {what} for “{}”", requirement.trim()));
        }
        complaints.extend(named.into_iter().filter_map(|name| missing(name, what == "test")));
    }
    complaints
}

/// What stands between backticks.
fn names_in(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// What is wrong with `path` or `path::item`.
fn missing(name: &str, is_test: bool) -> Option<String> {
    let (path, item) = match name.split_once("::") {
        Some((path, item)) => (path, Some(item)),
        None => (name, None),
    };
    let Some(item) = item else {
        // A folder of fixtures, one of them, or a driver.
        let is_fine = is_test && path.starts_with("tests/") && root().join(path).exists();
        return (!is_fine).then(|| format!("`{name}` is not there, or names no function"));
    };
    let Ok(text) = fs::read_to_string(root().join(path)) else {
        return Some(format!("there is no file `{path}`"));
    };
    let is_there = if is_test { is_test_function(&text, item) } else { is_item(&text, item) };
    (!is_there).then(|| format!("`{path}` has no {} `{item}`", if is_test { "test" } else { "item" }))
}

/// A test has `#[test]`, or in a driver of the page its title, on one of the lines before it.
fn is_test_function(text: &str, item: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let start = format!("fn {item}(");
    let is_rust = lines.windows(2).any(|pair| pair[0] == "#[test]" && pair[1].starts_with(&start));
    is_rust || text.contains(&format!("test('{item}'")) || text.contains(&format!("test(\"{item}\""))
}

fn is_item(text: &str, item: &str) -> bool {
    let keywords = ["fn", "const", "static", "struct", "enum", "type", "trait", "macro_rules!", "function"];
    let is_end = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    keywords.iter().any(|keyword| {
        let start = format!("{keyword} {item}");
        text.match_indices(&start).any(|(at, _)| is_end(text[at + start.len()..].chars().next()))
    }) || text.lines().any(|line| line.trim_start().starts_with("pub use") && line.contains(item))
}
