//! The project's own commands: `cargo xtask COMMAND`.

mod bench;
mod budget;
mod fuzz;
mod hostile;
mod inputs;
mod page;
mod serve;
mod shell;
mod tally;
mod test;
mod tools;
mod wasm;

use std::env;
use std::process::ExitCode;

use shell::{Failure, Outcome};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  build                    build the wasm, the npm package and the page
  serve [--port N]         build, then serve the page on this machine and print its address
        [--no-build]       serve what was built before
  test                     run everything: native, wasm in Node, the page in Chromium
  bench [W1 W3 …]          measure against xmlsec1 (all when none is named)
        [hostile [NAME]]   measure inputs built to be slow against healthy ones
  single-file              build the page as one offline HTML file
  fuzz [TARGET …]          run the fuzz targets (all when none is named), a minute each
        [--seconds N]      another time for each target
        [--jobs N]         as many processes at a time
  release-check            check that a release is ready
";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["build"] => build(),
        ["serve", options @ ..] => serve(options),
        ["test"] => test::run(),
        ["bench", names @ ..] => bench::run(names),
        ["fuzz", options @ ..] => fuzz::run(options),
        ["single-file"] => single_file(),
        ["release-check"] => Err(Failure::NotBuiltYet("release-check".to_owned())),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::Usage),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage) => {
            eprint!("{USAGE}");
            ExitCode::from(64)
        }
        Err(Failure::Silent) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Outcome {
    wasm::build()?;
    page::build()
}

fn single_file() -> Outcome {
    wasm::build()?;
    let file = page::single_file()?;
    println!("\nThe page in one file: {}   (open it in a browser, from anywhere)", file.display());
    Ok(())
}

fn serve(options: &[&str]) -> Outcome {
    let mut port = serve::DEFAULT_PORT;
    let mut build_first = true;
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--port" => {
                let number = options.next().ok_or(Failure::Usage)?;
                port = number.parse().map_err(|_| Failure::Usage)?;
            }
            "--no-build" => build_first = false,
            _ => return Err(Failure::Usage),
        }
    }
    if build_first {
        build()?;
    }
    let server = serve::Server::bind(&shell::root().join("www/dist"), port)?;
    println!("\nThe page: {}   (Ctrl-C ends it)", server.address());
    server.run()
}
