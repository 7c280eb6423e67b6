//! A small static server for the built page, on this machine only.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::shell::{Failure, Outcome};

/// The port when none is named.
pub(crate) const DEFAULT_PORT: u16 = 4173;

/// What the page may do: load its own files, compile its own wasm, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// More than any browser sends as the head of a request for a file.
const MOST_HEAD_BYTES: u64 = 16 * 1024;

/// A server that has its port but answers only in [`Server::run`].
pub(crate) struct Server {
    listener: TcpListener,
    folder: PathBuf,
}

impl Server {
    /// Takes `port` of the loopback address (0: any free one) for the files of `folder`.
    pub(crate) fn bind(folder: &Path, port: u16) -> Outcome<Server> {
        let folder = folder
            .canonicalize()
            .map_err(|_| Failure::Missing("the built page".to_owned(), "cargo xtask build".to_owned()))?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address)
            .map_err(|error| Failure::Not(format!("port {port} cannot be used: {error}")))?;
        Ok(Server { listener, folder })
    }

    /// The address to open.
    pub(crate) fn address(&self) -> String {
        let port = self.listener.local_addr().map_or(0, |address| address.port());
        format!("http://127.0.0.1:{port}/")
    }

    /// Answers until the program ends.
    pub(crate) fn run(self) -> Outcome {
        for stream in self.listener.incoming().flatten() {
            let folder = self.folder.clone();
            // A visitor who goes away in the middle is none of our business.
            thread::spawn(move || answer(stream, &folder).ok());
        }
        Ok(())
    }
}

/// Reads one request and answers it; the connection then closes.
fn answer(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let head = read_head(&stream)?;
    let mut words = head.lines().next().unwrap_or("").split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let found = match method {
        "GET" | "HEAD" => find(folder, target).and_then(|file| Some((fs::read(&file).ok()?, file))),
        _ => return respond(&mut stream, "405 Method Not Allowed", "text/plain", b"", true),
    };
    let with_body = method == "GET";
    match found {
        Some((bytes, file)) => respond(&mut stream, "200 OK", mime(&file), &bytes, with_body),
        None => {
            let text = b"There is no such file.\n";
            respond(&mut stream, "404 Not Found", "text/plain; charset=utf-8", text, with_body)
        }
    }
}

/// The request line and the header, up to the empty line.
fn read_head(stream: &TcpStream) -> io::Result<String> {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.take(MOST_HEAD_BYTES));
    loop {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line)?;
        if line.is_empty() || line == b"\r\n" || line == b"\n" {
            return Ok(head);
        }
        head.push_str(&String::from_utf8_lossy(&line));
    }
}

fn respond(stream: &mut TcpStream, status: &str, mime: &str, body: &[u8], with_body: bool) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// The file that a request's target names, if it is one inside `folder`.
fn find(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or("");
    let path = percent_decoded(path.strip_prefix('/')?)?;
    let mut file = folder.to_path_buf();
    for name in path.split('/').filter(|name| !name.is_empty()) {
        // No hidden file, no way up, nothing that another system reads as a separator or a drive.
        if name.starts_with('.') || name.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(name);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    // Where a link leads outside, the file is not ours to show.
    let file = file.canonicalize().ok()?;
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

/// The text with `%41` read as `A`; nothing where that is malformed or not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by its name.
fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|kind| kind.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;

    fn folder() -> PathBuf {
        root().join("xtask").canonicalize().unwrap()
    }

    #[test]
    fn files_inside_are_found() {
        let folder = folder();
        assert_eq!(find(&folder, "/src/main.rs"), Some(folder.join("src/main.rs")));
        assert_eq!(find(&folder, "/src/m%61in.rs?v=1"), Some(folder.join("src/main.rs")));
        assert_eq!(find(&folder, "/src"), None, "a folder without an index.html");
    }

    #[test]
    fn nothing_outside_is_found() {
        let folder = folder();
        let targets = [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/src/../../Cargo.toml",
            "/src/..%2f..%2fCargo.toml",
            "/..\\Cargo.toml",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/src/main.rs%00",
            "/%zz",
            "/%",
            "/%ff",
            "src/main.rs",
            "http://127.0.0.1/src/main.rs",
            "",
        ];
        for target in targets {
            assert_eq!(find(&folder, target), None, "{target}");
        }
    }

    #[test]
    fn a_link_that_leads_outside_is_not_followed() {
        let outer = std::env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        let inner = outer.join("site");
        fs::create_dir_all(&inner).unwrap();
        fs::write(outer.join("secret.txt"), "secret").unwrap();
        fs::write(inner.join("open.txt"), "open").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(outer.join("secret.txt"), inner.join("link.txt")).unwrap();
        let site = inner.canonicalize().unwrap();
        assert!(find(&site, "/open.txt").is_some());
        assert_eq!(find(&site, "/link.txt"), None);
        fs::remove_dir_all(&outer).unwrap();
    }

    /// Asks a running server and gives its whole answer.
    fn ask(request: &str) -> String {
        let server = Server::bind(&folder(), 0).unwrap();
        let address = server.listener.local_addr().unwrap();
        thread::spawn(move || server.run());
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn answers_carry_the_policy_and_the_type() {
        let answer = ask("GET /Cargo.toml HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("\r\nContent-Security-Policy: default-src 'none';"));
        assert!(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"));
        assert!(answer.contains("name = \"xtask\""));
        assert_eq!(mime(Path::new("a/b_bg.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("a/index-1.js")), "text/javascript; charset=utf-8");
    }

    #[test]
    fn other_methods_and_missing_files_are_refused() {
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
        assert!(ask("GET /none HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert!(ask("\r\n").starts_with("HTTP/1.1 405 "));
        let head = ask("HEAD /Cargo.toml HTTP/1.1\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 200 ") && !head.contains("name = "));
    }
}
