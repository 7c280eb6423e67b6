//! The command line: `check`, `batch`, `guide` and `rules`. Nothing here knows SAML.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::process::ExitCode;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sso_preflight::idp::Vendor;
use sso_preflight::input::{GuideRequest, Input, ProfileChoice, Settings};
use sso_preflight::profile::BuiltInProfile;
use sso_preflight::report::guide::{setup_guide, to_guide_text, to_vendors_text, vendors};
use sso_preflight::report::model::Verdict;
use sso_preflight::report::{to_sarif, to_text};
use sso_preflight::rules;
use sso_preflight::time::Instant;

/// Verifies SAML 2.0 metadata and responses, and says which console field to change.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check metadata, a captured response, or both.
    Check(Check),
    /// Read one input a line (JSON) from standard input, write one report a line.
    Batch(Batch),
    /// Print how to set the service provider up at an identity provider, with the exact values.
    Guide(Guide),
    /// List the rules, or explain one.
    Rules(Rules),
}

#[derive(Args)]
struct Check {
    /// The identity provider's metadata; - for standard input.
    #[arg(long, value_name = "FILE")]
    metadata: Option<String>,
    /// A captured SAML response in any shape; - for standard input.
    #[arg(long, value_name = "FILE")]
    capture: Option<String>,
    /// The metadata in force now, to compare with.
    #[arg(long, value_name = "FILE")]
    saved_metadata: Option<String>,
    /// A second capture to compare with: one that works, or the same user's previous one.
    #[arg(long, value_name = "FILE")]
    other_capture: Option<String>,
    /// The settings as JSON; - for standard input.
    #[arg(long, value_name = "FILE")]
    settings: Option<String>,
    /// The time to assume, such as 2026-01-31T12:00:00Z. The clock's where absent.
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Colours in the text; auto: on a terminal, unless NO_COLOR is set.
    #[arg(long, value_enum, default_value = "auto")]
    color: Colour,
    /// Replace names, addresses, IDs and every other value of yours, for a support ticket.
    #[arg(long)]
    redact: bool,
}

#[derive(Args)]
struct Batch {
    /// Replace names, addresses, IDs and every other value of yours in the reports.
    #[arg(long)]
    redact: bool,
}

#[derive(Args)]
struct Guide {
    /// The identity provider's product, such as entra; all are listed where absent.
    vendor: Option<String>,
    /// The service provider: a file with a profile as JSON, - for standard input, or the name of a
    /// built-in profile.
    #[arg(long, value_name = "FILE", default_value = "imagekit")]
    profile: String,
    /// The Entity ID, where it is not the profile's own.
    #[arg(long, value_name = "ID", default_value = "")]
    entity_id: String,
    /// The account's identifier.
    #[arg(long, value_name = "ID", default_value = "")]
    account_id: String,
    /// The form of the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: PlainFormat,
}

#[derive(Args)]
struct Rules {
    /// The rule to explain; all are listed where absent.
    name: Option<String>,
    /// Only the rules of one group, such as signature or metadata.
    #[arg(long)]
    group: Option<String>,
    /// Only the steps at one product, such as okta or entra.
    #[arg(long)]
    vendor: Option<String>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: PlainFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum PlainFormat {
    Text,
    Json,
}

/// Wrong use of the command line (sysexits' EX_USAGE).
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; a broken pipe while printing them is nobody's.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match cli.command {
        Command::Check(arguments) => check(&arguments),
        Command::Batch(arguments) => {
            batch(arguments.redact).map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string())
        }
        Command::Guide(arguments) => guide(&arguments),
        Command::Rules(arguments) => list_rules(&arguments),
    };
    outcome.unwrap_or_else(|message| {
        let _ = writeln!(io::stderr(), "sso-preflight: {message}");
        ExitCode::from(USAGE)
    })
}

