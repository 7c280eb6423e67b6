//! The sizes that are sent over the wire, and the most they may be.

use std::fs;

use crate::shell::{Failure, Outcome, root, say};
use crate::tally::number_of;

/// The budget's file, from the project's root.
const FILE: &str = "pkg/budget.json";

/// Bytes of something that is sent: as it is, and compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// As it is on disk.
    pub(crate) raw: u64,
    /// As gzip -9 sends it.
    pub(crate) gzip: u64,
    /// As brotli -11 sends it.
    pub(crate) brotli: u64,
}

impl Sizes {
    /// Reads the line `sizes RAW GZIP BROTLI`.
    pub(crate) fn read(text: &str) -> Option<Sizes> {
        let line = text.lines().rev().find_map(|line| line.strip_prefix("sizes "))?;
        let mut numbers = line.split_whitespace().map(|number| number.parse().ok());
        let sizes = Sizes { raw: numbers.next()??, gzip: numbers.next()??, brotli: numbers.next()?? };
        numbers.next().is_none().then_some(sizes)
    }
}

/// Prints the sizes of `what` and checks them against the budget of the key of that name.
pub(crate) fn check(what: &str, sizes: Sizes) -> Outcome {
    let path = root().join(FILE);
    let json = fs::read_to_string(&path).map_err(|error| Failure::File(path, error))?;
    let verdict = compare(what, sizes, &json)?;
    say(&verdict);
    Ok(())
}

/// One line about the sizes, or why they are over the budget.
fn compare(what: &str, sizes: Sizes, json: &str) -> Outcome<String> {
    let Some(most) = number_of(json, what) else {
        return Err(Failure::Not(format!("{FILE} has no number for `{what}`")));
    };
    let line = format!(
        "{what}: {} raw, {} gzip, {} brotli; the budget is {} brotli",
        kilo(sizes.raw),
        kilo(sizes.gzip),
        kilo(sizes.brotli),
        kilo(most)
    );
    if sizes.brotli <= most {
        return Ok(line);
    }
    Err(Failure::Not(format!(
        "{line}: over it by {} bytes. Make it smaller, or raise the number in {FILE} in a commit that says why.",
        sizes.brotli - most
    )))
}

/// Bytes in kB of 1000, one decimal.
fn kilo(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = "{\n  \"wasm\": 2000,\n  \"page\": 9000\n}\n";

    fn sizes(brotli: u64) -> Sizes {
        Sizes { raw: 5000, gzip: 2500, brotli }
    }

    #[test]
    fn a_size_up_to_the_budget_is_allowed() {
        let line = compare("wasm", sizes(2000), JSON).unwrap();
        assert_eq!(line, "wasm: 5.0 kB raw, 2.5 kB gzip, 2.0 kB brotli; the budget is 2.0 kB brotli");
        assert!(compare("page", sizes(8999), JSON).is_ok());
    }

    #[test]
    fn one_byte_over_the_budget_fails() {
        let failure = compare("wasm", sizes(2001), JSON).unwrap_err().to_string();
        assert!(failure.contains("over it by 1 bytes"), "{failure}");
    }

    #[test]
    fn a_budget_without_the_number_fails() {
        assert!(compare("editor", sizes(1), JSON).is_err());
        assert!(compare("wasm", sizes(1), "{}").is_err());
        assert!(compare("wasm", sizes(1), "{ \"wasm\": \"2000\" }").is_err());
    }

    #[test]
    fn the_sizes_line_is_read_whole() {
        let text = "something else\nsizes 10 8 7\n";
        assert_eq!(Sizes::read(text), Some(Sizes { raw: 10, gzip: 8, brotli: 7 }));
        for bad in ["", "sizes 1 2", "sizes 1 2 x", "sizes 1 2 3 4"] {
            assert_eq!(Sizes::read(bad), None, "{bad}");
        }
    }
}
