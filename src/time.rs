//! Points in time and how XML writes them.
//!
//! There is no clock here: the present is an argument of every check.

use std::fmt;

/// A point in time, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    seconds: i64,
    /// Nanoseconds after that, below 10⁹.
    nanoseconds: u32,
}

const DAY: i64 = 86_400;

impl Instant {
    /// The instant `seconds` after 1970-01-01T00:00:00Z.
    pub fn from_unix_seconds(seconds: i64) -> Instant {
        Instant { seconds, nanoseconds: 0 }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// This instant moved by `seconds`, which may be negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant { seconds: self.seconds.saturating_add(seconds), ..self }
    }

    /// Whole seconds from `earlier` to `self`; negative where `earlier` is later.
    pub fn seconds_since(self, earlier: Instant) -> i64 {
        self.seconds.saturating_sub(earlier.seconds)
    }

    /// Reads an `xs:dateTime` as SAML uses it (SAML Core §1.3.3, XML Schema Part 2 §3.2.7).
    ///
    /// The time zone is required, as `Z` or an offset of at most 14 hours: a time without one names
    /// no instant. Years have four digits; fractions of any length are read and kept to the nanosecond.
    ///
    /// # Errors
    /// [`TimeError`] for anything else, white space around it included.
    pub fn read(text: &str) -> Result<Instant, TimeError> {
        read_date_time(text.as_bytes()).ok_or(TimeError)
    }
}

/// The text is not an `xs:dateTime` with a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeError;

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time like 2026-01-31T12:00:00Z")
    }
}

impl std::error::Error for TimeError {}

/// Digits beyond this are read but do not change the instant.
const FRACTION_DIGITS: u32 = 9;

fn read_date_time(text: &[u8]) -> Option<Instant> {
    let (year, text) = digits(text, 4)?;
    let (month, text) = digits(text.strip_prefix(b"-")?, 2)?;
    let (day, text) = digits(text.strip_prefix(b"-")?, 2)?;
    let (hour, text) = digits(text.strip_prefix(b"T")?, 2)?;
    let (minute, text) = digits(text.strip_prefix(b":")?, 2)?;
    let (second, text) = digits(text.strip_prefix(b":")?, 2)?;
    let (nanoseconds, text) = read_fraction(text)?;
    let offset = read_zone(text)?;

    if year == 0 || !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let end_of_day = hour == 24 && minute == 0 && second == 0 && nanoseconds == 0;
    if (hour > 23 && !end_of_day) || minute > 59 || second > 59 {
        return None;
    }
    let clock = hour * 3600 + minute * 60 + second;
    let seconds = days_since_epoch(year, month, day) * DAY + clock - offset;
    Some(Instant { seconds, nanoseconds })
}

fn digits(text: &[u8], count: usize) -> Option<(i64, &[u8])> {
    let (head, rest) = text.split_at_checked(count)?;
    let value = head
        .iter()
        .try_fold(0i64, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0')))?;
    Some((value, rest))
}

fn read_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = text.split_at_checked(length)?;
    if fraction.is_empty() {
        return None;
    }
    let mut nanoseconds = 0u32;
    let mut fraction = fraction.iter();
    for _ in 0..FRACTION_DIGITS {
        let digit = fraction.next().map_or(0, |byte| u32::from(byte - b'0'));
        nanoseconds = nanoseconds * 10 + digit;
    }
    Some((nanoseconds, rest))
}

/// Seconds east of UTC.
fn read_zone(text: &[u8]) -> Option<i64> {
    if text == b"Z" {
        return Some(0);
    }
    let (sign, text) = match text.split_first()? {
        (b'+', rest) => (1, rest),
        (b'-', rest) => (-1, rest),
        _ => return None,
    };
    let (hours, text) = digits(text, 2)?;
    let (minutes, text) = digits(text.strip_prefix(b":")?, 2)?;
    let in_range = minutes <= 59 && (hours < 14 || (hours == 14 && minutes == 0));
    (in_range && text.is_empty()).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Whether `text` is an `xs:duration` (XML Schema Part 2 §3.2.6), such as `PT1H` or `P7D`, without white
/// space around it.
pub fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let days = count_fields(date, &['Y', 'M', 'D'], false);
    let clock = time.map_or(Some(0), |time| count_fields(time, &['H', 'M', 'S'], true));
    match (days, clock) {
        // A `T` needs at least one field after it, and the whole at least one field.
        (Some(days), Some(clock)) => {
            if time.is_some() {
                clock > 0
            } else {
                days > 0
            }
        }
        _ => false,
    }
}

/// How many of `designators`, each after its number, make up `text` in their order. The last one may have
/// a fraction where `may_be_fraction` says so.
fn count_fields(text: &str, designators: &[char], may_be_fraction: bool) -> Option<usize> {
    let mut rest = text;
    let mut count = 0usize;
    for designator in designators {
        let Some((number, after)) = rest.split_once(*designator) else {
            continue;
        };
        let is_last = may_be_fraction && *designator == 'S';
        let (whole, fraction) = match number.split_once('.') {
            Some((whole, fraction)) if is_last => (whole, fraction),
            _ => (number, "0"),
        };
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        count = count.saturating_add(1);
        rest = after;
    }
    rest.is_empty().then_some(count)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar, by counting 400-year cycles that begin in March.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * 146_097 + day_of_cycle - 719_468
}

