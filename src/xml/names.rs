//! Names as numbers, and which namespace each prefix stands for (Namespaces in XML 1.0).

use std::collections::BTreeMap;

use super::chars::{is_name_char, is_name_start, name_length};
use super::error::Problem;
use super::symbols::{EMPTY, FIRST_SYMBOLS, Symbol, Symbols};
use super::{XML_NAMESPACE, XMLNS_NAMESPACE, to_u32, to_usize};

/// A prefix of one document, numbered densely from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PrefixId(u32);

/// No prefix: the default namespace.
pub(crate) const NO_PREFIX: PrefixId = PrefixId(0);
/// The prefix `xml`.
pub(crate) const XML_PREFIX: PrefixId = PrefixId(1);
/// The prefix `xmlns`.
pub(super) const XMLNS_PREFIX: PrefixId = PrefixId(2);

/// No namespace.
pub(crate) const NO_NAMESPACE: Symbol = EMPTY;
/// [`XML_NAMESPACE`].
pub(super) const XML_NAMESPACE_SYMBOL: Symbol = Symbol(1);
/// [`XMLNS_NAMESPACE`].
const XMLNS_NAMESPACE_SYMBOL: Symbol = Symbol(2);
/// `xml`, as a name or prefix.
const XML: Symbol = Symbol(3);
/// `xmlns`, as a name or prefix.
pub(super) const XMLNS: Symbol = Symbol(4);

impl PrefixId {
    /// The number, for tables indexed by prefix.
    pub(crate) fn index(self) -> usize {
        to_usize(self.0)
    }
}

/// The number of a [`Name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NameId(pub(super) u32);

/// A name as it is written together with its namespace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) prefix: PrefixId,
    pub(crate) namespace: Symbol,
    pub(crate) local: Symbol,
    /// Bytes of the name as it is written, prefix and colon included.
    pub(crate) length: u32,
}

/// A `QName` whose prefix is not looked up yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenName {
    pub(super) symbol: Symbol,
    pub(super) prefix: PrefixId,
    local: Symbol,
}

/// What is known of a string that occurred as a name or prefix.
#[derive(Clone, Copy, Debug)]
struct Facts {
    /// Where the string is a `QName`: its parts.
    written: Option<(PrefixId, Symbol)>,
    /// Where the string is a prefix: its number.
    prefix: Option<PrefixId>,
    /// The namespace it was last combined with, and the outcome.
    last: Option<(Symbol, NameId)>,
    /// The last element that has an attribute written like this.
    stamp: u32,
}

const UNKNOWN: Facts = Facts { written: None, prefix: None, last: None, stamp: 0 };

/// Every name, prefix and namespace of one document.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) symbols: Symbols,
    /// By symbol.
    facts: Vec<Facts>,
    /// By prefix: its string.
    prefixes: Vec<Symbol>,
    /// By name.
    names: Vec<Name>,
    /// (written name, namespace) → name, for names written with several namespaces: all but the last
    /// one. An ordered map has no bad input.
    by_parts: BTreeMap<(Symbol, Symbol), NameId>,
}

impl Names {
    pub(super) fn new() -> Names {
        let mut names = Names {
            symbols: Symbols::new(),
            facts: Vec::with_capacity(FIRST_SYMBOLS),
            prefixes: Vec::with_capacity(16),
            names: Vec::with_capacity(FIRST_SYMBOLS),
            by_parts: BTreeMap::new(),
        };
        for string in [XML_NAMESPACE, XMLNS_NAMESPACE, "xml", "xmlns"] {
            names.symbols.intern(string);
        }
        for symbol in [EMPTY, XML, XMLNS] {
            names.prefix_id(symbol);
        }
        names
    }

    /// Reads a `QName` (Namespaces production 7). Each different one is examined once.
    pub(super) fn written(&mut self, text: &str) -> Result<WrittenName, Problem> {
        let symbol = self.symbols.intern(text);
        if let Some((prefix, local)) = self.facts(symbol).written {
            return Ok(WrittenName { symbol, prefix, local });
        }
        check_name(text)?;
        let colon = memchr::memchr(b':', text.as_bytes());
        let (prefix, local) = match colon.and_then(|at| text.split_at_checked(at)) {
            None => (NO_PREFIX, symbol),
            Some((prefix, rest)) => {
                let local = rest.get(1..).unwrap_or("");
                if prefix.is_empty() || local.is_empty() || local.contains(':') {
                    return Err(Problem::MisplacedColon);
                }
                if !local.starts_with(is_name_start) {
                    return Err(Problem::InvalidName);
                }
                let prefix = self.symbols.intern(prefix);
                let local = self.symbols.intern(local);
                (self.prefix_id(prefix), local)
            }
        };
        self.update(symbol, |facts| facts.written = Some((prefix, local)));
        Ok(WrittenName { symbol, prefix, local })
    }

    /// The prefix that `xmlns` or `xmlns:…` declares; `None` for every other name.
    pub(super) fn declared_prefix(&mut self, name: WrittenName) -> Option<PrefixId> {
        if name.symbol == XMLNS {
            Some(NO_PREFIX)
        } else if name.prefix == XMLNS_PREFIX {
            Some(self.prefix_id(name.local))
        } else {
            None
        }
    }

    /// The name written as `written` where its prefix stands for `namespace`.
    pub(super) fn resolve(&mut self, written: WrittenName, length: usize, namespace: Symbol) -> NameId {
        let last = self.facts(written.symbol).last;
        let id = match last {
            Some((before, id)) if before == namespace => return id,
            None => self.push_name(written, length, namespace),
            Some((before, id)) => {
                self.by_parts.insert((written.symbol, before), id);
                match self.by_parts.get(&(written.symbol, namespace)) {
                    Some(id) => *id,
                    None => self.push_name(written, length, namespace),
                }
            }
        };
        self.update(written.symbol, |facts| facts.last = Some((namespace, id)));
        id
    }

