//! Texts made to cost time or to confuse: the work grows with the length, and nothing panics.

use std::time::Duration;

use sso_preflight::c14n::{C14nError, Canonicalization, MAX_GROWTH, Method, canonicalize, to_vec};
use sso_preflight::xml::{Document, NodeId, XmlError};

use crate::random::{Numbers, boundary};
use crate::read;

/// Twice the length must cost about twice the time. Eight times the length may cost three times that, so that
/// a busy machine does not fail the test; quadratic work would cost 64 times.
const GROWTH: u32 = 24;

type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("tiny elements", |n| in_root(&"<a/>".repeat(n / 4))),
    ("distinct names", |n| in_root(&(0..n / 9).map(|i| format!("<n{i:x}/>")).collect::<String>())),
    ("attributes", |n| {
        let list: String = (0..500).map(|i| format!(" n{i}=''")).collect();
        in_root(&format!("<a{list}/>").repeat(n / list.len()))
    }),
    ("prefixed attributes", |n| {
        let list: String = (0..250).rev().map(|i| format!(" p:n{i}=''")).collect();
        format!("<r xmlns:p='u:1'>{}</r>", format!("<a{list}/>").repeat(n / list.len()))
    }),
    ("prefixes", |n| {
        in_root(&(0..n / 34).map(|i| format!("<p{i:x}:a xmlns:p{i:x}='u:{i:x}'/>")).collect::<String>())
    }),
    ("one name in two namespaces", |n| in_root(&"<a xmlns='u:1'/><a xmlns='u:2'/>".repeat(n / 32))),
    ("deep namespaces", |n| {
        let start: String = (0..200).map(|i| format!("<a xmlns='u:{i}' xmlns:p{i}='u:1'>")).collect();
        in_root(&format!("{start}{}{}", "<b/>".repeat(n / 4), "</a>".repeat(200)))
    }),
    ("references", |n| in_root(&"&lt;".repeat(n / 4))),
    ("a long reference", |n| in_root(&format!("&#{}65;", "0".repeat(n)))),
    ("an entity without end", |n| in_root(&format!("&{}", "a".repeat(n)))),
    ("references in a value", |n| format!("<a b='{}'/>", "&#10;".repeat(n / 5))),
    ("line ends", |n| in_root(&"\r\n\r".repeat(n / 3))),
    ("CDATA sections", |n| in_root(&"<![CDATA[]]>".repeat(n / 12))),
    ("text in pieces", |n| in_root(&"x<![CDATA[<]]>&gt;".repeat(n / 18))),
    ("comments", |n| in_root(&"x<!---->".repeat(n / 8))),
    ("instructions", |n| in_root(&"<?p?>".repeat(n / 5))),
    ("one ID again and again", |n| in_root(&"<a ID='x'/>".repeat(n / 11))),
    ("IDs that begin alike", |n| {
        let start = "x".repeat(200);
        in_root(&(0..n / 220).map(|i| format!("<a ID='{start}{i}'/>")).collect::<String>())
    }),
    ("brackets", |n| in_root(&"]]".repeat(n / 2))),
    ("quotation marks", |n| format!("<a {}", "'\"".repeat(n / 2))),
    ("an open quotation mark", |n| format!("<a b=\"{}", "x>".repeat(n / 2))),
    ("open comments", |n| in_root(&"<!--".repeat(n / 4))),
    ("open instructions", |n| in_root(&"<?p ".repeat(n / 4))),
    ("open tags", |n| in_root(&"<a ".repeat(n / 3))),
    ("colons", |n| format!("<{}/>", "a:".repeat(n / 2))),
    ("spaces in a tag", |n| format!("<a{}/>", " ".repeat(n))),
    // Exclusive canonicalisation declares the prefix anew at each element.
    ("one long namespace", |n| {
        format!("<r xmlns:p='u:{}'>{}</r>", "x".repeat(n / 2), "<p:a/>".repeat(n / 12))
    }),
    ("xml attributes on the way", |n| {
        let list = |depth: usize| (0..n / 3000).map(|i| format!(" xml:n{depth}-{i}=''")).collect::<String>();
        let start: String = (0..200).map(|depth| format!("<a{}>", list(depth))).collect();
        format!("{start}<b/>{}", "</a>".repeat(200))
    }),
];

fn in_root(content: &str) -> String {
    format!("<r>{content}</r>")
}

/// How often a growth that looks too steep is measured again.
const REPETITIONS: usize = 8;

#[test]
fn the_work_grows_with_the_length_and_not_with_its_square() {
    for (name, shape) in SHAPES {
        let (short, long) = (shape(30_000), shape(240_000));
        let (mut small, mut large) = (time(&short), time(&long));
        // A busy machine slows either run down: only what no repetition undoes is growth. Below a
        // millisecond the clock says little.
        for _ in 0..REPETITIONS {
            if large < small.max(Duration::from_millis(1)) * GROWTH {
                break;
            }
            (small, large) = (small.min(time(&short)), large.min(time(&long)));
        }
        let allowed = small.max(Duration::from_millis(1)) * GROWTH;
        assert!(large < allowed, "{name}: {small:?}, then {large:?}");
    }
}

