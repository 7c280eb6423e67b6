//! The house keeps itself: layers, sizes, names, and what may be named where. ARCHITECTURE.md says why.

mod tidy {
    pub(crate) mod checklist;
    pub(crate) mod files;
}

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sso_preflight::rules::ALL;
use tidy::files::{File, Function, root, rust_files, tracked_texts};

/// Functions longer than `MAX_FUNCTION` lines: file, name, reason.
const LONG_FUNCTIONS: [(&str, &str, &str); 0] = [];
const MAX_FUNCTION: usize = 60;

/// Files longer than `MAX_FILE` lines: file, reason.
const LONG_FILES: [(&str, &str); 0] = [];
const MAX_FILE: usize = 500;
const MAX_RULE_FILE: usize = 200;

/// Every dependency and the only files (by the beginning of their paths) that may name it.
const DEPENDENCIES: [(&str, &[&str]); 25] = [
    ("base64", &["src/base64.rs"]),
    ("clap", &["src/main.rs"]),
    ("crypto-bigint", &["src/crypto/"]),
    ("memchr", &["src/xml/", "src/c14n/", "src/base64.rs", "src/text.rs"]),
    ("miniz_oxide", &["src/capture/inflate.rs"]),
    ("p256", &["src/crypto/"]),
    ("p384", &["src/crypto/"]),
    ("p521", &["src/crypto/"]),
    ("quick-xml", &["src/xml/"]),
    ("rsa", &["src/crypto/"]),
    ("serde", BORDERS),
    ("js-sys", &["src/wasm.rs"]),
    ("serde-wasm-bindgen", &["src/wasm.rs"]),
    ("serde_json", BORDERS),
    ("sha1", &["src/crypto/"]),
    ("sha2", &["src/crypto/"]),
    ("tsify", &["src/input.rs", "src/profile/", "src/report/", "src/wasm.rs"]),
    ("wasm-bindgen", &["src/wasm.rs"]),
    ("x509-cert", &["src/x509/"]),
    ("aes", &["src/crypto/"]),
    ("aes-gcm", &["src/crypto/"]),
    ("aes-kw", &["src/crypto/"]),
    ("cbc", &["src/crypto/"]),
    ("pkcs8", &["src/crypto/"]),
    ("zeroize", &["src/crypto/", "src/input.rs", "src/wasm.rs"]),
];

/// Where JSON is read or written: both ends of the core, a paste that is JSON, the list of rules.
const BORDERS: &[&str] = &[
    "src/input.rs",
    "src/profile/",
    "src/report/",
    "src/capture/json",
    "src/rules/catalogue.rs",
    "src/main.rs",
    "src/wasm.rs",
];

/// Names that `base64::` and the like could also mean: our own rooms.
const OWN_ROOMS: [&str; 1] = ["base64"];

