//! Documents written at random with every kind of markup, some of them damaged at random.

/// A generator of numbers that is the same on every machine (Knuth's MMIX constants).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

const PREFIXES: [&str; 4] = ["a", "b", "c", "ns1"];
const LOCAL_NAMES: [&str; 13] =
    ["x", "y", "id", "ID", "lang", "base", "é", "A", "x1", "x-1", "_", "xmlx", "x\u{B7}"];
const ODD_NAMES: [&str; 22] = [
    "a:b:c",
    ":x",
    "x:",
    "1x",
    "-x",
    "a:1",
    "xmlns",
    "xmlns:x",
    "a:-x",
    "\u{B7}",
    "\u{300}",
    "\u{37E}x",
    "\u{FDD0}x",
    "\u{F0000}",
    "\u{3000}",
    "\u{200C}",
    "\u{2190}",
    "x\u{2040}",
    "\u{D7}",
    "\u{2FF0}",
    "xml:x",
    "xml",
];
/// Such as libxml2 takes: see `xmllint.json`.
const NAMESPACES: [&str; 8] =
    ["urn:1", "urn:2", "urn:&#x31;", "http://e.x/a?b=c", "http://e.x/%7E", "x:y", "urn:ABC", "http://e.x/a"];
const ODD_DECLARATIONS: [&str; 9] = [
    "xmlns:xml='http://www.w3.org/XML/1998/namespace'",
    "xmlns:xml='urn:x'",
    "xmlns:xmlns='urn:x'",
    "xmlns='http://www.w3.org/2000/xmlns/'",
    "xmlns:q='http://www.w3.org/XML/1998/namespace'",
    "xmlns:a=''",
    "xmlns:a:b='urn:x'",
    "xmlns:='x:y'",
    "xmlns:xmlq='urn:x'",
];
const TEXT: [&str; 27] = [
    "t",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "&amp;",
    "&lt;",
    "&gt;",
    ">",
    "&#13;",
    "&#10;",
    "&#9;",
    "&#xD;",
    "&#x20;",
    "é",
    "\u{1F600}",
    "&quot;",
    "&apos;",
    "]]",
    "]",
    "&#x10FFFF;",
    "\u{85}",
    "\u{2028}",
    "\u{FEFF}",
    "&#x85;",
    "&#x0000041;",
];
const ODD_TEXT: [&str; 27] = [
    "]]>",
    "&",
    "&x;",
    "<",
    "&#0;",
    "&#xFFFE;",
    "&#xD800;",
    "\u{1}",
    "\u{FFFE}",
    "&#X41;",
    "&#;",
    "&amp",
    "<!",
    "<!-",
    "<![CDATA[",
    "-->",
    "<?",
    "?>",
    "&#x110000;",
    "&#4294967361;",
    "& ",
    "&#x 41;",
    "&é;",
    "&1;",
    "<!DOCTYPE a>",
    "<?xml version='1.0'?>",
    "\u{A0}",
];
const DAMAGE: [&str; 16] =
    ["<", ">", "/", "'", "\"", "=", " ", ":", "&", ";", "xmlns", "--", "]]>", "<a:x>", "</a:x>", "\u{FEFF}"];
const SPACES: [&str; 6] = [" ", "\n", "\t", "\r\n", "\r", "  "];
/// Elements inside one another.
const DEPTH: usize = 5;

/// A document, or nearly one.
pub(crate) fn document(numbers: &mut Numbers) -> String {
    let mut out = String::new();
    if numbers.percent(20) {
        out.push_str(numbers.pick(&[
            "<?xml version='1.0'?>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\r\n",
            "<?xml version='1.1'?>",
            "<?xml version='1.0' encoding='UTF-8'standalone='no'?>",
            "<?xml version='1.0' standalone='YES'?>",
            "<?xml encoding='UTF-8'?>",
        ]));
    }
    around(numbers, &mut out);
    element(numbers, 0, &mut out);
    around(numbers, &mut out);
    if numbers.percent(30) {
        damage(numbers, &mut out);
    }
    out
}

fn around(numbers: &mut Numbers, out: &mut String) {
    for _ in 0..numbers.below(3) {
        out.push_str(numbers.pick(&["<!--c\r\nd-->", "<?pi  d\r?>", "<?pi?>", " ", "\r\n"]));
    }
}

