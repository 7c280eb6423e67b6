//! Writes the page's gallery: `samples FILE.json [NOW]`; `NOW` is the present where it is left out.

#[path = "../support/mod.rs"]
mod support;

use std::error::Error;
use std::time::SystemTime;
use std::{env, fs};

use sso_preflight::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let (file, now) = match args.as_slice() {
        [file] => (file, present()?),
        [file, now] => (file, Instant::read(now)?),
        _ => return Err("usage: samples FILE.json [NOW]".into()),
    };
    fs::write(file, support::sample::gallery(now).to_string())?;
    Ok(())
}

fn present() -> Result<Instant, Box<dyn Error>> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(Instant::from_unix_seconds(i64::try_from(since.as_secs())?))
}
