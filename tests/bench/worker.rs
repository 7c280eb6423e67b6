//! Our side of `cargo xtask bench`, with the same protocol as xmlsec_peer.c.
//!
//! ```text
//! bench-worker verify FILE.xml CERTIFICATE.der    parse, and verify every Signature
//! bench-worker c14n   FILE.xml                    exclusive C14N of a parsed document
//! bench-worker check  INPUT.json                  a whole check: rules, diagnosis, report
//! bench-worker hostile NAME BYTES                 the same of a shape of tests/hostile, made here
//! bench-worker redact  NAME BYTES                 its report for a support ticket
//! bench-worker hostile                            the names of those shapes, each after its group
//! ```
//!
//! Each line on standard input is a number of rounds; the answer is one line: the nanoseconds of
//! CPU time they took, and the most memory the process has had so far, in KiB.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::{env, fs};

use sso_preflight::c14n::{self, Canonicalization, Method};
use sso_preflight::input::Input;
use sso_preflight::text::{SourceId, Span};
use sso_preflight::trust::{self, TrustedCertificate};
use sso_preflight::x509;
use sso_preflight::xml::{self, Document, NodeId};

#[path = "../hostile/shapes/mod.rs"]
mod shapes;
#[path = "../support/mod.rs"]
mod support;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["verify", file, certificate] => {
            let text = Arc::from(fs::read_to_string(file)?);
            let trusted = [trusted(certificate)?];
            answer(|| verify(&text, &trusted))
        }
        ["c14n", file] => {
            let document = read(&Arc::from(fs::read_to_string(file)?))?;
            answer(|| canonicalize(&document))
        }
        ["check", file] => {
            let input: Input = serde_json::from_slice(&fs::read(file)?)?;
            answer(|| {
                black_box(sso_preflight::check(&input));
                Ok(())
            })
        }
        ["hostile"] => {
            shapes::Group::ALL.iter().for_each(|group| println!("{0}\t{0}", group.name()));
            shapes::all().iter().for_each(|shape| println!("{}\t{}", shape.group.name(), shape.name));
            Ok(())
        }
        ["redact", name, bytes] => {
            let input = shapes::named(name, bytes.parse()?).ok_or("no such shape")?;
            answer(|| {
                black_box(serde_json::to_string(&sso_preflight::redacted_report(&input))?);
                Ok(())
            })
        }
        ["hostile", name, bytes] => {
            let input = shapes::named(name, bytes.parse()?).ok_or("no such shape")?;
            answer(|| {
                black_box(serde_json::to_string(&sso_preflight::check(&input))?);
                Ok(())
            })
        }
        _ => Err(
            "usage: bench-worker verify FILE CERTIFICATE | c14n FILE | check INPUT | hostile [NAME BYTES] | redact NAME BYTES"
                .into(),
        ),
    }
}

fn trusted(certificate: &str) -> Outcome<TrustedCertificate> {
    let certificate = x509::read_der(&fs::read(certificate)?).map_err(|error| format!("{error:?}"))?;
    Ok(TrustedCertificate::from_metadata(certificate, Span::new(SourceId::METADATA, 0, 0)))
}

/// The text is shared, as an input's is; its bytes are looked at anew each time, as the peer does.
fn read(text: &Arc<str>) -> Outcome<Document> {
    let decoded = xml::decode(text.as_bytes()).map_err(|error| format!("{error:?}"))?;
    let read = Document::read(SourceId::CAPTURE, Arc::clone(text), decoded.encoding);
    Ok(read.map_err(|error| format!("{error:?}"))?)
}

/// The root and its assertions are where SAML puts a signature.
fn verify(text: &Arc<str>, trusted: &[TrustedCertificate]) -> Outcome {
    let document = read(text)?;
    let root = document.root();
    let assertion = |node: &NodeId| document.name(*node).local == "Assertion";
    let signable: Vec<NodeId> =
        std::iter::once(root).chain(document.elements(root).filter(assertion)).collect();
    let verification = trust::verify(&document, &signable, trusted);
    if verification.coverage.signed_elements().count() == 0 {
        return Err(format!("the Signature is not valid: {:?}", verification.checks).into());
    }
    black_box(verification);
    Ok(())
}

fn canonicalize(document: &Document) -> Outcome {
    let mut written = 0;
    let algorithm = Canonicalization::new(Method::Exclusive);
    c14n::canonicalize(document, NodeId::DOCUMENT, None, &algorithm, &mut |piece| written += piece.len())
        .map_err(|error| format!("{error:?}"))?;
    if written == 0 {
        return Err("the canonical form is empty".into());
    }
    Ok(())
}

/// Does `work` as often as each line of standard input says.
fn answer(mut work: impl FnMut() -> Outcome) -> Outcome {
    println!("ready");
    for line in io::stdin().lock().lines() {
        let rounds: u64 = line?.trim().parse()?;
        let start = cpu_nanoseconds();
        for _ in 0..rounds {
            work()?;
        }
        println!("{} {}", cpu_nanoseconds() - start, peak_kib());
        io::stdout().flush()?;
    }
    Ok(())
}

#[cfg(unix)]
fn cpu_nanoseconds() -> i128 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    i128::from(now.tv_sec) * 1_000_000_000 + i128::from(now.tv_nsec)
}

/// Without a clock for CPU time, the wall's has to do.
#[cfg(not(unix))]
fn cpu_nanoseconds() -> i128 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    i128::try_from(START.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(i128::MAX)
}

/// What Linux tells; 0 elsewhere.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
