//! Counting tests: what each runner prints in its last lines.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Ran and passed.
    pub(crate) passed: u64,
    /// Ran and failed, or could not run.
    pub(crate) failed: u64,
    /// Left out by the runner.
    pub(crate) skipped: u64,
}

impl Tally {
    /// One thing that passed.
    pub(crate) const ONE_PASSED: Tally = Tally { passed: 1, failed: 0, skipped: 0 };
    /// One thing that failed.
    pub(crate) const ONE_FAILED: Tally = Tally { passed: 0, failed: 1, skipped: 0 };

    /// How a runner came out: what it counted, corrected by whether it ended well. A runner that
    /// ended badly without naming a failed test, and one that ran none, count as one failure.
    pub(crate) fn judged(mut self, ended_well: bool) -> Tally {
        if self.failed == 0 && (!ended_well || self.passed == 0) {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The closing line of `cargo xtask test`.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Sums the `test result:` lines of `cargo test`.
pub(crate) fn of_cargo_test(text: &str) -> Tally {
    let mut sum = Tally::default();
    for line in text.lines() {
        let Some((_, counts)) = line.split_once("test result: ") else { continue };
        // "ok. 5 passed; 0 failed; 1 ignored; …": the first part still holds "ok. ".
        for part in counts.trim_start_matches(|c: char| !c.is_ascii_digit()).split(';') {
            add(&mut sum, part);
        }
    }
    sum
}

/// Reads the `Summary` line of cargo-nextest.
pub(crate) fn of_nextest(text: &str) -> Tally {
    let mut sum = Tally::default();
    let Some(counts) = text
        .lines()
        .rfind(|line| line.trim_start().starts_with("Summary ["))
        .and_then(|line| line.split_once(" run: ").map(|(_, counts)| counts))
    else {
        return sum;
    };
    // "10 passed (1 slow, 2 leaky), 1 failed, 2 timed out, 3 skipped"
    let mut depth = 0;
    let outside: String = counts
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 && *c != ')'
        })
        .collect();
    for part in outside.split(',') {
        add(&mut sum, part);
    }
    sum
}

/// Reads the closing comments of a TAP stream of Node's test runner.
pub(crate) fn of_node_tap(text: &str) -> Tally {
    let count = |name: &str| {
        let lines = text.lines().rev();
        let mut counts = lines.filter_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
        counts.find_map(|number| number.trim().parse::<u64>().ok()).unwrap_or(0)
    };
    Tally {
        passed: count("pass "),
        failed: count("fail ") + count("cancelled "),
        skipped: count("skipped ") + count("todo "),
    }
}

/// Reads `stats` of Playwright's JSON report. A test that passed only on a second try failed.
pub(crate) fn of_playwright(json: &str) -> Tally {
    // The tests' own texts come before: the last `"stats"` is the report's.
    let stats = json.rfind("\"stats\"").map_or("", |at| &json[at..]);
    let count = |key: &str| number_of(stats, key).unwrap_or(0);
    Tally {
        passed: count("expected"),
        failed: count("unexpected") + count("flaky"),
        skipped: count("skipped"),
    }
}

/// The number after the first `"key":` of a JSON text.
pub(crate) fn number_of(json: &str, key: &str) -> Option<u64> {
    let quoted = format!("\"{key}\"");
    let after = json.split_once(&quoted)?.1.trim_start().strip_prefix(':')?.trim_start();
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..end].parse().ok()
}

/// Adds a part such as `3 passed` or `1 timed out`.
fn add(sum: &mut Tally, part: &str) {
    let Some((number, word)) = part.trim().split_once(' ') else { return };
    let Ok(number) = number.parse::<u64>() else { return };
    match word.trim() {
        "passed" => sum.passed += number,
        "failed" | "timed out" | "exec failed" => sum.failed += number,
        "skipped" | "ignored" => sum.skipped += number,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally { passed, failed, skipped }
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(tally(7, 0, 0).to_string(), "7 passed, 0 failed");
        assert_eq!(tally(7, 1, 2).to_string(), "7 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn cargo_test_lines_are_summed() {
        let text = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 3 passed; 4 failed; 0 ignored; 0 measured; 9 filtered out; finished in 1s\n";
        assert_eq!(of_cargo_test(text), tally(5, 4, 1));
    }

    #[test]
    fn nextest_summaries_are_read() {
        let plain = "────\n     Summary [   0.012s] 24 tests run: 24 passed, 3 skipped\n";
        assert_eq!(of_nextest(plain), tally(24, 0, 3));
        let hard = "Summary [   9.1s] 9 tests run: 5 passed (1 slow, 2 leaky), 2 failed, \
            1 timed out, 1 exec failed, 0 skipped\n        FAIL [ 0.1s] a b\n";
        assert_eq!(of_nextest(hard), tally(5, 4, 0));
        let one = "     Summary [   0.003s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(of_nextest(one), tally(1, 0, 0));
        assert_eq!(of_nextest("error: could not compile"), Tally::default());
    }

    #[test]
    fn node_tap_is_read() {
        let text = "TAP version 13\nok 1 - a\n# a comment: pass 9\n1..5\n# tests 5\n# suites 0\n\
            # pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n# duration_ms 8.1\n";
        assert_eq!(of_node_tap(text), tally(2, 2, 1));
    }

    #[test]
    fn playwright_stats_are_read() {
        let json = r#"{"suites":[{"title":"\"stats\": {\"expected\": 99}"}],
            "stats": {"startTime": "2020-01-01", "duration": 5.1, "expected": 4, "skipped": 1,
            "unexpected": 2, "flaky": 1}}"#;
        assert_eq!(of_playwright(json), tally(4, 3, 1));
        assert_eq!(of_playwright(""), Tally::default());
    }

    #[test]
    fn a_runner_that_ran_nothing_or_crashed_has_failed() {
        assert_eq!(tally(0, 0, 0).judged(true), tally(0, 1, 0));
        assert_eq!(tally(0, 0, 5).judged(true), tally(0, 1, 5));
        assert_eq!(tally(5, 0, 0).judged(false), tally(5, 1, 0));
        assert_eq!(tally(5, 2, 0).judged(false), tally(5, 2, 0));
        assert_eq!(tally(5, 0, 0).judged(true), tally(5, 0, 0));
    }
}
