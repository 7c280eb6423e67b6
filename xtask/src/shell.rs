//! Running other programs, and saying what happens.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

/// What a command of this tool comes to.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a step could not be done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line was not understood.
    Usage,
    /// The command exists in name only.
    NotBuiltYet(String),
    /// Something has to be installed first; the second part says how.
    Missing(String, String),
    /// A program ended with an error, or could not be started.
    Program(String, String),
    /// A file could not be read or written.
    File(PathBuf, io::Error),
    /// What was built or measured is not as it has to be.
    Not(String),
    /// All has been said already.
    Silent,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage => f.write_str("the command line was not understood"),
            Failure::NotBuiltYet(what) => write!(f, "`{what}` is not built yet"),
            Failure::Missing(what, remedy) => {
                write!(f, "{what} is missing. To go on, run:\n\n    {remedy}\n")
            }
            Failure::Program(line, why) => write!(f, "{why}: {line}"),
            Failure::File(path, error) => write!(f, "{}: {error}", path.display()),
            Failure::Not(what) => f.write_str(what),
            Failure::Silent => Ok(()),
        }
    }
}

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .unwrap_or_else(|| OsStr::new(env!("CARGO_MANIFEST_DIR")).to_owned());
    let xtask = PathBuf::from(manifest);
    xtask.parent().map_or(xtask.clone(), Path::to_path_buf)
}

/// Says what is being done now.
pub(crate) fn say(what: &str) {
    println!("xtask: {what}");
    // A closed pipe is no reason to stop working.
    let _ = io::stdout().flush();
}

/// A duration as people read it: `0.4 s`, `2 min 05 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// Does `work`, saying `what` it is before and how long it took after.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    say(&format!("{what} …"));
    let start = Instant::now();
    let done = work()?;
    say(&format!("{what}: done in {}", spoken(start.elapsed())));
    Ok(done)
}

/// A program that runs in the project's root.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that started this tool.
pub(crate) fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The program and its arguments, for people.
fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    Failure::Program(line_of(command), format!("cannot be started ({error})"))
}

fn check(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    Err(Failure::Program(line_of(command), format!("ended with {status}")))
}

/// Runs the program with the terminal as its own; an error where it ends with one.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    check(command, status)
}

/// What the program prints on its standard output; its errors go to the terminal.
pub(crate) fn stdout_of(command: &mut Command) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_started(command, &error))?;
    check(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// True where the program can be started and ends well; it prints nothing.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// How a program that was watched came out.
pub(crate) struct Watched {
    /// True where it ended without an error.
    pub(crate) ok: bool,
    /// All that it printed, standard output and error together.
    pub(crate) text: String,
}

/// Runs the program, shows what it prints as it comes, and keeps it.
pub(crate) fn watch(command: &mut Command) -> Outcome<Watched> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let errors = thread::spawn(move || err.map(echo).unwrap_or_default());
    let mut text = out.map(echo).unwrap_or_default();
    text.push_str(&errors.join().unwrap_or_default());
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    Ok(Watched { ok: status.success(), text })
}

/// Copies every line to the terminal, and gives back all of them.
fn echo(from: impl Read) -> String {
    let mut kept = String::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn both_streams_are_kept_and_the_status_told() {
        let seen = watch(program("sh").args(["-c", "echo one; echo two >&2; exit 3"])).unwrap();
        assert!(!seen.ok);
        assert!(seen.text.contains("one\n") && seen.text.contains("two\n"));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = run(&mut program("no-such-program-here")).unwrap_err();
        assert!(failure.to_string().contains("no-such-program-here"));
    }
}