    fn push_name(&mut self, written: WrittenName, length: usize, namespace: Symbol) -> NameId {
        let id = NameId(to_u32(self.names.len()));
        let WrittenName { prefix, local, .. } = written;
        self.names.push(Name { prefix, namespace, local, length: to_u32(length) });
        id
    }

    /// Marks the written name as seen on `element`; false where it already was.
    pub(super) fn stamp(&mut self, symbol: Symbol, element: u32) -> bool {
        let fresh = self.facts(symbol).stamp != element;
        self.update(symbol, |facts| facts.stamp = element);
        fresh
    }

    /// Every name, by number.
    pub(super) fn all(&self) -> &[Name] {
        &self.names
    }

    pub(super) fn name(&self, id: NameId) -> Option<&Name> {
        self.names.get(to_usize(id.0))
    }

    /// The local part of a name.
    pub(super) fn local(&self, id: NameId) -> &str {
        self.name(id).map_or("", |name| self.symbols.text(name.local))
    }

    /// The string of a prefix.
    pub(super) fn prefix(&self, id: PrefixId) -> &str {
        self.prefixes.get(id.index()).map_or("", |symbol| self.symbols.text(*symbol))
    }

    /// How many prefixes there are.
    pub(super) fn prefix_count(&self) -> usize {
        self.prefixes.len()
    }

    /// The number of the prefix written `text`, if it occurs.
    pub(super) fn find_prefix(&self, text: &str) -> Option<PrefixId> {
        self.symbols.find(text).and_then(|symbol| self.facts(symbol).prefix)
    }

    fn prefix_id(&mut self, symbol: Symbol) -> PrefixId {
        if let Some(id) = self.facts(symbol).prefix {
            return id;
        }
        let id = PrefixId(to_u32(self.prefixes.len()));
        self.prefixes.push(symbol);
        self.update(symbol, |facts| facts.prefix = Some(id));
        id
    }

    fn facts(&self, symbol: Symbol) -> Facts {
        self.facts.get(to_usize(symbol.0)).copied().unwrap_or(UNKNOWN)
    }

    fn update(&mut self, symbol: Symbol, change: impl FnOnce(&mut Facts)) {
        let index = to_usize(symbol.0);
        if index >= self.facts.len() {
            let length = self.symbols.len().max(index.saturating_add(1));
            self.facts.resize(length, UNKNOWN);
        }
        if let Some(facts) = self.facts.get_mut(index) {
            change(facts);
        }
    }
}

/// `Name` (production 5).
pub(super) fn check_name(text: &str) -> Result<(), Problem> {
    let mut characters = text.chars();
    let starts = characters.next().is_some_and(is_name_start);
    let goes_on = match text.is_ascii() {
        true => name_length(text.as_bytes()) == text.len(),
        false => characters.all(is_name_char),
    };
    if starts && goes_on { Ok(()) } else { Err(Problem::InvalidName) }
}

/// `NCName` (Namespaces production 4).
pub(super) fn check_ncname(text: &str) -> Result<(), Problem> {
    check_name(text)?;
    if text.contains(':') { Err(Problem::MisplacedColon) } else { Ok(()) }
}

/// Which namespace each prefix stands for at one place, with what to restore at the element's end.
#[derive(Debug)]
pub(super) struct Scope {
    /// By prefix; `None` where nothing declares it.
    bound: Vec<Option<Symbol>>,
    /// What each declaration in force replaced.
    undo: Vec<(PrefixId, Option<Symbol>)>,
}

impl Scope {
    pub(super) fn new() -> Scope {
        let bound = vec![Some(NO_NAMESPACE), Some(XML_NAMESPACE_SYMBOL), Some(XMLNS_NAMESPACE_SYMBOL)];
        Scope { bound, undo: Vec::new() }
    }

    /// How many declarations are in force.
    pub(super) fn depth(&self) -> usize {
        self.undo.len()
    }

    pub(super) fn namespace(&self, prefix: PrefixId) -> Option<Symbol> {
        self.bound.get(prefix.index()).copied().flatten()
    }

    /// Declares `prefix` (Namespaces §3 and §5).
    pub(super) fn declare(&mut self, prefix: PrefixId, namespace: Symbol) -> Result<(), Problem> {
        let is_xml = namespace == XML_NAMESPACE_SYMBOL;
        if prefix == XMLNS_PREFIX || namespace == XMLNS_NAMESPACE_SYMBOL || is_xml != (prefix == XML_PREFIX) {
            return Err(Problem::ReservedNamespace);
        }
        if namespace == NO_NAMESPACE && prefix != NO_PREFIX {
            return Err(Problem::PrefixUndeclared);
        }
        let index = prefix.index();
        if index >= self.bound.len() {
            self.bound.resize(index.saturating_add(1), None);
        }
        if let Some(bound) = self.bound.get_mut(index) {
            self.undo.push((prefix, *bound));
            *bound = Some(namespace);
        }
        Ok(())
    }

    /// Takes back every declaration after the first `depth`.
    pub(super) fn restore(&mut self, depth: usize) {
        while self.undo.len() > depth {
            if let Some((prefix, before)) = self.undo.pop()
                && let Some(bound) = self.bound.get_mut(prefix.index())
            {
                *bound = before;
            }
        }
    }
}
