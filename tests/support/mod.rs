//! Messages for the tests: templates in the manner of real identity providers, changed at will and
//! signed with throw-away keys.

// Every driver is a program of its own and uses its own part of this.
#![allow(dead_code, unreachable_pub, missing_docs)]

pub mod clock;
pub mod cpu;
pub mod encrypt;
pub mod fixture;
pub mod key;
pub mod list;
pub mod message;
pub mod metadata;
pub mod openssl;
pub mod paste;
pub mod redirect;
pub mod replacement;
pub mod sample;
pub mod seal;
pub mod shared;
pub mod xmlsec;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Map, Value, json};
use sso_preflight::input::Input;

pub use message::{Idp, Message};
pub use metadata::Metadata;

/// The clock of the templates.
pub const NOW: &str = "2026-01-15T12:00:00Z";

/// The account of the templates.
pub const ACCOUNT: &str = "acme42";

/// An input with the templates' clock and account.
pub fn input(metadata: Option<String>, capture: Option<String>) -> Input {
    let mut object = Map::new();
    object.insert("now".to_owned(), json!(NOW));
    object.insert("settings".to_owned(), json!({ "profile": "imagekit", "accountId": ACCOUNT }));
    for (name, text) in [("metadata", metadata), ("capture", capture)] {
        if let Some(text) = text {
            object.insert(name.to_owned(), json!(text));
        }
    }
    read_input(Value::Object(object)).expect("the harness builds a valid input")
}

/// Reads an input from its JSON form.
pub fn read_input(value: Value) -> Result<Input, String> {
    keep(&value);
    serde_json::from_value(value).map_err(|error| format!("not an input: {error}"))
}

/// A longer input is not kept: in a debug build its check takes too long to be done twice.
const LONGEST_KEPT: usize = 200_000;

/// Adds the input to the file that `SSO_PREFLIGHT_INPUTS` names, a line of JSON each, so that the
/// wasm can be asked for the same reports (tests/node/same.test.js).
fn keep(value: &Value) {
    let Some(path) = std::env::var_os("SSO_PREFLIGHT_INPUTS") else {
        return;
    };
    let line = format!("{value}\n");
    if line.len() > LONGEST_KEPT {
        return;
    }
    let file = OpenOptions::new().create(true).append(true).open(path);
    // In one write, so that lines of tests that run at the same time do not mix.
    file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the input can be kept");
}

/// The healthy metadata and response of `idp` as one input.
pub fn healthy(idp: Idp) -> Input {
    input(Some(Metadata::new(idp).xml()), Some(Message::new(idp).base64()))
}

/// The name of a file for another program, given once: tests run beside each other, as threads of one process or each
/// in its own.
pub fn scratch_file(name: &str, kind: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    // Cargo gives tests a folder, and examples none.
    let folder = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
    folder.join(format!("{name}-{}-{number}.{kind}", std::process::id()))
}

/// Base64 with padding, on one line.
pub fn to_base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Percent-encoding of everything but letters, digits and `-._~`.
pub fn to_percent(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// Replaces `old`, which has to occur exactly once.
pub fn replace_once(text: &str, old: &str, new: &str) -> Result<String, String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        count => Err(format!("`{old}` occurs {count} times, not once")),
    }
}

/// Replaces every `old`, of which there has to be one.
pub fn replace_all(text: &str, old: &str, new: &str) -> Result<String, String> {
    match text.contains(old) {
        true => Ok(text.replace(old, new)),
        false => Err(format!("`{old}` does not occur")),
    }
}