#[test]
fn a_form_much_longer_than_the_text_is_cut_off() {
    // Each element repeats the declaration: 33 times as long as the text.
    let text = format!("<r xmlns:p='u:{}'>{}</r>", "x".repeat(2_000), "<p:a/>".repeat(70));
    let document = read(&text).unwrap();
    let form = |method| {
        let mut length = 0;
        let algorithm = Canonicalization::new(method);
        let outcome =
            canonicalize(&document, NodeId::DOCUMENT, None, &algorithm, &mut |piece| length += piece.len());
        (outcome, length)
    };
    let (outcome, length) = form(Method::Exclusive);
    assert_eq!(outcome, Err(C14nError::TooLong));
    assert!(length < (MAX_GROWTH + 8) * text.len(), "{length}");
    // The inclusive form writes it once.
    let (outcome, length) = form(Method::Inclusive10);
    assert_eq!(outcome, Ok(()));
    assert!(length < 2 * text.len(), "{length}");
    // Declarations at every value, as products with a long list of groups write them.
    let value = "<v x:t='s'>g</v>".repeat(5_000);
    let text = format!("<r xmlns:x='http://www.w3.org/2001/XMLSchema-instance'>{value}</r>");
    let document = read(&text).unwrap();
    let form = to_vec(&document, NodeId::DOCUMENT, None, &Canonicalization::new(Method::Exclusive));
    assert!(form.unwrap().len() > 4 * text.len());
}

/// The time that this thread has worked: a busy machine slows the clock on the wall, and long runs the more.
#[cfg(unix)]
fn clock() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap(), u32::try_from(time.tv_nsec).unwrap())
}

#[cfg(not(unix))]
fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// The best of three runs of reading and writing every canonical form.
fn time(text: &str) -> Duration {
    let run = || {
        let start = clock();
        if let Ok(document) = read(text) {
            let last = document.descendants(NodeId::DOCUMENT).rfind(|node| document.is_element(*node));
            for apex in [Some(NodeId::DOCUMENT), last].into_iter().flatten() {
                for method in [Method::Inclusive10, Method::Exclusive] {
                    let algorithm = Canonicalization::new(method);
                    let _ = canonicalize(&document, apex, None, &algorithm, &mut |_| {});
                }
            }
        }
        clock().saturating_sub(start)
    };
    (0..3).map(|_| run()).min().unwrap()
}

const SEEDS: [&str; 3] = [
    "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns=\"u:1\" xmlns:p=\"u:2\"><p:b p:x=\"1\" y=\"2\">t&amp;&#x41;\
     <![CDATA[<>]]></p:b><!--c--><?p d?></a>\n<!--e-->",
    "<p:a xmlns:p='u:1'><p:b xmlns:p='u:2' xml:id='i' ID='i'/>\r\n<c xmlns='u:3' d='\"'><é xmlns=''/></c>😀</p:a>",
    "<a b='1\t2\n3&#9;&lt;' xmlns:q='u:9' q:b='&quot;\"'>]] &gt;<?pi?></a>",
];

const PIECES: [&str; 32] = [
    "<",
    ">",
    "/",
    "&",
    ";",
    "'",
    "\"",
    "=",
    " ",
    "\r",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "--",
    "<?",
    "?>",
    "<?xml version='1.0'?>",
    "<a>",
    "</a>",
    "<b/>",
    " xmlns='u:4'",
    " xmlns:p=''",
    "p:",
    ":",
    "&#x41;",
    "&#0;",
    "é",
    "\u{FFFF}",
    "<!DOCTYPE a>",
    "\u{0}",
    "😀",
];

#[test]
fn altered_texts_are_refused_with_a_place_or_have_a_stable_form() {
    let mut numbers = Numbers(7);
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut text = SEEDS[numbers.below(SEEDS.len())].to_owned();
        for _ in 0..=numbers.below(3) {
            let from = boundary(&text, numbers.below(text.len() + 1));
            let to = boundary(&text, (from + numbers.below(6)).min(text.len()));
            match numbers.below(3) {
                0 => text.replace_range(from..to, ""),
                1 => text.insert_str(from, PIECES[numbers.below(PIECES.len())]),
                _ => text.replace_range(from..to, PIECES[numbers.below(PIECES.len())]),
            }
        }
        match read(&text) {
            Ok(document) => {
                accepted += 1;
                check_document(&document, &text);
            }
            Err(error) => check_place(&error, &text),
        }
    }
    assert!((1000..19_000).contains(&accepted), "{accepted} of 20000 accepted");
}

fn check_place(error: &XmlError, text: &str) {
    let at = error.span().unwrap_or_else(|| panic!("{text:?}: {error:?} has no place"));
    assert!(text.get(at.start()..at.end()).is_some(), "{text:?}: {error:?}");
    assert!(!error.to_string().is_empty());
}

fn check_document(document: &Document, text: &str) {
    let mut last = 0;
    for node in document.descendants(NodeId::DOCUMENT).skip(1) {
        let span = document.span(node);
        assert!(text.get(span.start()..span.end()).is_some_and(|part| !part.is_empty()), "{text:?} {node:?}");
        assert!(span.start() >= last, "{text:?} {node:?}");
        last = span.start();
        let parent = document.parent(node).unwrap();
        assert!(document.subtree(parent).contains_subtree(document.subtree(node)));
        for attribute in document.attributes(node) {
            assert!(attribute.span.of(text).ends_with(['"', '\'']), "{text:?}");
        }
    }
    let algorithm = Canonicalization { with_comments: true, ..Canonicalization::new(Method::Exclusive) };
    let Ok(bytes) = to_vec(document, NodeId::DOCUMENT, None, &algorithm) else { return };
    let canonical = String::from_utf8(bytes).unwrap();
    let again = read(&canonical).unwrap_or_else(|error| panic!("{text:?} -> {canonical:?}: {error:?}"));
    let bytes = to_vec(&again, NodeId::DOCUMENT, None, &algorithm).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), canonical, "{text:?}");
}
