//! Every rule fires where it has to, and is quiet at the nearest neighbour: the fixtures of `tests/rules`.

mod support;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use support::fixture::{Fixture, read_replacement, unescape};
use support::{replace_all, replace_once};

#[test]
fn the_fixtures_end_as_their_names_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let only = env::var("FIXTURE").unwrap_or_default();
    let (mut fire, mut quiet, mut failures) = (0, 0, Vec::new());
    for path in fixtures(&folder) {
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        if !name.contains(&only) {
            continue;
        }
        match run(&path) {
            Ok(true) => fire += 1,
            Ok(false) => quiet += 1,
            Err(error) => failures.push(format!("tests/rules/{name}: {error}")),
        }
    }
    println!("{fire} fixtures fire, {quiet} are quiet, {} fail", failures.len());
    assert!(failures.is_empty(), "{} fixtures fail:\n\n{}\n", failures.len(), failures.join("\n\n"));
    assert!(fire + quiet > 0, "no fixture was run");
}

/// Runs one fixture; says whether it is one that fires.
fn run(path: &Path) -> Result<bool, String> {
    let name = |path: Option<&Path>| Some(path?.file_name()?.to_str()?.to_owned());
    let rule = name(path.parent()).unwrap_or_default();
    if sso_preflight::rules::named(&rule).is_none() {
        return Err(format!("there is no rule `{rule}`"));
    }
    let file = name(Some(path)).unwrap_or_default();
    let fires = match (file.starts_with("fires"), file.starts_with("quiet")) {
        (true, _) => true,
        (_, true) => false,
        _ => return Err("its name begins with neither `fires` nor `quiet`".to_owned()),
    };
    let fixture = Fixture::read(path)?;
    fixture.run(&rule, fires).map_err(|error| format!("{}\n    {error}", fixture.title))?;
    Ok(fires)
}

/// Every `*.txt` in the folders of `folder`, in order.
fn fixtures(folder: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        entries.map(|entry| entry.expect("a readable folder").path()).collect()
    };
    let folders = entries(folder).into_iter().filter(|path| path.is_dir());
    let mut files: Vec<PathBuf> = folders.flat_map(|folder| entries(&folder)).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "txt"));
    files.sort();
    files
}

#[test]
fn escapes_and_replacements_are_read() {
    assert_eq!(unescape(r"a\n\u{200B}\\b").as_deref(), Ok("a\n\u{200B}\\b"));
    assert!(unescape(r"\x").is_err());
    assert_eq!(read_replacement("a => b"), Ok(("a".to_owned(), "b".to_owned())));
    assert_eq!(read_replacement("a =>"), Ok(("a".to_owned(), String::new())));
    assert!(read_replacement("a = b").is_err());
}

#[test]
fn what_is_no_fixture_is_refused() {
    assert!(Fixture::parse("base: none\n").is_err(), "no title");
    assert!(Fixture::parse("# t\nbas: none\n").is_err(), "an unknown key");
    let fixture = Fixture::parse("# t\nreplace: not there => x\n").expect("a fixture");
    assert!(fixture.input().is_err(), "a text that does not occur");
    assert!(replace_once("aa", "a", "b").is_err());
    assert!(replace_all("b", "a", "b").is_err());
}
