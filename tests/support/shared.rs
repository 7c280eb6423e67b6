//! The folder of test data that lies beside the repository and is not part of it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Names the folder where it lies elsewhere.
const VARIABLE: &str = "SSO_PREFLIGHT_SHARED";

/// The part `name` of the shared folder; says so where it is absent.
pub fn folder(name: &str) -> Option<PathBuf> {
    let folder = match env::var_os(VARIABLE) {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    };
    let part = folder.join(name);
    if part.is_dir() {
        return Some(part);
    }
    println!("no {name} in the shared folder ({VARIABLE} names it; else ../shared): nothing to run");
    None
}

pub fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn read_bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn read_json(path: &Path) -> Value {
    serde_json::from_str(&read_text(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of `value[name]`; empty where there is none.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or("")
}

/// The texts of the list `value[name]`; none where there is no list.
pub fn texts(value: &Value, name: &str) -> Vec<String> {
    let list = value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The base64 of the first certificate of a PEM file, on one line.
pub fn certificate(path: &Path) -> String {
    let text = read_text(path);
    let lines = text.lines().map(str::trim).skip_while(|line| !line.starts_with("-----BEGIN"));
    lines.skip(1).take_while(|line| !line.starts_with("-----END")).collect()
}