/// Year, month and day of a count of days from 1970-01-01.
fn civil_date(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let cycle = shifted.div_euclid(146_097);
    let day_of_cycle = shifted.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    (year, month, day)
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC; a fraction only where there is one, to the millisecond where that is exact.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_date(self.seconds.div_euclid(DAY));
        let clock = self.seconds.rem_euclid(DAY);
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        // Reports are full of times, and seven formatted numbers take long.
        let mut text = *b"0000-00-00T00:00:00Z";
        let pairs = [
            (0, year / 100 % 100),
            (2, year % 100),
            (5, month),
            (8, day),
            (11, hour),
            (14, minute),
            (17, second),
        ];
        for (at, number) in pairs {
            let digits = [number / 10, number % 10].map(|digit| u8::try_from(digit).unwrap_or(0));
            for (place, digit) in text.iter_mut().skip(at).zip(digits) {
                *place = place.saturating_add(digit);
            }
        }
        let text = std::str::from_utf8(&text).unwrap_or("");
        if self.nanoseconds == 0 && (0..10_000).contains(&year) {
            return f.write_str(text);
        }
        // Years of five digits come from durations that are added.
        let rest = text.get(4..19).unwrap_or("");
        match self.nanoseconds {
            0 => write!(f, "{year:04}{rest}Z"),
            n if n % 1_000_000 == 0 => write!(f, "{year:04}{rest}.{:03}Z", n / 1_000_000),
            n => write!(f, "{year:04}{rest}.{n:09}Z"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<i64> {
        Instant::read(text).ok().map(Instant::unix_seconds)
    }

    #[test]
    fn reads_times_in_every_form_that_names_an_instant() {
        // Values from `date -u -d … +%s`.
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2024-02-29T23:59:59Z"), Some(1_709_251_199));
        assert_eq!(seconds("2026-03-17T10:20:30.1234567Z"), Some(1_773_742_830));
        assert_eq!(seconds("2026-03-17T12:20:30+02:00"), Some(1_773_742_830));
        assert_eq!(seconds("2026-03-16T24:00:00Z"), seconds("2026-03-17T00:00:00Z"));
        assert_eq!(seconds("1969-12-31T23:59:59Z"), Some(-1));
    }

    #[test]
    fn durations_are_told_by_their_syntax() {
        // The examples of XML Schema Part 2 §3.2.6.1, and what vendors write.
        for text in
            ["P1Y2M3DT10H30M", "-P120D", "P1347Y", "P1347M", "P1Y2MT2H", "P0Y1347M", "PT1H", "PT0.5S", "P7D"]
        {
            assert!(is_duration(text), "{text}");
        }
        for text in [
            "", "P", "PT", "P1YT", "P-1347M", "1D", "P1", "PD", "P1D2M", "P1S", "PT1D", "PT1.5H", "PT.5S",
            "PT5.S", "P1.5D", " P1D", "P1D ", "p1d", "86400", "PT1H1H", "P1DT", "--P1D", "P１D",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }

    #[test]
    fn refuses_what_names_no_instant() {
        for text in [
            "",
            "2026-03-17",
            "2026-03-17T10:20:30",
            "2026-03-17 10:20:30Z",
            "2026-02-30T00:00:00Z",
            "2026-03-17T25:00:00Z",
            "2026-03-17T24:00:01Z",
            "2026-03-17T10:20:60Z",
            "0000-01-01T00:00:00Z",
            "+2026-03-17T10:20:30Z",
            "12026-03-17T10:20:30Z",
            "2026-03-17T10:20:30,5Z",
            "2026-03-17T10:20:30.Z",
            "2026-03-17T10:20:30+15:00",
            "2026-03-17t10:20:30z",
            "2026-03-17T10:20:30Z ",
            "1773742830",
            "2026-03-17T10:20:30Zx",
            "2025-02-29T00:00:00Z",
            "2026-03-17T10:20:30+14:01",
        ] {
            assert_eq!(Instant::read(text), Err(TimeError), "{text:?}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "0001-01-01T00:00:00Z",
            "1900-03-01T01:02:03Z",
            "2000-02-29T12:00:00.250Z",
            "9999-12-31T23:59:59.000000001Z",
        ] {
            assert_eq!(Instant::read(text).map(|i| i.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn writes_years_of_any_length() {
        for (seconds, text) in [
            (253_402_300_800, "10000-01-01T00:00:00Z"),
            (2_462_388_944_461, "80000-01-01T01:01:01Z"),
            (3_093_527_980_799, "99999-12-31T23:59:59Z"),
            (-62_167_219_201, "-001-12-31T23:59:59Z"),
        ] {
            assert_eq!(Instant::from_unix_seconds(seconds).to_string(), text);
        }
    }

    #[test]
    fn fractions_count() {
        let (early, late) = ("2026-03-17T10:20:30.001Z", "2026-03-17T10:20:30.002Z");
        assert!(Instant::read(early).unwrap() < Instant::read(late).unwrap());
    }
}