fn check(arguments: &Check) -> Result<ExitCode, String> {
    let named = [
        &arguments.metadata,
        &arguments.capture,
        &arguments.saved_metadata,
        &arguments.other_capture,
        &arguments.settings,
    ];
    if named.iter().filter(|name| name.as_deref() == Some("-")).count() > 1 {
        return Err("only one file can be - (standard input)".to_owned());
    }
    if arguments.metadata.is_none() && arguments.capture.is_none() {
        return Err("give --metadata, --capture or both".to_owned());
    }
    let read = |name: &Option<String>| name.as_deref().map(read_text).transpose();
    let settings = match read(&arguments.settings)? {
        None => Settings::default(),
        Some(text) => serde_json::from_str(&text).map_err(|error| format!("--settings: {error}"))?,
    };
    let now = match &arguments.now {
        None => clock()?,
        Some(text) => Instant::read(text).map_err(|error| format!("--now: {error}"))?,
    };
    let shared = |name: &Option<String>| Ok::<_, String>(read(name)?.map(Arc::from));
    let input = Input {
        metadata: shared(&arguments.metadata)?,
        capture: shared(&arguments.capture)?,
        saved_metadata: shared(&arguments.saved_metadata)?,
        other_capture: shared(&arguments.other_capture)?,
        now,
        settings,
    };
    let (report, shown) = match arguments.redact {
        true => (sso_preflight::redacted_report(&input), None),
        false => (sso_preflight::check(&input), Some(&input)),
    };
    let text = match arguments.format {
        Format::Text => to_text(&report, shown, has_colours(arguments.color)),
        Format::Json => to_json(&report)? + "\n",
        Format::Sarif => format!("{:#}\n", to_sarif(&report, &files(arguments))),
    };
    print(&text)?;
    Ok(ExitCode::from(match report.verdict {
        Verdict::Accept => 0,
        Verdict::Reject => 1,
        Verdict::Undecided => 2,
    }))
}

/// A terminal that can show colours, whose user did not ask for none (no-color.org).
fn has_colours(wanted: Colour) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match wanted {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb(),
    }
}

/// The sources that are files, by their ids. A file's name may tell whose it is.
fn files(arguments: &Check) -> Vec<(&str, &str)> {
    let named = [
        ("metadata", &arguments.metadata),
        ("capture", &arguments.capture),
        ("savedMetadata", &arguments.saved_metadata),
        ("otherCapture", &arguments.other_capture),
    ];
    let files = named.into_iter().filter_map(|(id, name)| Some((id, name.as_deref()?)));
    files.filter(|(_, name)| *name != "-" && !arguments.redact).collect()
}

fn read_text(name: &str) -> Result<String, String> {
    let bytes = match name {
        "-" => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        }
        name => fs::read(name),
    };
    let bytes = bytes.map_err(|error| format!("{name}: {error}"))?;
    String::from_utf8(bytes).map_err(|_| format!("{name}: not UTF-8; give the base64 of the file instead"))
}

fn clock() -> Result<Instant, String> {
    let elapsed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_err(|_| "the clock stands before 1970; give --now".to_owned())?;
    i64::try_from(elapsed.as_secs()).map(Instant::from_unix_seconds).map_err(|error| error.to_string())
}

fn to_json(data: &impl serde::Serialize) -> Result<String, String> {
    serde_json::to_string(data).map_err(|error| error.to_string())
}

/// A closed pipe, as behind `head`, is no error.
fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Lines that may wait for a worker: enough to keep every core busy, few enough to bound memory.
const WAITING_LINES: usize = 64;

