//! Turns the compiled wasm into the package's files and measures what is sent over the wire.
//!
//! `xtask-bindgen bind INPUT.wasm OUT_DIR NAME` writes the glue, the types, the wasm and its base64
//! form, named after NAME; `xtask-bindgen measure FILE…` writes nothing. Both print one line `sizes RAW GZIP BROTLI`:
//! the bytes of the wasm, or of all the files.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let sizes = match args.as_slice() {
        ["bind", input, out, name] => bind(Path::new(input), Path::new(out), name),
        ["measure", files @ ..] => measure(files),
        _ => {
            eprintln!("usage: xtask-bindgen bind INPUT.wasm OUT_DIR NAME | measure FILE…");
            return ExitCode::from(64);
        }
    };
    match sizes {
        Ok([raw, gzip, brotli]) => {
            println!("sizes {raw} {gzip} {brotli}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("xtask-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bind(input: &Path, out: &Path, name: &str) -> Result<[usize; 3], Box<dyn Error>> {
    fs::create_dir_all(out)?;
    Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)?
        .typescript(true)
        // Each entry of the package says for itself where the wasm is.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .map_err(|error| format!("{error:#}"))?;

    let wasm = fs::read(out.join(format!("{name}_bg.wasm")))?;
    fs::write(out.join(format!("{name}_base64.js")), format!("export default '{}';\n", to_base64(&wasm)))?;
    Ok([wasm.len(), gzip_len(&wasm)?, brotli_len(&wasm)?])
}

/// The sizes of these files together, each compressed for itself.
fn measure(files: &[&str]) -> Result<[usize; 3], Box<dyn Error>> {
    let mut sum = [0; 3];
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        let sizes = [bytes.len(), gzip_len(&bytes)?, brotli_len(&bytes)?];
        for (total, size) in sum.iter_mut().zip(sizes) {
            *total += size;
        }
    }
    Ok(sum)
}

fn gzip_len(bytes: &[u8]) -> std::io::Result<usize> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?.len())
}

/// As a web server's static compression does it: quality 11, a window of 4 MiB.
fn brotli_len(bytes: &[u8]) -> std::io::Result<usize> {
    let mut sent = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut sent, 64 * 1024, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(sent.len())
}

fn to_base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
            text.push(if i <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 4648 §10.
    #[test]
    fn base64_is_that_of_the_rfc() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, encoded) in vectors {
            assert_eq!(to_base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn sizes_are_of_the_compressed_form() {
        let repeated = vec![7; 100_000];
        assert!(gzip_len(&repeated).unwrap() < 1000);
        assert!(brotli_len(&repeated).unwrap() < 200);
    }
}
