//! Dates as authors write them in front matter.
//!
//! Text → `jiff::civil::Date` or [`BadDate`]. A date-time counts as the calendar date that is written, whatever its
//! zone: a review on the evening of the first was not on the second. Must never guess between day and month.

use jiff::civil::Date;

use crate::text::printable;

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BadDate {
    /// What is the case, for a diagnostic.
    pub message: String,
    /// The date that is meant, as `YYYY-MM-DD`, where its parts are unmistakable.
    pub suggestion: Option<String>,
}

/// Reads `2026-03-01`, also with a time: `2026-03-01T23:30:00-08:00`, `2026-03-01 10:00`.
///
/// # Errors
/// Where the text has another form, or names a day that the calendar does not have.
pub fn parse_date(text: &str) -> Result<Date, BadDate> {
    let (year, rest) = digits(text, 4).ok_or_else(|| bad_form(text))?;
    let (month, rest) = rest.strip_prefix('-').and_then(|rest| digits(rest, 2)).ok_or_else(|| bad_form(text))?;
    let (day, rest) = rest.strip_prefix('-').and_then(|rest| digits(rest, 2)).ok_or_else(|| bad_form(text))?;
    if !rest.is_empty() && !is_time(rest) {
        return Err(bad_form(text));
    }
    calendar_date(year, month, day).ok_or_else(|| BadDate {
        message: format!("`{}` is not a date of the calendar", shown(text)),
        suggestion: None,
    })
}

/// Takes exactly `count` ASCII digits off the front.
fn digits(text: &str, count: usize) -> Option<(i16, &str)> {
    let (number, rest) = text.split_at_checked(count)?;
    let is_whole = number.bytes().all(|b| b.is_ascii_digit()) && !rest.starts_with(|c: char| c.is_ascii_digit());
    is_whole.then(|| number.parse().ok().map(|number| (number, rest))).flatten()
}

/// There is no year 0 in the calendar.
fn calendar_date(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year > 0).then_some(date)
}

/// `T10:00`, ` 10:00:00.5`, `t10:00:00Z`, `T10:00:00 +01:00`.
fn is_time(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['T', 't', ' ']) else { return false };
    let Some(rest) = digits_up_to(rest.trim_start_matches(' '), 23) else { return false };
    let Some(mut rest) = rest.strip_prefix(':').and_then(|rest| digits_up_to(rest, 59)) else { return false };
    if let Some(seconds) = rest.strip_prefix(':') {
        let Some(after) = digits_up_to(seconds, 60) else { return false };
        rest = after;
        if let Some(fraction) = after.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() == fraction.len() {
                return false;
            }
        }
    }
    is_zone(rest.trim_start_matches(' '))
}

/// Nothing, `Z`, `+01`, `+0100` or `-08:00`.
fn is_zone(text: &str) -> bool {
    if matches!(text, "" | "Z" | "z") {
        return true;
    }
    let Some(rest) = text.strip_prefix(['+', '-']) else { return false };
    let bytes = rest.as_bytes();
    let all_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match bytes {
        [_, _] | [_, _, _, _] => all_digits(bytes),
        [hours @ .., b':', _, _] if hours.len() == 2 => all_digits(hours) && all_digits(&bytes[3..]),
        _ => false,
    }
}

fn digits_up_to(text: &str, most: i16) -> Option<&str> {
    let (number, rest) = text.split_at_checked(2)?;
    let is_number = number.bytes().all(|b| b.is_ascii_digit());
    (is_number && number.parse::<i16>().is_ok_and(|number| number <= most)).then_some(rest)
}

fn bad_form(text: &str) -> BadDate {
    BadDate {
        message: format!("`{}` is not a date of the form `YYYY-MM-DD`", shown(text)),
        suggestion: suggestion(text.trim()),
    }
}

/// The date that a text with the year first must mean: `2026/3/1`, `2026.03.01`, `20260301`.
fn suggestion(text: &str) -> Option<String> {
    let is_compact = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> =
        if is_compact { vec![&text[..4], &text[4..6], &text[6..]] } else { text.split(['-', '/', '.']).collect() };
    let [year, month, day] = parts[..] else { return None };
    let all_digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let fits = year.len() == 4 && matches!(month.len(), 1 | 2) && matches!(day.len(), 1 | 2) && all_digits;
    let date = calendar_date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    fits.then(|| date.to_string())
}

/// The text for a message, cut where it is far too long for a date.
fn shown(text: &str) -> String {
    const MOST_CHARS: usize = 40;
    let mut short: String = text.chars().take(MOST_CHARS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    printable(&short).into_owned()
}

#[cfg(test)]
mod tests {
    use super::parse_date;
    use proptest::prelude::*;

    #[test]
    fn the_written_calendar_date_counts() {
        let cases = [
            ("2026-03-01", "2026-03-01"),
            ("2024-02-29", "2024-02-29"),
            ("2026-03-01T23:30:00-08:00", "2026-03-01"),
            ("2026-03-01 10:00:00", "2026-03-01"),
            ("2026-03-01 10:00", "2026-03-01"),
            ("2026-03-01T00:00:00.125Z", "2026-03-01"),
            ("2026-03-01t00:00:00 +0100", "2026-03-01"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_date(text).map(|date| date.to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let calendar = "is not a date of the calendar";
        let form = "is not a date of the form `YYYY-MM-DD`";
        let cases = [
            ("2026-02-30", calendar, None),
            ("2026-13-01", calendar, None),
            ("0000-00-00", calendar, None),
            ("0000-01-01", calendar, None),
            ("2026/03/01", form, Some("2026-03-01")),
            ("20260301", form, Some("2026-03-01")),
            ("2026-3-1", form, Some("2026-03-01")),
            ("2026.3.01", form, Some("2026-03-01")),
            (" 2026-03-01", form, Some("2026-03-01")),
            ("2026/02/30", form, None),
            ("03-01-2026", form, None),
            ("2026-03-011", form, None),
            ("2026-03", form, None),
            ("2026-03-01 later", form, None),
            ("2026-03-01T25:00", form, None),
            ("true", form, None),
            ("not-a-date", form, None),
            ("é026-03-01", form, None),
            ("", form, None),
        ];
        for (text, message, suggestion) in cases {
            let bad = parse_date(text).expect_err(text);
            assert_eq!(bad.message, format!("`{text}` {message}"));
            assert_eq!(bad.suggestion.as_deref(), suggestion, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[0-9]{0,5}[-/T:.é ]{0,2}[0-9]{0,3}.{0,12}") {
            let _ = parse_date(&text);
        }

        #[test]
        fn every_date_reads_back(year in 1_i16..=9999, month in 1_i8..=12, day in 1_i8..=28) {
            let date = jiff::civil::date(year, month, day);
            prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        }
    }
}
