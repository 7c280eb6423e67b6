//! Each different string once: names, prefixes and namespace URIs become small numbers.

use std::collections::BTreeMap;

use super::{to_u32, to_usize};

/// A string of a [`Symbols`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(pub(super) u32);

/// The empty string, in every table.
pub(crate) const EMPTY: Symbol = Symbol(0);

/// Strings by number and numbers by string.
///
/// The hash is fast and has no secret, so an attacker may choose strings that collide. A string that
/// does not find room within [`PROBES`] slots goes into an ordered map, so the worst case stays
/// logarithmic.
#[derive(Clone, Debug)]
pub(super) struct Symbols {
    text: String,
    /// Where each symbol's string begins and ends in `text`.
    ranges: Vec<(u32, u32)>,
    /// Open addressing; the length is a power of two. Symbol 0 marks an empty slot.
    slots: Vec<Slot>,
    overflow: BTreeMap<Box<str>, Symbol>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    symbol: u32,
}

/// Slots to look at before the ordered map: one or two cache lines.
const PROBES: u32 = 16;

/// Slots at first: enough for a SAML response.
const FIRST_SLOTS: usize = 512;

/// Strings that there is room for at first: a SAML response has about a hundred.
pub(super) const FIRST_SYMBOLS: usize = 128;

impl Symbols {
    /// A table of the empty string alone.
    pub(super) fn new() -> Symbols {
        let mut ranges = Vec::with_capacity(FIRST_SYMBOLS);
        ranges.push((0, 0));
        Symbols {
            text: String::with_capacity(16 * FIRST_SYMBOLS),
            ranges,
            slots: vec![Slot::default(); FIRST_SLOTS],
            overflow: BTreeMap::new(),
        }
    }

    /// How many symbols there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// The string of `symbol`.
    pub(super) fn text(&self, symbol: Symbol) -> &str {
        let (from, to) = self.ranges.get(to_usize(symbol.0)).copied().unwrap_or((0, 0));
        self.text.get(to_usize(from)..to_usize(to)).unwrap_or("")
    }

    /// The symbol of `string`, if it has one.
    pub(super) fn find(&self, string: &str) -> Option<Symbol> {
        if string.is_empty() {
            return Some(EMPTY);
        }
        match self.probe(hash(string.as_bytes()), string) {
            Probe::Found(symbol) => Some(symbol),
            Probe::Free(_) => None,
            Probe::Full => self.overflow.get(string).copied(),
        }
    }

    /// The symbol of `string`, a new one where it has none.
    pub(super) fn intern(&mut self, string: &str) -> Symbol {
        if string.is_empty() {
            return EMPTY;
        }
        let hash = hash(string.as_bytes());
        match self.probe(hash, string) {
            Probe::Found(symbol) => symbol,
            Probe::Free(at) => {
                let symbol = self.append(string);
                if let Some(slot) = self.slots.get_mut(at) {
                    *slot = Slot { hash, symbol: symbol.0 };
                }
                if self.ranges.len().saturating_mul(2) > self.slots.len() {
                    self.grow();
                }
                symbol
            }
            Probe::Full => {
                if let Some(symbol) = self.overflow.get(string) {
                    return *symbol;
                }
                let symbol = self.append(string);
                self.overflow.insert(string.into(), symbol);
                symbol
            }
        }
    }

    fn append(&mut self, string: &str) -> Symbol {
        let symbol = Symbol(to_u32(self.ranges.len()));
        let from = to_u32(self.text.len());
        self.text.push_str(string);
        self.ranges.push((from, to_u32(self.text.len())));
        symbol
    }

    #[inline]
    fn probe(&self, hash: u32, string: &str) -> Probe {
        let mask = to_u32(self.slots.len()).wrapping_sub(1);
        for step in 0..PROBES {
            let at = to_usize(hash.wrapping_add(step) & mask);
            let Some(slot) = self.slots.get(at) else { break };
            if slot.symbol == 0 {
                return Probe::Free(at);
            }
            if slot.hash == hash && self.text(Symbol(slot.symbol)) == string {
                return Probe::Found(Symbol(slot.symbol));
            }
        }
        Probe::Full
    }

    /// Doubles the table and puts every string in anew: one that found no room may find it now.
    fn grow(&mut self) {
        let size = self.slots.len().saturating_mul(2);
        self.slots = vec![Slot::default(); size];
        self.overflow.clear();
        for index in 1..self.ranges.len() {
            let symbol = Symbol(to_u32(index));
            let hash = hash(self.text(symbol).as_bytes());
            let found = self.probe(hash, self.text(symbol));
            match found {
                Probe::Free(at) => {
                    if let Some(slot) = self.slots.get_mut(at) {
                        *slot = Slot { hash, symbol: symbol.0 };
                    }
                }
                Probe::Full => {
                    let string: Box<str> = self.text(symbol).into();
                    self.overflow.insert(string, symbol);
                }
                Probe::Found(_) => {}
            }
        }
    }
}

enum Probe {
    Found(Symbol),
    Free(usize),
    Full,
}

/// A multiplicative hash, eight bytes at a time.
#[inline]
fn hash(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = 0u64;
    for word in words {
        state = (state.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
    }
    let mut last = 0xFFu64;
    for byte in rest {
        last = (last << 8) | u64::from(*byte);
    }
    state = (state.rotate_left(23) ^ last).wrapping_mul(FACTOR);
    u32::try_from(state >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_keeps_one_number_while_the_table_grows() {
        let mut symbols = Symbols::new();
        let strings: Vec<String> = (0..5000).map(|n| format!("name-{n}")).collect();
        let ids: Vec<Symbol> = strings.iter().map(|s| symbols.intern(s)).collect();
        assert_eq!(symbols.len(), 5001);
        for (string, id) in strings.iter().zip(&ids) {
            assert_eq!(symbols.intern(string), *id);
            assert_eq!(symbols.find(string), Some(*id));
            assert_eq!(symbols.text(*id), string);
        }
        assert_eq!(symbols.find("name-5000"), None);
        assert_eq!(symbols.intern(""), EMPTY);
    }

    #[test]
    fn strings_that_collide_are_kept_apart() {
        let mut symbols = Symbols::new();
        let wanted = hash(b"aaaa") & 0xFF;
        let mut colliding = Vec::new();
        for n in 0..200_000u32 {
            let string = format!("{n:x}");
            if hash(string.as_bytes()) & 0xFF == wanted {
                colliding.push(string);
            }
        }
        assert!(colliding.len() > 100, "{}", colliding.len());
        let ids: Vec<Symbol> = colliding.iter().map(|s| symbols.intern(s)).collect();
        assert!(!symbols.overflow.is_empty());
        for (string, id) in colliding.iter().zip(ids) {
            assert_eq!(symbols.find(string), Some(id));
            assert_eq!(symbols.text(id), string);
        }
    }
}