/// One report a line, in the order of the inputs, on all cores. A bad line gets an error object.
fn batch(redact: bool) -> io::Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (send, receive) = mpsc::sync_channel::<(u64, Vec<u8>)>(WAITING_LINES);
    let receive = Arc::new(Mutex::new(receive));
    let (done, finished) = mpsc::sync_channel::<(u64, String)>(WAITING_LINES);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (receive, done) = (Arc::clone(&receive), done.clone());
            scope.spawn(move || {
                loop {
                    let next = receive.lock().map(|lines| lines.recv());
                    let Ok(Ok((number, line))) = next else {
                        return;
                    };
                    if done.send((number, check_line(&line, redact))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        scope.spawn(move || {
            let lines = io::stdin().lock().split(b'\n').map_while(Result::ok);
            let lines = lines.filter(|line| !line.trim_ascii().is_empty());
            for numbered in (0u64..).zip(lines) {
                if send.send(numbered).is_err() {
                    return;
                }
            }
        });
        write_in_order(&finished)
    })
}

fn write_in_order(finished: &mpsc::Receiver<(u64, String)>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut early = BTreeMap::new();
    let mut next = 0u64;
    for (number, report) in finished {
        early.insert(number, report);
        while let Some(report) = early.remove(&next) {
            out.write_all(report.as_bytes())?;
            out.write_all(b"\n")?;
            next = next.saturating_add(1);
        }
        if early.is_empty() {
            out.flush()?;
        }
    }
    out.flush()
}

fn check_line(line: &[u8], redact: bool) -> String {
    let check = if redact { sso_preflight::redacted_report } else { sso_preflight::check };
    let report = serde_json::from_slice::<Input>(line)
        .map(|input| check(&input))
        .and_then(|report| serde_json::to_string(&report));
    report.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string())
}

fn guide(arguments: &Guide) -> Result<ExitCode, String> {
    let text = match &arguments.vendor {
        None => match arguments.format {
            PlainFormat::Text => to_vendors_text(&vendors()),
            PlainFormat::Json => to_json(&vendors())? + "\n",
        },
        Some(vendor) => {
            let request = GuideRequest {
                vendor: vendor.clone(),
                profile: read_profile(&arguments.profile)?,
                entity_id: arguments.entity_id.clone(),
                account_id: arguments.account_id.clone(),
            };
            let guide = setup_guide(&request).map_err(|error| error.to_string())?;
            match arguments.format {
                PlainFormat::Text => to_guide_text(&guide),
                PlainFormat::Json => to_json(&guide)? + "\n",
            }
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// A built-in profile by its name, or the profile in a file.
fn read_profile(name: &str) -> Result<ProfileChoice, String> {
    if let Ok(built_in) = serde_json::from_value::<BuiltInProfile>(name.into()) {
        return Ok(ProfileChoice::Named(built_in));
    }
    serde_json::from_str(&read_text(name)?).map_err(|error| format!("--profile: {error}"))
}

fn list_rules(arguments: &Rules) -> Result<ExitCode, String> {
    let mut chosen: Vec<&rules::Rule> = match &arguments.name {
        None => rules::ALL.to_vec(),
        Some(name) => vec![rules::named(name).ok_or_else(|| no_rule(name))?],
    };
    if let Some(group) = &arguments.group {
        chosen.retain(|rule| rule.group.name() == group);
        if chosen.is_empty() {
            let mut groups: Vec<&str> = rules::ALL.iter().map(|rule| rule.group.name()).collect();
            groups.dedup();
            return Err(format!(
                "no rule to show in the group {group}; the groups are {}",
                groups.join(", ")
            ));
        }
    }
    let vendor = match &arguments.vendor {
        None => None,
        Some(name) => Some(Vendor::from_name(name).ok_or_else(|| no_vendor(name))?),
    };
    let text = match (arguments.format, &arguments.name) {
        (PlainFormat::Json, _) => format!("{:#}\n", rules::to_json(&chosen)),
        (PlainFormat::Text, Some(_)) => chosen.iter().map(|rule| rules::to_page(rule, vendor)).collect(),
        (PlainFormat::Text, None) => chosen.iter().map(|rule| rules::to_line(rule)).collect(),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn no_rule(name: &str) -> String {
    match rules::nearest(name).as_slice() {
        [] => format!("there is no rule {name}; `sso-preflight rules` lists them"),
        near => format!("there is no rule {name}; is it {}?", near.join(", ")),
    }
}

fn no_vendor(name: &str) -> String {
    let names: Vec<&str> = Vendor::ALL.into_iter().map(Vendor::name).collect();
    format!("no steps for {name} are known; known are {}", names.join(", "))
}
