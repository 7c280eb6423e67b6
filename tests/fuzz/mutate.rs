//! Changes of seeds, from a generator of numbers that always gives the same ones.

use super::seeds::Seed;

/// What is put into texts: words with a meaning to one of the readers, and what ends them.
const WORDS: [&str; 40] = [
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x?>",
    "<!DOCTYPE a>",
    "&amp;",
    "&#13;",
    "&#x0;",
    "&lt;",
    "xmlns=\"\"",
    "xmlns:a=\"b:c\"",
    "xml:base=\"..\"",
    "xml:id=\"_a\"",
    " ID=\"_a\"",
    "\"",
    "'",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "%25",
    "%",
    "&",
    "=",
    "SAMLResponse=",
    "{",
    "}",
    "[",
    "]",
    "\\u0000",
    "\\",
    "^",
    "`",
    "-----BEGIN CERTIFICATE-----",
    "99999999999",
];

pub(crate) struct Mutator<'a> {
    state: u64,
    seeds: &'a [Seed],
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(seed: u64, seeds: &'a [Seed]) -> Mutator<'a> {
        Mutator { state: seed, seeds }
    }

    /// SplitMix64: every state gives another number.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// The seed with one to four changes.
    pub(crate) fn mutated(&mut self, seed: usize) -> Vec<u8> {
        let mut data = self.seeds[seed].data.clone();
        for _ in 0..=self.below(4) {
            self.change(&mut data);
        }
        data
    }

    fn change(&mut self, data: &mut Vec<u8>) {
        let at = self.below(data.len() + 1);
        let end = (at + self.below(64)).min(data.len());
        match self.below(8) {
            0 if at < data.len() => data[at] ^= 1 << self.below(8),
            1 if at < data.len() => data[at] = self.next() as u8,
            2 => drop(data.drain(at..end)),
            3 => {
                let part = data[at..end].to_vec();
                let to = self.below(data.len() + 1);
                data.splice(to..to, part);
            }
            4 => data.truncate(at),
            5 => {
                // A part of another seed.
                let other = self.below(self.seeds.len());
                let from = self.below(self.seeds[other].data.len());
                let part: Vec<u8> = self.seeds[other].data[from..].iter().copied().take(200).collect();
                data.splice(at..end, part);
            }
            _ => {
                let word = WORDS[self.below(WORDS.len())];
                data.splice(at..at, word.bytes());
            }
        }
    }
}