fn element(numbers: &mut Numbers, depth: usize, out: &mut String) {
    let name = name(numbers);
    out.push_str(&format!("<{name}"));
    let mut attributes = attributes(numbers, depth);
    for last in (1..attributes.len()).rev() {
        attributes.swap(last, numbers.below(last + 1));
    }
    for attribute in attributes {
        out.push_str(if numbers.percent(99) { numbers.pick(&SPACES) } else { "" });
        out.push_str(&attribute);
    }
    if numbers.percent(15) {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for _ in 0..numbers.below(if depth < 2 { 8 } else { 4 }) {
        match numbers.below(11) {
            0..=4 if depth < DEPTH => element(numbers, depth + 1, out),
            5 => enclosed(
                numbers,
                out,
                "<![CDATA[",
                &["x", "<", "&amp;", "\r\n", "\r", "]]", "é", "\""],
                "]]>",
            ),
            6 => enclosed(numbers, out, "<!--", &["x", "<", "&", "\r\n", "\r", "]]>", "é", "- "], "-->"),
            7 => instruction(numbers, out),
            _ => out.push_str(&value(numbers)),
        }
    }
    out.push_str(&format!("</{name}>"));
}

fn enclosed(numbers: &mut Numbers, out: &mut String, start: &str, pieces: &[&str], end: &str) {
    out.push_str(start);
    for _ in 0..numbers.below(4) {
        out.push_str(numbers.pick(pieces));
    }
    out.push_str(end);
}

fn instruction(numbers: &mut Numbers, out: &mut String) {
    let target = match numbers.percent(95) {
        true => numbers.pick(&["<?p", "<?xml-s", "<?é"]),
        false => numbers.pick(&["<?xml", "<?XML", "<?p:q", "<?1", "<?"]),
    };
    enclosed(numbers, out, target, &[" x", " ", "\r\n", "\r", " ?", " >", " é", "\t"], "?>");
}

fn name(numbers: &mut Numbers) -> String {
    if numbers.percent(1) {
        return numbers.pick(&ODD_NAMES).to_owned();
    }
    let local = numbers.pick(&LOCAL_NAMES);
    match numbers.percent(60) {
        true => format!("{}:{local}", numbers.pick(&PREFIXES)),
        false => local.to_owned(),
    }
}

/// Declarations and attributes. The root declares every prefix, and most often a default namespace.
fn attributes(numbers: &mut Numbers, depth: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for prefix in PREFIXES {
        if depth == 0 || numbers.percent(15) {
            all.push(format!("xmlns:{prefix}=\"{}\"", numbers.pick(&NAMESPACES)));
        }
    }
    if numbers.percent(if depth == 0 { 70 } else { 20 }) {
        let namespace = if numbers.percent(30) { "" } else { numbers.pick(&NAMESPACES) };
        all.push(format!("xmlns='{namespace}'"));
    }
    if numbers.percent(2) {
        all.push(numbers.pick(&ODD_DECLARATIONS).to_owned());
    }
    for _ in 0..numbers.below(4) {
        let name = match numbers.percent(15) {
            true => numbers.pick(&["xml:lang", "xml:space", "xml:foo"]).to_owned(),
            false => name(numbers),
        };
        let start = format!("{name}=");
        if all.iter().any(|other| other.starts_with(&start)) && !numbers.percent(2) {
            continue;
        }
        let quote = numbers.pick(&["'", "\""]);
        all.push(format!("{start}{quote}{}{quote}", value(numbers)));
    }
    all
}

fn value(numbers: &mut Numbers) -> String {
    let mut value: String = (0..numbers.below(4)).map(|_| numbers.pick(&TEXT)).collect();
    if numbers.percent(1) {
        value.push_str(numbers.pick(&ODD_TEXT));
    }
    value
}

/// Removes or adds a few characters.
fn damage(numbers: &mut Numbers, text: &mut String) {
    for _ in 0..=numbers.below(2) {
        let from = boundary(text, numbers.below(text.len() + 1));
        let to = boundary(text, (from + numbers.below(5)).min(text.len())).max(from);
        match numbers.below(3) {
            0 => text.replace_range(from..to, ""),
            1 => text.insert_str(from, numbers.pick(&ODD_TEXT)),
            _ => text.insert_str(from, numbers.pick(&DAMAGE)),
        }
    }
}

/// The character's first byte at or before `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}