/// Fails with the list of everything that is wrong.
fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    let rooms: Vec<&str> =
        lib.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(rooms.len() > 15, "the rooms are listed in src/lib.rs: {rooms:?}");
    let place = |room: &str| rooms.iter().position(|other| *other == room);
    let mut complaints = Vec::new();
    for file in rust_files("src") {
        let Some(own) = place(file.room()) else {
            continue;
        };
        for (number, line) in file.code_lines() {
            if line.contains("crate::{") && !line.contains('}') {
                complaints.push(format!("{}:{number}: write one `use crate::room` a line", file.path));
            }
            for used in rooms_used(line) {
                match place(used) {
                    Some(used_at) if used_at > own => {
                        complaints.push(format!(
                            "{}:{number}: {} uses {used}, a room below it",
                            file.path,
                            file.room()
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    assert_none(complaints);
}

/// The rooms that a line names after `crate::`.
fn rooms_used(line: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut used = Vec::new();
    for part in line.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or(list);
                used.extend(list.split(',').filter_map(|item| item.trim().split("::").next()));
            }
            None => used.extend(part.split(|c| !is_name(c)).next()),
        }
    }
    used
}

#[test]
fn files_and_functions_are_short() {
    let mut complaints = Vec::new();
    for folder in ["src", "tests", "xtask", "www/src"] {
        for file in rust_files(folder) {
            let is_rule = file.path.starts_with("src/rules/") && file.path.matches('/').count() > 2;
            let most = if is_rule { MAX_RULE_FILE } else { MAX_FILE };
            let lines = file.text.lines().count();
            if lines > most && !LONG_FILES.iter().any(|(path, _)| *path == file.path) {
                complaints.push(format!("{}: {lines} lines, more than {most}", file.path));
            }
            for Function { name, line, length } in file.functions() {
                let is_listed =
                    LONG_FUNCTIONS.iter().any(|(path, other, _)| *path == file.path && *other == name);
                if length > MAX_FUNCTION && !is_listed {
                    let path = &file.path;
                    complaints.push(format!(
                        "{path}:{line}: `{name}` has {length} lines, more than {MAX_FUNCTION}"
                    ));
                }
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn rules_are_named_and_documented_alike() {
    let mut complaints = Vec::new();
    let mut registered = BTreeSet::new();
    for rule in ALL {
        let name = rule.name;
        let is_kebab = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_kebab {
            complaints.push(format!("{name}: not in lower case with hyphens"));
        }
        registered.insert(name.replace('-', "_"));
        let headings: Vec<&str> =
            rule.docs.lines().filter_map(|line| line.trim().strip_prefix("## ")).collect();
        let known: [&[&str]; 2] =
            [&["What it means", "How to fix it"], &["What it means", "How to fix it", "Standard"]];
        if !known.contains(&headings.as_slice()) {
            complaints.push(format!("{name}: its headings are {headings:?}"));
        }
        for heading in headings {
            if rule.section(heading).is_none_or(str::is_empty) {
                complaints.push(format!("{name}: nothing under `{heading}`"));
            }
        }
    }
    let files: BTreeSet<String> = rust_files("src/rules")
        .into_iter()
        .filter(|file| file.text.contains("declare_rule! {\n"))
        .filter_map(|file| Some(Path::new(&file.path).file_stem()?.to_str()?.to_owned()))
        .collect();
    complaints
        .extend(files.difference(&registered).map(|file| format!("{file}.rs: not the name of its rule")));
    complaints.extend(registered.difference(&files).map(|rule| format!("{rule}: has no file of that name")));
    assert_none(complaints);
}

#[test]
fn every_rule_has_its_fixtures() {
    let folder = root().join("tests/rules");
    let mut complaints = Vec::new();
    for rule in ALL {
        let files = file_names(&folder.join(rule.name));
        for kind in ["fires", "quiet"] {
            if !files.iter().any(|file| file.starts_with(kind) && file.ends_with(".txt")) {
                complaints.push(format!("tests/rules/{}/{kind}.txt is missing", rule.name));
            }
        }
    }
    for name in file_names(&folder).iter().filter(|name| folder.join(name).is_dir()) {
        if !ALL.iter().any(|rule| rule.name == name) {
            complaints.push(format!("tests/rules/{name}: there is no such rule"));
        }
    }
    assert_none(complaints);
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_dependency_stays_in_its_room() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let reasons = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut complaints = Vec::new();
    for dependency in dependencies(&manifest) {
        if !reasons.contains(&format!("`{dependency}`")) {
            complaints.push(format!("{dependency}: no reason in ARCHITECTURE.md"));
        }
        if !DEPENDENCIES.iter().any(|(name, _)| *name == dependency) {
            complaints.push(format!("{dependency}: a dependency without a room in tests/tidy.rs"));
        }
    }
    for file in rust_files("src") {
        for (number, line) in file.code_lines() {
            for (name, places) in DEPENDENCIES {
                if names_crate(line, name) && !places.iter().any(|place| file.path.starts_with(place)) {
                    complaints
                        .push(format!("{}:{number}: names {name}, which belongs to {places:?}", file.path));
                }
            }
        }
    }
    assert_none(complaints);
}

/// The names under every `[…dependencies]` of a manifest, except those of the tests alone.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if is_inside && line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            names.extend(line.split(['=', '.', ' ']).next());
        }
    }
    names
}

/// Crates in two versions, which nothing that is sent has.
const TWICE: [(&str, &str); 3] = [
    ("base64", "the tool around wasm-bindgen still has the older one"),
    ("hashbrown", "two parts of that tool"),
    ("syn", "derives, which are compiled with and into nothing"),
];

#[test]
fn no_crate_comes_twice() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let names: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix("name = ")).collect();
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for name in names {
        if !seen.insert(name) {
            twice.insert(name.trim_matches('"'));
        }
    }
    let known: BTreeSet<&str> = TWICE.iter().map(|(name, _)| *name).collect();
    assert_eq!(twice, known, "`cargo tree --duplicates` says where they come from");
}

/// Whether a line of code has `name::` or `use name`, not as a part of another path.
fn names_crate(line: &str, name: &str) -> bool {
    let name = name.replace('-', "_");
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let is_own = OWN_ROOMS.contains(&name.as_str());
    let begins_with = |rest: &str| rest.starts_with("::") || (!is_own && rest.starts_with([';', '{', ' ']));
    line.match_indices(&name).any(|(at, _)| {
        let (before, rest) = line.split_at(at);
        let is_use = before.trim_end().ends_with("use") || before.trim_end().ends_with("pub use");
        let is_whole = !before.ends_with(is_part) || before.ends_with(" ::") || before == "::";
        let rest = &rest[name.len()..];
        is_whole && (rest.starts_with("::") || (is_use && begins_with(rest))) && !line.contains("mod ")
    })
}

#[test]
fn the_crypto_room_is_not_fooled_by_names() {
    assert!(names_crate("use rsa::RsaPublicKey;", "rsa"));
    assert!(names_crate("    let key = rsa::RsaPublicKey::new();", "rsa"));
    assert!(names_crate("#[derive(serde::Serialize)]", "serde"));
    assert!(!names_crate("use crate::crypto::rsa::open;", "rsa"));
    assert!(!names_crate("let universal = 1;", "rsa"));
    assert!(!names_crate("use crate::base64::decode_base64;", "base64"));
    assert_eq!(
        dependencies("[a]\nx = 1\n[dependencies]\nrsa = \"1\"\n# c\nsha2.workspace = true\n"),
        ["rsa", "sha2"]
    );
    assert_eq!(rooms_used("use crate::{xml, text::Span}; crate::dsig::read"), ["xml", "text", "dsig"]);
}

/// What no file may say. Each is split so that this file does not say it either.
const FORBIDDEN: [&[&str]; 16] = [
    &["/wo", "rk/"],
    &["/ho", "me/"],
    &["/ro", "ot/"],
    &["/Us", "ers/"],
    &["C:\\", "Users"],
    &["registry.np", "mjs"],
    &["index.crat", "es.io"],
    &["static.crat", "es.io"],
    &["files.python", "hosted"],
    &["pyp", "i.org"],
    &["deb.de", "bian.org"],
    &["clau", "de"],
    &["anthro", "pic"],
    &["this se", "ssion of work"],
    &["co-authored", "-by"],
    &["generated by a", "i"],
];

#[test]
fn no_text_names_the_place_where_it_was_written() {
    let Some(files) = tracked_texts() else {
        println!("git is not here: the tracked files are not looked at");
        return;
    };
    assert!(files.len() > 50, "the tracked files are there");
    let mut complaints = Vec::new();
    for File { path, text } in &files {
        let lower = text.to_lowercase();
        for words in FORBIDDEN {
            let words = words.concat();
            // Paths as they are, words in any case.
            let text = if words.contains(['/', '\\']) { text } else { &lower };
            if let Some(at) = text.find(&words) {
                let line = text[..at].lines().count().max(1);
                complaints.push(format!("{path}:{line}: `{words}`"));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn the_versions_are_equal() {
    let text = fs::read_to_string(root().join("pkg/package.json")).expect("pkg/package.json");
    let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"), "pkg/package.json and Cargo.toml");
}

#[test]
fn the_security_checklist_names_what_is_there() {
    assert_none(tidy::checklist::complaints());
}
